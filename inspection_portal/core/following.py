"""Following a list: what changed since a moment, with nothing missed that was being written at it.

A row says when it was last written by the clock of the database. A transaction that is still open
may have written rows that nobody sees yet, at moments before ones that everybody sees. So whoever
follows a list is told, with what changed, from which moment to ask again: no later than the start
of the oldest transaction that had written something. What changed after it may come twice; nothing
is left out.
"""

from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Expression, F, QuerySet
from django.db.models.functions import Greatest

from inspection_portal.core.history import versions
from inspection_portal.core.models import ClockTimestamp, Followed

# Clocks of several machines, and the instants between two looks at the database, differ by less.
MARK = """
    SELECT least(clock_timestamp(), min(xact_start)) - interval '5 seconds'
    FROM pg_stat_activity
    WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid()
"""


def high_water_mark() -> datetime:
    """The moment from which to ask next time. Take it before the rows are read."""
    with connection.cursor() as cursor:
        cursor.execute(MARK)
        (moment,) = cursor.fetchone()
    mark: datetime = moment
    return mark


def last_change(model: type[Followed]) -> Expression | F:
    """When a row of the model last changed, or was first there for others to see."""
    paths = ("changed_at", *model.SHOWN_FROM)
    return Greatest(*paths) if len(paths) > 1 else F("changed_at")


def deleted(model: type[Followed], since: datetime, **under: Any) -> QuerySet[Any]:
    """The rows of the model that were deleted since, as they last stood; `under` says, in look-ups,
    what they were part of.
    """
    return versions(model).filter(pgh_label="delete", pgh_created_at__gte=since, **under)


def tell_anew(*several: QuerySet[Any]) -> None:
    """Tell those who follow lists of these rows again, which stay as they are: what is told with
    them has changed, or who sees them.
    """
    for rows in several:
        rows.update(changed_at=ClockTimestamp())
