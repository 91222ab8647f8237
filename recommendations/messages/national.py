"""That a national report asks something of whom a person acts for."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils.timezone import localdate

from inspection_portal.core import message_kinds, outbox
from inspection_portal.core.models import Message, User
from recommendations.models import NationalReport, RegisterEntry
from recommendations.queries import people_asked

ASKED = "national_report.asked"

NOT_ASKED = "The report asks nothing of whom this person acts for any more."


def register_kinds() -> None:
    message_kinds.register(ASKED, outdated=_no_longer_asked)


def tell_asked_nationally(
    where: NationalReport | RegisterEntry, people: Iterable[User], *, by: User, at: datetime
) -> None:
    """To those: that the report is out, or asks them too; `where` is what they are led to."""
    report = where.report if isinstance(where, RegisterEntry) else where
    outbox.post_to_all(
        people,
        kind=ASKED,
        subject="A national report is in the register",
        text=(
            f"“{report}” is published. What it asks of whom you act for, and by when, is in the "
            "register."
        ),
        link=where.get_absolute_url(),
        key=f"{ASKED}:{where.uuid}",
        about={"report": str(report.uuid)},
        by=by,
        at=at,
    )


def _no_longer_asked(messages: Sequence[Message]) -> Mapping[int, str]:
    uuids = {message.about["report"] for message in messages}
    recipients = {message.recipient_id for message in messages}
    asked = {
        (str(report.uuid), person)
        for report in NationalReport.objects.filter(uuid__in=uuids)
        for person in people_asked(report, on=localdate())
        .filter(pk__in=recipients)
        .values_list("pk", flat=True)
    }
    return {
        message.pk: NOT_ASKED
        for message in messages
        if (message.about["report"], message.recipient_id) not in asked
    }
