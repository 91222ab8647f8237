"""The page of the person who looks after the portal's jobs: what waits, and what went wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.contrib import messages as notices
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from disruptions.actions import RESEND_AFTER as EXTRACT_IS_LATE_AFTER
from disruptions.models import DataExtract
from forces.rights import Right, holds
from inspection_portal.core.delivery import mail_leaves_this_machine
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.models import Message, User
from inspection_portal.home import actions
from inspection_portal.reports.actions import make_again
from inspection_portal.reports.models import Issue
from inspection_portal.reports.tasks import RESEND_AFTER
from recommendations.models import ViewSubscription
from recommendations.queries import reminders

SHOWN = 50


@dataclass(frozen=True)
class Jobs:
    """How the outbox and the making of PDFs stand at one moment; lists hold the first ones."""

    due: int
    oldest_due: datetime | None
    stuck: int
    stuck_messages: list[Message]
    waiting_messages: list[Message]
    latest_messages: list[Message]
    issues: list[Issue]
    damaged: list[Issue]


@require_safe
def jobs(request: SignedInRequest) -> HttpResponse:
    if not holds(request.user, Right.JOBS_RUN):
        raise PermissionDenied
    is_sent = mail_leaves_this_machine()
    at = timezone.now()
    context = {
        "jobs": _jobs(at, with_latest=not is_sent),
        "reminders": reminders.jobs(at),
        "late_extracts": DataExtract.objects.late(at - EXTRACT_IS_LATE_AFTER).for_list()[:SHOWN],
        "failing_views": ViewSubscription.objects.failing().for_list()[:SHOWN],
        "is_sent": is_sent,
    }
    return render(request, "home/jobs.html", context)


@require_POST
def message_send_again(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    message = get_object_or_404(_if_operator(request.user, Message.objects.all()), uuid=uuid)
    return _press(request, partial(actions.send_again, message), "The message is sent again.")


@require_POST
def issue_make_again(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    issue = get_object_or_404(_if_operator(request.user, Issue.objects.for_list()), uuid=uuid)
    return _press(request, partial(make_again, issue), "The PDF is made again.")


def _if_operator(user: User, rows: QuerySet) -> QuerySet:  # type: ignore[type-arg]
    return rows if holds(user, Right.JOBS_RUN) else rows.none()


def _press(request: SignedInRequest, action: Callable[..., None], done: str) -> HttpResponse:
    try:
        action(by=request.user, at=timezone.now())
    except RuleBroken as refusal:
        notices.error(request, str(refusal))
    else:
        notices.success(request, done)
    return redirect("home:jobs")


def _jobs(at: datetime, *, with_latest: bool) -> Jobs:
    messages = Message.objects.for_list()
    due, stuck = messages.due(at), messages.stuck()
    failed = Issue.objects.filter(state=Issue.State.FAILED)
    waiting = messages.filter(state=Message.State.DUE).order_by("next_attempt_at")
    return Jobs(
        due=due.count(),
        oldest_due=due.values_list("next_attempt_at", flat=True).first(),
        stuck=stuck.count(),
        stuck_messages=list(stuck[:SHOWN]),
        waiting_messages=list(waiting[:SHOWN]),
        latest_messages=list(messages.in_words()[:SHOWN]) if with_latest else [],
        issues=list((failed | Issue.objects.waiting_since(at - RESEND_AFTER)).for_list()[:SHOWN]),
        damaged=list(Issue.objects.damaged().for_list()[:SHOWN]),
    )
