"""The register, what is searched and how grades moved reach back over reports that were loaded."""

import io
from datetime import date, datetime

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from findings.models import InspectedBody, Inspection
from findings.queries.grades import last_grades
from forces.models import Body
from inspection_portal.core.models import User
from inspection_portal.reports import desk
from recommendations.models import RegisterEntry
from tests.pages import shown, signed_in
from tests.reports.texts import chapter

TITLE = "An inspection of the north-west regional response to serious and organised crime"
UNIT, FORCE = "North West Regional Organised Crime Unit", "Cheshire Constabulary"
V1 = "/api/v1/"


def told(day: date, unit: str, unit_grade: str, force_grade: str) -> str:
    found = ("Area for improvement", "The unit should read its post daily", "It waits for Monday.")
    concern = ("Cause of concern", f"Warnings of {day.year} lie unread", "Nobody reads them.")
    asked = ("Recommendation", f"By 1 May {day.year + 1}, the force should read every warning.")
    bodies = [
        *chapter(unit, *found, grade=f"is {unit_grade}"),
        *chapter(FORCE, *concern, *asked, grade=f"is {force_grade}"),
    ]
    return "\n".join([TITLE, "Regional findings", *bodies])


@pytest.fixture
def loaded(publisher: User, moment: datetime) -> list[Inspection]:
    """The reports of a region of three years, the first with another scale and a former name."""
    call_command("load_reference_data", stdout=io.StringIO())
    reports = [
        (date(2016, 3, 1), "Titan", "good", "requires improvement"),
        (date(2022, 5, 4), "Titan", "adequate", "inadequate"),
        (date(2025, 6, 12), UNIT, "good", "inadequate"),
    ]
    found = []
    for day, *report in reports:
        row = desk.upload_historic(
            name=f"{day.year}.txt",
            content=told(day, *report).encode(),
            published_on=day,
            by=publisher,
            at=moment,
        )
        found.append(desk.load_historic(row, seen_version=1, by=publisher, at=moment))
    return found


def test_the_register_reaches_back(loaded: list[Inspection], inspector: User) -> None:
    entries = RegisterEntry.objects.filter(body__name=FORCE).order_by("opened_on")
    assert [(each.opened_on, each.due_on, each.status) for each in entries] == [
        (date(2016, 3, 1), date(2017, 5, 1), "awaiting_review"),
        (date(2022, 5, 4), date(2023, 5, 1), "awaiting_review"),
        (date(2025, 6, 12), date(2026, 5, 1), "awaiting_review"),
    ]
    client = signed_in(inspector)
    page = shown(client.get(reverse("recommendations:register"), {"words": "By 1 May 2017"}))
    assert "By 1 May 2017, the force should read every warning." in page
    assert "By 1 May 2023" not in page


def test_what_was_found_is_found_again(loaded: list[Inspection], inspector: User) -> None:
    client = signed_in(inspector)
    first = loaded[0]
    page = shown(client.get(reverse("findings:inspections"), {"title": "north-west"}))
    assert page.count("Historic") == len(loaded)
    answer = client.get(f"{V1}findings/", {"inspection": str(first.uuid)}).json()["results"]
    assert "Warnings of 2016 lie unread" in [each["heading"] for each in answer]
    dated = client.get(f"{V1}inspections/", {"published_to": "2020-01-01"}).json()["results"]
    assert [each["uuid"] for each in dated] == [str(first.uuid)]


def test_grades_stand_by_their_day_and_their_scale(
    loaded: list[Inspection], as_inspector: Client
) -> None:
    unit = Body.objects.get(name=UNIT)
    chapters = list(InspectedBody.objects.filter(body=unit).order_by("inspection__published_on"))
    assert [each.inspection for each in chapters] == loaded
    last = last_grades(chapters)
    assert chapters[0].pk not in last
    second, third = (last[each.pk].against(each.judgment.grade) for each in chapters[1:])
    assert (second, third) == ("Not comparable", "Better now")
    assert [each.judgment.grade.scale.grades.count() for each in chapters] == [4, 5, 5]
    page = shown(as_inspector.get(unit.get_absolute_url()))
    days = [page.index(day) for day in ("12 Jun 2025", "4 May 2022", "1 Mar 2016")]
    assert days == sorted(days)
    assert "Titan" in page
    assert page.count("Scale: four grades") == 1
