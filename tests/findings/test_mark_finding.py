from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied

from findings import actions
from findings.models import Finding
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from tests.factories import put_in_print

State = Finding.State
Mark = Callable[..., None]


@pytest.fixture
def mark(finding: Finding, inspector: User, moment: datetime) -> Mark:
    def do(**given: object) -> None:
        usual = {"state": State.READY, "seen_version": 1, "by": inspector, "at": moment}
        actions.mark_finding(finding, **usual | given)

    return do


def test_the_state_is_kept_and_told(mark: Mark, finding: Finding) -> None:
    mark()
    assert (finding.state, finding.version) == (State.READY, 2)
    event = AuditEvent.objects.about(finding).get()
    assert (event.verb, event.detail) == ("finding.marked", {"state": ["writing", "ready"]})


def test_second_editor_is_refused(mark: Mark, finding: Finding) -> None:
    mark()
    with pytest.raises(RuleBroken, match="has changed since"):
        mark(state=State.AGREED)
    finding.refresh_from_db()
    assert finding.state == State.READY


def test_a_force_lead_may_not(mark: Mark, force_lead: User) -> None:
    with pytest.raises(PermissionDenied):
        mark(by=force_lead)


def test_it_may_be_marked_when_published(mark: Mark, finding: Finding) -> None:
    put_in_print(finding.inspection)
    mark(state=State.AGREED)
    assert finding.state == State.AGREED
