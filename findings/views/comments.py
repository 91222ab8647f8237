"""Comments on findings, and who else has one open."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from findings import actions, permissions, queries
from findings.forms import AnswerForm, CommentForm
from findings.models import Comment, Finding, Paragraph
from findings.views.support import (
    carry_out,
    draft_to_read,
    page,
    part_to_work_on,
    posted,
    press,
    require_work,
)
from inspection_portal.core.http import SignedInRequest


@require_safe
def comments(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The comments of an inspection that nobody has resolved."""
    inspection = draft_to_read(request, uuid)
    context = page(
        inspection,
        comments=queries.open_comments(inspection),
        can_work=permissions.can_work_on(request.user, inspection),
    )
    return render(request, "findings/comments.html", context)


@require_http_methods(["GET", "POST"])
def finding_comment(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = part_to_work_on(request, Finding.objects.visible_to(request.user), uuid)
    return _comment(request, row)


@require_http_methods(["GET", "POST"])
def paragraph_comment(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    shown = Paragraph.objects.visible_to(request.user).select_related("finding__inspection__region")
    paragraph = get_object_or_404(shown, uuid=uuid)
    require_work(request, paragraph.finding.inspection)
    return _comment(request, paragraph.finding, paragraph)


@require_http_methods(["GET", "POST"])
def comment_answer(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    comment = _comment_to_work_on(request, uuid)
    action = partial(actions.answer_comment, comment, by=request.user, at=now())
    context = {"heading": "Answer the comment", "comment": comment}
    return _written(
        request,
        comment.finding,
        AnswerForm(posted(request)),
        action,
        "The answer is saved.",
        **context,
    )


@require_POST
def comment_resolve(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    comment = _comment_to_work_on(request, uuid)
    action = partial(actions.resolve_comment, comment, by=request.user, at=now())
    press(request, Form(request.POST), action, "The comment is resolved.")
    if "list" in request.POST:
        return redirect("findings:comments", comment.finding.inspection.uuid)
    return redirect(comment.finding)


@require_POST
def finding_presence(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Note that the person has the finding open, and answer who else has."""
    row = part_to_work_on(request, Finding.objects.visible_to(request.user), uuid)
    at = now()
    actions.be_present(row, by=request.user, at=at)
    return JsonResponse({"names": queries.others_present(row, request.user, at)})


def _comment(
    request: SignedInRequest, finding: Finding, paragraph: Paragraph | None = None
) -> HttpResponse:
    action = partial(actions.add_comment, finding, paragraph=paragraph, by=request.user, at=now())
    quoted = paragraph.text if paragraph else ""
    form = CommentForm(posted(request))
    context = {"heading": "Comment", "quoted": quoted, "submit": "Add the comment"}
    return _written(request, finding, form, action, "The comment is added.", **context)


def _written(
    request: SignedInRequest,
    finding: Finding,
    form: Any,
    action: partial[Any],
    done: str,
    **context: object,
) -> HttpResponse:
    """The page on which something is said about a finding, and the way back once it is."""
    back = f"{finding.get_absolute_url()}#comments"
    if carry_out(form, action):
        messages.success(request, done)
        return redirect(back)
    shown = page(finding.inspection, form=form, finding=finding, cancel_url=back)
    return render(request, "findings/comment.html", shown | context)


def _comment_to_work_on(request: SignedInRequest, uuid: UUID) -> Comment:
    shown = Comment.objects.visible_to(request.user).select_related(
        "by", "paragraph", "finding__inspection__region"
    )
    comment = get_object_or_404(shown, uuid=uuid)
    require_work(request, comment.finding.inspection)
    return comment
