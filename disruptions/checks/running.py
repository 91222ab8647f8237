"""All checks, and what comes of asking them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from disruptions.checks.base import Check, FactsT, Fault
from disruptions.checks.content import CONTENT_CHECKS
from disruptions.checks.facts import Facts, Rules
from disruptions.checks.orders import ORDER_CHECKS, PROFILE_CHECKS
from disruptions.checks.plans import PLAN_CHECKS
from disruptions.checks.threats import THREAT_CHECKS
from inspection_portal.core.natural import natural

AnyCheck = Check[Any]
ALL: tuple[AnyCheck, ...] = (
    *THREAT_CHECKS,
    *PLAN_CHECKS,
    *CONTENT_CHECKS,
    *ORDER_CHECKS,
    *PROFILE_CHECKS,
)
CHECKS: Mapping[str, AnyCheck] = {check.id: check for check in ALL}


@dataclass(frozen=True)
class Answers:
    """The faults, the worst first, and of how many of each body a check was asked."""

    faults: tuple[Fault, ...]
    asked: Mapping[tuple[int, str], int]


def run(facts: Facts) -> Answers:
    """Ask every check of all that it applies to. Only threats that are managed are asked about."""
    asked: Counter[tuple[int, str]] = Counter()
    threats = tuple(threat for threat in facts.threats if threat.is_managed)
    faults = [
        *_ask(THREAT_CHECKS, threats, facts.rules, facts.on, asked),
        *_ask((*PLAN_CHECKS, *CONTENT_CHECKS), facts.plans, facts.rules, facts.on, asked),
        *_ask(ORDER_CHECKS, facts.orders, facts.rules, facts.on, asked),
        *_ask(PROFILE_CHECKS, facts.profiles, facts.rules, facts.on, asked),
    ]
    return Answers(tuple(sorted(faults, key=_rank)), asked)


def _rank(fault: Fault) -> tuple[int, str, str]:
    """The most severe first, and of a check the references as people count."""
    return fault.check.severity, fault.check.id, natural(fault.subject.label)


def _ask(
    checks: tuple[Check[FactsT], ...],
    subjects: Iterable[FactsT],
    rules: Mapping[int, Rules],
    on: date,
    asked: Counter[tuple[int, str]],
) -> list[Fault]:
    faults = []
    for subject in subjects:
        for check in checks:
            if not check.applies(subject, on):
                continue
            asked[subject.body, check.id] += 1
            found = check.find(subject, rules[subject.body], on)
            if found:
                faults.append(Fault(check, subject, found))
    return faults
