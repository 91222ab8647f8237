"""The audit trail of an object: who may read it, and how it is paged."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

import findings.actions
import recommendations.actions
from forces.models import Body
from inspection_portal.core import audit
from inspection_portal.core.models import User
from inspection_portal.home.audit import ON_A_PAGE, READABLE
from tests.factories import (
    CauseOfConcernFactory,
    FieldworkPhaseFactory,
    FindingFactory,
    InspectedBodyFactory,
    InspectionFactory,
    RecommendationFactory,
    RegisterEntryFactory,
    SectionFactory,
    put_in_print,
)


def url_of(row: Any) -> str:
    return reverse("home:audit", args=[row._meta.label_lower, row.uuid])


def test_lines_tell_before_and_after_newest_first(
    client: Client, inspector: User, moment: datetime
) -> None:
    inspection = InspectionFactory(team=[inspector])
    audit.record("inspection.planned", inspection, by=inspector, at=moment)
    later = moment + timedelta(days=1)
    audit.record("inspection.revised", inspection, by=inspector, at=later, title=["Old", "New"])
    client.force_login(inspector)
    page = client.get(url_of(inspection)).content.decode()
    assert page.index("3 March 2026 at 10:30am") < page.index("2 March 2026 at 10:30am")
    assert "Old" in page
    assert "New" in page
    assert inspector.name in page


def test_older_lines_follow_without_a_gap_or_a_double(
    client: Client, moderator: User, moment: datetime
) -> None:
    """Lines of one moment are told apart by their order of writing."""
    inspection = InspectionFactory()
    total = 2 * ON_A_PAGE + 3
    for number in range(total):
        audit.record("inspection.revised", inspection, by=moderator, at=moment, line=number)
    client.force_login(moderator)
    read, address, pages = [], url_of(inspection), 0
    while address:
        trail = client.get(address).context["trail"]
        read += [event.detail["line"] for event in trail.events]
        pages += 1
        older = trail.older
        address = f"{url_of(inspection)}?before={older.uuid}" if older else ""
    assert read == list(reversed(range(total)))
    assert pages == 3


@pytest.mark.parametrize("before", ["nonsense", str(UUID(int=1))])
def test_unknown_place_shows_the_newest(
    before: str, client: Client, moderator: User, moment: datetime
) -> None:
    inspection = InspectionFactory()
    audit.record("inspection.planned", inspection, by=moderator, at=moment)
    client.force_login(moderator)
    trail = client.get(url_of(inspection), {"before": before}).context["trail"]
    assert len(trail.events) == 1


def test_line_of_another_object_is_no_place_here(
    client: Client, moderator: User, moment: datetime
) -> None:
    one, other = InspectionFactory(), InspectionFactory()
    foreign = audit.record("inspection.planned", other, by=moderator, at=moment)
    audit.record("inspection.planned", one, by=moderator, at=moment + timedelta(days=1))
    client.force_login(moderator)
    trail = client.get(url_of(one), {"before": str(foreign.uuid)}).context["trail"]
    assert len(trail.events) == 1


def test_what_was_deleted_is_read_in_the_trail_of_its_inspection(
    client: Client, inspector: User, moment: datetime
) -> None:
    inspection = InspectionFactory(team=[inspector])
    chapter = InspectedBodyFactory(inspection=inspection)
    said = {"by": inspector, "at": moment, "seen_version": 1}
    concern = CauseOfConcernFactory(chapter=chapter, heading="A concern", text="Its words")
    RecommendationFactory(finding=concern, text="Goes with its concern")
    findings.actions.delete_finding(concern, **said)
    alone = RecommendationFactory(finding__chapter=chapter, text="Goes alone")
    recommendations.actions.delete_recommendation(alone, **said)
    section = SectionFactory(inspection=inspection, text="Of a section")
    findings.actions.delete_section(section, **said)
    phase = FieldworkPhaseFactory(inspection=inspection, name="The second week")
    findings.actions.remove_phase(phase, **said)
    elsewhere = FindingFactory(heading="In another inspection")
    elsewhere.inspection.team.create(user=inspector)
    findings.actions.delete_finding(elsewhere, **said)

    client.force_login(inspector)
    page = client.get(url_of(inspection)).content.decode()

    for words in (
        *("A concern", "Its words", "Goes with its concern", "Goes alone"),
        *("Of a section", "The second week"),
    ):
        assert words in page
    assert "In another inspection" not in page


def test_what_was_deleted_is_paged_with_the_rest(
    client: Client, moderator: User, moment: datetime
) -> None:
    inspection = InspectionFactory()
    for _ in range(ON_A_PAGE):
        audit.record("inspection.revised", inspection, by=moderator, at=moment)
    first = SectionFactory(inspection=inspection)
    findings.actions.delete_section(
        first, by=moderator, at=moment - timedelta(days=1), seen_version=1
    )
    client.force_login(moderator)
    newest = client.get(url_of(inspection)).context["trail"]
    older = client.get(url_of(inspection), {"before": newest.older.uuid}).context["trail"]
    assert [event.verb for event in older.events] == ["section.deleted"]


def test_trail_of_a_published_report_is_for_those_who_wrote_it(
    client: Client, inspector: User, moderator: User
) -> None:
    """It tells what drafts said and the internal notes."""
    finding = FindingFactory()
    finding.inspection.team.create(user=inspector)
    put_in_print(finding.inspection)
    for user in (inspector, moderator):
        client.force_login(user)
        assert client.get(url_of(finding)).status_code == 200


@pytest.mark.parametrize(
    "make", [InspectionFactory, FindingFactory, SectionFactory, FieldworkPhaseFactory]
)
def test_inspectors_who_do_not_work_on_it_get_a_404(
    make: Any, client: Client, inspector: User
) -> None:
    row = make()
    put_in_print(getattr(row, "inspection", row))
    client.force_login(inspector)
    assert client.get(url_of(row)).status_code == 404


def test_phases_have_a_trail_that_leads_back_to_their_inspection(
    client: Client, inspector: User
) -> None:
    phase = FieldworkPhaseFactory()
    phase.inspection.team.create(user=inspector)
    client.force_login(inspector)
    page = client.get(url_of(phase)).content.decode()
    assert f'href="{phase.inspection.get_absolute_url()}"' in page


@pytest.mark.parametrize("who", ["force_lead", "force_contributor"])
def test_forces_read_no_trail_not_even_of_their_own_entries(
    who: str, request: pytest.FixtureRequest, client: Client, force: Body
) -> None:
    client.force_login(request.getfixturevalue(who))
    for row in (RegisterEntryFactory(body=force), force):
        assert client.get(url_of(row)).status_code == 404


def test_people_have_a_trail_for_administrators(
    client: Client, administrator: User, inspector: User
) -> None:
    client.force_login(administrator)
    assert client.get(url_of(inspector)).status_code == 200
    client.force_login(inspector)
    assert client.get(url_of(administrator)).status_code == 404


@pytest.mark.parametrize("object_type", ["core.auditevent", "auth.permission", "x"])
def test_other_types_have_no_trail(
    object_type: str, client: Client, moderator: User, force: Body
) -> None:
    assert object_type not in READABLE
    client.force_login(moderator)
    response = client.get(reverse("home:audit", args=[object_type, force.uuid]))
    assert response.status_code == 404
