"""What the standards ask of a record before it is made, in the words of its form."""

from collections.abc import Iterable
from datetime import date

from disruptions.checks.base import several
from disruptions.standards.facts import Standards
from disruptions.standards.judging import FIELDS, KINDS

UNKNOWN = "No minimum standard is known for this day."


def needs_told(standards: Standards, category: str, on: date) -> str:
    """What a record of the category must say, by the standards of that day."""
    standard = standards.in_force(on)
    if standard is None:
        return UNKNOWN
    asked = [words for name, words in FIELDS.items() if name in standard.needs.get(category, ())]
    return f"Needs its {_and(asked)}." if asked else "Needs nothing more than this choice."


def days_told(standards: Standards, on: date) -> str:
    """By when the standards of that day want a record."""
    standard = standards.in_force(on)
    if standard is None:
        return UNKNOWN
    days = several(standard.days_to_record, "day")
    return f"The standard wants it recorded within {days} of the event."


def kinds_told(standards: Standards, on: date) -> str:
    """Against which threats records count by the standards of that day."""
    standard = standards.in_force(on)
    if standard is None:
        return UNKNOWN
    counted = [words for kind, words in KINDS.items() if kind in standard.kinds]
    return f"Those of {_and(counted)} count."


def never_told(standards: Standards, on: date) -> str:
    """What is never a disruption on that day; empty where the list is."""
    names = [each.name for each in standards.never if each.holds_on(on)]
    return f"Never a disruption: {'; '.join(names)}." if names else ""


def _and(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
