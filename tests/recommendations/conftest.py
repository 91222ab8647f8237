from datetime import date, datetime

import pytest

from findings.models import Correction, Finding, Inspection
from forces.models import Body
from inspection_portal.core.models import User, system_user
from recommendations.models import Basis, RegisterEntry
from tests.factories import (
    CauseOfConcernFactory,
    InspectedBodyFactory,
    InspectionFactory,
    RegisterEntryFactory,
    put_in_print,
)


@pytest.fixture
def draft(inspector: User) -> Inspection:
    """An inspection that `inspector` works on."""
    return InspectionFactory(team=[inspector])


@pytest.fixture
def concern(draft: Inspection, force: Body) -> Finding:
    """A cause of concern about `force` in the draft."""
    chapter = InspectedBodyFactory(inspection=draft, body=force)
    return CauseOfConcernFactory(chapter=chapter)


@pytest.fixture
def entry(force: Body) -> RegisterEntry:
    """An open entry of `force`, from a published report."""
    entry = RegisterEntryFactory(body=force)
    put_in_print(entry.source.inspection)
    return entry


@pytest.fixture
def basis(db: None) -> Basis:
    """What a status rests on."""
    return Basis.objects.create(name="Insight visit", valid_from=date(2020, 1, 1))


def correct(inspection: Inspection, at: datetime) -> Correction:
    """Re-open a published inspection."""
    return Correction.objects.create(
        inspection=inspection, reason="A date is wrong.", opened_by=system_user(), opened_at=at
    )
