"""The filter sets by which inspections count threats and disruptions, version by version."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from disruptions import permissions
from disruptions.models import FilterSet, RuleUnknown, read_rules
from inspection_portal.core import audit
from inspection_portal.core.editing import refuse_invalid, refuse_marked_text
from inspection_portal.core.errors import Changed, RuleBroken
from inspection_portal.core.models import User

CHANGED = "The filter sets have changed since you read them. Look at the change, then try again."


@transaction.atomic
def add_filter_set(
    *,
    kind: str,
    name: str,
    dated_on: date,
    rules: Sequence[Mapping[str, Any]],
    basis: str,
    seen_version: int,
    by: User,
    at: datetime,
) -> FilterSet:
    """Add a set, or the next version of the set of that name. What was counted by an earlier
    version stays as it was counted.

    `rules` are as `FilterSet` stores them; `seen_version` is how many versions there were of all
    sets when they were read.
    """
    if not permissions.can_set_standards(by):
        raise PermissionDenied
    named, number = _next_version(kind, " ".join(name.split()), seen_version)
    if dated_on > localdate(at):
        raise RuleBroken("That day has not come yet. Enter the day that the filters are laid down.")
    said: Any = {
        "kind": kind,
        "name": named,
        "number": number,
        "dated_on": dated_on,
        "basis": basis,
    }
    added = FilterSet(rules=_understood(kind, rules), set_by=by, set_at=at, **said)
    refuse_marked_text(name, basis)
    refuse_invalid(added)
    added.save()
    audit.record("filter_set.added", added, by=by, at=at, rules=added.in_words, basis=basis)
    return added


def _next_version(kind: str, name: str, seen_version: int) -> tuple[str, int]:
    """The name as it was first written, and the number of its next version."""
    made = list(FilterSet.objects.select_for_update(no_key=True).order_by("number"))
    if FilterSet.objects.count() != seen_version:
        raise Changed(CHANGED)
    before = [each for each in made if each.name.lower() == name.lower()]
    if before and before[-1].kind != kind:
        raise RuleBroken(f"“{before[-1].name}” is a set of {before[-1].kind}. Give another name.")
    return before[-1].name if before else name, len(before) + 1


def _understood(kind: str, rules: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    if not rules:
        raise RuleBroken("Give the filter set at least one rule.")
    try:
        return [each.said for each in read_rules(kind, list(rules))]
    except RuleUnknown as error:
        raise RuleBroken(str(error)) from error
