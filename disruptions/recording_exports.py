"""What may be recorded twice, and what is likely missing, as files. Neither names an officer, nor
says what an action of a plan is: some are covert.
"""

from collections.abc import Callable, Iterator
from datetime import date

from disruptions.models import Disruption
from disruptions.queries import DoubleCount, DoubleCounts, Missing
from inspection_portal.core.markings import SENSITIVE
from inspection_portal.core.tables import Cell, Column, Table

Gap = dict[str, Cell]


def _of_both(heading: str, value: Callable[[Disruption], Cell], width: int = 18) -> list[Column]:
    """The same of either record."""
    return [
        Column(heading, lambda pair: value(pair.record), width),
        Column(f"{heading} of the earlier record", lambda pair: value(pair.earlier), width),
    ]


PAIR_COLUMNS = (
    *_of_both("Reference", lambda each: each.reference),
    *_of_both("Threat", lambda each: each.threat.reference),
    *_of_both("Threat owner", lambda each: str(each.threat.body), 32),
    *_of_both("Recording agency", lambda each: str(each.body), 32),
    *_of_both("Event date", lambda each: each.event_on),
    *_of_both("Record date", lambda each: each.recorded_on),
    *_of_both("Disruption type", lambda each: each.get_type_display()),
    *_of_both("P strand", lambda each: each.get_strand_display(), 12),
    *_of_both("Assessment category", lambda each: each.get_category_display()),
    *_of_both("Moderation status", lambda each: each.get_moderation_display(), 24),
    Column("Why it may count twice", lambda pair: pair.why, 60),
)


def _pairs(found: DoubleCounts, on: date) -> Iterator[tuple[DoubleCount]]:
    yield from ((pair,) for pair in found.pairs)


def _column(heading: str, width: int = 18) -> Column:
    return Column(heading, lambda gap: gap.get(heading), width)


GAP_COLUMNS = (
    _column("What makes it likely", 60),
    _column("Body", 32),
    _column("Threat"),
    _column("P strand", 12),
    _column("Ended"),
    _column("Team", 32),
    _column("Threats led", 12),
)


def _gaps(found: Missing, on: date) -> Iterator[tuple[Gap]]:
    for action in found.actions:
        threat = action.plan.threat
        yield (
            {
                "What makes it likely": "An action ended with a result",
                "Body": str(threat.body),
                "Threat": threat.reference,
                "P strand": action.get_strand_display(),
                "Ended": action.ended_on,
            },
        )
    for team in found.teams:
        yield (
            {
                "What makes it likely": "The body recorded no disruption of the team’s threats",
                "Body": str(team.body),
                "Team": team.name,
                "Threats led": str(team.threats),
            },
        )
    for body in found.bodies:
        yield ({"What makes it likely": "The body recorded no disruption", "Body": str(body)},)


DOUBLES = Table("Possible double counts", PAIR_COLUMNS, _pairs, SENSITIVE)
GAPS = Table("Likely missing", GAP_COLUMNS, _gaps, SENSITIVE)
