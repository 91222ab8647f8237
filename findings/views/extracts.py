"""What a body’s people do in the pre-publication check: read their extract and challenge it."""

from functools import partial
from io import BytesIO
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from findings import permissions
from findings.actions import challenges, checking
from findings.extracts import from_builtins
from findings.forms.checking import ChallengeForm
from findings.models import Challenge, ChallengeFile, Extract
from findings.queries.checking import days_left, read
from findings.views.support import carry_out, page, posted, press
from inspection_portal.core.http import SignedInRequest


@require_safe
def extract(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The text to be checked, paragraph by paragraph; that it was opened is recorded."""
    row = _readable(request, uuid)
    checking.open_extract(row, by=request.user, at=now())
    content, raised = from_builtins(row.content), list(row.challenges.for_list())
    check = row.check_round
    is_open = permissions.can_read_to_check(request.user, row)
    context = page(
        check.inspection,
        extract=row,
        content=content,
        check=check,
        parts=read(content, [each for each in raised if each.withdrawn_at is None]),
        challenges=raised,
        can_challenge=is_open and permissions.can_challenge(request.user, row),
        reply=getattr(row, "reply", None),
        days_left=days_left(check, at=now()),
    )
    return render(request, "findings/extract.html", context)


@require_http_methods(["GET", "POST"])
def challenge_raise(request: SignedInRequest, uuid: UUID, number: int) -> HttpResponse:
    """The form shows a passage of the extract: that it was opened is recorded too."""
    row = _to_challenge(request, uuid)
    passage = from_builtins(row.content).passage(number)
    if passage is None:
        raise Http404
    form = ChallengeForm(posted(request), files=request.FILES or None)
    action = partial(
        challenges.raise_challenge, row, passage_number=number, by=request.user, at=now()
    )
    if done := carry_out(form, action):
        messages.success(request, f"{done.result} is sent to the inspectorate.")
        return redirect(f"{row.get_absolute_url()}#passage-{number}")
    if request.method == "GET":
        checking.open_extract(row, by=request.user, at=now())
    context = page(
        row.check_round.inspection,
        form=form,
        extract=row,
        passage=passage,
        submit="Send the challenge",
        cancel_url=f"{row.get_absolute_url()}#passage-{number}",
    )
    return render(request, "findings/challenge_raise.html", context)


@require_POST
def extract_nothing(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A lead says that the body has nothing to challenge."""
    row = _to_challenge(request, uuid)
    action = partial(checking.answer_nothing, row, by=request.user, at=now())
    press(request, forms.Form(request.POST), action, "The inspectorate is told.")
    return redirect(row)


@require_POST
def challenge_withdraw(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    rows = Challenge.objects.visible_to(request.user).for_list()
    row = get_object_or_404(rows, uuid=uuid)
    action = partial(challenges.withdraw_challenge, row, by=request.user, at=now())
    press(request, forms.Form(request.POST), action, f"{row} is withdrawn.")
    return redirect(row)


@require_safe
def challenge_file(request: SignedInRequest, uuid: UUID) -> FileResponse:
    """A file that a body put forward, for its own people and for those who read the drafts."""
    rows = ChallengeFile.objects.visible_to(request.user).for_list()
    row = get_object_or_404(rows.select_related("challenge"), uuid=uuid)
    content = challenges.take_challenge_file(row, by=request.user, at=now())
    return FileResponse(BytesIO(content), as_attachment=True, filename=row.name)


def _readable(request: SignedInRequest, uuid: UUID) -> Extract:
    rows = Extract.objects.visible_to(request.user).select_related(
        "check_round__inspection__region", "chapter__body", "reply__by"
    )
    return get_object_or_404(rows, uuid=uuid)


def _to_challenge(request: SignedInRequest, uuid: UUID) -> Extract:
    """An extract that the person sees; 403 for those who don't speak for its body."""
    row = _readable(request, uuid)
    if not permissions.can_challenge(request.user, row):
        raise PermissionDenied
    return row
