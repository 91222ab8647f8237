"""What falls on whom in the months to come, and what would if a publication slipped."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count
from django.utils.timezone import localdate

from findings.models import Inspection
from forces.models import Body, standing
from forces.rights import Right, holds
from inspection_portal.core.dates import LONDON
from inspection_portal.core.models import User
from recommendations.deadlines import last_day_of
from recommendations.models import Recommendation, RegisterEntry, RegisterEntryQuerySet
from recommendations.queries.choices import ME, NOBODY
from recommendations.queries.counting import OpenCounts
from recommendations.queries.publication import owed_entries

MONTHS = 12
OTHERS = "Others"
NO_OWNER = "Nobody now"
# Whose a line is: a body, an owner, or nobody, by key.
Key = int | str | None


@dataclass(frozen=True)
class Column:
    """Days that entries fall due on, from the first to the last, both included; None is open."""

    name: str
    first: date | None = None
    last: date | None = None
    is_overdue: bool = False
    is_undated: bool = False


@dataclass(frozen=True)
class Cell:
    """How many open entries fall due then, how many more a draft would bring, and what the address
    of the register says to list the first.
    """

    column: Column
    number: int
    extra: int
    query: str


@dataclass(frozen=True)
class Line:
    """What falls on one body, or on one of a body's people."""

    name: str
    uuid: UUID | None
    region: str
    cells: tuple[Cell, ...]
    total: int
    extra: int


@dataclass(frozen=True)
class Tried:
    """What is asked of the horizon: a draft, and the day on which it might be published."""

    inspection: Inspection
    planned_on: date
    published_on: date


@dataclass(frozen=True)
class Moved:
    """A recommendation of a draft to one addressee: when it would fall due, and when if the
    publication slips; None where there is no date.
    """

    addressee: str
    asked: str
    planned_on: date | None
    slipped_on: date | None


@dataclass(frozen=True)
class WhatIf:
    """A draft, the day on which it is to be published as things stand (today, where nobody has said
    when), and the day that is tried.
    """

    inspection: Inspection
    planned_on: date
    published_on: date
    moved: tuple[Moved, ...]


@dataclass(frozen=True)
class Horizon:
    """Open entries by the months in which they fall due, seen on a day."""

    on: date
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    totals: tuple[Cell, ...]
    by_body: bool
    what_if: WhatIf | None

    @property
    def total(self) -> int:
        """How many entries are open in all."""
        return sum(cell.number for cell in self.totals)


def horizon(
    user: User, *, on: date, at: datetime, region: UUID | None = None, tried: Tried | None = None
) -> Horizon:
    """What the person sees of the register, for the inspectorate body by body, for a force or ROCU
    by who is responsible, in a fixed number of queries. On whom nothing falls is left out.

    `tried` is a draft that the person reads; nobody else is shown anything of it.
    """
    table = _Table(tuple(_columns(on)))
    reads_all = holds(user, Right.REGISTER_READ_ALL)
    by_body = reads_all or not standing(user).bodies
    if reads_all:
        table.count_all(OpenCounts(on, at))
    else:
        table.count_some(RegisterEntry.objects.visible_to(user), by_body=by_body)
    what_if = table.add(tried, at) if tried else None
    lines = _body_lines(table, user, region, on) if by_body else _owner_lines(table, user)
    shown = tuple(line for line in lines if line.total or line.extra)
    totals = table.totals(shown, {"region": str(region)} if region else {})
    return Horizon(on, table.columns, shown, totals, by_body, what_if)


def drafts_to_try(user: User) -> Iterable[Inspection]:
    """The inspections that the person may ask about: drafts that they read, not yet published."""
    out = Inspection.objects.published()
    return Inspection.objects.drafts_visible_to(user).exclude(pk__in=out.values("pk")).for_list()


def tried(
    inspection: Inspection, *, on: date, published_on: date | None, weeks: int | None
) -> Tried:
    """The draft published on that day, or so many weeks later than planned: later than today,
    where nobody has said when.

    Raises ValueError, with a sentence, where both are given or the day lies before `on`.
    """
    if published_on and weeks:
        raise ValueError("Enter a number of weeks or a date, not both")
    planned_on = localdate(inspection.publish_at, LONDON) if inspection.publish_at else on
    day = published_on or planned_on + timedelta(weeks=weeks or 0)
    if day < on:
        raise ValueError("Choose today or a later day of publication")
    return Tried(inspection, planned_on, day)


def _columns(on: date) -> Iterator[Column]:
    yield Column("Overdue", last=on - timedelta(days=1), is_overdue=True)
    first = on
    for number in range(MONTHS):
        last = last_day_of(first.year, first.month)
        name = first.strftime("%b %y" if number == 0 or first.month == 1 else "%b")
        yield Column(name, first, last)
        first = last + timedelta(days=1)
    yield Column("Later", first)
    yield Column("No date", is_undated=True)


class _Table:
    """Numbers of entries by whose they are and the place of their column; `extra` are a draft's."""

    def __init__(self, columns: tuple[Column, ...]) -> None:
        self.columns = columns
        self.numbers: Counter[tuple[Key, int]] = Counter()
        self.extra: Counter[tuple[Key, int]] = Counter()
        self._begins = [column.first or date.max for column in columns[1:-1]]

    def place(self, due_on: date | None) -> int:
        """Which column a date stands in."""
        return len(self.columns) - 1 if due_on is None else bisect_right(self._begins, due_on)

    def count_all(self, counted: OpenCounts) -> None:
        """Count what the whole inspectorate sees."""
        this_month = counted.on.replace(day=1)
        for (body, month), number in counted.by_month.items():
            place = 1 if month == this_month else self.place(month)
            self.numbers[body, place] += number
        for body, number in counted.passed.items():
            self.numbers[body, 0] += number
            self.numbers[body, 1] -= number

    def count_some(self, seen: RegisterEntryQuerySet, *, by_body: bool) -> None:
        """Count what falls on the bodies of a person, or on each of those bodies' people."""
        entries = seen.open().order_by()
        if by_body:
            self._take(entries.values_list("body", "due_on").annotate(number=Count("pk")))
            return
        owned = entries.owned().values_list("owner", "due_on")
        self._take(owned.annotate(number=Count("pk")))
        nobodys = entries.without_owner().values_list("due_on").annotate(number=Count("pk"))
        self._take((NOBODY, due_on, number) for due_on, number in nobodys)

    def _take(self, rows: Iterable[tuple[Key, date | None, int]]) -> None:
        for key, due_on, number in rows:
            self.numbers[key, self.place(due_on)] += number

    def add(self, tried: Tried, at: datetime) -> WhatIf:
        """Add what a draft would bring, published on that day: its recommendations, and its areas
        for improvement, which have no date. What went out before its report is counted already.
        """
        moved = []
        for entry in (
            each.entry for each in owed_entries(tried.inspection, published_at=at).values()
        ):
            asked = entry.recommendation
            if asked and asked.finding.accelerated_at:
                continue
            slipped_on = _due_if_published(asked, tried.published_on)
            self.extra[entry.body_id, self.place(slipped_on)] += 1
            planned_on = _due_if_published(asked, tried.planned_on)
            if planned_on != slipped_on:
                moved.append(Moved(str(entry.addressee), entry.asked, planned_on, slipped_on))
        return WhatIf(tried.inspection, tried.planned_on, tried.published_on, tuple(moved))

    def line(
        self,
        key: Key,
        name: str,
        whose: Mapping[str, str] | None,
        uuid: UUID | None = None,
        region: str = "",
    ) -> Line:
        """`whose` narrows the register down to the line; None where it can't be."""
        cells = tuple(
            Cell(
                column,
                self.numbers[key, place],
                self.extra[key, place],
                "" if whose is None else _address(column, whose),
            )
            for place, column in enumerate(self.columns)
        )
        total, more = sum(cell.number for cell in cells), sum(cell.extra for cell in cells)
        return Line(name, uuid, region, cells, total, more)

    def totals(self, lines: Sequence[Line], whose: Mapping[str, str]) -> tuple[Cell, ...]:
        return tuple(
            Cell(
                column,
                sum(line.cells[place].number for line in lines),
                sum(line.cells[place].extra for line in lines),
                _address(column, whose),
            )
            for place, column in enumerate(self.columns)
        )

    def has_others(self) -> bool:
        """Whether anything falls on somebody outside the bodies."""
        return any(key is None for key, _ in (*self.numbers, *self.extra))


def _body_lines(table: _Table, user: User, region: UUID | None, on: date) -> Iterator[Line]:
    bodies = Body.objects.with_region(on).only("uuid", "name")
    if not holds(user, Right.REGISTER_READ_ALL):
        bodies = bodies.filter(pk__in=standing(user).answered_for)
    for body in sorted(bodies, key=_region_name):
        if region in (None, body.region_uuid):  # type: ignore[attr-defined]
            whose = {"body": str(body.uuid)}
            yield table.line(body.pk, body.name, whose, body.uuid, _region_name(body))
    if not region and table.has_others():
        yield table.line(None, OTHERS, None)


def _region_name(body: Body) -> str:
    return body.region_name or ""  # type: ignore[attr-defined]


def _owner_lines(table: _Table, user: User) -> Iterator[Line]:
    owners = [key for key, _ in table.numbers if isinstance(key, int)]
    named = User.objects.filter(pk__in=owners).order_by("name", "pk")
    for key, uuid, name in named.values_list("pk", "uuid", "name"):
        yield table.line(key, name, {"owner": ME if key == user.pk else str(uuid)}, uuid)
    yield table.line(NOBODY, NO_OWNER, {"owner": NOBODY})


def _address(column: Column, whose: Mapping[str, str]) -> str:
    """What the address of the register says to list the entries of a cell."""
    if column.is_undated:
        return urlencode({**whose, "deadline": "no_deadline"})
    days = {"due_from": column.first, "due_to": column.last}
    return urlencode({**whose, **{name: str(day) for name, day in days.items() if day}})


def _due_if_published(recommendation: Recommendation | None, on: date) -> date | None:
    """The first date that it would have, published then; an area for improvement has none."""
    if recommendation is None:
        return None
    dates = [recommendation.due_if_published(on), recommendation.completion_on]
    return min(filter(None, dates), default=None)
