"""Serious crime prevention orders as a file: those of a filtered list, in its order. An officer is
told by rank and post, whoever takes it: what leaves a force names nobody.
"""

from collections.abc import Iterator
from datetime import date

from disruptions.models import PlanSettings, PreventionOrder, PreventionOrderQuerySet
from disruptions.models.settings import chosen
from disruptions.queries import Standing, standing_of, with_breaches
from inspection_portal.core.markings import SENSITIVE
from inspection_portal.core.tables import CHUNK, Column, Table

COLUMNS = (
    Column("Reference", lambda order, stands: order.reference),
    Column("Body", lambda order, stands: str(order.body), 32),
    Column("Threat", lambda order, stands: order.threat.reference if order.threat else ""),
    Column("How it stands", lambda order, stands: stands),
    Column("Court", lambda order, stands: order.court, 28),
    Column("Made", lambda order, stands: order.made_on),
    Column("In force", lambda order, stands: order.in_force_on),
    Column("Expiry", lambda order, stands: order.expires_on),
    Column("Discharged", lambda order, stands: order.discharged_on),
    Column("Custody status", lambda order, stands: order.get_custody_display()),
    Column("Release", lambda order, stands: order.released_on),
    Column("Severity", lambda order, stands: order.get_severity_display(), 12),
    Column("Actively managed", lambda order, stands: _yes_or_no(order.is_actively_managed)),
    Column("Manager", lambda order, stands: str(order.manager or ""), 32),
    Column("Unit", lambda order, stands: order.unit, 28),
    Column("Last check", lambda order, stands: order.get_last_check_display(), 28),
    Column("Last checked", lambda order, stands: order.last_checked_on),
    Column("MARSOC", lambda order, stands: _yes_or_no(order.is_marsoc), 12),
    Column("Breaches", lambda order, stands: str(order.breach_count), 12),
)


def _lines(orders: PreventionOrderQuerySet, on: date) -> Iterator[tuple[PreventionOrder, Standing]]:
    settings = PlanSettings.objects.in_force(on)
    for order in with_breaches(orders.for_list()).iterator(chunk_size=CHUNK):
        yield order, standing_of(order, on, chosen(settings, order.body_id).expiry_days)


def _yes_or_no(answer: bool) -> str:
    return "Yes" if answer else "No"


# Most orders were never made public, and each is about a person.
TABLE = Table("SCPOs", COLUMNS, _lines, SENSITIVE)
