"""A record that was decided wrongly is opened again: by whom, and what becomes of it."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from disruptions import actions
from disruptions.models import Disruption, DisruptionCount, Moderation
from forces.models import RoleGrant
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from tests.factories import (
    DisruptionFactory,
    DisruptionStandardFactory,
    OrganisationFactory,
    person,
)
from tests.pages import call, shown, signed_in, wrong

pytestmark = pytest.mark.django_db
REASON = "The ROCU led it. Change it to support."


@pytest.fixture(autouse=True)
def _standard() -> None:
    DisruptionStandardFactory()


@pytest.fixture
def moderated(record: Disruption) -> Disruption:
    """A record of `force` that passed moderation."""
    Disruption.objects.filter(pk=record.pk).update(moderation="moderated")
    record.refresh_from_db()
    return record


def reopen(record: Disruption, by: User, at: datetime, **changed: Any) -> Moderation:
    given: dict[str, Any] = {"reason": REASON, "seen_version": record.version} | changed
    return actions.reopen_disruption(record, **given, by=by, at=at)


def counted() -> int:
    return sum(sum(numbers) for body, _, numbers in DisruptionCount.objects.totals() if body)


class TestAction:
    @pytest.mark.parametrize("state", ["moderated", "downgraded", "refused"])
    def test_it_is_returned_and_both_decisions_stay(
        self, record: Disruption, force_lead: User, moment: datetime, state: str
    ) -> None:
        lower = {"to_category": "minor"} if state == "downgraded" else {}
        decided = {"outcome": state, "reason": "So it seemed.", "seen_version": 1}
        actions.moderate_disruption(record, **decided, **lower, by=force_lead, at=moment)
        made = reopen(record, force_lead, moment, reason=f" {REASON} ")
        assert (record.moderation, record.category) == (
            "returned",
            lower.get("to_category", "major"),
        )
        assert (made.outcome, made.reason, made.by, made.at) == (
            *("reopened", REASON, force_lead, moment),
        )
        assert [each.outcome for each in record.moderations.all()] == ["reopened", state]
        event = AuditEvent.objects.get(verb="disruption.reopened")
        assert (event.by, event.object_uuid) == (force_lead, record.uuid)
        assert event.detail == {"reason": REASON, "moderation": [state, "returned"]}

    def test_it_counts_no_more_until_it_was_put_right(
        self, moderated: Disruption, force_contributor: User, force_lead: User, moment: datetime
    ) -> None:
        assert counted() == 1
        reopen(moderated, force_lead, moment)
        assert counted() == 0
        again: dict[str, Any] = {"by": force_contributor, "at": moment}
        agency = OrganisationFactory()
        actions.edit_disruption(
            moderated, type="support", lead_body=None, lead_partner=agency, seen_version=2, **again
        )
        actions.resubmit_disruption(moderated, seen_version=3, **again)
        actions.moderate_disruption(
            moderated, outcome="moderated", seen_version=4, by=force_lead, at=moment
        )
        assert (moderated.type, moderated.is_counted, counted()) == ("support", True, 1)

    def test_who_may_not(
        self,
        moderated: Disruption,
        force_lead: User,
        force_contributor: User,
        other_force_lead: User,
        inspector: User,
        moment: datetime,
    ) -> None:
        for user in (force_contributor, other_force_lead, inspector):
            with pytest.raises(PermissionDenied):
                reopen(moderated, user, moment)
        for editor in (force_lead, force_contributor):
            Disruption.objects.filter(pk=moderated.pk).update(changed_by=editor)
        with pytest.raises(RuleBroken, match="Nobody moderates what they recorded or changed"):
            reopen(moderated, force_lead, moment)
        other = person(RoleGrant.Role.FORCE_LEAD, moderated.body)
        assert reopen(moderated, other, moment).by == other

    @pytest.mark.parametrize(
        ("stored", "given", "why"),
        [
            ({"moderation": "pending"}, {}, "is waiting for moderation, so there is nothing to op"),
            ({"moderation": "returned"}, {}, "is returned, so there is nothing to open again"),
            ({"source": "apmis"}, {}, "came from an extract"),
            ({}, {"reason": " "}, "Say why it is opened again"),
            ({}, {"reason": "SECRET: the source was wrong."}, "SECRET"),
            ({}, {"seen_version": 9}, "has changed since"),
        ],
    )
    def test_refused(
        self,
        moderated: Disruption,
        force_lead: User,
        moment: datetime,
        stored: dict[str, str],
        given: dict[str, Any],
        why: str,
    ) -> None:
        Disruption.objects.filter(pk=moderated.pk).update(**stored)
        with pytest.raises(RuleBroken, match=why):
            reopen(moderated, force_lead, moment, **given)
        assert not Moderation.objects.exists()
        assert not AuditEvent.objects.filter(verb="disruption.reopened").exists()


class TestPage:
    def test_from_the_page_of_the_disruption_back_to_whoever_recorded_it(
        self, moderated: Disruption, force_lead: User, force_contributor: User
    ) -> None:
        lead, recorder = signed_in(force_lead), signed_in(force_contributor)
        form = reverse("disruptions:disruption_reopen", args=[moderated.uuid])
        assert form in shown(lead.get(moderated.get_absolute_url()))
        assert form not in shown(recorder.get(moderated.get_absolute_url()))
        assert recorder.get(form).status_code == 403
        assert "counts in no figure" in shown(lead.get(form))
        seen = {"seen_version": moderated.version}
        assert "Say why it is opened again" in shown(lead.post(form, seen))
        done = shown(lead.post(form, {**seen, "reason": REASON}, follow=True))
        for told in ("The record is open again.", "Opened again", REASON):
            assert told in done
        assert form not in done
        again = reverse("disruptions:disruption_resubmit", args=[moderated.uuid])
        assert again in shown(recorder.get(moderated.get_absolute_url()))
        assert "It was opened again on" in shown(recorder.get(again))

    def test_it_shows_a_refusal(self, record: Disruption, force_lead: User) -> None:
        form = reverse("disruptions:disruption_reopen", args=[record.uuid])
        lead = signed_in(force_lead)
        assert "so there is nothing to open again" in shown(lead.get(form))
        sent = {"seen_version": record.version, "reason": REASON}
        html = shown(lead.post(form, sent))
        assert f"{record} is waiting for moderation, so there is nothing to open again." in html

    def test_the_list_of_double_counts_says_so(self, force_lead: User) -> None:
        html = shown(signed_in(force_lead).get(reverse("disruptions:disruption_doubles")))
        assert "a lead opens it again first" in html


class TestApi:
    def test_it_is_reopened(
        self, moderated: Disruption, force_lead: User, force_contributor: User
    ) -> None:
        verb = reverse("api:disruption-reopen", args=[moderated.uuid])
        lead, sent = signed_in(force_lead), {"reason": REASON, "seen_version": 1}
        assert call(signed_in(force_contributor), verb, sent).status_code == 403
        assert list(wrong(call(lead, verb, {"seen_version": 1}))) == ["/reason"]
        told = call(lead, verb, sent).json()
        assert told["moderation"] == "returned"
        (decision,) = told["moderations"]
        assert (decision["outcome"], decision["reason"]) == ("reopened", REASON)
        refused = call(lead, verb, {**sent, "seen_version": 2})
        assert refused.status_code == 409
        assert "nothing to open again" in refused.json()["detail"]
        unlike = {"outcome": "reopened", "reason": REASON, "seen_version": 2}
        decide = reverse(
            "api:disruption-moderate", args=[DisruptionFactory(threat=moderated.threat).uuid]
        )
        assert list(wrong(call(lead, decide, unlike))) == ["/outcome"]
