from disruptions.queries.checks import Checked, Line, Result, Waived, check, waivers_of
from disruptions.queries.copies import Alike, Passage, alike, passages
from disruptions.queries.facts import Scope, load, of_bodies, of_order, of_plan, of_threat

__all__ = [
    "Alike",
    "Checked",
    "Line",
    "Passage",
    "Result",
    "Scope",
    "Waived",
    "alike",
    "check",
    "load",
    "of_bodies",
    "of_order",
    "of_plan",
    "of_threat",
    "passages",
    "waivers_of",
]
