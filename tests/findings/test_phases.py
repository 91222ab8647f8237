from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from findings import actions
from findings.models import FieldworkPhase, InspectedBody, Inspection
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from tests.factories import FieldworkPhaseFactory, InspectedBodyFactory, put_in_print

JANUARY, MARCH = date(2026, 1, 12), date(2026, 3, 20)


@pytest.fixture
def phase(inspection: Inspection) -> FieldworkPhase:
    return FieldworkPhaseFactory(inspection=inspection, starts_on=JANUARY)


def test_a_phase_is_added_with_its_bodies(
    inspection: Inspection, chapter: InspectedBody, inspector: User, moment: datetime
) -> None:
    phase = actions.add_phase(
        inspection,
        name="Forces",
        starts_on=JANUARY,
        ends_on=MARCH,
        bodies=[chapter],
        by=inspector,
        at=moment,
    )
    assert list(phase.bodies.all()) == [chapter]
    assert AuditEvent.objects.about(phase).get().verb == "phase.added"


def test_a_phase_does_not_end_before_it_starts(
    inspection: Inspection, inspector: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="ends before it starts"):
        actions.add_phase(
            inspection, name="Odd", starts_on=MARCH, ends_on=JANUARY, by=inspector, at=moment
        )


def test_a_phase_is_revised_and_the_trail_says_from_what(
    phase: FieldworkPhase, chapter: InspectedBody, inspector: User, moment: datetime
) -> None:
    actions.revise_phase(
        phase,
        name=phase.name,
        starts_on=JANUARY,
        ends_on=MARCH,
        bodies=[chapter],
        seen_version=1,
        by=inspector,
        at=moment,
    )
    assert (phase.ends_on, phase.version) == (MARCH, 2)
    event = AuditEvent.objects.about(phase).get()
    assert event.detail == {"ends_on": ["None", "2026-03-20"], "bodies": ["", str(chapter)]}


def test_second_editor_is_refused(phase: FieldworkPhase, inspector: User, moment: datetime) -> None:
    with pytest.raises(RuleBroken, match="has changed since"):
        actions.remove_phase(phase, seen_version=9, by=inspector, at=moment)
    assert FieldworkPhase.objects.filter(pk=phase.pk).exists()


def test_a_removed_phase_stays_in_the_trail(
    phase: FieldworkPhase, inspector: User, moment: datetime
) -> None:
    actions.remove_phase(phase, seen_version=1, by=inspector, at=moment)
    assert not FieldworkPhase.objects.exists()
    event = AuditEvent.objects.get(verb="phase.removed")
    assert (event.object_uuid, event.object_label) == (phase.uuid, phase.name)


def test_a_force_lead_may_not(phase: FieldworkPhase, force_lead: User, moment: datetime) -> None:
    with pytest.raises(PermissionDenied):
        actions.remove_phase(phase, seen_version=1, by=force_lead, at=moment)


def test_not_once_it_is_published(
    phase: FieldworkPhase, inspection: Inspection, inspector: User, moment: datetime
) -> None:
    put_in_print(inspection)
    with pytest.raises(RuleBroken, match="Open a correction"):
        actions.remove_phase(phase, seen_version=1, by=inspector, at=moment)


def test_database_keeps_bodies_of_other_inspections_out(phase: FieldworkPhase) -> None:
    with pytest.raises(IntegrityError, match="not in this inspection"), transaction.atomic():
        phase.bodies.add(InspectedBodyFactory())
