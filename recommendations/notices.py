"""The proof of notice as a file: who was told what, when, for which date."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from inspection_portal.core import tables
from inspection_portal.core.tables import Cell
from recommendations import queries
from recommendations.exports import stamp
from recommendations.models import ReminderQuerySet

HEADINGS = (
    *("Reference", "Addressee", "Kind", "Date that counted", "Reminder", "Recipient", "Why they"),
    *("What came of it", "Why not", "Planned (UTC)", "In the portal (UTC)", "Mailed (UTC)"),
    "Message-ID",
)


def csv_lines(reminders: ReminderQuerySet, on: date) -> Iterator[str]:
    """The lines in pieces, the newest first, as they stand on that day."""
    found = reminders.for_list().iterator(chunk_size=tables.CHUNK)
    notices = (_cells(queries.notice(each)) for each in found)
    return tables.csv_lines(HEADINGS, notices, stamp(on))


def _cells(notice: queries.Notice) -> tuple[Cell, ...]:
    reminder = notice.reminder
    return (
        reminder.reference,
        reminder.addressee,
        reminder.kind,
        reminder.due_on,
        notice.days,
        notice.recipient,
        reminder.get_role_display(),
        notice.told,
        notice.why,
        _utc(reminder.planned_at),
        _utc(notice.at),
        _utc(notice.mailed_at),
        reminder.message.message_id if reminder.message else "",
    )


def _utc(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""
