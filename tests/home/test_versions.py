"""How a thing changed: each version in words, before and after, by person and moment."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from findings.models import ClosedPassage, Correction, Finding
from forces.models import RoleGrant
from inspection_portal.core.models import User
from inspection_portal.home.versions import NAMELESS, ON_A_PAGE, Change, Versions
from recommendations.models import Recommendation
from tests.factories import (
    FindingFactory,
    ForceFactory,
    InspectedBodyFactory,
    RegisterEntryFactory,
    person,
    put_in_print,
)


@pytest.fixture
def finding(inspector: User) -> Finding:
    made = FindingFactory(heading="Plans are old", text="Before")
    made.inspection.team.create(user=inspector)
    return made


@pytest.fixture
def reader(client: Client, inspector: User) -> Client:
    client.force_login(inspector)
    return client


def url_of(row: Any) -> str:
    return reverse("home:history", args=[row._meta.label_lower, row.uuid])


def shown(client: Client, row: Any, before: str = "") -> Versions:
    response = client.get(url_of(row), {"before": before})
    assert response.status_code == 200
    return response.context["shown"]  # type: ignore[no-any-return]


def change(finding: Finding, **fields: object) -> None:
    Finding.objects.filter(pk=finding.pk).update(**fields)


def test_each_version_tells_what_it_changed(reader: Client, finding: Finding) -> None:
    change(finding, text="After", heading="Plans are still old")
    newest, first = shown(reader, finding).versions
    assert (newest.label, first.label) == ("Changed", "Made")
    assert set(newest.changes) == {
        Change("Text", "Before", "After"),
        Change("Heading", "Plans are old", "Plans are still old"),
    }
    assert Change("Heading", "", "Plans are old") in first.changes


def test_keys_and_choices_are_said_in_words(reader: Client, finding: Finding) -> None:
    other = InspectedBodyFactory(inspection=finding.inspection)
    change(finding, chapter=other, kind=Finding.Kind.PROMISING_PRACTICE)
    changed = {each.field: each for each in shown(reader, finding).versions[0].changes}
    assert changed["Chapter"].after == str(other)
    assert changed["Kind"].after == Finding.Kind.PROMISING_PRACTICE.label


def test_links_to_others_stand_among_the_versions(reader: Client, finding: Finding) -> None:
    body = InspectedBodyFactory(inspection=finding.inspection)
    finding.also_about.add(body)
    finding.also_about.remove(body)
    unlinked, linked, made = shown(reader, finding).versions
    assert (unlinked.label, linked.label, made.label) == ("Deleted", "Linked", "Made")
    assert linked.changes == [Change(linked.changes[0].field, "", str(body))]
    assert unlinked.changes[0].before == str(body)


def test_what_the_reader_may_not_see_is_not_named(
    client: Client, auditor: User, inspector: User, moment: datetime
) -> None:
    entry = RegisterEntryFactory(recommendation__text="As published")
    inspection = put_in_print(entry.recommendation.finding.inspection)
    said = {"reason": "A wrong date", "opened_by": auditor, "opened_at": moment}
    Correction.objects.create(inspection=inspection, **said)
    Recommendation.objects.update(text="Not yet published")
    named = []
    for reader in (inspector, auditor):
        client.force_login(reader)
        made = shown(client, entry).versions[-1]
        named += [each.after for each in made.changes if each.field == "Recommendation"]
    assert named == [NAMELESS.format(entry.recommendation.pk), "Not yet published"]


def test_person_and_page_are_named(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    client.post(reverse("forces:person_add"), {"name": "New Person", "email": "n@example.org"})
    (version,) = shown(client, User.objects.get(email="n@example.org")).versions
    assert (version.by, version.page) == (administrator.name, "Forces:person add")


def test_what_nobody_signed_for_is_said_so(reader: Client, finding: Finding) -> None:
    assert shown(reader, finding).versions[0].by == "somebody outside the portal"


def test_older_versions_follow_without_a_gap_or_a_double(reader: Client, finding: Finding) -> None:
    """Of one transaction, so that only their order of writing tells them apart."""
    body = InspectedBodyFactory(inspection=finding.inspection)
    for number in range(ON_A_PAGE + 3):
        change(finding, text=f"Text {number}")
    for _ in range(5):
        finding.also_about.add(body)
        finding.also_about.remove(body)
    read, place, pages = [], "", 0
    while pages == 0 or place:
        page = shown(reader, finding, place)
        read += page.versions
        place, pages = page.older, pages + 1
    assert pages == 2
    assert len(read) == ON_A_PAGE + 3 + 10 + 1
    texts = [each.after for version in read for each in version.changes if each.field == "Text"]
    assert texts == [*(f"Text {number}" for number in reversed(range(ON_A_PAGE + 3))), "Before"]


@pytest.mark.parametrize("before", ["nonsense", "9-1", "0-999999999999999999999", "0-"])
def test_unknown_place_shows_the_newest(before: str, reader: Client, finding: Finding) -> None:
    assert len(shown(reader, finding, before).versions) == 1


def test_closed_text_changed_but_is_not_shown(
    client: Client, finding: Finding, inspector: User, moment: datetime
) -> None:
    passage = ClosedPassage.objects.create(
        finding=finding,
        ground=ClosedPassage.Ground.SAFETY,
        text="A hidden word",
        written_by=inspector,
        written_at=moment,
    )
    client.force_login(person(RoleGrant.Role.AUDITOR))
    page = client.get(url_of(passage)).content.decode()
    assert "(closed)" in page
    assert "A hidden word" not in page


def test_costs_the_same_however_often_it_changed(
    reader: Client, finding: Finding, assert_queries_do_not_grow: Callable[..., None]
) -> None:
    def change_again() -> None:
        body = InspectedBodyFactory(inspection=finding.inspection, body=ForceFactory())
        finding.also_about.add(body)
        change(finding, chapter=body)

    shown(reader, finding)  # From here on all that changes is ascribed to the reader.
    assert_queries_do_not_grow(url_of(finding), change_again)


def test_whoever_does_not_see_all_of_it_gets_a_404(
    client: Client, finding: Finding, force_lead: User
) -> None:
    client.force_login(force_lead)
    assert client.get(url_of(finding)).status_code == 404


def test_history_is_kept_of_what_other_tables_do(reader: Client, finding: Finding) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE findings_finding SET heading = 'By hand' WHERE id = %s", [finding.pk]
        )
    assert shown(reader, finding).versions[0].changes == [
        Change("Heading", "Plans are old", "By hand")
    ]
