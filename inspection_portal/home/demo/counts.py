"""The counts of the quality checks since the master lists were entered, so that there is a trend:
of the days before there were plans, and of those since.
"""

from datetime import date

from django.utils.timezone import localdate, now

from disruptions.actions import count_checks
from disruptions.models import CheckCount, Plan
from inspection_portal.home.demo.moments import moment

BEFORE_PLANS = (date(2026, 11, 3),)
WITH_PLANS = tuple(date(2026, 11, day) for day in (10, 17, 24))


def before_plans() -> None:
    """Count what the threats and orders alone show, unless there are plans already."""
    if not Plan.objects.exists():
        _count(BEFORE_PLANS)


def with_plans() -> None:
    """Count the same with the plans, and today."""
    _count(WITH_PLANS)
    if not CheckCount.objects.filter(on=localdate()).exists():
        count_checks(at=now())


def _count(days: tuple[date, ...]) -> None:
    """A day that was counted stands (ADR 0026), and one that has not come is not counted."""
    counted = set(CheckCount.objects.filter(on__in=days).values_list("on", flat=True))
    for day in days:
        at = moment(day.year, day.month, day.day)
        if day not in counted and at < now():
            count_checks(at=at)
