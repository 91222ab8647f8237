"""Four defects of an assessment, told apart: of one threat in Python and of many in SQL alike."""

from datetime import date, timedelta

import pytest

from disruptions.models import AssessmentDefect, PlanSettings, Threat, with_defect
from disruptions.queries import threat_lines
from forces.models import Body
from tests.factories import (
    AssessmentFactory,
    PlanSettingsFactory,
    ThreatFactory,
    ThreatPhaseFactory,
)

ON = date(2026, 11, 2)
D = AssessmentDefect
RECENT, OLD, WAITING = {}, {"assessed_on": ON - timedelta(days=366)}, {"moderation": "submitted"}
CASES = [
    ([], {D.UNASSESSED}),
    ([{"assessed_on": ON + timedelta(days=1)}], {D.UNASSESSED}),
    ([RECENT], set()),
    ([{"assessed_on": ON - timedelta(days=365)}], set()),
    ([OLD], {D.STALE}),
    ([WAITING], {D.UNMODERATED}),
    ([{"scope": "operation"}], {D.OPERATION_ONLY}),
    ([OLD | WAITING | {"scope": "operation"}], {D.STALE, D.UNMODERATED, D.OPERATION_ONLY}),
    ([OLD | WAITING, RECENT], set()),
]


@pytest.mark.parametrize(("made", "defects"), CASES)
def test_the_last_assessment_alone_counts(
    force: Body, made: list[dict[str, object]], defects: set[str]
) -> None:
    threat = ThreatFactory(body=force)
    for each in made:
        AssessmentFactory(threat=threat, **{"assessed_on": ON - timedelta(days=30)} | each)
    assert told(threat) == found(threat) == defects


def test_a_threat_that_nobody_manages_has_none(force: Body) -> None:
    closed = ThreatFactory(body=force, closed_on=ON)
    ended = ThreatFactory(body=force, phase=ThreatPhaseFactory(is_closed=True))
    for threat in (closed, ended):
        assert told(threat) == found(threat) == set()


def test_what_is_stale_is_for_each_body_to_say(force: Body, other_force: Body) -> None:
    PlanSettingsFactory(body=force, stale_days=60, valid_from=ON - timedelta(days=5))
    for body, defects in ((force, {D.STALE}), (other_force, set())):
        threat = ThreatFactory(body=body)
        AssessmentFactory(threat=threat, assessed_on=ON - timedelta(days=61))
        assert told(threat) == found(threat) == defects


def told(threat: Threat) -> set[str]:
    (line,) = threat_lines([threat], ON)
    return set(line.defects)


def found(threat: Threat) -> set[str]:
    settings = PlanSettings.objects.in_force(ON)
    one = Threat.objects.filter(pk=threat.pk)
    return {each for each in D if with_defect(one, each, ON, settings).exists()}
