"""The register in figures and lines, as one person sees it on a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from forces.models import Body
from forces.rights import Right, holds
from inspection_portal.core.models import User
from recommendations.models import (
    DUE_ORDER,
    DUE_SOON,
    Lateness,
    RegisterEntry,
    RegisterEntryQuerySet,
)
from recommendations.queries.counting import OpenCounts
from recommendations.queries.deadlines import marks
from recommendations.rag import Mark

NEXT = 5


@dataclass(frozen=True)
class BodySummary:
    """How one body stands in the register on a day."""

    name: str
    uuid: UUID
    open: int
    overdue: int


@dataclass(frozen=True)
class Summary:
    """How the part of the register that a person sees stands on a day.

    `due_in_90` includes what is due in 30. `awaiting_owner` is for bodies, and None for the
    inspectorate. `next` are the entries to look at first, the latest
    deadline last. `by_body` is for the inspectorate and empty for a force.
    """

    open: int
    overdue: int
    due_in_30: int
    due_in_90: int
    awaiting_owner: int | None
    next: tuple[RegisterEntry, ...]
    by_body: tuple[BodySummary, ...]


def summary(user: User, on: date, at: datetime | None = None) -> Summary:
    """The register in figures for a home page, in a fixed number of queries.

    Those of the whole register cost the same however long it is.
    """
    entries = RegisterEntry.objects.visible_to(user).open()
    next_ones = tuple(_most_pressing(entries))
    if not holds(user, Right.REGISTER_READ_ALL):
        figures = entries.aggregate(
            open=Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=on)), **_soon(on)
        )
        awaiting = entries.without_owner().count()
        return Summary(**figures, awaiting_owner=awaiting, next=next_ones, by_body=())
    counted = OpenCounts(on, at or timezone.now())
    return Summary(
        **entries.filter(due_on__range=(on, on + 3 * DUE_SOON)).aggregate(**_soon(on)),
        open=counted.open.total(),
        overdue=counted.overdue.total(),
        awaiting_owner=None,
        next=next_ones,
        by_body=_by_body(counted),
    )


def _soon(on: date) -> dict[str, Count]:
    return {
        f"due_in_{days}": Count("pk", filter=Q(due_on__range=(on, on + timedelta(days=days))))
        for days in (30, 90)
    }


def _by_body(counted: OpenCounts) -> tuple[BodySummary, ...]:
    bodies = Body.objects.filter(pk__in=[body for body in counted.open if body]).order_by("name")
    return tuple(
        BodySummary(name, uuid, counted.open[key], counted.overdue[key])
        for key, name, uuid in bodies.values_list("pk", "name", "uuid")
    )


def _most_pressing(entries: RegisterEntryQuerySet) -> RegisterEntryQuerySet:
    dated = entries.exclude(due_on=None).order_by(DUE_ORDER, "pk")
    # Found by key first: a join of all that are open need not be sorted.
    keys = list(dated.values_list("pk", flat=True)[:NEXT])
    return RegisterEntry.objects.filter(pk__in=keys).for_list().order_by(DUE_ORDER, "pk")


@dataclass(frozen=True)
class Line:
    """An entry as a list shows it on a day; `mark` is by the rules that its body had chosen."""

    entry: RegisterEntry
    lateness: Lateness
    mark: Mark
    is_demonstration: bool
    owner_has_left: bool

    @property
    def is_pressing(self) -> bool:
        """Overdue or nearly so: the days count."""
        return self.lateness in (Lateness.OVERDUE, Lateness.DUE_SOON)


def lines(entries: Collection[RegisterEntry], on: date) -> list[Line]:
    """Entries that were read `with_facts`, as lines."""
    marked = marks(entries, on)
    return [
        Line(
            each,
            each.lateness(on),
            marked[each.pk],
            each.made_up,
            owner_has_left=each.owner_id is not None and not each.owner_acts,
        )
        for each in entries
    ]
