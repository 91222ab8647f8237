from disruptions.queries.bodies import (
    Beside,
    Trend,
    bodies_checked,
    settings_of,
    side_by_side,
    trend,
)
from disruptions.queries.checks import Checked, Line, Result, Waived, body_of, check
from disruptions.queries.copies import Alike, Copies, Passage, alike, copies_of, passages
from disruptions.queries.facts import Scope, load, of_bodies, of_order, of_plan, of_threat

__all__ = [
    "Alike",
    "Beside",
    "Checked",
    "Copies",
    "Line",
    "Passage",
    "Result",
    "Scope",
    "Trend",
    "Waived",
    "alike",
    "bodies_checked",
    "body_of",
    "check",
    "copies_of",
    "load",
    "of_bodies",
    "of_order",
    "of_plan",
    "of_threat",
    "passages",
    "settings_of",
    "side_by_side",
    "trend",
]
