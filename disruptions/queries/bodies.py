"""The checks of bodies: whose are shown, how they moved, and side by side."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max, QuerySet

from disruptions import checks, permissions
from disruptions.models import CheckCount, PlanSettings
from forces.models import Body, standing
from inspection_portal.core.models import User

TREND_DAYS = 182
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

    def by_week(self) -> list[Point]:
        """The last count of each week, the latest first, for the table beside the drawing."""
        weeks = {point.on.isocalendar()[:2]: point for point in self.points}
        return list(reversed(weeks.values()))


def trend(body: Body, check: str, user: User, *, on: date) -> Trend:
    """Half a year of counts."""
    first = on - timedelta(days=TREND_DAYS)
    rows = CheckCount.objects.visible_to(user).between(first, on)
    found = list(
        rows.filter(body=body, check_id=check).order_by("on").values_list("on", "found", "asked")
    )
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
class Cell:
    """A check of a body as last counted; None of `asked` where it was not asked."""

    found: int
    asked: int


@dataclass(frozen=True)
class Counted:
    """A body with the day of its last count."""

    name: str
    uuid: UUID
    counted_on: date

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Beside:
    """Bodies side by side, each as it was last counted: a line for each check, a cell for each
    body.
    """

    bodies: Sequence[Counted]
    lines: Sequence[tuple[checks.AnyCheck, Sequence[Cell | None]]]


def side_by_side(user: User) -> Beside:
    """The last counts of every body that the person compares: two queries for any number of plans.

    A page that ran the checks of every force would take as long as there are plans.
    """
    bodies = list(bodies_checked(user))
    rows = CheckCount.objects.visible_to(user)
    counted = dict(rows.order_by().values_list("body").annotate(Max("on")))
    cells: dict[tuple[str, int], Cell] = {}
    latest = rows.filter(on__in=set(counted.values()), body__in=counted)
    for body, check, day, found, asked in latest.values_list(
        "body", "check_id", "on", "found", "asked"
    ):
        if counted[body] == day:
            cells[check, body] = Cell(found, asked)
    shown = [body for body in bodies if body.pk in counted]
    by_check = defaultdict(list)
    for check in checks.CHECKS:
        for body in shown:
            by_check[check].append(cells.get((check, body.pk)))
    lines = [(checks.CHECKS[check], row) for check, row in by_check.items() if any(row)]
    named = [Counted(str(body), body.uuid, counted[body.pk]) for body in shown]
    return Beside(named, lines)


def settings_of(body: Body, user: User, *, on: date) -> tuple[PlanSettings, list[PlanSettings]]:
    """What holds for a body on that day, and all that it has set, the latest first."""
    rows = PlanSettings.objects.visible_to(user).filter(body=body)
    held = rows.in_force(on).get(body.pk, PlanSettings(body=body))
    return held, list(rows.for_list())
