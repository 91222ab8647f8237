"""Appointments as an iCalendar file (RFC 5545)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from recommendations.queries.calendar import Appointment

NAME = "SOC register: deadlines"
# How often a program need look.
INTERVAL = timedelta(hours=6)


def ics(appointments: Iterable[Appointment], *, name: str = NAME, at: datetime) -> bytes:
    """The whole calendar, each appointment a day, or a moment, that blocks nobody's time."""
    calendar = Calendar()
    calendar.add("prodid", "-//SOC inspection portal//Register//EN")
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", INTERVAL)
    for each in appointments:
        calendar.add_component(_event(each, at))
    content: bytes = calendar.to_ical()
    return content


def _event(appointment: Appointment, at: datetime) -> Event:
    event, host = Event(), urlsplit(settings.PORTAL_URL).hostname or "localhost"
    event.add("uid", f"{appointment.uuid}@{host}")
    event.add("dtstamp", at)
    event.add("sequence", appointment.version)
    event.add("summary", appointment.title)
    event.add("dtstart", appointment.on)
    event.add("url", f"{settings.PORTAL_URL}{appointment.path}")
    event.add("transp", "TRANSPARENT")
    return event
