"""The quality checks of threats, plans and orders, which find what inspectors find (domain §4).

Pure functions of what `disruptions.queries` loads: no check asks the database or the clock.
"""

from disruptions.checks.base import Check, Fault, Found, Of, Severity, Where
from disruptions.checks.facts import (
    Assessed,
    Copied,
    Entry,
    Facts,
    OrderFacts,
    PlanFacts,
    Post,
    ProfileFacts,
    Rules,
    Subject,
    Task,
    ThreatFacts,
)
from disruptions.checks.running import CHECKS, Answers, AnyCheck, run

__all__ = [
    "CHECKS",
    "Answers",
    "AnyCheck",
    "Assessed",
    "Check",
    "Copied",
    "Entry",
    "Facts",
    "Fault",
    "Found",
    "Of",
    "OrderFacts",
    "PlanFacts",
    "Post",
    "ProfileFacts",
    "Rules",
    "Severity",
    "Subject",
    "Task",
    "ThreatFacts",
    "Where",
    "run",
]
