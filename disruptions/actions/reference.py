"""The first items of the lists of crime types and of phases of threats, loaded from files."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from disruptions.models import CrimeType, ThreatPhase
from forces.actions.lists import begin_list
from inspection_portal.core.models import User

DATA = Path(__file__).resolve().parent.parent / "data"


@transaction.atomic
def load_reference(*, by: User, at: datetime, folder: Path = DATA) -> int:
    """Fill the lists where they are empty; from then on they belong to those who edit them.
    Returns the number of rows written.
    """
    begun = begin_list(CrimeType, folder / "crime_types.csv", by=by, at=at)
    return begun + begin_list(ThreatPhase, folder / "threat_phases.csv", by=by, at=at)
