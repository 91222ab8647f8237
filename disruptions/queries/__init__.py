"""Figures and lines of threats, plans, orders and places."""

from disruptions.queries.officers import (
    OfficerLine,
    bodies_to_keep,
    bodies_with_officers,
    officer_lines,
    officers_for,
    people_acting_for,
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
    "OfficerLine",
    "ThreatLine",
    "bodies_to_keep",
    "bodies_with_officers",
    "called",
    "leader_choices",
    "officer_lines",
    "officers_for",
    "owner_choices",
    "people_acting_for",
    "regions_compared",
    "stale_days",
    "threat_lines",
]
