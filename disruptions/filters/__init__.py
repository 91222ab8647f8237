"""What people look for in the lists of threats, plans, orders and places."""

from disruptions.filters.disruptions import DisruptionFilter
from disruptions.filters.figures import DisruptionFigureFilter
from disruptions.filters.orders import OrderFilter
from disruptions.filters.places import ProfileFilter, SiteFilter
from disruptions.filters.plans import PlanFilter
from disruptions.filters.recording import DoubleCountFilter, GapFilter, last_year
from disruptions.filters.threats import ThreatFilter, looked_for

__all__ = [
    "DisruptionFigureFilter",
    "DisruptionFilter",
    "DoubleCountFilter",
    "GapFilter",
    "OrderFilter",
    "PlanFilter",
    "ProfileFilter",
    "SiteFilter",
    "ThreatFilter",
    "last_year",
    "looked_for",
]
