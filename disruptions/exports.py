"""Serious crime prevention orders as a file: those of a filtered list, in its order. An officer is
told by rank and post, whoever takes it: what leaves a force names nobody.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from disruptions.models import PreventionOrder, PreventionOrderQuerySet
from disruptions.queries import standing_of, with_breaches
from inspection_portal.core import tables
from inspection_portal.core.tables import CHUNK, Cell


@dataclass(frozen=True)
class Column:
    """A heading, what stands under it for an order on a day, and its width in characters."""

    heading: str
    value: Callable[[PreventionOrder, date], Cell]
    width: int = 18


COLUMNS = (
    Column("Reference", lambda order, on: order.reference),
    Column("Body", lambda order, on: str(order.body), 32),
    Column("Threat", lambda order, on: order.threat.reference if order.threat else ""),
    Column("How it stands", lambda order, on: standing_of(order, on)),
    Column("Court", lambda order, on: order.court, 28),
    Column("Made", lambda order, on: order.made_on),
    Column("In force", lambda order, on: order.in_force_on),
    Column("Expiry", lambda order, on: order.expires_on),
    Column("Discharged", lambda order, on: order.discharged_on),
    Column("Custody status", lambda order, on: order.get_custody_display()),
    Column("Release", lambda order, on: order.released_on),
    Column("Severity", lambda order, on: order.get_severity_display(), 12),
    Column("Actively managed", lambda order, on: _yes_or_no(order.is_actively_managed)),
    Column("Manager", lambda order, on: str(order.manager or ""), 32),
    Column("Unit", lambda order, on: order.unit, 28),
    Column("Last check", lambda order, on: order.get_last_check_display(), 28),
    Column("Last checked", lambda order, on: order.last_checked_on),
    Column("MARSOC", lambda order, on: _yes_or_no(order.is_marsoc), 12),
    Column("Breaches", lambda order, on: str(order.breach_count), 12),  # type: ignore[attr-defined]
)


def orders_csv(orders: PreventionOrderQuerySet, on: date) -> Iterator[str]:
    """The file in pieces, each a number of whole lines."""
    return tables.csv_lines([column.heading for column in COLUMNS], _rows(orders, on), _stamp(on))


def orders_xlsx(orders: PreventionOrderQuerySet, on: date) -> Iterator[bytes]:
    """The file as a workbook, in pieces."""
    headings = [(column.heading, column.width) for column in COLUMNS]
    return tables.workbook("SCPOs", headings, _rows(orders, on), _stamp(on))


def _rows(orders: PreventionOrderQuerySet, on: date) -> Iterator[list[Cell]]:
    for order in with_breaches(orders.for_list()).iterator(chunk_size=CHUNK):
        yield [column.value(order, on) for column in COLUMNS]


def _stamp(on: date) -> tables.Stamp:
    """Most orders were never made public, and each is about a person."""
    return tables.Stamp(on, "OFFICIAL-SENSITIVE")


def _yes_or_no(answer: bool) -> str:
    return "Yes" if answer else "No"
