"""One page of a long list, found by its neighbour and not by its number: the last page costs what
the first does, and nothing is counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Expression, F, Func, Model, QuerySet, TextField, Value
from django.db.models.lookups import GreaterThan, LessThan

Row = TypeVar("Row", bound=Model)
Rows = TypeVar("Rows", bound=QuerySet[Any])


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
    """The page of `rows` at a place. A row that is not in `among`, or no longer, gives the first
    page, as does a page with nothing on it.
    """
    anchor = among.filter(uuid=at.uuid).values_list(*order.keys).first() if at else None
    if at is None or anchor is None:
        return _first(rows, order, size)
    found = list(_beyond(rows, order, at, anchor)[: size + 1])
    more, found = len(found) > size, found[:size]
    if at.side == "before":
        # A page cut short is the beginning of the list: show the whole first page.
        return _window(found[::-1], previous=True, next=True) if more else _first(rows, order, size)
    return _window(found, previous=True, next=more) if found else _first(rows, order, size)


def ordered(rows: Rows, order: Order, *, backwards: bool = False) -> Rows:
    """`rows` in that order, or from its end."""
    descending = order.descending != backwards
    return rows.order_by(*(key.desc() if descending else key.asc() for key in order.keys))


def _beyond(
    rows: QuerySet[Row], order: Order, at: Place, anchor: Sequence[object]
) -> QuerySet[Row]:
    backwards = at.side == "before"
    comparison = LessThan if order.descending != backwards else GreaterThan
    values = (Value(value) for value in anchor)
    further = rows.filter(comparison(_Tuple(*order.keys), _Tuple(*values)))
    return ordered(further, order, backwards=backwards)


def _first(rows: QuerySet[Row], order: Order, size: int) -> Window[Row]:
    found = list(ordered(rows, order)[: size + 1])
    return _window(found[:size], previous=False, next=len(found) > size)


def _window(rows: list[Row], *, previous: bool, next: bool) -> Window[Row]:
    return Window(
        rows,
        previous=Place("before", rows[0].uuid) if previous else None,  # type: ignore[attr-defined]
        next=Place("after", rows[-1].uuid) if next else None,  # type: ignore[attr-defined]
    )
