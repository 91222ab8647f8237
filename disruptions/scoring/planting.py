"""Writes the cases of a made-up force. Only ever called in a transaction that is rolled back."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.timezone import now

from disruptions.checks import CHECKS
from disruptions.models import (
    Assessment,
    Disruption,
    LocalProfile,
    Officer,
    Plan,
    PlanAccess,
    PlanAction,
    PlanEntry,
    PlanLink,
    PlanReview,
    PlanSettings,
    PreventionOrder,
    Strand,
    Threat,
    ThreatPhase,
    ThreatResponsibility,
)
from disruptions.scoring.cases import NOON, Case, OrderCase, ProfileCase, Work
from forces.models import Body, Organisation
from inspection_portal.core.models import system_user

Role = ThreatResponsibility.Role
Expected = set[tuple[str, str, int]]


class Force:
    """A made-up force with its neighbour, whose officers hold some of its actions."""

    def __init__(self, number: int, on: date, boilerplate: Sequence[str]) -> None:
        self.on, self.boilerplate, self.at = on, boilerplate, now()
        self.body, self.neighbour = (
            Body.objects.create(
                kind=Body.Kind.FORCE,
                name=f"{name} {number}",
                slug=f"scored-{name.lower()}-{number}",
            )
            for name in ("Made-up", "Neighbour")
        )
        PlanSettings.objects.create(
            body=self.body,
            valid_from=on - timedelta(days=500),
            template_version="2",
            set_by=system_user(),
            set_at=self.at,
        )
        self.partner, self.shut_out = (
            Organisation.objects.create(
                name=f"{name} {number}", valid_from=on - timedelta(days=500)
            )
            for name in ("Council with access", "Council without access")
        )
        self.closed = ThreatPhase.objects.create(
            name=f"Closed {number}", valid_from=on - timedelta(days=500), is_closed=True
        )
        self.leads: dict[str, Officer] = {}
        self.numbers = iter(range(1, 10**6))
        self.guest = self.officer(self.neighbour)
        self.investigator, self.other, self.checker = (self.officer() for _ in range(3))

    def officer(self, body: Body | None = None, **values: object) -> Officer:
        return Officer.objects.create(
            body=body or self.body,
            reference=f"S{next(self.numbers)}",
            rank=Officer.Rank.INSPECTOR,
            **values,
        )

    def day(self, days: int) -> date:
        """So many days after the day of the check."""
        return self.on + timedelta(days=days)

    def day_if_any(self, days: int | None) -> date | None:
        return None if days is None else self.day(days)

    def plant(self, case: Case) -> Expected:
        """Write a threat with its plan, and tell which checks have to fail for which of them."""
        threat = Threat.objects.create(
            kind=Threat.Kind.OCG,
            reference=f"T{case.number}",
            body=self.body,
            operation_started_on=self.day(case.started),
            phase=None if case.is_managed else self.closed,
        )
        people = self._responsible(threat, case)
        self._assess(threat, case)
        self._disrupt(threat, case)
        plan = self._plan(threat, case, people) if case.has_plan else None
        if case.has_order:
            self._order(threat, OrderCase(10_000 + case.number))
        keys = {"threat": threat.pk, "plan": plan.pk if plan else 0}
        kinds = {check: str(CHECKS[check].of) for check in case.planted}
        return {(check, kind, keys[kind]) for check, kind in kinds.items()}

    def _responsible(self, threat: Threat, case: Case) -> dict[str, Officer]:
        lead = self.leads.get(case.shared_lead) or self.officer(
            trained_on=self.day_if_any(case.trained), left_on=self.day_if_any(case.left)
        )
        if case.shared_lead:
            self.leads[case.shared_lead] = lead
        people = {"lro": lead, "sio": self.investigator, "other": self.other}
        held = [(Role.LRO, lead, since, until) for since, until in case.leads]
        if case.writer == "former":
            people["former"] = self.officer()
            held.append((Role.LRO, people["former"], case.started, -1))
        investigator = lead if case.lead_investigates else people["sio"]
        held.append((Role.SIO, investigator, case.started, None))
        ThreatResponsibility.objects.bulk_create(
            ThreatResponsibility(
                threat=threat,
                officer=officer,
                role=role,
                since=self.day(since),
                until=self.day_if_any(until),
            )
            for role, officer, since, until in held
        )
        return people

    def _assess(self, threat: Threat, case: Case) -> None:
        if case.assessed is None:
            return
        made = [(case.assessed, {"scope": case.scope, "moderation": case.moderation})]
        if case.was_assessed_before:
            made.append((case.assessed - 90, {"scope": "whole", "moderation": "moderated"}))
        Assessment.objects.bulk_create(
            Assessment(threat=threat, assessed_on=self.day(days), **values) for days, values in made
        )

    def _disrupt(self, threat: Threat, case: Case) -> None:
        if case.disrupted is None:
            return
        Disruption.objects.create(
            reference=f"{self.body.slug}-{case.number}",
            threat=threat,
            body=self.body,
            lead_body=self.body,
            event_on=self.day(case.disrupted),
            recorded_on=self.day(case.disrupted),
            type=Disruption.Type.LEAD,
            strand=Strand.PURSUE,
            category=Disruption.Category.MINOR,
            narrative="Two arrests.",
            recorded_by=system_user(),
            entered_at=self.at,
        )

    def _plan(self, threat: Threat, case: Case, people: dict[str, Officer]) -> Plan:
        closed = case.state == Plan.State.CLOSED
        plan = Plan.objects.create(
            threat=threat,
            state=case.state,
            opened_on=self.day(case.opened),
            closed_on=self.on if closed else None,
            template_version=case.template,
            written_by=people.get(case.writer),
            checked_by=self.checker if case.is_checked else None,
            checked_on=self.on if case.is_checked else None,
        )
        if case.reviewed is not None:
            PlanReview.objects.create(
                plan=plan,
                reviewed_on=self.day(case.reviewed),
                reviewed_by=people["lro"],
                outcome="Seen.",
            )
        PlanLink.objects.bulk_create(
            PlanLink(plan=plan, kind=kind, reference=f"{kind} {case.number}") for kind in case.links
        )
        self._entries(plan, case)
        self._actions(plan, case.actions, people)
        return plan

    def _entries(self, plan: Plan, case: Case) -> None:
        """The force's boilerplate stands in each plan, and the case's own sentences between it."""
        texts = [*self.boilerplate, *case.text]
        PlanEntry.objects.bulk_create(
            PlanEntry(
                plan=plan,
                strand=strand,
                dated_on=self.day(case.opened) if case.dated else None,
                timed_at=NOON if case.dated and case.timed else None,
                text=" ".join(texts[at :: len(case.entries)]),
            )
            for at, strand in enumerate(case.entries)
        )

    def _actions(self, plan: Plan, works: Iterable[Work], people: dict[str, Officer]) -> None:
        given: dict[str, Any] = {"given_by": system_user(), "given_at": self.at}
        ended = {"ended_by": system_user(), "ended_at": self.at}
        let_in = (
            {"organisation": self.partner},
            {"body": self.neighbour},
            {"organisation": self.shut_out} | ended,
        )
        PlanAccess.objects.bulk_create(
            PlanAccess(plan=plan, scope="actions", **who, **given) for who in let_in
        )
        officers = people | {"guest": self.guest}
        partners = {"partner": self.partner, "stranger": self.shut_out}
        PlanAction.objects.bulk_create(
            PlanAction(
                plan=plan,
                strand=work.strand,
                what="Do what the plan says.",
                owner=officers.get(work.owner),
                partner=partners.get(work.owner),
                is_covert=work.is_covert,
                due_on=self.day_if_any(work.due),
                result=work.result,
                ended_on=self.day_if_any(work.ended),
            )
            for work in works
        )

    def plant_order(self, case: OrderCase) -> Expected:
        """An order, with a threat and a plan of its own where it has one."""
        threat = None
        if case.has_plan:
            threat = Threat.objects.create(
                kind=Threat.Kind.INDIVIDUAL,
                reference=f"O{case.number}",
                body=self.body,
                phase=self.closed,
            )
            Plan.objects.create(threat=threat, opened_on=self.on)
        order = self._order(threat, case)
        return {(check, "order", order.pk) for check in case.planted}

    def _order(self, threat: Threat | None, case: OrderCase) -> PreventionOrder:
        return PreventionOrder.objects.create(
            body=self.body,
            reference=f"O{case.number}",
            threat=threat,
            made_on=self.day(-800),
            in_force_on=None if case.custody == "in_custody" else self.day_if_any(case.released),
            expires_on=self.day(case.expires),
            discharged_on=self.day_if_any(case.discharged),
            custody=case.custody,
            released_on=self.day_if_any(case.released),
            last_check=case.check,
            last_checked_on=self.day(-3),
            is_actively_managed=case.is_managed,
        )

    def plant_profile(self, case: ProfileCase) -> Expected:
        made: dict[str, object] = {"body": self.body, "area": f"District {case.number}"}
        if case.is_superseded:
            LocalProfile.objects.create(dated_on=self.day(-700), refresh_on=self.day(-300), **made)
        profile = LocalProfile.objects.create(
            dated_on=self.day(-200), refresh_on=self.day_if_any(case.refresh), **made
        )
        return {(check, "profile", profile.pk) for check in case.planted}
