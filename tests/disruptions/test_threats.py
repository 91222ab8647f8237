"""The master list kept: what each verb does, whom it refuses, and what it says then."""

from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from disruptions import actions
from disruptions.models import Officer, Threat, ThreatResponsibility
from forces.models import Body
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from tests.factories import (
    AssessmentFactory,
    CrimeTypeFactory,
    OfficerFactory,
    ThreatFactory,
    ThreatPhaseFactory,
    ThreatResponsibilityFactory,
)

SAID: dict[str, Any] = {"reference": "OCG 7", "kind": "ocg", "tier": 2}


@pytest.fixture
def threat(force: Body) -> Threat:
    return ThreatFactory(body=force, reference="OCG 1")


def last_verb() -> str:
    return AuditEvent.objects.latest("pk").verb


def test_a_threat_is_added_with_all_that_the_master_list_says(
    force: Body, rocu: Body, force_lead: User, moment: datetime
) -> None:
    crime, phase = CrimeTypeFactory(), ThreatPhaseFactory()
    threat = actions.add_threat(
        body=force,
        **SAID,
        phase=phase,
        operation_started_on=date(2026, 1, 5),
        crime_types=[crime],
        supporting_bodies=[rocu],
        by=force_lead,
        at=moment,
    )
    threat = Threat.objects.get(pk=threat.pk)
    assert (threat.phase, threat.tier, [*threat.crime_types.all()]) == (phase, 2, [crime])
    assert [*threat.supporting_bodies.all()] == [rocu]
    assert last_verb() == "threat.added"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reference": "OCG 1"}, "The body has a threat of this reference already."),
        ({"reference": " "}, "Give the threat its reference on the master list."),
        ({"tier": 6}, "not a valid choice"),
        ({"kind": "gang"}, "not a valid choice"),
        ({"operation_started_on": date(2026, 3, 3)}, "Leave its start empty until it has."),
    ],
)
def test_what_no_threat_can_be_is_refused_and_nothing_half_saved(
    threat: Threat, force_lead: User, moment: datetime, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        actions.add_threat(body=threat.body, **SAID | changes, by=force_lead, at=moment)
    assert Threat.objects.get() == threat
    assert not AuditEvent.objects.exists()


def test_a_phase_that_has_ended_is_kept_and_not_chosen_anew(
    threat: Threat, force_lead: User, moment: datetime
) -> None:
    ended = ThreatPhaseFactory(valid_until=date(2026, 1, 1))
    revise = {"seen_version": 1, "by": force_lead, "at": moment}
    with pytest.raises(RuleBroken, match="can’t be chosen any more"):
        actions.revise_threat(threat, phase=ended, **revise)
    Threat.objects.filter(pk=threat.pk).update(phase=ended)
    actions.revise_threat(threat, phase=ended, tier=4, **revise)
    assert Threat.objects.get().tier == 4


def test_the_trail_of_a_revision_says_what_changed_in_words(
    threat: Threat, rocu: Body, force_lead: User, moment: datetime
) -> None:
    actions.revise_threat(
        threat, tier=3, supporting_bodies=[rocu], seen_version=1, by=force_lead, at=moment
    )
    line = AuditEvent.objects.get()
    assert line.verb == "threat.revised"
    assert line.detail == {"tier": ["2", "3"], "supporting_bodies": ["", str(rocu)]}


def test_no_revision_starts_an_operation_on_a_day_to_come(
    threat: Threat, force_lead: User, moment: datetime
) -> None:
    revise = {"seen_version": 1, "by": force_lead, "at": moment}
    with pytest.raises(RuleBroken, match="has not begun on that day"):
        actions.revise_threat(threat, tier=5, operation_started_on=date(2026, 3, 3), **revise)
    assert Threat.objects.get().tier == threat.tier
    actions.revise_threat(threat, operation_started_on=date(2026, 3, 2), **revise)


def test_a_second_editor_is_refused_not_overwritten(
    threat: Threat, force_lead: User, moment: datetime
) -> None:
    seen = {"seen_version": threat.version, "by": force_lead, "at": moment}
    actions.revise_threat(threat, tier=3, **seen)
    with pytest.raises(RuleBroken, match="has changed since you read it"):
        actions.revise_threat(threat, tier=4, **seen)
    assert Threat.objects.get().tier == 3


def test_a_body_keeps_its_part_while_its_officer_is_responsible(
    threat: Threat, rocu: Body, force_lead: User, moment: datetime
) -> None:
    threat.supporting_bodies.add(rocu)
    held = ThreatResponsibilityFactory(threat=threat, officer=OfficerFactory(body=rocu))
    change = {"supporting_bodies": [], "by": force_lead, "at": moment}
    with pytest.raises(RuleBroken, match=f"An officer of {rocu} is responsible"):
        actions.revise_threat(threat, seen_version=1, **change)
    actions.end_responsibility(
        held, until=date(2026, 3, 1), seen_version=1, by=force_lead, at=moment
    )
    actions.revise_threat(threat, seen_version=1, **change)
    assert not threat.supporting_bodies.exists()


def test_a_threat_is_closed_and_opened_again(
    threat: Threat, force_lead: User, moment: datetime
) -> None:
    who = {"by": force_lead, "at": moment}
    for wrong, sentence in (
        (date(2026, 3, 3), "has not come yet"),
        (date(2026, 1, 1), "closed before its operation began"),
    ):
        with pytest.raises(RuleBroken, match=sentence):
            actions.close_threat(threat, closed_on=wrong, seen_version=1, **who)
    with pytest.raises(RuleBroken, match="is open"):
        actions.reopen_threat(threat, seen_version=1, **who)
    actions.close_threat(threat, closed_on=date(2026, 3, 1), seen_version=1, **who)
    assert last_verb() == "threat.closed"
    with pytest.raises(RuleBroken, match="closed already"):
        actions.close_threat(threat, closed_on=date(2026, 3, 1), seen_version=2, **who)
    with pytest.raises(RuleBroken, match="Open it again"):
        actions.give_responsibility(
            threat, officer=OfficerFactory(body=threat.body), role="lro", since=moment.date(), **who
        )
    actions.reopen_threat(threat, seen_version=2, **who)
    assert Threat.objects.get().closed_on is None
    assert last_verb() == "threat.reopened"


def test_several_lead_and_one_investigates(
    threat: Threat, force_lead: User, moment: datetime
) -> None:
    first, second = OfficerFactory.create_batch(2, body=threat.body)
    give = {"since": date(2026, 2, 2), "by": force_lead, "at": moment}
    for officer in (first, second):
        actions.give_responsibility(threat, officer=officer, role="lro", **give)
    actions.give_responsibility(threat, officer=first, role="sio", **give)
    for officer, role, sentence in (
        (first, "lro", "The officer has this role on the threat already."),
        (second, "sio", "End that first."),
    ):
        with pytest.raises(RuleBroken, match=sentence):
            actions.give_responsibility(threat, officer=officer, role=role, **give)
    assert ThreatResponsibility.objects.count() == 3
    line = AuditEvent.objects.latest("pk")
    assert (line.verb, line.object_uuid) == ("responsibility.given", threat.uuid)
    assert line.detail["officer"] == f"{first.title}, {first.body}"


def test_an_officer_of_a_body_without_a_part_is_refused_in_a_sentence(
    threat: Threat, other_force: Body, force_lead: User, moment: datetime
) -> None:
    stranger, gone = (
        OfficerFactory(body=other_force),
        OfficerFactory(body=threat.body, left_on=date(2026, 2, 1)),
    )
    give = {"role": "lro", "since": date(2026, 2, 2), "by": force_lead, "at": moment}
    with pytest.raises(RuleBroken, match=f"{other_force} has no part in"):
        actions.give_responsibility(threat, officer=stranger, **give)
    with pytest.raises(RuleBroken, match="has left by that day"):
        actions.give_responsibility(threat, officer=gone, **give)
    assert not ThreatResponsibility.objects.exists()


def test_an_officer_is_added_revised_and_leaves(
    force: Body, force_lead: User, moment: datetime
) -> None:
    who = {"by": force_lead, "at": moment}
    officer = actions.add_officer(
        body=force, reference="P1", name="Robin", rank="inspector", user=force_lead, **who
    )
    for wrong, sentence in (
        ({"trained_on": date(2026, 3, 3)}, "has not come yet"),
        ({"rank": "king"}, "not a valid choice"),
    ):
        with pytest.raises(RuleBroken, match=sentence):
            actions.revise_officer(officer, **wrong, seen_version=1, **who)
    actions.revise_officer(
        officer, name="Robin B", post="Fraud", trained_on=date(2026, 2, 1), seen_version=1, **who
    )
    detail = AuditEvent.objects.latest("pk").detail
    assert detail == {
        "name": "changed",
        "post": ["", "Fraud"],
        "trained_on": ["None", "2026-02-01"],
    }
    with pytest.raises(RuleBroken, match="trained after they had left"):
        actions.record_left(officer, left_on=date(2026, 1, 1), seen_version=2, **who)
    actions.record_left(officer, left_on=date(2026, 4, 1), seen_version=2, **who)
    assert (Officer.objects.get().left_on, last_verb()) == (date(2026, 4, 1), "officer.left")
    with pytest.raises(RuleBroken, match="Another officer of the body has this reference"):
        actions.add_officer(body=force, reference="P1", rank="inspector", **who)


def test_somebody_of_another_body_is_no_officer_of_it(
    force: Body, force_lead: User, other_force_lead: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="does not act for"):
        actions.add_officer(
            body=force,
            reference="P1",
            rank="inspector",
            user=other_force_lead,
            by=force_lead,
            at=moment,
        )


def test_an_assessment_is_kept_as_supplied_and_moderated(
    threat: Threat, force_lead: User, moment: datetime
) -> None:
    who = {"by": force_lead, "at": moment}
    made = actions.add_assessment(
        threat, scope="operation", assessed_on=date(2026, 2, 2), risk_score=7, tier=3, **who
    )
    assert (threat.tier, made.harm, made.moderation) == (2, None, "not_moderated")
    for wrong, sentence in (
        ({"assessed_on": date(2026, 3, 3)}, "has not come yet"),
        ({"risk_score": -1}, "A score can’t be below 0."),
        ({"tier": 9}, "not a valid choice"),
    ):
        with pytest.raises(RuleBroken, match=sentence):
            actions.revise_assessment(made, **wrong, seen_version=1, **who)
    actions.revise_assessment(made, scope="whole", seen_version=1, **who)
    for moderation, day in (("moderated", date(2026, 1, 1)), ("submitted", date(2026, 2, 3))):
        with pytest.raises(RuleBroken, match="Only a moderated assessment"):
            actions.record_moderation(
                made, moderation=moderation, moderated_on=day, seen_version=2, **who
            )
    actions.record_moderation(
        made, moderation="moderated", moderated_on=date(2026, 2, 3), seen_version=2, **who
    )
    assert last_verb() == "assessment.moderation_recorded"
    with pytest.raises(RuleBroken, match="of that day already"):
        actions.add_assessment(threat, scope="whole", assessed_on=date(2026, 2, 2), **who)


@pytest.mark.parametrize("who", ["inspector", "other_force_lead", "policing_body_person"])
def test_only_the_body_itself_keeps_its_threats_and_officers(
    request: pytest.FixtureRequest, threat: Threat, who: str, moment: datetime
) -> None:
    by = {"by": request.getfixturevalue(who), "at": moment}
    seen: dict[str, Any] = {"seen_version": 1, **by}
    officer, made = OfficerFactory(body=threat.body), AssessmentFactory(threat=threat)
    held = ThreatResponsibilityFactory(threat=threat)
    day = date(2026, 2, 2)
    for refused in (
        lambda: actions.add_threat(body=threat.body, **SAID, **by),
        lambda: actions.revise_threat(threat, tier=1, **seen),
        lambda: actions.close_threat(threat, closed_on=day, **seen),
        lambda: actions.reopen_threat(threat, **seen),
        lambda: actions.give_responsibility(threat, officer=officer, role="sio", since=day, **by),
        lambda: actions.end_responsibility(held, until=day, **seen),
        lambda: actions.add_officer(body=threat.body, reference="P", rank="staff", **by),
        lambda: actions.revise_officer(officer, post="Fraud", **seen),
        lambda: actions.record_left(officer, left_on=day, **seen),
        lambda: actions.add_assessment(threat, scope="whole", assessed_on=day, **by),
        lambda: actions.revise_assessment(made, scope="whole", **seen),
        lambda: actions.record_moderation(made, moderation="submitted", **seen),
    ):
        with pytest.raises(PermissionDenied):
            refused()
    assert not AuditEvent.objects.exists()
