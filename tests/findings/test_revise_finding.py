from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied

from findings import actions
from findings.models import Finding, InspectedBody
from forces.models import RoleGrant
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from recommendations.models import Recommendation
from tests.factories import FindingFactory, InspectedBodyFactory, person, put_in_print

Revise = Callable[..., None]


@pytest.fixture
def revise(finding: Finding, inspector: User, moment: datetime) -> Revise:
    def do(**changes: object) -> None:
        usual = {"seen_version": 1, "by": inspector, "at": moment}
        actions.revise_finding(finding, **usual | changes)

    return do


def test_what_is_given_changes_and_the_rest_stays(revise: Revise, finding: Finding) -> None:
    text = finding.text
    revise(heading="The force plans late")
    assert (finding.heading, finding.text, finding.version) == ("The force plans late", text, 2)


def test_the_trail_says_what_changed_from_what(revise: Revise, finding: Finding) -> None:
    before = finding.heading
    revise(heading="The force plans late", text=finding.text)
    event = AuditEvent.objects.about(finding).get()
    assert event.verb == "finding.revised"
    assert event.detail == {"heading": [before, "The force plans late"]}


def test_further_bodies_are_replaced(
    revise: Revise, finding: Finding, chapter: InspectedBody
) -> None:
    other = InspectedBodyFactory(inspection=chapter.inspection)
    revise(also_about=[other])
    assert list(finding.also_about.all()) == [other]
    assert AuditEvent.objects.about(finding).get().detail == {"also_about": ["", str(other)]}


def test_second_editor_is_refused_not_overwritten(revise: Revise, finding: Finding) -> None:
    revise(text="By the first")
    with pytest.raises(RuleBroken, match="has changed since"):
        revise(text="By the second")
    finding.refresh_from_db()
    assert finding.text == "By the first"
    assert AuditEvent.objects.about(finding).count() == 1


def test_an_inspector_outside_the_team_may_not(revise: Revise) -> None:
    with pytest.raises(PermissionDenied):
        revise(text="Mine", by=person(RoleGrant.Role.INSPECTOR))


def test_a_force_lead_may_not(revise: Revise, force_lead: User) -> None:
    with pytest.raises(PermissionDenied):
        revise(text="Ours", by=force_lead)


def test_not_once_it_is_published(revise: Revise, finding: Finding) -> None:
    put_in_print(finding.inspection)
    with pytest.raises(RuleBroken, match="Open a correction"):
        revise(text="Another")


def test_a_refusal_leaves_the_finding_as_it_was(revise: Revise, finding: Finding) -> None:
    with pytest.raises(RuleBroken, match="needs bullets"):
        revise(lead="The force should:")
    assert finding.lead == ""


def test_a_cause_of_concern_with_recommendations_stays_one(
    chapter: InspectedBody, inspector: User, moment: datetime
) -> None:
    concern = FindingFactory(chapter=chapter, kind=Finding.Kind.CAUSE_OF_CONCERN)
    Recommendation.objects.create(finding=concern, position=1, text="Plan.", due_kind="none")
    with pytest.raises(RuleBroken, match="so it stays a cause of concern"):
        actions.revise_finding(
            concern, kind=Finding.Kind.NARRATIVE, seen_version=1, by=inspector, at=moment
        )
