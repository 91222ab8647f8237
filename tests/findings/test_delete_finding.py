from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied

from findings import actions
from findings.models import Finding, InspectedBody
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from recommendations.models import Recommendation, RegisterEntry
from tests.factories import AreaForImprovementFactory, FindingFactory, put_in_print
from tests.factories.findings import PUBLISHED_AT


def test_a_deleted_finding_stays_in_the_trail(
    finding: Finding, inspector: User, moment: datetime
) -> None:
    actions.delete_finding(finding, seen_version=1, by=inspector, at=moment)
    assert not Finding.objects.exists()
    event = AuditEvent.objects.get(verb="finding.deleted")
    assert (event.object_uuid, event.object_label) == (finding.uuid, finding.heading)
    assert event.detail["text"] == finding.text


def test_its_recommendations_go_with_it(
    chapter: InspectedBody, inspector: User, moment: datetime
) -> None:
    concern = FindingFactory(chapter=chapter, kind=Finding.Kind.CAUSE_OF_CONCERN)
    Recommendation.objects.create(finding=concern, position=1, text="Plan.", due_kind="none")
    actions.delete_finding(concern, seen_version=1, by=inspector, at=moment)
    assert not Recommendation.objects.exists()


def test_what_is_in_the_register_stays(
    chapter: InspectedBody, inspector: User, moment: datetime
) -> None:
    improvement = AreaForImprovementFactory(chapter=chapter)
    RegisterEntry.objects.create(finding=improvement, body=chapter.body, published_at=PUBLISHED_AT)
    with pytest.raises(RuleBroken, match="is in the register"):
        actions.delete_finding(improvement, seen_version=1, by=inspector, at=moment)
    assert Finding.objects.exists()
    assert not AuditEvent.objects.exists()


def test_second_editor_is_refused(finding: Finding, inspector: User, moment: datetime) -> None:
    with pytest.raises(RuleBroken, match="has changed since"):
        actions.delete_finding(finding, seen_version=2, by=inspector, at=moment)
    assert Finding.objects.exists()


def test_a_force_lead_may_not(finding: Finding, force_lead: User, moment: datetime) -> None:
    with pytest.raises(PermissionDenied):
        actions.delete_finding(finding, seen_version=1, by=force_lead, at=moment)


def test_not_once_it_is_published(finding: Finding, inspector: User, moment: datetime) -> None:
    put_in_print(finding.inspection)
    with pytest.raises(RuleBroken, match="Open a correction"):
        actions.delete_finding(finding, seen_version=1, by=inspector, at=moment)
