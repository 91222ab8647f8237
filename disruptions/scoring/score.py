"""How well the checks find what was planted: precision and recall, kind by kind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from django.db import transaction

from disruptions import queries
from disruptions.actions import compare_plans
from disruptions.checks import CHECKS
from disruptions.models import PlanSettings
from disruptions.scoring.cases import Case, sentence, sentences
from disruptions.scoring.faults import (
    ORDER_FAULTS,
    PLAN_FAULTS,
    SOUND,
    SOUND_ORDERS,
    THREAT_FAULTS,
    copied,
    order_with,
    profiles,
)
from disruptions.scoring.planting import Expected, Force

FORCES, BOILERPLATE = 4, 6


@dataclass(frozen=True)
class Score:
    """Of one kind of fault: how many were planted, found rightly, and found where none was."""

    check: str
    planted: int
    right: int
    invented: int

    @property
    def precision(self) -> float:
        found = self.right + self.invented
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.planted if self.planted else 1.0


def score(*, seed: int, on: date, forces: int = FORCES) -> list[Score]:
    """Plant faults in made-up forces, run the checks, and roll all of it back."""
    with transaction.atomic():
        made_up = Random(seed)  # noqa: S311 (drawn again from the same seed)
        planted, bodies = _planted(made_up, on, forces)
        while compare_plans():
            pass
        checked = queries.check(queries.of_bodies(bodies), on=on)
        transaction.set_rollback(True)
    found = {(each.check.id, str(each.check.of), each.subject.pk) for each in checked.results}
    return [score_of(check, planted, found) for check in CHECKS]


def in_all(scores: Sequence[Score]) -> Score:
    return Score(
        "all",
        sum(each.planted for each in scores),
        sum(each.right for each in scores),
        sum(each.invented for each in scores),
    )


def score_of(check: str, planted: Expected, found: Expected) -> Score:
    """Of one kind among all that was planted and all that was found."""
    ours, theirs = ({each for each in some if each[0] == check} for some in (planted, found))
    return Score(check, len(ours), len(ours & theirs), len(theirs - ours))


def _planted(rng: Random, on: date, forces: int) -> tuple[Expected, list[int]]:
    planted: Expected = set()
    bodies = []
    for number in range(forces):
        force = Force(number, on, [sentence(rng) for _ in range(BOILERPLATE)])
        bodies.append(force.body.pk)
        for case in _cases(rng):
            planted |= force.plant(case)
        orders = [*ORDER_FAULTS.items(), *(("", values) for values in SOUND_ORDERS)]
        for at, (check, values) in enumerate(orders):
            planted |= force.plant_order(order_with(at, check, values))
        for profile in profiles():
            planted |= force.plant_profile(profile)
    return planted, bodies


def _cases(rng: Random) -> Iterator[Case]:
    """Sound threats, one with each fault, and some with two; in any order but for copies."""
    kinds = THREAT_FAULTS | PLAN_FAULTS
    most = PlanSettings().most_threats
    wanted: list[tuple[dict[str, object], list[str]]] = []
    for values in SOUND:
        times = most if values.get("shared_lead") else 1
        wanted += [(values, [])] * times
    for check in kinds:
        wanted += [({}, [check])] * (most + 1 if check == "lro_overloaded" else 1)
    pairs = [rng.choice(list(THREAT_FAULTS)[3:5] + list(THREAT_FAULTS)[6:]) for _ in range(6)]
    wanted += [({}, [check, rng.choice(WITH_ANY)]) for check in pairs]
    rng.shuffle(wanted)
    cases = []
    for number, (values, checks) in enumerate(wanted):
        case = Case(number, sentences(rng), set(checks), **values)  # type: ignore[arg-type]
        for check in checks:
            kinds[check](case, rng)
        cases.append(case)
    yield from cases
    yield from _copies(rng, cases)


# Plan faults that leave the rest of a plan as it is.
WITH_ANY = (
    *("old_template", "no_supervisor_check", "not_linked_safeguarding", "entries_untimed"),
    *("action_without_owner", "action_without_result", "action_overdue", "opened_late"),
)


def _copies(rng: Random, cases: list[Case]) -> Iterator[Case]:
    """Plans with the text of another, which was opened on the same day and first."""
    whole = [case for case in cases if case.has_plan and len(case.entries) == 4]
    for at, source in enumerate(rng.sample(whole, 3)):
        case = Case(len(cases) + at, [], {"copied_text"})
        case.started = case.opened = max(source.opened, -60)
        copied(case, source, rng)
        yield case
