import hashlib
from datetime import timedelta
from functools import partial

from celery import shared_task
from django.utils import timezone

from inspection_portal.core import markings
from inspection_portal.reports import document, rendering
from inspection_portal.reports.looking import look, understood
from inspection_portal.reports.models import HistoricReading, Issue
from inspection_portal.reports.transcribing import Unreadable, transcribe

RESEND_AFTER = timedelta(minutes=1)
GIVE_UP_AFTER = timedelta(minutes=10)
READING_ABANDONED = "The worker was stopped while it read this PDF. Discard it and upload it again."
ABANDONED = "The worker was stopped while it made this PDF. Make it again."


@shared_task
def make_pdf(issue_id: int) -> None:
    """Make the PDF of an issue once; a second run finds nothing queued and does nothing."""
    queued = Issue.objects.filter(pk=issue_id, state=Issue.State.QUEUED)
    if not queued.update(state=Issue.State.RUNNING, started_at=timezone.now()):
        return
    issue = Issue.objects.get(pk=issue_id)
    report = document.from_builtins(issue.content)
    try:
        pdf = rendering.pdf_in_child(
            report, issue.template, on_progress=partial(_show_progress, issue_id)
        )
    except rendering.RenderingFailed as failure:
        _finish(issue_id, state=Issue.State.FAILED, failure=str(failure))
    else:
        sha256 = hashlib.sha256(pdf).hexdigest()
        _finish(issue_id, state=Issue.State.READY, progress=100, pdf=pdf, pdf_sha256=sha256)


@shared_task
def mend_issues() -> None:
    """Ask again for issues and readings whose message was lost, and fail those whose worker was
    stopped.
    """
    now = timezone.now()
    for issue_id in Issue.objects.waiting_since(now - RESEND_AFTER).values_list("pk", flat=True):
        make_pdf.delay(issue_id)
    abandoned = Issue.objects.abandoned(now - GIVE_UP_AFTER)
    abandoned.update(state=Issue.State.FAILED, failure=ABANDONED)
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


def _show_progress(issue_id: int, percent: int) -> None:
    Issue.objects.filter(pk=issue_id, state=Issue.State.RUNNING).update(progress=percent)


def _finish(issue_id: int, **outcome: object) -> None:
    Issue.objects.filter(pk=issue_id, state=Issue.State.RUNNING).update(**outcome)
