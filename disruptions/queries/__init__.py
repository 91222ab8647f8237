"""Figures and lines of threats, plans, orders and places."""

from disruptions.queries.choices import (
    NOBODY,
    SOMEBODY,
    Choices,
    bodies_kept_by,
    body_choices,
    manager_choices,
    officers_of,
    region_choices,
)
from disruptions.queries.officers import (
    OfficerLine,
    bodies_to_keep,
    bodies_with_officers,
    officer_lines,
    officers_for,
    people_acting_for,
)
from disruptions.queries.orders import (
    SOON,
    OrderFigures,
    order_figures,
    order_lines,
    standing_of,
    with_breaches,
)
from disruptions.queries.threats import (
    ThreatLine,
    called,
    leader_choices,
    owner_choices,
    regions_compared,
    stale_days,
    threat_lines,
)

__all__ = [
    "NOBODY",
    "SOMEBODY",
    "SOON",
    "Choices",
    "OfficerLine",
    "OrderFigures",
    "ThreatLine",
    "bodies_kept_by",
    "bodies_to_keep",
    "bodies_with_officers",
    "body_choices",
    "called",
    "leader_choices",
    "manager_choices",
    "officer_lines",
    "officers_for",
    "officers_of",
    "order_figures",
    "order_lines",
    "owner_choices",
    "people_acting_for",
    "region_choices",
    "regions_compared",
    "stale_days",
    "standing_of",
    "threat_lines",
    "with_breaches",
]
