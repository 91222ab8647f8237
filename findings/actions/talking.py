"""What the team says to each other about a finding, and who has it open. Nothing here is published,
so none of it needs a correction.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from findings import permissions
from findings.actions.gathering import refuse_marked_text
from findings.models import Comment, Finding, Paragraph, Presence
from inspection_portal.core import audit
from inspection_portal.core.editing import refuse_invalid
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User


@transaction.atomic
def add_comment(
    finding: Finding, *, text: str, paragraph: Paragraph | None = None, by: User, at: datetime
) -> Comment:
    """Remark on a finding, or on one of its paragraphs."""
    _require_work(finding, by)
    if paragraph and paragraph.finding_id != finding.pk:
        raise RuleBroken("The paragraph is of another finding. Open the page again.")
    refuse_marked_text(text)
    comment = Comment(finding=finding, paragraph=paragraph, text=text, by=by, at=at)
    refuse_invalid(comment)
    comment.save()
    audit.record("comment.added", finding, by=by, at=at, text=text)
    return comment


@transaction.atomic
def answer_comment(
    comment: Comment, *, answer: str, resolves: bool = False, by: User, at: datetime
) -> None:
    """Answer an open comment; it stays open unless the answer `resolves` it.

    Raises RuleBroken where it has an answer: what another person wrote is not written over.
    """
    _require_work(comment.finding, by)
    if not answer.strip():
        raise RuleBroken("Enter your answer.")
    refuse_marked_text(answer)
    unanswered = Comment.objects.open().filter(pk=comment.pk, answer="")
    if not unanswered.update(answer=answer):
        raise RuleBroken("Somebody else has answered or resolved this comment. Look at it again.")
    audit.record(
        "comment.answered", comment.finding, by=by, at=at, text=comment.text, answer=answer
    )
    if resolves:
        resolve_comment(comment, by=by, at=at)
    comment.refresh_from_db()


@transaction.atomic
def resolve_comment(comment: Comment, *, by: User, at: datetime) -> None:
    """What the comment asks for is done, or need not be; whoever is on the team may say so."""
    _require_work(comment.finding, by)
    still_open = Comment.objects.open().filter(pk=comment.pk)
    if not still_open.update(resolved_by=by, resolved_at=at):
        raise RuleBroken("The comment is resolved already.")
    comment.refresh_from_db()
    audit.record("comment.resolved", comment.finding, by=by, at=at, text=comment.text)


@transaction.atomic
def be_present(finding: Finding, *, by: User, at: datetime) -> None:
    """Say that the person has the finding open to write. It is forgotten soon, and not recorded."""
    _require_work(finding, by)
    finding.presences.gone(at).delete()
    Presence.objects.update_or_create(finding=finding, user=by, defaults={"seen_at": at})


def _require_work(finding: Finding, by: User) -> None:
    if not permissions.can_work_on(by, finding.inspection):
        raise PermissionDenied
