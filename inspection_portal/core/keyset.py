"""One page of a long list, found by its neighbour and not by its number: the last page costs what
the first does, and nothing is counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Expression, F, Func, Model, QuerySet, TextField, Value
from django.db.models.lookups import GreaterThan, GreaterThanOrEqual, LessThan, LessThanOrEqual

Row = TypeVar("Row", bound=Model)
Rows = TypeVar("Rows", bound=QuerySet[Any])
Key = tuple[int, UUID]


@dataclass(frozen=True)
class Place:
    """Where a page begins or ends: right after, or right before, the row with that UUID."""

    side: str
    uuid: UUID

    def __str__(self) -> str:
        return f"{self.side}-{self.uuid}"


def read_place(text: str) -> Place | None:
    """The place that an address names ("after-<uuid>"); None, which is the first page, for any
    other text.
    """
    side, _, uuid = text.partition("-")
    if side not in ("after", "before"):
        return None
    try:
        return Place(side, UUID(uuid))
    except ValueError:
        return None


@dataclass(frozen=True)
class Order:
    """What a list is sorted by: expressions that are never null. Ties are broken by the key."""

    by: tuple[Expression | F, ...]
    descending: bool = False

    @property
    def keys(self) -> tuple[Expression | F, ...]:
        return (*self.by, F("pk"))


@dataclass(frozen=True)
class Window(Generic[Row]):
    """The rows of one page, and the places of the pages before and after it, None where there is
    none.
    """

    rows: Sequence[Row]
    previous: Place | None
    next: Place | None


class _Tuple(Func):
    """Several expressions compared as one, the first of them first."""

    template = "(%(expressions)s)"
    output_field = TextField()  # Only ever compared, never read.


def window(
    rows: QuerySet[Row], order: Order, *, at: Place | None = None, among: QuerySet[Row], size: int
) -> Window[Row]:
    """The page of `rows` at a place. `among` is all that the person may see, as a page shows it.

    The page's keys are found first and its rows fetched by them, so that no join is sorted. A place
    at a row that is not in `among`, or no longer, is the first page, and so is one with nothing
    beyond it.
    """
    anchor = among.filter(uuid=at.uuid).values_list(*order.keys).first() if at else None
    if at and anchor is not None:
        found = _keys(_beyond(rows, order, at, anchor), size)
        if at.side == "after" and found:
            return _window(found[:size], among, previous=True, next=len(found) > size)
        # A page before that is cut short is the beginning of the list: the whole first page.
        if at.side == "before" and len(found) > size:
            return _window(found[:size][::-1], among, previous=True, next=True)
    found = _keys(ordered(rows, order), size)
    return _window(found[:size], among, previous=False, next=len(found) > size)


def ordered(rows: Rows, order: Order, *, backwards: bool = False) -> Rows:
    """`rows` in that order, or from its end."""
    descending = order.descending != backwards
    return rows.order_by(*(key.desc() if descending else key.asc() for key in order.keys))


def _beyond(
    rows: QuerySet[Row], order: Order, at: Place, anchor: Sequence[object]
) -> QuerySet[Row]:
    backwards = at.side == "before"
    downwards = order.descending != backwards
    beyond, not_before = (
        (LessThan, LessThanOrEqual) if downwards else (GreaterThan, GreaterThanOrEqual)
    )
    values = [Value(value) for value in anchor]
    further = rows.filter(
        beyond(_Tuple(*order.keys), _Tuple(*values)),
        # Implied, but of one table: what comes before is then never joined.
        not_before(order.keys[0], values[0]),
    )
    return ordered(further, order, backwards=backwards)


def _keys(rows: QuerySet[Any], size: int) -> list[Key]:
    """The keys of one page, and of one row more where there is a page after it."""
    return list(rows.values_list("pk", "uuid")[: size + 1])


def _window(
    keys: Sequence[Key], among: QuerySet[Row], *, previous: bool, next: bool
) -> Window[Row]:
    found = among.in_bulk([pk for pk, _ in keys])
    return Window(
        [found[pk] for pk, _ in keys if pk in found],
        previous=Place("before", keys[0][1]) if previous else None,
        next=Place("after", keys[-1][1]) if next else None,
    )
