"""What a check is, and what it finds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import Generic, TypeVar
from uuid import UUID

from disruptions.checks.facts import (
    OrderFacts,
    PlanFacts,
    ProfileFacts,
    Rules,
    Subject,
    ThreatFacts,
)

FactsT = TypeVar("FactsT", ThreatFacts, PlanFacts, OrderFacts, ProfileFacts)


class Severity(IntEnum):
    """How bad a fault is; the worst sorts first."""

    ERROR = 1
    WARNING = 2
    NOTE = 3

    @property
    def label(self) -> str:
        return self.name.capitalize()

    @property
    def colour(self) -> str:
        return {Severity.ERROR: "red", Severity.WARNING: "orange"}.get(self, "grey")


class Of(StrEnum):
    """What a check is asked about."""

    THREAT = "threat"
    PLAN = "plan"
    ORDER = "order"
    PROFILE = "profile"

    @property
    def several(self) -> str:
        return {
            Of.THREAT: "managed threats",
            Of.PLAN: "open plans",
            Of.ORDER: "orders",
            Of.PROFILE: "local profiles",
        }[self]


class Where(StrEnum):
    """The place to mend a fault in; a page knows the address of each."""

    THREAT = "threat"
    OFFICERS = "officers"
    ASSESSMENTS = "assessments"
    PLAN = "plan"
    ENTRIES = "entries"
    ACTIONS = "actions"
    LINKS = "links"
    REVIEWS = "reviews"
    ACCESS = "access"
    COPIES = "copies"
    ORDER = "order"
    PROFILE = "profile"


@dataclass(frozen=True)
class Found:
    """What is wrong, as a sentence, and which entries or actions it is about, if any."""

    what: str
    items: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Check(Generic[FactsT]):
    """One question, asked of each threat, plan, order or profile to which it `applies`.

    `id` never changes its meaning: waivers and counts are kept by it, and a check whose rule
    changes gets another one (ADR 0026). `reason` is a finding of an inspection in our words
    (domain §4, §6, §7), `mend` what to do.
    """

    id: str
    title: str
    reason: str
    mend: str
    of: Of
    where: Where
    severity: Severity
    find: Callable[[FactsT, Rules, date], Found | None]
    applies: Callable[[FactsT, date], bool] = lambda facts, on: True


@dataclass(frozen=True)
class Fault:
    """That a check failed for one threat, plan, order or profile."""

    check: Check[ThreatFacts] | Check[PlanFacts] | Check[OrderFacts] | Check[ProfileFacts]
    subject: Subject
    found: Found


def several(number: int, one: str, more: str = "") -> str:
    """A number with its noun: "1 entry", "3 entries"."""
    return f"{number} {one if number == 1 else more or one + 's'}"
