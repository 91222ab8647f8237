"""The checks of bodies: whose are shown, how they moved, and side by side."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import Max, Model, QuerySet, Subquery
from django.db.models.functions import TruncWeek
from django.utils.timezone import localdate

from disruptions import checks, permissions
from disruptions.models import (
    Assessment,
    CheckCount,
    CheckCountQuerySet,
    Disruption,
    LocalProfile,
    Officer,
    Plan,
    PlanAction,
    PlanSettings,
    PreventionOrder,
    Threat,
)
from disruptions.queries.checks import Line, worst_first
from forces.models import Body, standing
from inspection_portal.core.addresses import address_of
from inspection_portal.core.models import AuditEvent, User

TREND_DAYS = 182
# Long enough that a change is counted although a sweep was missed, and the text that it wrote has
# been compared with other plans.
LATELY = timedelta(minutes=15)
# Whose checks a change moves, by what the audit trail names.
BODY_OF: Mapping[type[Model], str] = {
    Body: "pk",
    Threat: "body",
    Assessment: "threat__body",
    Plan: "threat__body",
    PlanAction: "plan__threat__body",
    Disruption: "threat__body",
    Officer: "body",
    PreventionOrder: "body",
    LocalProfile: "body",
}
# Of the drawing of a trend, in its own units.
WIDTH, HEIGHT = 600, 120


def bodies_checked(user: User) -> QuerySet[Body]:
    """The bodies whose checks the person sees: their own, or all for who compares them."""
    bodies = Body.objects.order_by("name", "pk")
    if permissions.can_compare_bodies(user):
        return bodies.filter(kind__in=[Body.Kind.FORCE, Body.Kind.ROCU])
    if not permissions.can_read_threats(user):
        return bodies.none()
    return bodies.filter(pk__in=standing(user).bodies)


@dataclass(frozen=True)
class Point:
    """The count of a check on a day, with its place in the drawing."""

    on: date
    found: int
    asked: int
    x: int
    y: int


@dataclass(frozen=True)
class Trend:
    """How a check of a body moved. `most` is the highest count, at the top of the drawing."""

    points: Sequence[Point]
    most: int

    @property
    def line(self) -> str:
        """The points as SVG wants them."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def last(self) -> Point:
        return self.points[-1]

    def by_week(self) -> list[Point]:
        """The last count of each week, the latest first, for the table beside the drawing."""
        weeks = {point.on.isocalendar()[:2]: point for point in self.points}
        return list(reversed(weeks.values()))


def trend(body: Body, check: str, user: User, *, on: date) -> Trend:
    """Half a year of counts."""
    rows = _counts(body, user, on).filter(check_id=check)
    return _drawn(rows.order_by("on").values_list("on", "found", "asked"), on)


def trends(body: Body, user: User, *, on: date) -> Mapping[str, Trend]:
    """Half a year of every check, by its id, as `weekly_counts`."""
    rows = weekly_counts(body, user, on=on).values_list("check_id", "on", "found", "asked")
    return {
        check: _drawn([count for _, *count in of_check], on)
        for check, of_check in groupby(rows, key=itemgetter(0))
    }


def weekly_counts(body: Body, user: User, *, on: date) -> CheckCountQuerySet:
    """Half a year of every check, each by itself: the last counts of each week."""
    rows = _counts(body, user, on)
    weeks = rows.order_by().annotate(week=TruncWeek("on")).values("week")
    return rows.filter(on__in=weeks.annotate(last=Max("on")).values("last")).order_by(
        "check_id", "on"
    )


def _counts(body: Body, user: User, on: date) -> CheckCountQuerySet:
    first = on - timedelta(days=TREND_DAYS)
    return CheckCount.objects.visible_to(user).between(first, on).filter(body=body)


def _drawn(counts: Iterable[Sequence[Any]], on: date) -> Trend:
    """Days, each with how many failed of how many asked, as the half year before that day."""
    found, first = list(counts), on - timedelta(days=TREND_DAYS)
    most = max((number for _, number, _ in found), default=0)
    points = [
        Point(
            day,
            number,
            asked,
            x=round((day - first).days / TREND_DAYS * WIDTH),
            y=HEIGHT - round(number / most * HEIGHT) if most else HEIGHT,
        )
        for day, number, asked in found
    ]
    return Trend(points, most)


@dataclass(frozen=True)
class Counts:
    """The checks of a body as last counted, the most severe and the most frequent first."""

    counted_at: datetime | None
    lines: Sequence[Line]

    @property
    def failing(self) -> Sequence[Line]:
        return [line for line in self.lines if line.found or line.waived]

    @property
    def clean(self) -> Sequence[Line]:
        return [line for line in self.lines if not (line.found or line.waived)]


def last_counts(body: Body, user: User) -> Counts:
    """In as many queries for ten thousand plans as for one: the checks are not run."""
    rows = CheckCount.objects.visible_to(user).filter(body=body)
    latest = list(rows.filter(on=Subquery(rows.order_by("-on").values("on")[:1])))
    return Counts(max((row.counted_at for row in latest), default=None), in_order(latest))


def in_order(rows: Iterable[CheckCount]) -> list[Line]:
    """As lines, for the checks that there still are."""
    return worst_first(
        Line(checks.CHECKS[row.check_id], row.found, row.waived, row.asked)
        for row in rows
        if row.check_id in checks.CHECKS
    )


@dataclass(frozen=True)
class Counted:
    """A body with the day of its last count, and the address of its checks."""

    name: str
    uuid: UUID
    counted_on: date

    @cached_property
    def address(self) -> str:
        return address_of("disruptions:checks_of", self.uuid)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Beside:
    """Bodies side by side, each as it was last counted: a line for each check, with the count of
    each body, None where the check was not asked.
    """

    bodies: Sequence[Counted]
    lines: Sequence[tuple[checks.AnyCheck, Sequence[tuple[Counted, CheckCount | None]]]]


def side_by_side(user: User) -> Beside:
    """The last counts of every body that the person compares: two queries for any number of plans.

    A page that ran the checks of every force would take as long as there are plans.
    """
    last = Subquery(CheckCount.objects.last_day())
    bodies = list(bodies_checked(user).annotate(counted_on=last).exclude(counted_on=None))
    days = {body.pk: body.counted_on for body in bodies}
    rows = CheckCount.objects.visible_to(user).filter(body__in=days, on__in=set(days.values()))
    counts = {(row.check_id, row.body_id): row for row in rows if row.on == days[row.body_id]}
    asked = {check for check, _ in counts}
    counted = {body.pk: Counted(str(body), body.uuid, body.counted_on) for body in bodies}
    return Beside(
        list(counted.values()),
        [
            (check, [(body, counts.get((name, pk))) for pk, body in counted.items()])
            for name, check in checks.CHECKS.items()
            if name in asked
        ],
    )


def bodies_to_count(at: datetime) -> list[Body]:
    """Those with something to check that were not counted on that day, and those whose threats,
    plans, disruptions, officers, orders, profiles or settings were changed a short while before.
    """
    counted = CheckCount.objects.filter(on=localdate(at)).values_list("body").distinct()
    due = _with_something_to_check() - {body for (body,) in counted.order_by()}
    return list(Body.objects.filter(pk__in=due | _changed_lately(at)).order_by("pk"))


def _with_something_to_check() -> set[int]:
    owned = (Threat.objects.managed(), PreventionOrder.objects.all(), LocalProfile.objects.all())
    return {
        body for rows in owned for body in rows.order_by().values_list("body", flat=True).distinct()
    }


def _changed_lately(at: datetime) -> set[int]:
    """The bodies of what the audit trail tells of the minutes before."""
    told = defaultdict(set)
    lines = AuditEvent.objects.filter(at__range=(at - LATELY, at)).order_by()
    for kind, uuid in lines.values_list("object_type", "object_uuid").distinct():
        told[kind].add(uuid)
    return {
        body
        for model, path in BODY_OF.items()
        if (uuids := told.get(model._meta.label_lower))
        for body in model._default_manager.filter(uuid__in=uuids).values_list(path, flat=True)
    }


def settings_of(body: Body, user: User, *, on: date) -> tuple[PlanSettings, list[PlanSettings]]:
    """What holds for a body on that day, and all that it has set, the latest first."""
    rows = PlanSettings.objects.visible_to(user).filter(body=body)
    held = rows.in_force(on).get(body.pk, PlanSettings(body=body))
    return held, list(rows.for_list())
