from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied

from findings import actions
from findings.models import Finding, InspectedBody
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from tests.factories import FindingFactory, put_in_print


@pytest.fixture
def doubtful(chapter: InspectedBody) -> Finding:
    return FindingFactory(chapter=chapter, needs_review=True)


def test_a_person_confirms_what_was_read(
    doubtful: Finding, inspector: User, moment: datetime
) -> None:
    actions.confirm_review(doubtful, seen_version=1, by=inspector, at=moment)
    assert not doubtful.needs_review
    assert AuditEvent.objects.about(doubtful).get().verb == "finding.confirmed"


def test_that_needs_no_correction(doubtful: Finding, inspector: User, moment: datetime) -> None:
    put_in_print(doubtful.inspection)
    actions.confirm_review(doubtful, seen_version=1, by=inspector, at=moment)
    assert not doubtful.needs_review


def test_second_editor_is_refused(doubtful: Finding, inspector: User, moment: datetime) -> None:
    with pytest.raises(RuleBroken, match="has changed since"):
        actions.confirm_review(doubtful, seen_version=2, by=inspector, at=moment)


def test_a_force_lead_may_not(doubtful: Finding, force_lead: User, moment: datetime) -> None:
    with pytest.raises(PermissionDenied):
        actions.confirm_review(doubtful, seen_version=1, by=force_lead, at=moment)
