"""A list narrowed down by its address: what every such page has in common."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Expression, F

from inspection_portal.core.fields import PARTS, DateField
from inspection_portal.core.keyset import Order, ordered
from inspection_portal.core.templatetags.govuk import day

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Chosen:
    """A filter in force, in words, and the list's address without it."""

    label: str
    value: str
    without: str


def choice(label: str, choices: Any = (), **extra: Any) -> django_filters.ChoiceFilter:
    """A filter by one of a list."""
    wrong = {"invalid_choice": f"Choose one of the list under “{label}”"}
    usual = {"empty_label": "Any", "error_messages": wrong}
    return django_filters.ChoiceFilter(label=label, choices=choices, **usual | extra)


class DayFilter(django_filters.Filter):
    """A filter by a day, typed in three parts."""

    field_class = DateField


class PeriodForm(forms.Form):
    """Filters of which `since` and `until` are the first and the last day."""

    def clean(self) -> dict[str, object]:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", "The last day must be the first day or after it")
        return self.cleaned_data


class ListFilter(django_filters.FilterSet):
    """Rows that a person sees, narrowed down and sorted as the address asks.

    A filter that would offer the person no choice is not there. Those of MORE are used less, and
    folded away; those of UNTOLD narrow nothing down. The first of SORTS is the list's own order.
    """

    MORE: ClassVar[tuple[str, ...]] = ()
    UNTOLD: ClassVar[tuple[str, ...]] = ("sort",)
    SORTS: ClassVar[Mapping[str, tuple[Expression | F, ...]]] = {}

    sort = django_filters.CharFilter(widget=forms.HiddenInput, method="leave")

    @property
    def rows(self) -> Any:
        """The rows looked for; none where the address asks for something that makes no sense."""
        return self.qs if self.is_valid() else self.queryset.none()

    @property
    def shows_several_bodies(self) -> bool:
        """Whether the person sees rows of more bodies than one."""
        return "body" in self.filters

    @property
    def asks_more(self) -> bool:
        """Whether one of the filters that are folded away is in force, or wrong."""
        return any(self.data.get(name) for name in self.MORE)

    @property
    def order(self) -> Order:
        """How the list is sorted; in its own way where the address names none that is known."""
        sort = self.data.get("sort", "")
        by = self.SORTS.get(sort.removeprefix("-"))
        return Order(by, sort.startswith("-")) if by else Order(next(iter(self.SORTS.values())))

    @property
    def in_order(self) -> Any:
        """The rows looked for, sorted: what leaves as a file."""
        return ordered(self.rows, self.order)

    @property
    def begins_as(self) -> Mapping[str, object]:
        """The filters that are in force where the address says nothing of them."""
        return {}

    @property
    def chosen(self) -> Iterator[Chosen]:
        """The filters in force, but for those that are so by default."""
        for name, value in self.form.cleaned_data.items():
            if name in self.UNTOLD or value in ("", None) or self.begins_as.get(name) == value:
                continue
            field = self.form.fields[name]
            yield Chosen(str(field.label), _in_words(field, value), self._without(name))

    def leave(self, rows: Any, name: str, value: str) -> Any:
        return rows

    def _offer(self, name: str, choices: Choices, *, least: int = 2) -> None:
        if len(choices) >= least:
            self.filters[name].extra["choices"] = choices
        else:
            del self.filters[name]

    def _without(self, name: str) -> str:
        address = self.data.copy()
        for gone in (name, *(f"{name}_{part}" for part in PARTS), "page"):
            address.pop(gone, None)
        return f"?{address.urlencode()}"


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(value, date):
        return day(value)
    return str(dict(getattr(field, "choices", ())).get(value, value))
