"""Telling people that a report is out, after its moment: the moment itself writes nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from inspection_portal.core import message_kinds, outbox
from inspection_portal.core.models import Message, User
from inspection_portal.reports import events, queries
from inspection_portal.reports.models import Issue

KIND = "report.published"
WITHDRAWN = "The report has been withdrawn."
REPLACED = "The issue has been replaced by a later one."
NOT_CONCERNED = "The report does not concern this person any more."


def send_notices(*, by: User, at: datetime) -> int:
    """Post the notices of every issue that has come out and is not announced yet; returns how many
    issues that were. Any number of sweeps at once post each notice once.
    """
    announced = 0
    while _announce_one(by=by, at=at):
        announced += 1
    return announced


@transaction.atomic
def _announce_one(*, by: User, at: datetime) -> bool:
    waiting = Issue.objects.out(at).unannounced().select_for_update(skip_locked=True, of=("self",))
    issue = waiting.for_list().first()
    if issue is None:
        return False
    outbox.post_to_all(
        queries.people_to_tell(issue.inspection, at=at),
        kind=KIND,
        subject=_subject(issue),
        text=_text(issue),
        link=issue.get_absolute_url(),
        key=f"{KIND}:{issue.uuid}",
        about={"issue": str(issue.uuid)},
        by=by,
        at=at,
    )
    events.published(issue, at=at)
    Issue.objects.filter(pk=issue.pk).update(announced_at=at)
    return True


def register_kind() -> None:
    message_kinds.register(KIND, outdated=_outdated)


def _outdated(messages: Sequence[Message]) -> Mapping[int, str]:
    uuids = {message.about["issue"] for message in messages}
    issues = Issue.objects.filter(uuid__in=uuids).for_list()
    by_issue = {str(issue.uuid): _not_told(issue, messages) for issue in issues}
    found = ((each.pk, by_issue[each.about["issue"]].get(each.recipient_id)) for each in messages)
    return {message: reason for message, reason in found if reason}


def _not_told(issue: Issue, messages: Sequence[Message]) -> Mapping[int, str]:
    """Which recipients are not told of the issue after all, each with the reason."""
    recipients = {message.recipient_id for message in messages}
    if issue.inspection.withdrawn_at is not None:
        return dict.fromkeys(recipients, WITHDRAWN)
    if issue.replaced_at is not None:
        return dict.fromkeys(recipients, REPLACED)
    concerned = queries.people_to_tell(issue.inspection, at=timezone.now())
    still = concerned.filter(pk__in=recipients).values_list("pk", flat=True)
    return dict.fromkeys(recipients - set(still), NOT_CONCERNED)


def _subject(issue: Issue) -> str:
    if issue.purpose == Issue.Purpose.ACCELERATED:
        return "A cause of concern is published"
    return "A corrected report is published" if issue.number > 1 else "A report is published"


def _text(issue: Issue) -> str:
    return (
        f"{issue.inspection.title}: {_subject(issue).lower()}. Read it in the portal. What it asks "
        "of your force or unit, and by when, is in the register."
    )
