"""What the home pages and the pages of regions and bodies gather from several apps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.timezone import localdate

import disruptions.queries
import recommendations.queries
from disruptions.filters import DisruptionFigureFilter
from disruptions.permissions import can_read_threats
from findings.models import Correction, Finding, InspectedBody, Inspection, Judgment
from findings.queries.checking import ToCheck, extracts_to_check
from forces.models import Body, Region, RoleGrant, standing
from forces.permissions import can_manage_people, people_visible_to
from forces.rights import Right, holds
from inspection_portal.core.charts import Chart
from inspection_portal.core.models import AuditEvent, User
from inspection_portal.reports.models import Issue
from inspection_portal.reports.queries import Marked, marked
from recommendations.models import (
    EngageSpell,
    Recommendation,
    RegisterEntry,
    Section55Response,
)
from recommendations.queries import Summary, Waits

LINES = 10
NEWEST = 5


def _number_of(rows: QuerySet[Any], of: str) -> Coalesce:
    """How many rows point to the outer row by the field `of`, counted in a query of their own."""
    mine = rows.filter(**{of: OuterRef("pk")}).order_by()
    return Coalesce(Subquery(mine.values(of).annotate(number=Count("pk")).values("number")), 0)


def work_in_hand(user: User) -> list[Inspection]:
    """Inspections that the person may still write in, each with what is left to do in it: grades
    not final (`ungraded`), findings to confirm (`unconfirmed`), and causes of concern without a
    recommendation (`unanswered`).
    """
    corrected = Correction.objects.open().values("inspection")
    in_hand = Inspection.objects.drafts_visible_to(user).filter(
        ~Q(stage=Inspection.Stage.ISSUED) | Q(pk__in=corrected)
    )
    final = Judgment.objects.filter(inspected_body=OuterRef("pk"), state=Judgment.State.FINAL)
    answered = Recommendation.objects.filter(finding=OuterRef("pk"))
    concerns = Finding.objects.filter(kind=Finding.Kind.CAUSE_OF_CONCERN)
    return list(
        in_hand.for_list().annotate(
            ungraded=_number_of(InspectedBody.objects.filter(~Exists(final)), "inspection"),
            unconfirmed=_number_of(Finding.objects.filter(needs_review=True), "inspection"),
            unanswered=_number_of(concerns.filter(~Exists(answered)), "inspection"),
        )[:LINES]
    )


@dataclass(frozen=True)
class Deadlines:
    """What a body must do, the most pressing first: the beginnings of four lists of entries."""

    overdue: list[RegisterEntry]
    next: list[RegisterEntry]
    unassigned: list[RegisterEntry]
    mine: list[RegisterEntry]
    several_bodies: bool
    can_hand_over: bool

    @property
    def entries(self) -> Iterable[RegisterEntry]:
        return (*self.overdue, *self.next, *self.unassigned, *self.mine)


def deadlines(user: User, *, on: date) -> Deadlines:
    """The open entries that the person sees, by what they ask for first."""
    entries = RegisterEntry.objects.visible_to(user).for_list()
    in_order = entries.open().order_by(F("due_on").asc(nulls_last=True), "pk")
    return Deadlines(
        overdue=list(entries.overdue(on).order_by("due_on", "pk")[:LINES]),
        next=list(in_order.filter(due_on__gte=on)[:LINES]),
        unassigned=list(in_order.without_owner()[:LINES]),
        mine=list(in_order.filter(owner=user)[:LINES]),
        several_bodies=len(standing(user).bodies) > 1,
        can_hand_over=holds(user, Right.ENTRIES_ASSIGN),
    )


@dataclass(frozen=True)
class People:
    """What an administrator looks after: people without a role, and the latest changes of roles."""

    without_role: list[User]
    changes: list[AuditEvent]


def people_to_look_after(user: User) -> People:
    people = people_visible_to(user).filter(is_active=True)
    holders = RoleGrant.objects.current().values("user")
    changes = AuditEvent.objects.filter(verb__startswith="role.").for_list()
    return People(list(people.exclude(pk__in=holders)[:LINES]), list(changes[:LINES]))


def published_lately(user: User, *, at: datetime) -> list[Marked]:
    """The latest reports and causes of concern that went out, the newest first."""
    out = Issue.objects.visible_to(user).out(at).for_list().order_by("-publish_at", "-pk")
    return marked(out[:NEWEST], at=at)


def accelerated_of(body: Body, user: User, *, at: datetime) -> list[Marked]:
    """Causes of concern of a body that went out before their report, the newest first."""
    out = Issue.objects.visible_to(user).out(at).accelerated_about(body)
    return marked(out.for_list().order_by("-publish_at", "-pk"), at=at)


def answers_due(user: User) -> list[Section55Response]:
    """The answers that the local policing bodies of the person have still to publish, the most
    pressing first: what is late stands on top.
    """
    mine = (
        Section55Response.objects.visible_to(user)
        .owed()
        .filter(policing_body__in=standing(user).policing_bodies)
    )
    return list(mine.for_list().soonest_first()[:LINES])


def answers_of(body: Body, user: User) -> list[Section55Response]:
    """The answers to reports that the policing body of a force owes or gave, the newest first."""
    seen = Section55Response.objects.visible_to(user).filter(policing_body__body=body)
    return list(seen.for_list().newest_first()[:LINES])


@dataclass(frozen=True)
class Disrupted:
    """Disruptions of the last twelve months in figures, and their chart."""

    figures: disruptions.queries.DisruptionFigures
    chart: Chart


def disrupted(user: User, *, at: datetime) -> Disrupted | None:
    """What the person's bodies recorded, or all bodies; None where there is nothing to show."""
    if not can_read_threats(user):
        return None
    found = DisruptionFigureFilter(QueryDict(), user=user, at=at)
    figures = found.in_order if found.is_valid() else None
    if figures is None or not (figures.total.number or figures.total.waiting):
        return None
    return Disrupted(figures, disruptions.queries.by_month(figures))


@dataclass(frozen=True)
class Home:
    """The parts of a person's home page; a part that their roles don't call for is None."""

    to_check: list[ToCheck]
    waits: Waits | None
    to_do: disruptions.queries.ToDo
    in_hand: list[Inspection] | None
    register: Summary | None
    deadlines: Deadlines | None
    people: People | None
    disrupted: Disrupted | None
    engaged: list[EngageSpell]
    answers: list[Section55Response]
    lately: list[Marked]

    @property
    def is_empty(self) -> bool:
        return all(part is None for part in (self.in_hand, self.register, self.people))

    @property
    def shows_demonstration(self) -> bool:
        """Whether anything shown belongs to a made-up inspection."""
        entries = [*(self.register.next if self.register else ())]
        entries += self.deadlines.entries if self.deadlines else ()
        inspections = [*(self.in_hand or ()), *(entry.report for entry in entries)]
        inspections += [each.report for each in self.answers]
        inspections += [each.issue.inspection for each in self.lately]
        inspections += [each.extract.check_round.inspection for each in self.to_check]
        return any(inspection.is_demonstration for inspection in inspections)


def home(user: User, *, at: datetime) -> Home:
    """The home page of a person with those roles: extracts to check, what waits for them in the
    register, disruptions to moderate or put right, work in hand, register, deadlines, people,
    disruptions, own forces in the Engage stage, answers that are due, and what went out lately.
    """
    on = localdate(at)
    who = standing(user)
    reads_all = holds(user, Right.REGISTER_READ_ALL)
    reads_drafts = holds(user, Right.TEXT_WRITE) or holds(user, Right.DRAFTS_READ_ALL)
    reads_register = reads_all or bool(who.answered_for)
    return Home(
        to_check=extracts_to_check(user, at=at),
        waits=recommendations.queries.waits(user, on=on),
        to_do=disruptions.queries.disruptions_to_do(user),
        in_hand=work_in_hand(user) if reads_drafts else None,
        register=recommendations.queries.summary(user, on, at) if reads_register else None,
        deadlines=deadlines(user, on=on) if who.bodies and not reads_all else None,
        people=people_to_look_after(user) if can_manage_people(user) else None,
        disrupted=disrupted(user, at=at),
        engaged=recommendations.queries.engaged(user, on=on),
        answers=answers_due(user) if who.policing_bodies else [],
        lately=published_lately(user, at=at),
    )


@dataclass(frozen=True)
class RegisterFigures:
    """How one body stands in the register; `engaged` is its time in the Engage stage that lasts, if
    it is a force in it.
    """

    open: int
    overdue: int
    closed: int
    engaged: EngageSpell | None


def register_of(body: Body, user: User, *, on: date) -> RegisterFigures | None:
    """The figures of a body for those who see its entries; None for anybody else."""
    if not holds(user, Right.REGISTER_READ_ALL) and body.pk not in standing(user).answered_for:
        return None
    entries = RegisterEntry.objects.visible_to(user).filter(body=body)
    return RegisterFigures(
        open=entries.open().count(),
        overdue=entries.overdue(on).count(),
        closed=entries.closed().count(),
        engaged=body.engage_spells.lasting(on).first(),
    )


def inspections_of_region(region: Region, user: User) -> QuerySet[Inspection]:
    """The inspections of a region that the person sees, the newest first."""
    seen = Inspection.objects.visible_to(user).filter(region=region)
    return seen.for_list().order_by(F("published_on").desc(nulls_first=True), "title")


def inspections_of_body(body: Body, user: User) -> QuerySet[InspectedBody]:
    """A body's part in the inspections that the person sees, the newest first.

    `grade_is_out` says whether the grade is final and the person may read it in the rows: not
    while others correct the report.
    """
    readable = Judgment.objects.visible_to(user).filter(state=Judgment.State.FINAL)
    chapters = InspectedBody.objects.filter(
        body=body, inspection__in=Inspection.objects.visible_to(user)
    )
    return (
        chapters.select_related("inspection__scale", "judgment__grade")
        .annotate(grade_is_out=Exists(readable.filter(inspected_body=OuterRef("pk"))))
        .order_by(F("inspection__published_on").desc(nulls_first=True), "pk")
    )
