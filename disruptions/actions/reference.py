"""The first items of the lists of threats and disruptions, and the first versions of the minimum
standards and of the filter sets, loaded from files.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import transaction

from disruptions.models import (
    CrimeType,
    DisruptionStandard,
    FilterSet,
    NeverDisruption,
    ThreatPhase,
)
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
    begun += _begin_standards(folder / "disruption_standards.csv", by=by, at=at)
    return begun + _begin_filter_sets(folder / "filter_sets.csv", by=by, at=at)


def _begin_standards(path: Path, *, by: User, at: datetime) -> int:
    if DisruptionStandard.objects.exists():
        return 0
    lines = [{**line, "set_by_id": by.pk, "set_at": at} for line in read(path)]
    loaded = load(DisruptionStandard, lines, identity=["valid_from"])
    for standard in loaded.created:
        audit.record("disruption_standard.loaded", standard, by=by, at=at)
    return loaded.written


def _begin_filter_sets(path: Path, *, by: User, at: datetime) -> int:
    if FilterSet.objects.exists():
        return 0
    set_so = {"set_by_id": by.pk, "set_at": at}
    lines = [{**line, "rules": json.loads(line["rules"]), **set_so} for line in read(path)]
    loaded = load(FilterSet, lines, identity=["name", "number"])
    for added in loaded.created:
        audit.record("filter_set.loaded", added, by=by, at=at, rules=added.in_words)
    return loaded.written
