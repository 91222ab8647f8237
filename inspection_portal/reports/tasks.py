import hashlib
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from celery import shared_task
from django.db.models import F
from django.utils import timezone

from inspection_portal.core import markings
from inspection_portal.reports import document, queries, rendering
from inspection_portal.reports.looking import look, understood
from inspection_portal.reports.models import HistoricReading, Issue, IssueQuerySet
from inspection_portal.reports.transcribing import Unreadable, transcribe

RESEND_AFTER = timedelta(minutes=1)
GIVE_UP_AFTER = timedelta(minutes=10)
MOST_ATTEMPTS = 2
READING_ABANDONED = "The worker was stopped while it read this PDF. Discard it and upload it again."
ABANDONED = "The worker was stopped while it made this PDF. Make it again."

State = Issue.State
# Put back in line: what was done is forgotten, but not how often it was tried.
QUEUED_ANEW: dict[str, Any] = {"state": State.QUEUED, "started_at": None, "progress": 0, "step": ""}


@shared_task
def make_pdf(issue_id: int) -> None:
    """Make the PDF of an issue once; a second run finds nothing queued and does nothing."""
    queued = Issue.objects.filter(pk=issue_id, state=State.QUEUED)
    attempts = F("attempts") + 1
    if queued.update(state=State.RUNNING, started_at=timezone.now(), attempts=attempts):
        _make(Issue.objects.get(pk=issue_id))


@shared_task
def mend_issues() -> None:
    """Ask again for issues and readings whose message was lost, and for issues whose worker was
    stopped; fail the readings whose worker was stopped, and the issues tried often enough.
    """
    now = timezone.now()
    abandoned = Issue.objects.abandoned(now - GIVE_UP_AFTER)
    abandoned.filter(attempts__lt=MOST_ATTEMPTS).update(**QUEUED_ANEW)
    abandoned.update(state=State.FAILED, failure=ABANDONED)
    for issue_id in Issue.objects.waiting_since(now - RESEND_AFTER).values_list("pk", flat=True):
        make_pdf.delay(issue_id)
    readings = HistoricReading.objects
    for reading_id in readings.waiting_since(now - RESEND_AFTER).values_list("pk", flat=True):
        read_pdf.delay(reading_id)
    readings.abandoned(now - GIVE_UP_AFTER).update(
        state=HistoricReading.State.FAILED, failure=READING_ABANDONED
    )


@shared_task
def read_pdf(reading_id: int) -> None:
    """Read the PDF of a published report once; a second run finds none waiting and does nothing."""
    waiting = HistoricReading.objects.filter(pk=reading_id, state=HistoricReading.State.WAITING)
    state = HistoricReading.State.READING
    if not waiting.update(state=state, moved_at=timezone.now()):
        return
    row = HistoricReading.objects.get(pk=reading_id)
    told: dict[str, object]
    try:
        text = transcribe(bytes(row.content))
    except Unreadable as failure:
        told = {"state": HistoricReading.State.FAILED, "failure": str(failure)}
    else:
        told = _told_of(text, row)
    held = HistoricReading.objects.filter(pk=reading_id, state=state)
    held.update(**told, moved_at=timezone.now())


def _told_of(text: str, row: HistoricReading) -> dict[str, object]:
    """What a PDF that was read says, or that the portal does not keep such a thing."""
    if found := markings.above_in(text):
        return {
            "state": HistoricReading.State.FAILED,
            "failure": markings.ABOVE.format(found=found[:80]),
        }
    told = understood(look(text, published_on=row.published_on), published_on=row.published_on)
    return {**told, "state": HistoricReading.State.READ, "text": text}


def _make(issue: Issue) -> None:
    """Make it, or note why it could not be made, with what was warned of. Whatever is found out
    after somebody stopped it, or when another attempt has begun, is dropped.
    """
    attempt = Issue.objects.filter(pk=issue.pk, state=State.RUNNING, started_at=issue.started_at)
    warned: list[dict[str, str]] = []
    edition = rendering.edition()
    try:
        pdf = queries.made_before(issue, edition) or _print(issue, attempt, warned)
    except rendering.Unwanted:
        return
    except rendering.RenderingFailed as failure:
        is_over = issue.attempts >= MOST_ATTEMPTS or not isinstance(failure, rendering.Interrupted)
        failed = {"state": State.FAILED, "failure": str(failure), "warnings": warned}
        if attempt.update(**failed if is_over else QUEUED_ANEW) and not is_over:
            make_pdf.delay(issue.pk)
    else:
        made = {"pdf": pdf, "pdf_sha256": hashlib.sha256(pdf).hexdigest(), "made_with": edition}
        attempt.update(state=State.READY, progress=100, step="", warnings=warned, **made)


def _print(issue: Issue, attempt: IssueQuerySet, warned: list[dict[str, str]]) -> bytes:
    hearing = rendering.Hearing(
        on_progress=lambda percent, words: attempt.update(progress=percent, step=words),
        on_warning=lambda warning: warned.append(asdict(warning)),
        is_wanted=attempt.exists,
    )
    report = document.from_builtins(issue.content)
    return rendering.pdf_in_child(report, issue.template, hearing=hearing)
