"""What a person looks for in the register, as it stands in the address of the list."""

from collections.abc import Mapping
from datetime import date

import django_filters
from django import forms
from django.db.models import F
from django.http import QueryDict
from django.utils.timezone import localdate

from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.listing import ListFilter, choice
from inspection_portal.core.models import User
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

BY_DEADLINE = "due"
SORTS = {
    BY_DEADLINE: (DUE_ORDER,),
    "body": (F("body__name"), DUE_ORDER),
    "status": (F("status"), DUE_ORDER),
}


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


class RegisterFilter(EntryLookups, ListFilter):
    """The register that a person sees, narrowed down; without a word about it, to what is open.

    A filter that would offer the person no choice is not there. Those of MORE are used less, and
    folded away.
    """

    # What stands in the address besides filters: the order, and the saved view that was opened.
    UNTOLD = ("sort", "view")
    SORTS = SORTS
    MORE = (
        *("position", "rag", "due_from", "due_to", "late_by", "as_at"),
        *("source", "inspection", "theme", "claimed", "repeated", "addressee", "stage"),
    )

    status = choice("Status", STATUSES, method="in_status", empty_label=None)
    deadline = choice("Deadline", DEADLINES, method="standing_at")
    kind = choice("Kind", KINDS, method="of_kind")
    owner = choice("Who is responsible", method="owned_by", empty_label="Anyone")
    region = choice("Region", method="in_region")
    body = choice("Body", field_name="body__uuid")
    position = choice("Where the body says it stands", RegisterEntry.Position.choices)
    rag = choice("Colour", Colour.choices, method="coloured")
    due_from = _day("Due from", "gte")
    due_to = _day("Due until", "lte")
    late_by = choice("Overdue by", LATE_BY, method="late_for")
    as_at = django_filters.DateFilter(
        label="Deadlines and colours as on",
        method="leave",
        input_formats=DAYS,
        widget=forms.TextInput,
        help_text="A day such as 31/3/2027; empty for today",
        error_messages={"invalid": "Enter “deadlines and colours as on” as a day, like 31/3/2027"},
    )
    source = choice("Asked for by", SOURCES, method="of_source")
    inspection = choice("Report", method="asked_by")
    theme = choice("Theme", method="about")
    addressee = choice("Addressee outside forces and ROCUs", method="addressed_to")
    stage = choice("Force’s monitoring stage", MonitoringStage.choices, method="in_stage")
    claimed = choice("Claim", CLAIMED, method="claimed_as")
    repeated = choice("Asked for more than once", REPEATED, method="linked_as")
    words = django_filters.CharFilter(label="Words in what is asked", method="asking_for")
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
    def begins_as(self) -> Mapping[str, str]:
        return {"status": self.status}


def looked_for(request: SignedInRequest, *, status: str = OPEN) -> RegisterFilter:
    """The entries that the address names, of that status unless it names one."""
    entries, user = RegisterEntry.objects.visible_to(request.user), request.user
    return RegisterFilter(request.GET, entries, user=user, on=localdate(), status=status)
