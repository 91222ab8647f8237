"""Whom a recommendation addresses besides the bodies that its finding is about."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from inspection_portal.core.editing import replaced
from inspection_portal.core.errors import RuleBroken
from recommendations import queries
from recommendations.models import Recommendation


def set_addressees(
    recommendation: Recommendation, named: dict[str, Iterable[Any]], *, on: date
) -> dict[str, list[str]]:
    """Replace the addressees of the fields that `named` holds, and say from what to what where that
    is a change. Raises RuleBroken for a new one who can't be chosen on that day.
    """
    offered = queries.outside_addressees(recommendation.finding.inspection, on=on)
    changed: dict[str, list[str]] = {}
    for field, rows in named.items():
        held = getattr(recommendation, field)
        before, after = set(held.all()), set(rows)
        _refuse_others(after - before, set(offered[field]))
        held.set(after)
        changed |= replaced(field, before, after)
    return changed


def _refuse_others(added: Collection[Any], offered: Collection[Any]) -> None:
    for each in sorted(added, key=str):
        if each not in offered:
            raise RuleBroken(f"“{each}” can’t be addressed in this report. Choose another.")
