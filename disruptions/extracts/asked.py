"""What the minimum standards ask of the rows of an extract (ADR 0032, ADR 0034)."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from disruptions import standards
from disruptions.models import Disruption, Threat

CATEGORIES = ("", *Disruption.Category.values)
# What a record may have to say, by the names of columns, in the order of the table.
NEEDED = ("strand", "narrative", "evidence")
# What is asked of records of each kind of threat and category between two days, and what a
# narrative says then of what is never a disruption. Nothing is asked of days before the first
# version, and no field of a record without a category: nobody knows what it needed.
STANDARDS = """
    CREATE TEMP TABLE extract_standard (
        first date, after date, kind text, category text, counts boolean, days integer, never text,
        strand boolean, narrative boolean, evidence boolean
    ) ON COMMIT DROP
"""


def asked(minimum: standards.Standards, has: Collection[str]) -> Iterator[tuple[object, ...]]:
    """The rows of that table; what the file has no column for is not asked."""
    for first, after, held in minimum.spans():
        never = _never(minimum, first)
        for kind in Threat.Kind.values:
            for category in CATEGORIES:
                needs = held.needs.get(category, frozenset())
                needed = (name in needs and name in has for name in NEEDED)
                counts = kind in held.kinds
                yield first, after, kind, category, counts, held.days_to_record, never, *needed


def unasked(minimum: standards.Standards, has: Collection[str]) -> Sequence[str]:
    """What some version asks for and the file has no column of."""
    needs = {name for each in minimum.versions for need in each.needs.values() for name in need}
    return [name for name in NEEDED if name in needs and name not in has]


def _never(minimum: standards.Standards, on: date) -> str | None:
    """What tells of what is never a disruption on that day, as a regular expression."""
    never = (each for each in minimum.never if each.holds_on(on))
    phrases = [re.escape(phrase) for each in never for phrase in each.phrases]
    return rf"\m({'|'.join(phrases)})s?\M" if phrases else None
