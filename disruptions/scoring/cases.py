"""Sound threats, plans, orders and profiles of made-up forces, to plant faults in."""

from dataclasses import dataclass, field
from datetime import time
from random import Random

from disruptions.models import Strand

SYLLABLES = [
    *("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu"),
    *("na", "pe", "qui", "ro", "su", "ta", "ve", "wi", "xo", "yu"),
]
SENTENCES, WORDS = 14, 18
STRANDS = tuple(str(strand) for strand in Strand)


def sentence(rng: Random) -> str:
    """Words that nobody else writes in that order."""
    words = ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _ in range(WORDS)]
    return f"{' '.join(words).capitalize()}."


def sentences(rng: Random) -> list[str]:
    return [sentence(rng) for _ in range(SENTENCES)]


@dataclass
class Work:
    """An action to be planted."""

    strand: str
    owner: str = "lro"
    due: int | None = 10
    result: str = ""
    ended: int | None = None
    is_covert: bool = False
    is_shared: bool = True


@dataclass
class Case:
    """A threat with its plan, in order in every respect. Days count from the day of the check;
    `planted` are the checks that have to fail for the threat or for the plan.
    """

    number: int
    text: list[str]
    planted: set[str] = field(default_factory=set)
    is_managed: bool = True
    started: int = -60
    leads: list[tuple[int, int | None]] = field(default_factory=lambda: [(-60, None)])
    trained: int | None = -400
    left: int | None = None
    shared_lead: str = ""
    lead_investigates: bool = False
    assessed: int | None = -50
    was_assessed_before: bool = True
    moderation: str = "moderated"
    scope: str = "whole"
    has_plan: bool = True
    state: str = "in_force"
    opened: int = -60
    writer: str = "lro"
    template: str = "2"
    is_checked: bool = True
    reviewed: int | None = -20
    dated: bool = True
    timed: bool = True
    entries: tuple[str, ...] = STRANDS
    actions: list[Work] = field(
        default_factory=lambda: [
            Work("pursue", result="Two arrests.", ended=-5, is_covert=True),
            Work("prevent", owner="partner"),
            Work("protect", due=0),
            Work("prepare", owner="guest"),
        ]
    )
    links: tuple[str, ...] = ("safeguarding", "investigation", "scpo")
    has_order: bool = True
    disrupted: int | None = -5


@dataclass
class OrderCase:
    number: int
    planted: set[str] = field(default_factory=set)
    custody: str = "released"
    released: int | None = -30
    expires: int = 400
    discharged: int | None = None
    is_managed: bool = True
    check: str = "visit"
    has_plan: bool = True


@dataclass
class ProfileCase:
    number: int
    planted: set[str] = field(default_factory=set)
    refresh: int | None = 30
    is_superseded: bool = False


NOON = time(12)
