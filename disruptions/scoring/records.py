"""Disruptions that count twice or are missing, planted among ordinary ones and what only looks so.
Only ever called in a transaction that is rolled back.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import count
from random import Random
from types import MappingProxyType
from typing import Any

from django.utils.timezone import now

from disruptions.models import (
    Disruption,
    DisruptionStandard,
    DistinctEvents,
    Officer,
    Plan,
    PlanAction,
    Threat,
    ThreatResponsibility,
)
from disruptions.queries import DAYS_APART, DAYS_AROUND
from disruptions.scoring.cases import STRANDS
from forces.models import Body, Region, RegionMembership, RoleGrant
from inspection_portal.core.models import User, system_user

# A year, as the page asks for it. Individuals count in its second half alone.
YEAR, HALF = 365, 180
ORDINARY, TIMES = 12, 3
Planted = set[tuple[str, str, int]]
LEAD, SUPPORT, COORDINATE = Disruption.Type
OCG, INDIVIDUAL, _ = Threat.Kind


class Records:
    """Made-up bodies that record disruptions. Days count back from the day of the score; `planted`
    is what is to be found: the kind, and which records, action, team or body.
    """

    def __init__(self, rng: Random, on: date) -> None:
        self.rng, self.on, self.at = rng, on, now()
        self.numbers, self.planted = count(1), Planted()
        self.reader = User.objects.create(email="reader@scored.invalid", name="Made-up reader")
        given: dict[str, Any] = {"given_by": system_user(), "given_at": self.at}
        RoleGrant.objects.create(user=self.reader, role=RoleGrant.Role.INSPECTOR, **given)
        self._set_standards()
        self.force, self.other = (self.body(Body.Kind.FORCE) for _ in range(2))
        self.rocu = self.body(Body.Kind.ROCU)
        region = Region.objects.create(name="Scored region", slug="scored-region")
        for each in (self.force, self.rocu):
            RegionMembership.objects.create(body=each, region=region)

    def day(self, back: int) -> date:
        return self.on - timedelta(days=back)

    def some_day(self) -> int:
        """One of the year, with room about it."""
        return self.rng.randint(2 * DAYS_AROUND, HALF - DAYS_AROUND)

    def body(self, kind: str) -> Body:
        number = next(self.numbers)
        return Body.objects.create(kind=kind, name=f"Scored {number}", slug=f"scored-{number}")

    def threat(self, body: Body, **values: Any) -> Threat:
        values = {"kind": OCG, "reference": f"SC {next(self.numbers)}"} | values
        return Threat.objects.create(body=body, **values)

    def record(self, threat: Threat, body: Body, back: int, **values: Any) -> Disruption:
        values = {"type": LEAD, "strand": "pursue", "category": "minor"} | values
        another = self.force if body == self.other else self.other
        return Disruption.objects.create(
            reference=f"{body.slug}-{next(self.numbers)}",
            threat=threat,
            body=body,
            lead_body=body if values["type"] == LEAD else another,
            event_on=self.day(back),
            recorded_on=self.day(max(back - self.rng.randint(0, 20), 0)),
            narrative="Made up.",
            recorded_by=system_user(),
            entered_at=self.at,
            **values,
        )

    def pair(
        self,
        kind: str,
        bodies: tuple[Body, Body],
        apart: int,
        *,
        first: Mapping[str, Any] = MappingProxyType({}),
        **values: Any,
    ) -> None:
        """Two records of one threat, the second so many days later; `values` are the second's. Of
        one event, unless no kind of double count is named.
        """
        threat, back = self.threat(self.force), self.some_day()
        before = self.record(threat, bodies[0], back, **first)
        second = self.record(threat, bodies[1], back - apart, **values)
        if kind:
            self.planted.add((kind, str(before.pk), second.pk))

    def on_two_lists(
        self,
        *,
        is_double: bool,
        owner: Body,
        by: Body,
        apart: int = 0,
        typed: str = "sc-{:05}",
        threat: Mapping[str, Any] = MappingProxyType({}),
        **values: Any,
    ) -> None:
        """A record of the force against its own threat, and one against a threat of `owner` whose
        reference is `typed` so; `values` are the second's.
        """
        number, back = next(self.numbers), self.some_day()
        first = self.record(self.threat(self.force, reference=f"SC {number}"), self.force, back)
        listed = self.threat(owner, reference=typed.format(number), **threat)
        second = self.record(listed, by, back - apart, **values)
        if is_double:
            self.planted.add(("two_lists", str(first.pk), second.pk))

    def told_apart(self) -> None:
        """Two that look like one event, and were decided to be two."""
        threat, back = self.threat(self.force), self.some_day()
        first, second = (self.record(threat, each, back) for each in (self.force, self.rocu))
        DistinctEvents.objects.create(
            first=first, second=second, reason="Two places.", by=self.reader, at=self.at
        )

    def action(
        self, *, is_missing: bool, ended: int | None, disrupted: int | None = None, **values: Any
    ) -> None:
        """An action, and a disruption of its threat so many days after its end."""
        result, refused = values.pop("result", "Two arrests."), values.pop("refused", False)
        threat = self.threat(self.force, **values)
        if disrupted is not None and ended is not None:
            moderation = "refused" if refused else "moderated"
            self.record(threat, self.force, ended - disrupted, moderation=moderation)
        made = PlanAction.objects.create(
            plan=Plan.objects.create(threat=threat, opened_on=self.day(YEAR + 60)),
            strand=self.rng.choice(STRANDS),
            what="Do what the plan says.",
            is_covert=self.rng.random() < 0.5,
            result=result,
            ended_on=None if ended is None else self.day(ended),
        )
        if is_missing:
            self.planted.add(("ended_action", "", made.pk))

    def team(
        self,
        *,
        is_silent: bool,
        disrupted: int = 0,
        by: Body | None = None,
        threats: int = 2,
        **values: Any,
    ) -> None:
        """Officers of one post with a threat each, of which so many were disrupted, by the force
        unless by another body.
        """
        post = f"Team {next(self.numbers)}"
        responsible = {"role": ThreatResponsibility.Role.LRO, "since": self.day(YEAR)}
        left, against = values.pop("left_on", None), values.pop("threat", {})
        for number in range(threats):
            threat = self.threat(self.force, **against)
            officer = Officer.objects.create(
                body=self.force,
                reference=f"S{next(self.numbers)}",
                rank=Officer.Rank.INSPECTOR,
                post=post,
                left_on=left,
            )
            ThreatResponsibility.objects.create(
                threat=threat, officer=officer, **(responsible | values)
            )
            if number < disrupted:
                self.record(threat, by or self.force, self.some_day())
        if is_silent:
            self.planted.add(("silent_team", post, self.force.pk))

    def silent(self, *, is_silent: bool, recorded: int | None = None, **values: Any) -> None:
        """A body with one threat that perhaps recorded something, once."""
        body = self.body(self.rng.choice([Body.Kind.FORCE, Body.Kind.ROCU]))
        threat = self.threat(body, **values)
        if recorded is not None:
            self.record(threat, body, recorded)
        if is_silent:
            self.planted.add(("silent_body", "", body.pk))

    def ordinary(self) -> None:
        """Events of the year against one threat, too far apart to be the same."""
        threat = self.threat(self.force)
        for back in range(DAYS_APART + 1, YEAR, DAYS_APART + 1 + self.rng.randint(20, 60)):
            body = self.rng.choice([self.force, self.other, self.rocu])
            self.record(threat, body, back, strand=self.rng.choice(STRANDS))

    def _set_standards(self) -> None:
        """Groups count, and individuals in the second half of the year, whatever the portal holds:
        of two versions of a day the later entered is in force.
        """
        begins = {self.day(2 * YEAR), self.day(HALF)}
        known = DisruptionStandard.objects.filter(valid_from__gt=self.day(2 * YEAR))
        for first in sorted(begins | set(known.values_list("valid_from", flat=True))):
            counting = [OCG] if first < self.day(HALF) else [OCG, INDIVIDUAL]
            DisruptionStandard.objects.create(
                valid_from=first,
                threat_kinds=counting,
                days_to_record=28,
                basis="Made up.",
                set_by=system_user(),
                set_at=self.at,
            )


def plant(rng: Random, on: date) -> Records:
    """All kinds several times, in any order, among ordinary records."""
    made = Records(rng, on)
    planted = (_doubles, _lists, _actions, _teams, _bodies)
    works = [work for each in planted for work in each(made)] * TIMES
    works += [(made.ordinary, {})] * ORDINARY
    rng.shuffle(works)
    for work, values in works:
        work(**values)
    return made


Work = tuple[Any, dict[str, Any]]


def _doubles(made: Records) -> Iterator[Work]:
    with_rocu, forces = (made.force, made.rocu), (made.other, made.force)
    alone = (made.force, made.force)
    for apart in range(-DAYS_APART, DAYS_APART + 1):
        yield made.pair, {"kind": "rocu_and_force", "bodies": with_rocu, "apart": apart}
        yield made.pair, {"kind": "two_forces", "bodies": forces, "apart": apart}
    more: tuple[dict[str, Any], ...] = ({}, {"category": "major"}, {"moderation": "moderated"})
    for values in more:
        yield made.pair, {"kind": "one_body_twice", "bodies": alone, "apart": 0, **values}
    coordinated, unknown = {"type": COORDINATE}, {"strand": "", "source": "apmis"}
    alike: tuple[tuple[str, tuple[Body, Body], int, dict[str, Any]], ...] = (
        ("both_coordinated", with_rocu, 0, {"first": coordinated, **coordinated}),
        ("both_coordinated", forces, -DAYS_APART, {"first": coordinated, **coordinated}),
        ("led_and_coordinated", alone, 0, coordinated),
        ("led_and_coordinated", alone, 0, {"first": coordinated, "category": "major"}),
        ("next_day", alone, 1, {}),
        ("next_day", alone, -1, {"first": coordinated, **coordinated}),
        ("without_strand", alone, 0, unknown),
        ("without_strand", alone, 0, {"first": unknown, "strand": "protect"}),
    )
    for kind, bodies, apart, values in alike:
        yield made.pair, {"kind": kind, "bodies": bodies, "apart": apart, **values}
    near: tuple[tuple[tuple[Body, Body], int, dict[str, Any]], ...] = (
        (with_rocu, 0, {"type": SUPPORT}),
        (forces, 0, {"type": COORDINATE}),
        (forces, 0, {"first": {"type": SUPPORT}, "type": SUPPORT}),
        (with_rocu, 0, {"moderation": "refused"}),
        (with_rocu, DAYS_APART + 1, {}),
        (forces, -DAYS_APART - 1, {}),
        (alone, 2, {}),
        (alone, 1, {"category": "major"}),
        (alone, 1, {"strand": "protect"}),
        (alone, 1, coordinated),
        (alone, 1, {"first": {"type": SUPPORT}, "type": SUPPORT}),
        (alone, 0, {"strand": "protect"}),
        (alone, 0, {"strand": "protect", **coordinated}),
        (alone, 0, {"type": SUPPORT}),
        (alone, 0, {"first": coordinated, "type": SUPPORT}),
    )
    for bodies, apart, values in near:
        yield made.pair, {"kind": "", "bodies": bodies, "apart": apart, **values}
    yield made.told_apart, {}


def _lists(made: Records) -> Iterator[Work]:
    both = {"owner": made.rocu, "by": made.rocu}
    for values in ({}, {"apart": -DAYS_APART}, {"by": made.force}, {"typed": "Sc/{}."}):
        yield made.on_two_lists, {"is_double": True, **both, **values}
    unknown = {"strand": "", "source": "apmis"}
    yield made.on_two_lists, {"is_double": True, **both, **unknown}
    near: tuple[dict[str, Any], ...] = (
        {"typed": "SC {}1"},
        {"typed": "SD {}"},
        {"owner": made.other},
        {"threat": {"kind": INDIVIDUAL}},
        {"type": SUPPORT},
        {"strand": "protect"},
        {"apart": DAYS_APART + 1},
        {"apart": 2, "by": made.force},
    )
    yield from ((made.on_two_lists, {"is_double": False, **both, **each}) for each in near)


def _actions(made: Records) -> Iterator[Work]:
    back = made.some_day()
    missing: tuple[dict[str, Any], ...] = (
        {"ended": back},
        {"ended": YEAR},
        {"ended": 0},
        {"ended": back, "disrupted": DAYS_AROUND + 1},
        {"ended": back, "disrupted": -DAYS_AROUND - 1},
        {"ended": back, "disrupted": 0, "refused": True},
        {"ended": HALF, "kind": INDIVIDUAL},
    )
    yield from ((made.action, {"is_missing": True, **values}) for values in missing)
    near: tuple[dict[str, Any], ...] = (
        {"ended": back, "disrupted": DAYS_AROUND},
        {"ended": back, "disrupted": -DAYS_AROUND},
        {"ended": back, "result": " "},
        {"ended": None},
        {"ended": YEAR + 1},
        {"ended": HALF + 1, "kind": INDIVIDUAL},
    )
    yield from ((made.action, {"is_missing": False, **values}) for values in near)


def _teams(made: Records) -> Iterator[Work]:
    yield made.team, {"is_silent": True}
    yield made.team, {"is_silent": True, "threats": 1, "threat": {"kind": INDIVIDUAL}}
    yield made.team, {"is_silent": True, "disrupted": 2, "by": made.rocu}
    near: tuple[dict[str, Any], ...] = (
        {"disrupted": 1},
        {"disrupted": 2},
        {"left_on": made.day(1)},
        {"until": made.day(1)},
        {"role": ThreatResponsibility.Role.SIO},
        {"threats": 1, "threat": {"closed_on": made.day(3)}},
        {"threats": 1, "threat": {"kind": Threat.Kind.VULNERABILITY}},
    )
    yield from ((made.team, {"is_silent": False, **values}) for values in near)


def _bodies(made: Records) -> Iterator[Work]:
    yield made.silent, {"is_silent": True}
    yield made.silent, {"is_silent": True, "recorded": YEAR + 1}
    near: tuple[dict[str, Any], ...] = (
        {"recorded": YEAR},
        {"recorded": 0},
        {"closed_on": made.day(3)},
        {"kind": Threat.Kind.VULNERABILITY},
    )
    yield from ((made.silent, {"is_silent": False, **values}) for values in near)
