"""A plan as its page shows it: the four Ps and their balance, what is to be done, and what was."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Count, Exists, Max, OuterRef, Q

from disruptions.models import (
    Plan,
    PlanAction,
    PlanEntry,
    PlanQuerySet,
    PlanReview,
    PlanSettings,
    Strand,
    Threat,
    ThreatQuerySet,
)
from disruptions.permissions import can_write_plan
from disruptions.queries.people import officer_in_words
from forces.models import standing
from inspection_portal.core.models import User
from inspection_portal.core.natural import Natural


@dataclass(frozen=True)
class StrandShown:
    """One of the four Ps; `share` is its part, in whole percent, of all entries and actions."""

    strand: Strand
    entries: Sequence[PlanEntry]
    actions: int
    share: int

    @property
    def size(self) -> int:
        return len(self.entries) + self.actions


@dataclass(frozen=True)
class ActionShown:
    """An action, and who does it as the reader may know them; empty where nobody does."""

    action: PlanAction
    doer: str
    is_overdue: bool


@dataclass(frozen=True)
class Event:
    """One line of a plan's timeline."""

    on: date
    title: str
    text: str = ""
    by: str = ""
    at: time | None = None


def strands_of(entries: Sequence[PlanEntry], actions: Sequence[PlanAction]) -> list[StrandShown]:
    """The four Ps in their order, the empty ones too. Each share is rounded for itself.

    >>> [each.share for each in strands_of([PlanEntry(strand="pursue")], [])]
    [100, 0, 0, 0]
    """
    total = len(entries) + len(actions)
    shown = []
    for strand in Strand:
        own = [each for each in entries if each.strand == strand]
        doing = sum(each.strand == strand for each in actions)
        share = round(100 * (len(own) + doing) / total) if total else 0
        shown.append(StrandShown(strand, own, doing, share))
    return shown


def actions_shown(actions: Iterable[PlanAction], user: User, on: date) -> list[ActionShown]:
    """What is overdue first, then what is open, then what has ended."""
    shown = [ActionShown(each, _doer(each, user), each.is_overdue(on)) for each in actions]
    return sorted(shown, key=lambda each: (each.action.ended_on is not None, not each.is_overdue))


def timeline(
    plan: Plan,
    entries: Iterable[PlanEntry],
    actions: Iterable[PlanAction],
    reviews: Iterable[PlanReview],
    user: User,
) -> list[Event]:
    """What is known to have happened on a day, newest first; what has no date is not there."""
    found = [*_of_plan(plan, user), *_of_rows(entries, actions, reviews, user)]
    return sorted(found, key=lambda each: (each.on, each.at or time.min), reverse=True)


def with_figures(plans: PlanQuerySet, on: date) -> PlanQuerySet:
    """Plans with `last_review`, `open_actions` and `overdue_actions`, for a list."""
    is_open = Q(actions__isnull=False, actions__ended_on=None)
    is_overdue = is_open & Q(actions__due_on__lt=on)
    counted: PlanQuerySet = plans.annotate(
        last_review=Max("reviews__reviewed_on"),
        open_actions=Count("actions", filter=is_open, distinct=True),
        overdue_actions=Count("actions", filter=is_overdue, distinct=True),
    )
    return counted


def plan_body_choices(user: User) -> list[tuple[str, str]]:
    """The bodies that own a threat whose plan the person sees, by UUID."""
    bodies = Plan.objects.visible_to(user).order_by("threat__body__name")
    rows = bodies.values_list("threat__body__uuid", "threat__body__name").distinct()
    return [(str(uuid), name) for uuid, name in rows]


def threats_to_plan_for(user: User, on: date, *, besides: str = "") -> list[Threat]:
    """Managed threats of the bodies that the person acts for, of those that take another plan; and
    the one of the UUID `besides`, so that whoever asks for it is told why it takes none.
    """
    own = Threat.objects.visible_to(user).managed().filter(body__in=standing(user).bodies)
    rows = own.order_by("body__name", Natural("reference"), "pk").select_related("body")
    free = set(taking_another_plan(own, on).values_list("pk", flat=True))
    return [
        each
        for each in rows
        if can_write_plan(user, each) and (each.pk in free or str(each.uuid) == besides)
    ]


def taking_another_plan(threats: ThreatQuerySet, on: date) -> ThreatQuerySet:
    """Those of the threats that have no open plan, or whose body allows several."""
    settings = PlanSettings.objects.in_force(on)
    several = [body for body, each in settings.items() if each.allows_several_plans]
    has_one = Exists(Plan.objects.open().filter(threat=OuterRef("pk")))
    return threats.filter(Q(body__in=several) | ~has_one)


def may_open_plan(user: User, threat: Threat, on: date) -> bool:
    """Whether the person writes plans for the threat, and it is managed and takes another one."""
    of_it = Threat.objects.managed().filter(pk=threat.pk)
    return can_write_plan(user, threat) and taking_another_plan(of_it, on).exists()


def actions_given_to(user: User) -> list[PlanAction]:
    """What the person is to do: actions given to their organisation or body by other bodies, and
    those of their own as an officer. Open ones stand first.
    """
    lent = PlanAction.objects.lent_to(user)
    own = PlanAction.objects.visible_to(user).filter(owner__user=user)
    rows = PlanAction.objects.filter(Q(pk__in=lent.values("pk")) | Q(pk__in=own.values("pk")))
    return sorted(rows.for_list(), key=lambda each: each.ended_on is not None)


def _doer(action: PlanAction, user: User) -> str:
    if action.owner:
        return officer_in_words(action.owner, user)
    return str(action.partner or "")


def _of_plan(plan: Plan, user: User) -> Iterator[Event]:
    wrote = officer_in_words(plan.written_by, user) if plan.written_by else ""
    yield Event(plan.opened_on, "Plan opened", by=wrote)
    if plan.checked_on and plan.checked_by:
        checked = officer_in_words(plan.checked_by, user)
        yield Event(plan.checked_on, "Checked by a supervisor", by=checked)
    if plan.closed_on:
        yield Event(plan.closed_on, "Plan closed")


def _of_rows(
    entries: Iterable[PlanEntry],
    actions: Iterable[PlanAction],
    reviews: Iterable[PlanReview],
    user: User,
) -> Iterator[Event]:
    for entry in entries:
        if entry.dated_on:
            strand = entry.get_strand_display()
            yield Event(entry.dated_on, strand, entry.text, at=entry.timed_at)
    for action in actions:
        if action.ended_on:
            said = action.result or "No result is recorded."
            title = f"{action.get_strand_display()}: action ended"
            yield Event(action.ended_on, title, f"{action.what}\n{said}", by=_doer(action, user))
    for review in reviews:
        reviewer = officer_in_words(review.reviewed_by, user)
        yield Event(review.reviewed_on, "Reviewed", review.outcome, by=reviewer)
