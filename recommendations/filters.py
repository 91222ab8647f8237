"""What a person looks for in the register, as it stands in the address of the list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, F, OuterRef
from django.http import QueryDict
from django.utils.timezone import localdate

from findings.models import Finding
from forces.models import Body, LocalPolicingBody, Organisation, Region
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.keyset import Order
from inspection_portal.core.models import User
from inspection_portal.core.templatetags.govuk import day
from recommendations import queries
from recommendations.models import (
    DUE_ORDER,
    BodyRules,
    Claim,
    EntryLink,
    Lateness,
    MonitoringStage,
    NationalReport,
    RegisterEntry,
)
from recommendations.models import RegisterEntryQuerySet as Entries
from recommendations.rag import Colour

OPEN, CLOSED, ANY = "open", "closed", "any"
STATUSES = [
    (OPEN, "Open"),
    (CLOSED, "Closed"),
    *RegisterEntry.Status.choices,
    (ANY, "Open or closed"),
]
DEADLINES = [each for each in Lateness.choices if each[0] != Lateness.CLOSED]
KINDS = [("recommendation", "Recommendation"), ("improvement", "Area for improvement")]

LATE_BY = [(str(days), f"More than {days} days") for days in (30, 90, 180, 365)]
CLAIMED = [("claimed", "With the inspectorate"), ("none", "Not claimed")]
SOURCES = [("inspection", "An inspection"), ("national", "A national report")]
REPEATED = [("repeats", "Repeats an earlier one"), ("repeated", "Asked for again later")]
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


class RegisterFilter(django_filters.FilterSet):
    """The register that a person sees, narrowed down; without a word about it, to what is open.

    A filter that would offer the person no choice is not there. Those of MORE are used less, and
    folded away.
    """

    MORE = (
        *("position", "rag", "due_from", "due_to", "late_by"),
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
        """`status` is the one that counts where the address names none."""
        given = data.copy()
        given["status"] = data.get("status") or status
        super().__init__(given, queryset)
        self.user, self.on, self.status = user, on, status
        self._offer("owner", queries.owner_choices(user))
        self._offer("region", queries.region_choices(user))
        self._offer("body", queries.body_choices(user))
        self._offer("inspection", queries.report_choices(user))
        self._offer("theme", queries.theme_choices(user))
        self._offer("addressee", queries.outside_choices(user), least=1)

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

    def in_status(self, entries: Entries, name: str, status: str) -> Entries:
        named: Mapping[str, Entries] = {
            OPEN: entries.open(),
            CLOSED: entries.closed(),
            ANY: entries,
        }
        return named[status] if status in named else entries.filter(status=status)

    def standing_at(self, entries: Entries, name: str, lateness: str) -> Entries:
        return entries.standing_at(lateness, self.on)

    def of_kind(self, entries: Entries, name: str, kind: str) -> Entries:
        return entries.filter(finding__isnull=kind == "recommendation")

    def owned_by(self, entries: Entries, name: str, owner: str) -> Entries:
        match owner:
            case queries.ME:
                return entries.filter(owner=self.user)
            case queries.NOBODY:
                return entries.without_owner()
            case queries.SOMEBODY:
                return entries.owned()
        return entries.filter(owner__uuid=owner)

    def in_region(self, entries: Entries, name: str, region: str) -> Entries:
        bodies = Body.objects.in_region(Region.objects.get(uuid=region), self.on)
        return entries.filter(body__in=bodies)

    def coloured(self, entries: Entries, name: str, colour: str) -> Entries:
        return entries.of_colour(colour, self.on, BodyRules.objects.chosen(self.on))

    def late_for(self, entries: Entries, name: str, days: str) -> Entries:
        return entries.overdue(self.on - timedelta(days=int(days)))

    def of_source(self, entries: Entries, name: str, source: str) -> Entries:
        return entries.filter(national__isnull=source == "inspection")

    def asked_by(self, entries: Entries, name: str, report: str) -> Entries:
        if national := NationalReport.objects.filter(uuid=report).first():
            return entries.filter(national__in=national.recommendations.all())
        return entries.from_findings(Finding.objects.filter(inspection__uuid=report))

    def about(self, entries: Entries, name: str, theme: str) -> Entries:
        return entries.from_findings(Finding.objects.filter(themes__uuid=theme))

    def addressed_to(self, entries: Entries, name: str, addressee: str) -> Entries:
        """Of a UUID that is offered, so it is one of the two."""
        if organisation := Organisation.objects.filter(uuid=addressee).first():
            return entries.filter(organisation=organisation)
        return entries.filter(policing_body=LocalPolicingBody.objects.get(uuid=addressee))

    def in_stage(self, entries: Entries, name: str, stage: str) -> Entries:
        return entries.filter(body__in=queries.forces_in(stage, on=self.on))

    def claimed_as(self, entries: Entries, name: str, claimed: str) -> Entries:
        is_open = Exists(Claim.objects.open().filter(entry=OuterRef("pk")))
        return entries.filter(is_open if claimed == "claimed" else ~is_open)

    def linked_as(self, entries: Entries, name: str, linked: str) -> Entries:
        links = EntryLink.objects.visible_to(self.user).filter(kind=EntryLink.Kind.REPEATS)
        end = "entry" if linked == "repeats" else "other"
        return entries.filter(pk__in=links.values(end))

    def asking_for(self, entries: Entries, name: str, words: str) -> Entries:
        return entries.asking_for(words)

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
