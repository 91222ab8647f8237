"""Waivers, settings, counts and pages of the quality checks, and what they cost."""

from datetime import date, datetime, time, timedelta
from operator import attrgetter
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from disruptions import actions, checks, queries
from disruptions.models import (
    Assessment,
    CheckCount,
    CheckWaiver,
    Disruption,
    LocalProfile,
    Officer,
    Plan,
    PlanAction,
    PlanSettings,
    PreventionOrder,
    Threat,
)
from disruptions.queries.bodies import BODY_OF
from disruptions.templatetags.quality import PAGES, WAIVED_AT
from forces.models import Body
from inspection_portal.core import audit
from inspection_portal.core.dates import london
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, Identified, User
from tests.factories import (
    AssessmentFactory,
    CheckCountFactory,
    CheckWaiverFactory,
    DisruptionFactory,
    ForceFactory,
    LocalProfileFactory,
    OfficerFactory,
    PlanActionFactory,
    PlanEntryFactory,
    PlanFactory,
    PreventionOrderFactory,
    ThreatFactory,
    ThreatResponsibilityFactory,
)
from tests.pages import call

JSON = "application/json"
REASON = "A partner holds the plan."


@pytest.fixture
def plan(force: Body) -> Plan:
    """A plan whose only entry is under Pursue."""
    plan: Plan = PlanFactory(threat__body=force)
    PlanEntryFactory(plan=plan)
    return plan


@pytest.fixture
def lead(client: Client, force_lead: User) -> Client:
    client.force_login(force_lead)
    return client


def waive(plan: Plan, by: User, at: datetime, **changed: Any) -> CheckWaiver:
    given = {"check": "pursue_only", "reason": REASON, "until": date(2026, 6, 30)}
    return actions.waive_check(plan, **(given | changed), by=by, at=at)


def failed(plan: Plan, on: date) -> dict[str, bool]:
    """The checks that fail for the plan, and whether each is waived."""
    found = queries.check(queries.of_plan(plan), on=on).results
    return {
        each.check.id: each.waived is not None for each in found if each.subject.uuid == plan.uuid
    }


class TestWaivers:
    def test_a_waived_check_is_told_apart_until_its_last_day(
        self, plan: Plan, force_lead: User, moment: datetime
    ) -> None:
        assert failed(plan, date(2026, 3, 2))["pursue_only"] is False
        waiver = waive(plan, force_lead, moment)
        assert failed(plan, date(2026, 6, 30))["pursue_only"] is True
        assert failed(plan, date(2026, 7, 1))["pursue_only"] is False
        event = AuditEvent.objects.get(verb="check.waived")
        assert (event.by, event.detail["reason"]) == (force_lead, REASON)
        actions.withdraw_waiver(waiver, by=force_lead, at=moment)
        assert failed(plan, date(2026, 3, 2))["pursue_only"] is False
        assert AuditEvent.objects.filter(verb="check.waiver_withdrawn").exists()
        with pytest.raises(RuleBroken, match="withdrawn already"):
            actions.withdraw_waiver(waiver, by=force_lead, at=moment)

    @pytest.mark.parametrize(
        ("changed", "why"),
        [
            ({"reason": " "}, "Say why"),
            ({"until": None}, "last day"),
            ({"until": date(2026, 3, 1)}, "has passed"),
            ({"until": date(2027, 3, 3)}, "a year at most"),
            ({"check": "no_plan"}, "No check of that name is asked of a plan"),
            ({"check": "made_up"}, "No check of that name"),
            ({"check": "entries_undated"}, "does not fail for .* Choose a check that fails"),
        ],
    )
    def test_what_no_waiver_can_be(
        self, plan: Plan, force_lead: User, moment: datetime, changed: dict[str, Any], why: str
    ) -> None:
        with pytest.raises(RuleBroken, match=why):
            waive(plan, force_lead, moment, **changed)
        assert not CheckWaiver.objects.exists()

    def test_a_second_waiver_is_refused(
        self, plan: Plan, force_lead: User, moment: datetime
    ) -> None:
        waive(plan, force_lead, moment)
        with pytest.raises(RuleBroken, match="waived already"):
            waive(plan, force_lead, moment)

    @pytest.mark.parametrize("who", ["inspector", "other_force_lead"])
    def test_only_the_lead_of_the_body_waives(
        self, plan: Plan, moment: datetime, who: str, request: pytest.FixtureRequest
    ) -> None:
        with pytest.raises(PermissionDenied):
            waive(plan, request.getfixturevalue(who), moment)


class TestSettings:
    VALUES = {"days_to_plan": 7, "review_days": 30, "most_threats": 2, "stale_days": 90} | {
        "expiry_days": 60
    }

    def put(self, body: Body, by: User, at: datetime, **changed: Any) -> PlanSettings:
        given = {"valid_from": date(2026, 3, 10), "seen_version": 0} | self.VALUES
        return actions.set_plan_settings(body, **(given | changed), by=by, at=at)

    def test_they_hold_from_their_day(
        self, force: Body, force_lead: User, moment: datetime
    ) -> None:
        self.put(force, force_lead, moment)
        held = [queries.settings_of(force, force_lead, on=date(2026, 3, day))[0] for day in (9, 10)]
        assert [each.review_days for each in held] == [92, 30]
        event = AuditEvent.objects.get(verb="plan_settings.set")
        assert event.detail["review_days"] == ["92", "30"]

    @pytest.mark.parametrize(
        ("changed", "why"),
        [
            ({"seen_version": 1}, "have changed since"),
            ({"valid_from": date(2026, 3, 1)}, "today or a later day"),
            ({"review_days": 0}, "whole numbers from 1"),
        ],
    )
    def test_refused(
        self, force: Body, force_lead: User, moment: datetime, changed: dict[str, Any], why: str
    ) -> None:
        with pytest.raises(RuleBroken, match=why):
            self.put(force, force_lead, moment, **changed)
        assert not PlanSettings.objects.exists()

    def test_only_the_lead_of_the_body_sets_them(
        self, force: Body, other_force_lead: User, moment: datetime
    ) -> None:
        with pytest.raises(PermissionDenied):
            self.put(force, other_force_lead, moment)


class TestCounts:
    def test_each_body_is_counted_once_a_day(self, plan: Plan, moment: datetime) -> None:
        CheckWaiverFactory(plan=plan)
        assert actions.count_checks(at=moment) == 1
        assert actions.count_checks(at=moment + timedelta(hours=3)) == 0
        count = CheckCount.objects.get(check_id="pursue_only")
        assert (count.found, count.waived, count.asked) == (0, 1, 1)
        assert CheckCount.objects.get(check_id="no_lro").found == 1
        assert actions.count_checks(at=moment + timedelta(days=1)) == 1
        assert CheckCount.objects.filter(check_id="no_lro").count() == 2

    def test_what_was_changed_is_counted_again(
        self, plan: Plan, force: Body, force_lead: User, other_force: Body
    ) -> None:
        """And not the checks of others, nor of days that are over."""
        at = london(localdate(), time(12))
        ThreatFactory(body=other_force)
        for day in (at - timedelta(days=1), at):
            assert actions.count_checks(at=day) == 2
        waive(plan, force_lead, at, until=localdate())
        assert actions.count_checks(at=at + timedelta(minutes=5)) == 1
        counts = CheckCount.objects.filter(body=force, check_id="pursue_only").order_by("on")
        assert [(each.found, each.waived) for each in counts] == [(1, 0), (0, 1)]
        assert actions.count_checks(at=at + timedelta(minutes=30)) == 0

    @pytest.mark.parametrize("changed", list(BODY_OF))
    def test_whose_checks_a_change_moves(
        self, changed: type[Identified], force_lead: User, moment: datetime
    ) -> None:
        made = {
            Body: ForceFactory,
            Threat: ThreatFactory,
            Assessment: AssessmentFactory,
            Plan: PlanFactory,
            PlanAction: PlanActionFactory,
            Disruption: DisruptionFactory,
            Officer: OfficerFactory,
            PreventionOrder: PreventionOrderFactory,
            LocalProfile: LocalProfileFactory,
        }[changed]()
        actions.count_checks(at=moment)
        audit.record("thing.changed", made, by=force_lead, at=moment)
        whose = attrgetter(BODY_OF[changed].replace("__", "."))(made)
        assert [each.pk for each in queries.bodies_to_count(moment)] == [
            getattr(whose, "pk", whose)
        ]


def test_a_thousand_plans_cost_no_more_queries_than_one(
    force: Body, django_assert_num_queries: Any
) -> None:
    def add() -> None:
        threat = ThreatFactory(body=force)
        ThreatResponsibilityFactory(threat=threat)
        AssessmentFactory(threat=threat)
        plan = PlanFactory(threat=threat)
        PlanEntryFactory(plan=plan)
        PlanActionFactory(plan=plan, owner=OfficerFactory(body=force))
        PreventionOrderFactory(body=force, threat=threat)
        CheckWaiverFactory(plan=plan)

    for _ in range(2):
        add()
        with django_assert_num_queries(16):
            assert queries.check(queries.of_bodies([force.pk]), on=localdate()).results


def test_no_disruption_is_asked_only_where_disruptions_are_kept() -> None:
    """While the portal keeps none nothing can be said of a plan."""
    ended = checks.Task(uuid4(), "pursue", ended_on=date(2026, 2, 1), has_result=True)
    shown = {}
    for number in (None, 0, 1):
        plan = checks.PlanFacts(
            *(1, uuid4(), 7, "OCG 1", date(2026, 1, 5)), actions=(ended,), disruptions=number
        )
        rules = checks.Rules(28, 92, 3, 365, 92, "")
        answers = checks.run(checks.Facts(date(2026, 3, 2), {7: rules}, plans=(plan,)))
        shown[number] = "no_disruption" in {fault.check.id for fault in answers.faults}
    assert shown == {None: False, 0: True, 1: False}


class TestPages:
    def test_a_lead_sees_what_fails_and_waives_it(
        self, lead: Client, plan: Plan, force: Body
    ) -> None:
        assert lead.get(reverse("disruptions:checks")).headers["Location"] == reverse(
            "disruptions:checks_of", args=[force.uuid]
        )
        url = reverse("disruptions:checks_of", args=[force.uuid])
        assert "Nothing is counted yet" in lead.get(url).content.decode()
        CheckCountFactory(body=force, on=localdate() - timedelta(weeks=1), found=2)
        actions.count_checks(at=now())
        page = lead.get(url).content.decode()
        assert "Only Pursue is filled in" in page
        assert "From 2 to 1, at most 2" in page
        page = lead.get(url, {"check": "pursue_only"}).content.decode()
        assert "Nothing stands under Prevent, Protect and Prepare" in page
        assert "<polyline" in page
        address = reverse("disruptions:plan_waive", args=[plan.uuid])
        assert f"{address}?check=pursue_only&amp;from=check" in page
        refused = lead.post(address, {"check": "pursue_only"}).content.decode()
        assert "Say why the check need not hold" in refused
        assert "Give the last day of the waiver" in refused
        until = localdate() + timedelta(days=30)
        day = {f"until_{part}": getattr(until, part) for part in ("day", "month", "year")}
        sent = {"check": "pursue_only", "reason": REASON, **day}
        done = lead.post(f"{address}?check=pursue_only&from=check", sent)
        assert done.headers["Location"] == f"{url}?check=pursue_only"
        waiver = CheckWaiver.objects.get()
        assert (waiver.reason, waiver.until) == (REASON, until)
        assert REASON in lead.get(url, {"check": "pursue_only"}).content.decode()
        withdraw = reverse("disruptions:waiver_withdraw", args=[waiver.uuid])
        assert f"{withdraw}?from=check" in lead.get(url, {"check": "pursue_only"}).content.decode()
        done = lead.post(f"{withdraw}?from=check", {"seen_version": 0})
        assert done.headers["Location"] == f"{url}?check=pursue_only"
        again = lead.post(withdraw, {"seen_version": 0}).content.decode()
        assert "withdrawn already" in again

    def test_a_waiver_leads_back_to_the_plan_from_which_it_was_given(
        self, lead: Client, plan: Plan
    ) -> None:
        address = f"{reverse('disruptions:plan_waive', args=[plan.uuid])}?check=pursue_only"
        page = lead.get(plan.get_absolute_url()).content.decode()
        assert f'href="{address}"' in page
        until = localdate()
        day = {f"until_{part}": getattr(until, part) for part in ("day", "month", "year")}
        done = lead.post(address, {"check": "pursue_only", "reason": REASON, **day})
        assert done.headers["Location"] == plan.get_absolute_url()
        withdraw = reverse("disruptions:waiver_withdraw", args=[CheckWaiver.objects.get().uuid])
        assert f'href="{withdraw}"' in lead.get(plan.get_absolute_url()).content.decode()
        done = lead.post(withdraw, {"seen_version": 0})
        assert done.headers["Location"] == plan.get_absolute_url()

    def test_a_lead_sets_what_the_body_is_checked_by(self, lead: Client, force: Body) -> None:
        url = reverse("disruptions:plan_settings", args=[force.uuid])
        sent: dict[str, Any] = {**TestSettings.VALUES, "seen_version": 0}
        assert "Enter the day from which this holds" in lead.post(url, sent).content.decode()
        today = localdate()
        sent |= {f"valid_from_{part}": getattr(today, part) for part in ("day", "month", "year")}
        assert lead.post(url, sent).status_code == 302
        stale = lead.post(url, sent).content.decode()
        assert "have changed since you read them" in stale
        assert PlanSettings.objects.get().review_days == 30

    def test_inspectors_see_bodies_side_by_side(
        self, client: Client, inspector: User, force: Body, other_force: Body
    ) -> None:
        client.force_login(inspector)
        CheckCountFactory(body=force, on=date(2026, 3, 1), found=1)
        CheckCountFactory(body=force, on=date(2026, 3, 2), found=4)
        CheckCountFactory(body=other_force, on=date(2026, 3, 1), found=3)
        page = client.get(reverse("disruptions:checks"))
        beside = page.context["beside"]
        [(check, cells)] = beside.lines
        assert check.id == "pursue_only"
        assert [count.found for _, count in cells] == [4, 3]
        assert "2 Mar 2026" in page.content.decode()

    def test_what_fails_a_check_is_shown_by_the_page(
        self, lead: Client, plan: Plan, force: Body, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("disruptions.views.checks.RESULTS_ON_A_PAGE", 1)
        second = PlanEntryFactory(plan__threat__body=force).plan
        url = reverse("disruptions:checks_of", args=[force.uuid])
        shown = [
            [each.subject.uuid for each in lead.get(url, asked).context["page"]]
            for asked in ({"check": "pursue_only"}, {"check": "pursue_only", "page": 2})
        ]
        assert sorted(uuid for [uuid] in shown) == sorted([plan.uuid, second.uuid])

    def test_references_stand_as_people_count(self, lead: Client, force: Body) -> None:
        for number in (10, 9, 2):
            plan = PlanFactory(threat__body=force, threat__reference=f"OCG {number}")
            PlanEntryFactory(plan=plan)
        url = reverse("disruptions:checks_of", args=[force.uuid])
        page = lead.get(url, {"check": "pursue_only"}).context["page"]
        assert [each.subject.label for each in page] == ["OCG 2", "OCG 9", "OCG 10"]

    def test_every_place_has_its_page(self) -> None:
        pages = [*PAGES.values(), *WAIVED_AT.values()]
        assert all(reverse(page, args=[uuid4()]) for page in pages)


class TestApi:
    def test_what_fails_and_its_waiver(
        self, lead: Client, plan: Plan, force: Body, force_lead: User
    ) -> None:
        url = reverse("api:body_checks", args=[force.uuid])
        found = [each for each in lead.get(url).json()["results"] if each["of"] == "plan"]
        assert "pursue_only" in {each["check_id"] for each in found}
        sent = {"plan": str(plan.uuid), "check_id": "pursue_only", "reason": REASON}
        waive = reverse("api:checkwaiver-waive")
        assert lead.post(waive, sent, JSON).status_code == 400
        sent["until"] = str(localdate())
        whole = lead.post(waive, sent | {"check_id": "entries_undated"}, JSON)
        assert (whole.status_code, "does not fail" in whole.json()["detail"]) == (409, True)
        assert lead.post(waive, sent, JSON).status_code == 200
        assert lead.post(waive, sent, JSON).status_code == 409
        assert lead.post(waive, sent | {"threat": str(plan.threat.uuid)}, JSON).status_code == 400
        waiver = CheckWaiver.objects.get()
        withdraw = reverse("api:checkwaiver-withdraw", args=[waiver.uuid])
        assert lead.post(withdraw, {}, JSON).json()["withdrawn_at"]
        assert lead.post(withdraw, {}, JSON).status_code == 409

    def test_settings_and_counts(
        self, lead: Client, client: Client, force: Body, inspector: User
    ) -> None:
        url = reverse("api:plansettings-set")
        sent = TestSettings.VALUES | {"body": str(force.uuid), "seen_version": 0}
        sent["valid_from"] = str(localdate())
        assert call(lead, url, sent).json()["review_days"] == 30
        assert call(lead, url, sent).status_code == 412
        CheckCountFactory(body=force, on=localdate(), found=4)
        [moved] = lead.get(reverse("api:body_counts", args=[force.uuid])).json()
        assert (moved["check_id"], moved["found"], moved["waived"]) == ("pursue_only", 4, 0)
        client.force_login(inspector)
        [count] = client.get(reverse("api:check_counts")).json()
        assert (count["body"], count["found"]) == (str(force.uuid), 4)
