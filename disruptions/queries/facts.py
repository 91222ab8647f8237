"""Loads what the checks ask about: whatever the number of plans, in the same number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery

from disruptions import checks
from disruptions.models import (
    Assessment,
    Disruption,
    LocalProfile,
    LocalProfileQuerySet,
    Officer,
    Plan,
    PlanAccess,
    PlanAction,
    PlanCopy,
    PlanEntry,
    PlanLink,
    PlanQuerySet,
    PlanReview,
    PlanSettings,
    PreventionOrder,
    PreventionOrderQuerySet,
    Threat,
    ThreatResponsibility,
)
from disruptions.models.settings import chosen
from forces.models import Body

ValueT = TypeVar("ValueT")
Posts = Mapping[int, tuple[checks.Post, ...]]


@dataclass(frozen=True)
class Scope:
    """What is to be checked. A threat that is not managed and its plans, and a plan that is closed,
    are left out.
    """

    threats: QuerySet[Threat]
    plans: PlanQuerySet
    orders: PreventionOrderQuerySet
    profiles: LocalProfileQuerySet


def of_bodies(bodies: Iterable[int] | QuerySet[Body], only: checks.Of | None = None) -> Scope:
    """All that these bodies own, or only their threats, plans, orders or profiles."""
    scope = Scope(
        Threat.objects.filter(body__in=bodies),
        Plan.objects.filter(threat__body__in=bodies),
        PreventionOrder.objects.filter(body__in=bodies),
        LocalProfile.objects.filter(body__in=bodies),
    )
    rest = {f"{of}s" for of in checks.Of if only not in (None, of)}
    return replace(scope, **{name: getattr(scope, name).none() for name in rest})


def of_threat(threat: Threat) -> Scope:
    """A threat without its plans."""
    return replace(_nothing(), threats=Threat.objects.filter(pk=threat.pk))


def of_plan(plan: Plan) -> Scope:
    """A plan without its threat."""
    return replace(_nothing(), plans=Plan.objects.filter(pk=plan.pk))


def of_order(order: PreventionOrder) -> Scope:
    return replace(_nothing(), orders=PreventionOrder.objects.filter(pk=order.pk))


def of_profile(profile: LocalProfile) -> Scope:
    """A profile; nothing where there is a later one of its area."""
    latest = LocalProfile.objects.last_of_each().values("pk")
    return replace(_nothing(), profiles=LocalProfile.objects.filter(pk=profile.pk, pk__in=latest))


def _nothing() -> Scope:
    return Scope(
        Threat.objects.none(),
        Plan.objects.none(),
        PreventionOrder.objects.none(),
        LocalProfile.objects.none(),
    )


def load(scope: Scope, *, on: date) -> checks.Facts:
    """The facts of that day, with the rules that each body had chosen by then."""
    managed = Threat.objects.managed()
    asked = managed.filter(pk__in=scope.threats.values("pk"))
    planned = scope.plans.open().filter(threat__in=managed)
    posts = _posts(asked, planned, on)
    threats = tuple(_threats(asked, posts, on))
    plans = tuple(_plans(planned, posts, on))
    orders = tuple(_orders(scope.orders, on))
    profiles = tuple(_profiles(scope.profiles, on))
    bodies = {each.body for each in (*threats, *plans, *orders, *profiles)}
    return checks.Facts(on, rules_of(bodies, on), threats, plans, orders, profiles)


def rules_of(bodies: Iterable[int], on: date) -> dict[int, checks.Rules]:
    settings = PlanSettings.objects.in_force(on)
    names = checks.Rules.__dataclass_fields__
    return {
        body: checks.Rules(**{name: getattr(chosen(settings, body), name) for name in names})
        for body in bodies
    }


def _grouped(pairs: Iterable[tuple[int, ValueT]]) -> Mapping[int, tuple[ValueT, ...]]:
    groups: dict[int, list[ValueT]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return defaultdict(tuple, {key: tuple(values) for key, values in groups.items()})


def _posts(threats: QuerySet[Threat], plans: QuerySet[Plan], on: date) -> Posts:
    """Who answers for each threat, with how many managed threats each officer leads that day."""
    rows = ThreatResponsibility.objects.filter(
        Q(threat__in=threats) | Q(threat__in=plans.values("threat"))
    )
    officers = Officer.objects.filter(pk__in=rows.values("officer"))
    leading = ThreatResponsibility.objects.leading().current(on)
    leading = leading.filter(officer__in=officers, threat__in=Threat.objects.managed())
    led: dict[int, set[int]] = defaultdict(set)
    for officer, threat in leading.values_list("officer", "threat"):
        led[officer].add(threat)
    asked = ("threat", "officer", "role", "since", "until")
    found = rows.values_list(*asked, "officer__trained_on", "officer__left_on")
    return _grouped(
        (threat, checks.Post(officer, role, since, until, trained, left, len(led[officer])))
        for threat, officer, role, since, until, trained, left in found.order_by("pk")
    )


def _threats(threats: QuerySet[Threat], posts: Posts, on: date) -> Iterable[checks.ThreatFacts]:
    latest = Assessment.objects.last_of_each(on).filter(threat__in=threats)
    assessed = {
        threat: checks.Assessed(
            day,
            is_moderated=moderation == Assessment.Moderation.MODERATED,
            is_whole=scope == Assessment.Scope.WHOLE,
        )
        for threat, day, moderation, scope in latest.values_list(
            "threat", "assessed_on", "moderation", "scope"
        )
    }
    rows = threats.annotate(
        has_plan=Exists(Plan.objects.open().filter(threat=OuterRef("pk"))),
        first_assessed=Min("assessments__assessed_on"),
    )
    asked = ("pk", "uuid", "body", "reference", "operation_started_on", "has_plan")
    for pk, uuid, body, label, started, has_plan, first in rows.values_list(
        *asked, "first_assessed"
    ):
        known = [started, first, *(post.since for post in posts[pk])]
        yield checks.ThreatFacts(
            *(pk, uuid, body, label),
            operation_started_on=started,
            posts=posts[pk],
            assessed=assessed.get(pk),
            has_open_plan=has_plan,
            known_since=min((day for day in known if day), default=None),
        )


def _plans(plans: QuerySet[Plan], posts: Posts, on: date) -> Iterable[checks.PlanFacts]:
    kept = _kept_of(plans, on)
    bound = PreventionOrder.objects.standing(on).filter(threat=OuterRef("threat"))
    rows = plans.annotate(has_order=Exists(bound))
    asked = ("pk", "uuid", "threat__body", "threat__reference", "threat", "opened_on", "state")
    more = ("threat__operation_started_on", "written_by", "template_version", "checked_on")
    for pk, uuid, body, label, threat, opened, state, started, *rest in rows.values_list(
        *asked, *more, "has_order"
    ):
        writer, template, checked, has_order = rest
        yield checks.PlanFacts(
            *(pk, uuid, body, label, opened),
            is_in_force=state == Plan.State.IN_FORCE,
            operation_started_on=started,
            posts=posts[threat],
            writer=writer,
            template_version=template,
            is_checked=checked is not None,
            has_order=has_order,
            **{name: values[pk] for name, values in kept.items()},
        )


def _kept_of(plans: QuerySet[Plan], on: date) -> dict[str, Mapping[int, Any]]:
    """What hangs on each plan, by the names of `PlanFacts`."""
    entries = PlanEntry.objects.filter(plan__in=plans)
    links = PlanLink.objects.filter(plan__in=plans).values_list("plan", "kind")
    reviews = PlanReview.objects.filter(plan__in=plans, reviewed_on__lte=on)
    copies = PlanCopy.objects.filter(plan__in=plans).order_by("-share", "pk")
    seen = defaultdict(lambda: None, reviews.last_of_each().values_list("plan", "reviewed_on"))
    said = entries.values_list("plan", "uuid", "strand", "dated_on", "timed_at")
    found = copies.values_list("plan", "source__uuid", "share")
    kinds = {plan: frozenset(each) for plan, each in _grouped(links).items()}
    return {
        "entries": _grouped((plan, checks.Entry(*rest)) for plan, *rest in said),
        "actions": _grouped(_actions(plans)),
        "links": defaultdict(frozenset, kinds),
        "reviewed_on": seen,
        "copied": _grouped((plan, checks.Copied(source, share)) for plan, source, share in found),
        "disruptions": _disruptions(plans, on),
    }


def _disruptions(plans: QuerySet[Plan], on: date) -> Mapping[int, int | None]:
    """How many events since the plan was opened disrupted its threat, whoever recorded them; None
    while the portal keeps no disruptions of anybody.
    """
    if not Disruption.objects.exists():
        return defaultdict(lambda: None)
    events = Disruption.objects.standing().filter(
        threat=OuterRef("threat"), event_on__gte=OuterRef("opened_on"), event_on__lte=on
    )
    number = events.order_by().values("threat").annotate(number=Count("pk")).values("number")
    rows = plans.annotate(number=Subquery(number)).values_list("pk", "number")
    return {plan: number or 0 for plan, number in rows}


def _actions(plans: QuerySet[Plan]) -> Iterable[tuple[int, checks.Task]]:
    access = PlanAccess.objects.current().filter(plan__in=plans)
    let_in: set[tuple[int, int | None, int | None]]
    let_in = {*access.values_list("plan", "body", "organisation")}
    rows = PlanAction.objects.filter(plan__in=plans)
    told = ("uuid", "strand", "is_covert", "due_on", "ended_on", "result")
    who = ("partner", "owner", "owner__body", "plan__threat__body")
    for plan, uuid, strand, is_covert, due_on, ended_on, result, *rest in rows.values_list(
        "plan", *told, *who
    ):
        partner, owner, home, body = rest
        needs = (plan, None, partner) if partner else (plan, home, None)
        yield (
            plan,
            checks.Task(
                *(uuid, strand),
                has_owner=bool(owner or partner),
                is_covert=is_covert,
                due_on=due_on,
                has_result=bool(result.strip()),
                ended_on=ended_on,
                is_shut_out=home != body and bool(owner or partner) and needs not in let_in,
            ),
        )


def _orders(orders: PreventionOrderQuerySet, on: date) -> Iterable[checks.OrderFacts]:
    rows = orders.standing(on).annotate(
        has_plan=Exists(Plan.objects.open().filter(threat=OuterRef("threat")))
    )
    custody, check = PreventionOrder.Custody, PreventionOrder.Check
    for order in rows:
        yield checks.OrderFacts(
            *(order.pk, order.uuid, order.body_id, order.reference),
            is_in_force=order.binds_on(on),
            is_in_custody=order.custody == custody.IN_CUSTODY,
            is_released=order.is_released(on),
            released_on=order.released_on,
            expires_on=order.expires_on,
            is_actively_managed=order.is_actively_managed,
            is_checked_in_databases_only=order.last_check == check.DATABASE,
            has_plan=order.has_plan,
        )


def _profiles(profiles: LocalProfileQuerySet, on: date) -> Iterable[checks.ProfileFacts]:
    latest = profiles.filter(dated_on__lte=on).last_of_each()
    for profile in latest:
        yield checks.ProfileFacts(
            *(profile.pk, profile.uuid, profile.body_id, profile.area), due_on=profile.due_on
        )
