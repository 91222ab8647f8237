"""Saved views, as the filters of the register's list understand them today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.http import QueryDict

from inspection_portal.core.models import User
from recommendations import queries
from recommendations.filters import RegisterFilter
from recommendations.models import RegisterEntry, SavedView

NO_SENSE = "These filters make no sense together. Mend them in the list, then save the view."


@dataclass(frozen=True)
class Understood:
    """What of a view's filters makes sense for a person: `found` are the entries, and `left_out`
    the labels of filters that the register no longer has, or does not offer the person.
    """

    query: dict[str, str]
    found: RegisterFilter
    left_out: tuple[str, ...]


def known(given: Mapping[str, str], found: RegisterFilter) -> dict[str, str]:
    """The filters and the sort that the address of a list names, without what else stands there and
    what is so in any case.
    """
    named = {name: given[name] for name in found.filters if name != "view" and given.get(name)}
    if named.get("status") == found.status:
        del named["status"]
    return named


def understood(query: Mapping[str, str], user: User, on: date) -> Understood:
    """The view for that person on that day, without what makes no sense for them."""
    found = _found(query, user, on)
    wrong = {name for name in query if name not in found.filters or name in found.form.errors}
    kept = {name: value for name, value in query.items() if name not in wrong}
    labels = tuple(sorted(_label(name) for name in wrong))
    return Understood(kept, _found(kept, user, on) if wrong else found, labels)


def sensible(query: Mapping[str, str], user: User, on: date) -> dict[str, str]:
    """What a view may hold of that. Raises ValidationError where it makes no sense."""
    found = _found(query, user, on)
    if not found.is_valid():
        raise ValidationError(NO_SENSE)
    return known(query, found)


def figures(view: SavedView, user: User, on: date) -> queries.ViewFigures:
    """How much is in the view for that person on that day."""
    seen = understood(view.query, user, on)
    return queries.view_figures(seen.found.rows, seen.left_out, on)


def _found(query: Mapping[str, str], user: User, on: date) -> RegisterFilter:
    entries = RegisterEntry.objects.visible_to(user)
    given = QueryDict(mutable=True)
    given.update(query)
    return RegisterFilter(given, entries, user=user, on=on)


def _label(name: str) -> str:
    known_filter = RegisterFilter.base_filters.get(name)
    return str(known_filter.label) if known_filter else name
