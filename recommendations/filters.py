"""What a person looks for in the register, as it stands in the address of the list."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import F
from django.http import QueryDict
from django.utils.timezone import localdate

from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.keyset import Order
from inspection_portal.core.models import User
from inspection_portal.core.templatetags.govuk import day
from recommendations import queries
from recommendations.lookups import CLAIMED, KINDS, OPEN, REPEATED, STATUSES, EntryLookups
from recommendations.models import (
    DUE_ORDER,
    Lateness,
    MonitoringStage,
    RegisterEntry,
)
from recommendations.models import RegisterEntryQuerySet as Entries
from recommendations.rag import Colour

DEADLINES = [each for each in Lateness.choices if each[0] != Lateness.CLOSED]

LATE_BY = [(str(days), f"More than {days} days") for days in (30, 90, 180, 365)]
SOURCES = [("inspection", "An inspection"), ("national", "A national report")]
DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d %m %Y", "%d %B %Y"]

# What stands in the address besides filters: the order, and the saved view that was opened.
UNTOLD = ("sort", "view")

BY_DEADLINE = "due"
SORTS = {
    BY_DEADLINE: (DUE_ORDER,),
    "body": (F("body__name"), DUE_ORDER),
    "status": (F("status"), DUE_ORDER),
}


@dataclass(frozen=True)
class Chosen:
    """A filter in force, in words, and the list's address without it."""

    label: str
    value: str
    without: str


def _choice(label: str, choices: Any = (), **extra: Any) -> django_filters.ChoiceFilter:
    wrong = {"invalid_choice": f"Choose one of the list under “{label}”"}
    return django_filters.ChoiceFilter(
        label=label, choices=choices, error_messages=wrong, **{"empty_label": "Any"} | extra
    )


def _day(label: str, lookup: str) -> django_filters.DateFilter:
    return django_filters.DateFilter(
        label=label,
        field_name="due_on",
        lookup_expr=lookup,
        input_formats=DAYS,
        widget=forms.TextInput,
        help_text="For example, 31/3/2027",
        error_messages={"invalid": f"Enter “{label.lower()}” as a day, like 31/3/2027"},
    )


class RegisterFilter(EntryLookups, django_filters.FilterSet):
    """The register that a person sees, narrowed down; without a word about it, to what is open.

    A filter that would offer the person no choice is not there. Those of MORE are used less, and
    folded away.
    """

    MORE = (
        *("position", "rag", "due_from", "due_to", "late_by", "as_at"),
        *("source", "inspection", "theme", "claimed", "repeated", "addressee", "stage"),
    )

    status = _choice("Status", STATUSES, method="in_status", empty_label=None)
    deadline = _choice("Deadline", DEADLINES, method="standing_at")
    kind = _choice("Kind", KINDS, method="of_kind")
    owner = _choice("Who is responsible", method="owned_by", empty_label="Anyone")
    region = _choice("Region", method="in_region")
    body = _choice("Body", field_name="body__uuid")
    position = _choice("Where the body says it stands", RegisterEntry.Position.choices)
    rag = _choice("Colour", Colour.choices, method="coloured")
    due_from = _day("Due from", "gte")
    due_to = _day("Due until", "lte")
    late_by = _choice("Overdue by", LATE_BY, method="late_for")
    as_at = django_filters.DateFilter(
        label="Deadlines and colours as on",
        method="leave",
        input_formats=DAYS,
        widget=forms.TextInput,
        help_text="A day such as 31/3/2027; empty for today",
        error_messages={"invalid": "Enter “deadlines and colours as on” as a day, like 31/3/2027"},
    )
    source = _choice("Asked for by", SOURCES, method="of_source")
    inspection = _choice("Report", method="asked_by")
    theme = _choice("Theme", method="about")
    addressee = _choice("Addressee outside forces and ROCUs", method="addressed_to")
    stage = _choice("Force’s monitoring stage", MonitoringStage.choices, method="in_stage")
    claimed = _choice("Claim", CLAIMED, method="claimed_as")
    repeated = _choice("Asked for more than once", REPEATED, method="linked_as")
    words = django_filters.CharFilter(label="Words in what is asked", method="asking_for")
    sort = django_filters.CharFilter(widget=forms.HiddenInput, method="leave")
    view = django_filters.CharFilter(widget=forms.HiddenInput, method="leave")

    def __init__(
        self, data: QueryDict, queryset: Entries, *, user: User, on: date, status: str = OPEN
    ) -> None:
        """`on` is today, and counts where the address names no day; so does `status`."""
        given = data.copy()
        given["status"] = data.get("status") or status
        super().__init__(given, queryset)
        self.user, self.today, self.status = user, on, status
        self._offer("owner", queries.owner_choices(user))
        self._offer("region", queries.region_choices(user))
        self._offer("body", queries.body_choices(user))
        self._offer("inspection", queries.report_choices(user))
        self._offer("theme", queries.theme_choices(user))
        self._offer("addressee", queries.outside_choices(user), least=1)

    @property
    def on(self) -> date:  # type: ignore[override]
        """The day as on which deadlines and colours are shown."""
        asked: date | None = self.form.cleaned_data.get("as_at") if self.is_valid() else None
        return asked or self.today

    @property
    def rows(self) -> Entries:
        """The entries looked for; none where the address asks for something that makes no sense."""
        found: Entries = self.qs if self.is_valid() else self.queryset.none()
        return found

    @property
    def shows_several_bodies(self) -> bool:
        """Whether the person sees entries of more bodies than one."""
        return "body" in self.filters

    @property
    def asks_more(self) -> bool:
        """Whether one of the filters that are folded away is in force, or wrong."""
        return any(self.data.get(name) for name in self.MORE)

    @property
    def order(self) -> Order:
        """How the list is sorted; by deadline where the address names no way that is known."""
        sort = self.data.get("sort", "")
        by = SORTS.get(sort.removeprefix("-"))
        return Order(by, sort.startswith("-")) if by else Order(SORTS[BY_DEADLINE])

    @property
    def chosen(self) -> Iterator[Chosen]:
        """The filters in force, but for those that are so by default."""
        for name, value in self.form.cleaned_data.items():
            if name in UNTOLD or value in ("", None) or (name, value) == ("status", self.status):
                continue
            field = self.form.fields[name]
            yield Chosen(str(field.label), _in_words(field, value), self._without(name))

    def leave(self, entries: Entries, name: str, value: str) -> Entries:
        return entries

    def _offer(self, name: str, choices: queries.Choices, *, least: int = 2) -> None:
        if len(choices) >= least:
            self.filters[name].extra["choices"] = choices
        else:
            del self.filters[name]

    def _without(self, name: str) -> str:
        address = self.data.copy()
        for gone in (name, "page"):
            address.pop(gone, None)
        return f"?{address.urlencode()}"


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(value, date):
        return day(value)
    return str(dict(getattr(field, "choices", ())).get(value, value))


def looked_for(request: SignedInRequest, *, status: str = OPEN) -> RegisterFilter:
    """The entries that the address names, of that status unless it names one."""
    entries, user = RegisterEntry.objects.visible_to(request.user), request.user
    return RegisterFilter(request.GET, entries, user=user, on=localdate(), status=status)
