"""Days and moments as the portal counts them: in London, whatever the server's clock is set to."""

from calendar import monthrange
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import DateField, Func

LONDON = ZoneInfo("Europe/London")
# When a report is published of which only the day is known: embargoes end so.
ONE_PAST_MIDNIGHT = time(0, 1)


class LondonDay(Func):
    """The day in London of a moment, in the database."""

    template = "(%(expressions)s AT TIME ZONE 'Europe/London')::date"
    output_field = DateField()


def is_skipped(moment: datetime) -> bool:
    """Whether London's clocks go forward over that moment, and never show it."""
    shown = moment.astimezone(UTC).astimezone(LONDON)
    return shown.replace(tzinfo=None) != moment.replace(tzinfo=None)


def london(day: date, clock: time) -> datetime:
    """The moment when London's clocks show that time on that day."""
    return datetime.combine(day, clock, tzinfo=LONDON)


def months_after(day: date, months: int) -> date:
    """The same day that many months on, or that month's last day where it has none such."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
