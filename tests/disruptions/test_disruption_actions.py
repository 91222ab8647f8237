"""Disruptions are recorded, edited, moderated by somebody else and submitted again."""

from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from disruptions import actions
from disruptions.models import Disruption, Moderation, Threat
from forces.models import Body, RoleGrant
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from tests.factories import (
    DisruptionStandardFactory,
    ModerationFactory,
    NeverDisruptionFactory,
    OrganisationFactory,
    ThreatFactory,
    person,
)

pytestmark = pytest.mark.django_db
SAID: dict[str, Any] = {
    "event_on": date(2026, 2, 27),
    "type": "lead",
    "strand": "pursue",
    "category": "major",
    "narrative": "The two who led the group were charged.",
    "evidence": "Charge sheet.",
}
VERBS = {"disruption.moderated", "disruption.returned", "disruption.downgraded"} | {
    "disruption.refused"
}


@pytest.fixture(autouse=True)
def _standard() -> None:
    DisruptionStandardFactory()
    NeverDisruptionFactory()


def decide(record: Disruption, by: User, at: datetime, **given: Any) -> Moderation:
    asked = {"outcome": "moderated", "seen_version": record.version} | given
    return actions.moderate_disruption(record, **asked, by=by, at=at)


def told(verb: str) -> AuditEvent:
    return AuditEvent.objects.get(verb=verb)


class TestRecording:
    def put(self, threat: Threat, by: User, at: datetime, **changed: Any) -> Disruption:
        given = {"body": threat.body, "threat": threat} | SAID | changed
        return actions.record_disruption(**given, by=by, at=at)

    def test_it_waits_for_moderation_and_is_audited(
        self, threat: Threat, force_contributor: User, other_force: Body, moment: datetime
    ) -> None:
        council = OrganisationFactory()
        made = self.put(threat, force_contributor, moment, supporting_partners=[council])
        second = self.put(threat, force_contributor, moment, supporting_bodies=[other_force])
        slug = threat.body.slug
        assert [made.reference, second.reference] == [f"{slug}-1", f"{slug}-2"]
        assert (made.recorded_on, made.moderation) == (moment.date(), "pending")
        assert made.lead == threat.body
        assert list(made.supporting_partners.all()) == [council]
        event = AuditEvent.objects.filter(verb="disruption.recorded").earliest("pk")
        assert (event.by, event.object_uuid) == (force_contributor, made.uuid)

    def test_another_agency_may_have_led(
        self, threat: Threat, force_contributor: User, moment: datetime
    ) -> None:
        agency = OrganisationFactory()
        made = self.put(threat, force_contributor, moment, type="support", lead_partner=agency)
        assert made.lead == agency
        with pytest.raises(RuleBroken, match="led it"):
            self.put(threat, force_contributor, moment, type="lead", lead_partner=agency)

    @pytest.mark.parametrize(
        ("wrong", "why"),
        [
            ({"event_on": date(2026, 3, 3)}, "That day has not come yet"),
            ({"event_on": date(1, 1, 1)}, "year must be from 2000 to 2100"),
            ({"event_on": date(9999, 12, 31)}, "That day has not come yet"),
            ({"type": "support"}, "supports what another agency led"),
            ({"category": ""}, "major, moderate or minor"),
            ({"category": "huge"}, "huge"),
            ({"narrative": "TOP SECRET"}, "TOP SECRET"),
        ],
    )
    def test_refused(
        self, threat: Threat, force_lead: User, moment: datetime, wrong: dict[str, Any], why: str
    ) -> None:
        with pytest.raises(RuleBroken, match=why):
            self.put(threat, force_lead, moment, **wrong)
        with pytest.raises(RuleBroken, match="led it"):
            self.put(threat, force_lead, moment, supporting_bodies=[threat.body])
        assert not Disruption.objects.exists()

    def test_who_may_not(
        self, threat: Threat, other_force_lead: User, inspector: User, moment: datetime
    ) -> None:
        for user in (other_force_lead, inspector):
            with pytest.raises(PermissionDenied):
                self.put(threat, user, moment)
        theirs = ThreatFactory().body
        unseen = person(RoleGrant.Role.FORCE_LEAD, theirs)
        with pytest.raises(PermissionDenied):
            self.put(threat, unseen, moment, body=theirs)


class TestEditing:
    def test_until_it_is_moderated(
        self, record: Disruption, force_lead: User, force_contributor: User, moment: datetime
    ) -> None:
        edit = {"seen_version": 1, "by": force_contributor, "at": moment}
        actions.edit_disruption(record, category="minor", supporting_bodies=[], **edit)
        assert (record.category, record.changed_by, record.version) == (
            *("minor", force_contributor, 2),
        )
        assert told("disruption.edited").detail["category"] == ["major", "minor"]
        with pytest.raises(RuleBroken, match="has changed since"):
            actions.edit_disruption(record, category="major", **edit)
        decide(record, force_lead, moment)
        with pytest.raises(RuleBroken, match="is moderated, so it stays"):
            actions.edit_disruption(record, category="major", **edit | {"seen_version": 3})

    def test_an_event_after_the_record_date_needs_another_record(
        self, record: Disruption, force_contributor: User, moment: datetime
    ) -> None:
        with pytest.raises(RuleBroken, match="what happened later needs a record of its own"):
            actions.edit_disruption(
                record, event_on=moment.date(), seen_version=1, by=force_contributor, at=moment
            )

    def test_an_extract_is_changed_where_it_came_from(
        self, record: Disruption, force_lead: User, moment: datetime
    ) -> None:
        Disruption.objects.update(source="apmis")
        with pytest.raises(RuleBroken, match="came from an extract"):
            decide(record, force_lead, moment)
        with pytest.raises(RuleBroken, match="came from an extract"):
            actions.edit_disruption(
                record, category="minor", seen_version=1, by=force_lead, at=moment
            )

    def test_who_may_not(
        self, record: Disruption, other_force_lead: User, inspector: User, moment: datetime
    ) -> None:
        for user in (other_force_lead, inspector):
            with pytest.raises(PermissionDenied):
                actions.edit_disruption(record, seen_version=1, by=user, at=moment)
            with pytest.raises(PermissionDenied):
                actions.resubmit_disruption(record, seen_version=1, by=user, at=moment)


class TestModerating:
    @pytest.mark.parametrize(
        ("given", "category"),
        [
            ({"outcome": "moderated"}, "major"),
            ({"outcome": "returned", "reason": "Say what changed."}, "major"),
            ({"outcome": "refused", "reason": "No event is told."}, "major"),
            ({"outcome": "downgraded", "reason": "Short.", "to_category": "minor"}, "minor"),
        ],
    )
    def test_each_outcome(
        self,
        record: Disruption,
        force_lead: User,
        moment: datetime,
        given: dict[str, str],
        category: str,
    ) -> None:
        decision = decide(record, force_lead, moment, **given)
        outcome = given["outcome"]
        assert (record.moderation, record.category) == (outcome, category)
        assert record.is_counted == (outcome in ("moderated", "downgraded"))
        assert (decision.by, decision.at) == (force_lead, moment)
        assert (decision.from_category, decision.to_category) == (
            ("major", "minor") if outcome == "downgraded" else ("", "")
        )
        event = told(f"disruption.{outcome}")
        assert (event.by, event.detail["reason"]) == (force_lead, given.get("reason", ""))
        refused = f"is {outcome}, so it stays as it is."
        again = "" if outcome == "returned" else f" A lead of {record.body} who neither recorded"
        with pytest.raises(RuleBroken, match=refused + again):
            decide(record, force_lead, moment)

    def test_the_second_moderator_is_refused(
        self, record: Disruption, force_lead: User, moment: datetime
    ) -> None:
        with pytest.raises(RuleBroken, match="has changed since"):
            decide(record, force_lead, moment, seen_version=2)
        assert not Moderation.objects.exists()

    def test_who_may_not(
        self,
        record: Disruption,
        force_lead: User,
        force_contributor: User,
        other_force_lead: User,
        moderator: User,
        moment: datetime,
    ) -> None:
        for user in (force_contributor, other_force_lead, moderator):
            with pytest.raises(PermissionDenied):
                decide(record, user, moment)
        actions.edit_disruption(
            record, evidence="Charge sheet.", seen_version=1, by=force_lead, at=moment
        )
        with pytest.raises(RuleBroken, match="Nobody moderates what they recorded or changed"):
            decide(record, force_lead, moment)
        other = person(RoleGrant.Role.FORCE_LEAD, record.body)
        assert decide(record, other, moment).outcome == "moderated"

    def test_who_changed_it_before_somebody_else_did_decides_nothing(
        self, record: Disruption, force_lead: User, force_contributor: User, moment: datetime
    ) -> None:
        """Only the last editor stands on the row itself."""
        edits = [(force_lead, "All of it is told otherwise."), (force_contributor, "A comma.")]
        for version, (by, narrative) in enumerate(edits, start=1):
            actions.edit_disruption(
                record, narrative=narrative, seen_version=version, by=by, at=moment
            )
        assert record.changed_by == force_contributor
        assert not Disruption.objects.to_moderate_by(force_lead).exists()
        with pytest.raises(RuleBroken, match="Nobody moderates what they recorded or changed"):
            decide(record, force_lead, moment)
        with pytest.raises(IntegrityError, match="moderated_by_another"), transaction.atomic():
            ModerationFactory(disruption=record, by=force_lead)
        other = person(RoleGrant.Role.FORCE_LEAD, record.body)
        assert list(Disruption.objects.to_moderate_by(other)) == [record]

    @pytest.mark.parametrize(
        ("wrong", "given", "why"),
        [
            ({"evidence": ""}, {}, "needs its evidence"),
            ({"recorded_on": date(2026, 3, 5)}, {}, "31 days after the event.* say why"),
            ({}, {"outcome": "reopened", "reason": "a"}, "Choose moderated, returned"),
            ({}, {"outcome": "returned", "reason": " "}, "Say why"),
            ({}, {"outcome": "downgraded", "reason": "a", "to_category": "major"}, "lower"),
            ({}, {"outcome": "praised"}, "praised"),
            ({"narrative": "An RSO was visited."}, {}, "say why"),
        ],
    )
    def test_refused(
        self,
        record: Disruption,
        force_lead: User,
        moment: datetime,
        wrong: dict[str, Any],
        given: dict[str, str],
        why: str,
    ) -> None:
        later = datetime(2026, 3, 6, tzinfo=moment.tzinfo)
        Disruption.objects.update(entered_at=later, **wrong)
        with pytest.raises(RuleBroken, match=why):
            decide(record, force_lead, moment, **given)
        assert not AuditEvent.objects.filter(verb__in=VERBS).exists()

    def test_what_the_lower_category_lacks_not_and_what_is_explained_passes(
        self, record: Disruption, force_lead: User, moment: datetime
    ) -> None:
        Disruption.objects.update(evidence="", narrative="An RSO lost his boat to the court.")
        lower = {"outcome": "downgraded", "to_category": "moderate"}
        decide(record, force_lead, moment, **lower, reason="He ran the group.")
        assert (record.moderation, record.category) == ("downgraded", "moderate")

    def test_a_late_one_passes_with_a_reason(
        self, record: Disruption, force_lead: User, moment: datetime
    ) -> None:
        later = datetime(2026, 3, 6, tzinfo=moment.tzinfo)
        Disruption.objects.update(entered_at=later, recorded_on=date(2026, 3, 5))
        decide(record, force_lead, later, reason="The court sat in private until March.")
        assert record.moderation == "moderated"


def test_what_was_returned_is_submitted_again(
    record: Disruption, force_lead: User, force_contributor: User, moment: datetime
) -> None:
    again = {"by": force_contributor, "at": moment}
    with pytest.raises(RuleBroken, match="is waiting for moderation"):
        actions.resubmit_disruption(record, seen_version=1, **again)
    decide(record, force_lead, moment, outcome="returned", reason="Say what changed.")
    with pytest.raises(RuleBroken, match="has changed since"):
        actions.resubmit_disruption(record, seen_version=1, **again)
    actions.resubmit_disruption(record, seen_version=2, **again)
    assert record.moderation == "pending"
    assert told("disruption.resubmitted").by == force_contributor
    assert decide(record, force_lead, moment).outcome == "moderated"
    assert record.moderations.count() == 2
