from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied

from findings import actions
from findings.models import Inspection
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from tests.factories import InspectionFactory


@pytest.fixture
def planned(inspector: User) -> Inspection:
    return InspectionFactory(stage=Inspection.Stage.PLANNED, team=[inspector])


def test_a_planned_inspection_becomes_a_draft(
    planned: Inspection, inspector: User, moment: datetime
) -> None:
    actions.start_drafting(planned, seen_version=1, by=inspector, at=moment)
    assert (planned.stage, planned.version) == ("drafting", 2)
    assert AuditEvent.objects.about(planned).get().verb == "drafting.started"


def test_it_starts_once(planned: Inspection, inspector: User, moment: datetime) -> None:
    actions.start_drafting(planned, seen_version=1, by=inspector, at=moment)
    with pytest.raises(RuleBroken, match="already drafting"):
        actions.start_drafting(planned, seen_version=2, by=inspector, at=moment)


def test_second_editor_is_refused(planned: Inspection, inspector: User, moment: datetime) -> None:
    with pytest.raises(RuleBroken, match="has changed since"):
        actions.start_drafting(planned, seen_version=7, by=inspector, at=moment)


def test_a_force_lead_may_not(planned: Inspection, force_lead: User, moment: datetime) -> None:
    with pytest.raises(PermissionDenied):
        actions.start_drafting(planned, seen_version=1, by=force_lead, at=moment)
