import hashlib
from datetime import timedelta
from functools import partial

from celery import shared_task
from django.utils import timezone

from inspection_portal.reports import document, rendering
from inspection_portal.reports.models import Issue

RESEND_AFTER = timedelta(minutes=1)
GIVE_UP_AFTER = timedelta(minutes=10)
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
    """Ask again for issues whose message was lost, and fail those whose worker was stopped."""
    now = timezone.now()
    for issue_id in Issue.objects.waiting_since(now - RESEND_AFTER).values_list("pk", flat=True):
        make_pdf.delay(issue_id)
    abandoned = Issue.objects.abandoned(now - GIVE_UP_AFTER)
    abandoned.update(state=Issue.State.FAILED, failure=ABANDONED)


def _show_progress(issue_id: int, percent: int) -> None:
    Issue.objects.filter(pk=issue_id, state=Issue.State.RUNNING).update(progress=percent)


def _finish(issue_id: int, **outcome: object) -> None:
    Issue.objects.filter(pk=issue_id, state=Issue.State.RUNNING).update(**outcome)
