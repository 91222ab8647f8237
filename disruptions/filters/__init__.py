"""What people look for in the lists of threats, plans, orders and places."""

from disruptions.filters.threats import ThreatFilter, looked_for

__all__ = ["ThreatFilter", "looked_for"]
