"""The first items of the lists of threats and disruptions, and the first versions of the minimum
standards, loaded from files.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import transaction

from disruptions.models import CrimeType, DisruptionStandard, NeverDisruption, ThreatPhase
from forces.actions.lists import begin_list
from forces.permissions import can_load_reference
from inspection_portal.core import audit
from inspection_portal.core.models import ListItem, User
from inspection_portal.core.reference import load, read

DATA = Path(__file__).resolve().parent.parent / "data"
LISTS: Mapping[type[ListItem], str] = {
    CrimeType: "crime_types.csv",
    ThreatPhase: "threat_phases.csv",
    NeverDisruption: "never_disruptions.csv",
}


@transaction.atomic
def load_reference(*, by: User, at: datetime, folder: Path = DATA) -> int:
    """Fill what is empty; from then on it belongs to those who edit it. Returns the number of rows
    written.
    """
    if not can_load_reference(by):
        raise PermissionDenied
    begun = sum(begin_list(items, folder / name, by=by, at=at) for items, name in LISTS.items())
    return begun + _begin_standards(folder / "disruption_standards.csv", by=by, at=at)


def _begin_standards(path: Path, *, by: User, at: datetime) -> int:
    if DisruptionStandard.objects.exists():
        return 0
    lines = [{**line, "set_by_id": by.pk, "set_at": at} for line in read(path)]
    loaded = load(DisruptionStandard, lines, identity=["valid_from"])
    for standard in loaded.created:
        audit.record("disruption_standard.loaded", standard, by=by, at=at)
    return loaded.written
