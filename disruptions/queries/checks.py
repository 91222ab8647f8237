"""What the checks find of a body, a threat, a plan or an order, with what is waived."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from disruptions import checks
from disruptions.models import CheckWaiver, Plan, PreventionOrder, Threat
from disruptions.queries.facts import Scope, load
from forces.models import Body


class Waived(NamedTuple):
    """Why a fault need not be mended, and until when."""

    uuid: UUID
    reason: str
    until: date


@dataclass(frozen=True)
class Result:
    """A fault as a page shows it, with its waiver, if one holds on that day."""

    fault: checks.Fault
    waived: Waived | None = None

    @property
    def check(self) -> checks.AnyCheck:
        return self.fault.check

    @property
    def subject(self) -> checks.Subject:
        return self.fault.subject

    @property
    def what(self) -> str:
        return self.fault.found.what


@dataclass(frozen=True)
class Line:
    """One check of a body: how many failed, how many of the rest failed with a waiver, of how many
    asked.
    """

    check: checks.AnyCheck
    found: int
    waived: int
    asked: int


@dataclass(frozen=True)
class Checked:
    """All that was found on a day, the worst first, and the figures of each body."""

    on: date
    results: Sequence[Result]
    asked: Mapping[tuple[int, str], int]

    def to_mend(self) -> list[Result]:
        return [each for each in self.results if each.waived is None]

    def of(self, check: str) -> list[Result]:
        return [each for each in self.results if each.check.id == check]

    def lines(self, body: int) -> list[Line]:
        """Every check that was asked of the body."""
        found: Counter[str] = Counter()
        waived: Counter[str] = Counter()
        for each in self.results:
            if each.subject.body == body:
                (waived if each.waived else found)[each.check.id] += 1
        lines = [
            Line(check, found[key], waived[key], self.asked[body, key])
            for key, check in checks.CHECKS.items()
            if (body, key) in self.asked
        ]
        return worst_first(lines)


def worst_first(lines: Iterable[Line]) -> list[Line]:
    """The most severe first, and of these the most frequent."""
    return sorted(lines, key=lambda line: (line.check.severity, -line.found))


def check(scope: Scope, *, on: date) -> Checked:
    """Ask every check of all in the scope, in a constant number of queries. Results are never
    stored: what was mended is gone at once (ADR 0026).
    """
    answers = checks.run(load(scope, on=on))
    waivers = _waivers(scope, on)
    results = [
        Result(fault, waivers.get((fault.check.of, fault.subject.pk, fault.check.id)))
        for fault in answers.faults
    ]
    return Checked(on, results, answers.asked)


def body_of(thing: Threat | Plan | PreventionOrder) -> Body:
    """The body that answers for what a check was asked of."""
    return thing.threat.body if isinstance(thing, Plan) else thing.body


def _waivers(scope: Scope, on: date) -> dict[tuple[str, int, str], Waived]:
    """By what is waived: a threat, plan or order, its key, and the check."""
    about = (
        Q(threat__in=scope.threats.values("pk"))
        | Q(plan__in=scope.plans.values("pk"))
        | Q(order__in=scope.orders.values("pk"))
    )
    rows = CheckWaiver.objects.current(on).filter(about)
    held = {}
    for row in rows.order_by("until", "pk"):
        of, pk = next(
            (of, pk)
            for of, pk in (
                (checks.Of.THREAT, row.threat_id),
                (checks.Of.PLAN, row.plan_id),
                (checks.Of.ORDER, row.order_id),
            )
            if pk is not None
        )
        held[str(of), pk, row.check_id] = Waived(row.uuid, row.reason, row.until)
    return held
