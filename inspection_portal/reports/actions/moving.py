"""An inspection's way from stage to stage, as the table in `reports.stages` says."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from findings.actions.access import lock
from findings.actions.checking import leave_check
from findings.models import Inspection
from inspection_portal.core import audit
from inspection_portal.core.editing import update_as_seen
from inspection_portal.core.errors import Changed, RuleBroken
from inspection_portal.core.models import User
from inspection_portal.reports import permissions, queries, rendering, snapshot
from inspection_portal.reports.stages import TABLE, Move, Stage


@transaction.atomic
def move(
    inspection: Inspection,
    *,
    to: str,
    reason: str = "",
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    """Move an inspection to another stage, on or back; back only with a reason.

    Raises RuleBroken where the table has no such move, or what it needs is not so.
    """
    step = permit(inspection, Stage(to), reason=reason, by=by, at=at)
    if step.page:
        raise RuleBroken(f"“{step.label}” has a page of its own. Use that.")
    refuse_unready(inspection, step, on=localdate(at))
    update_as_seen(
        inspection,
        seen_version=seen_version,
        stage=step.end,
        signed_off_by=None,
        signed_off_at=None,
    )
    if step.start == Stage.PRE_PUBLICATION_CHECK:
        leave_check(inspection, by=by, at=at)
    record(inspection, step, reason, by=by, at=at)


@transaction.atomic
def sign_off(
    inspection: Inspection, *, text_sha256: str, seen_version: int, by: User, at: datetime
) -> None:
    """HM Inspector agrees to the report as they read it: its text is frozen from now on. Raises
    what `refuse_unread` does.
    """
    step = permit(inspection, Stage.SIGNED_OFF, by=by, at=at)
    refuse_unready(inspection, step, on=localdate(at))
    refuse_unread(inspection, text_sha256)
    update_as_seen(inspection, seen_version=seen_version, signed_off_by=by, signed_off_at=at)
    record(inspection, step, by=by, at=at)


def permit(inspection: Inspection, end: Stage, *, reason: str = "", by: User, at: datetime) -> Move:
    """The move from where the inspection now stands, which is held until the transaction ends.

    Raises PermissionDenied for those who don't see its drafts or whose move it isn't, RuleBroken
    where the table has no such move or it lacks its reason.
    """
    if not permissions.can_see_stages(by, inspection):
        raise PermissionDenied
    held = lock(inspection)
    start = held.shown_stage(at, corrected=held.corrections.open().exists())
    step = TABLE.get((start, end))
    if step is None:
        raise RuleBroken(f"“{held}” is {in_text(start)}, so it can’t become {in_text(end)}.")
    if not permissions.may(by, held, step.who):
        raise PermissionDenied
    if step.is_back and not reason.strip():
        raise RuleBroken(f"Say why: “{step.label}” needs a reason.")
    return step


def refuse_unready(inspection: Inspection, step: Move, *, on: date) -> None:
    """Raise RuleBroken with all that keeps the inspection from the move, were it published on that
    day.
    """
    found = queries.blocking(inspection, step, on=on)
    if found:
        sentences = " ".join(dict.fromkeys(line.sentence for line in found))
        raise RuleBroken(f"“{step.label}” has to wait. {sentences}")


def refuse_unread(inspection: Inspection, text_sha256: str) -> None:
    """Raise Changed where the draft, by the hash of its content, is not what was read: the version
    of an inspection does not tell of its findings.
    """
    if rendering.content_hash(snapshot.draft(inspection)) != text_sha256:
        raise Changed(f"The text of “{inspection}” has changed since you read it. Read it again.")


def record(
    inspection: Inspection,
    step: Move,
    reason: str = "",
    *,
    by: User,
    at: datetime,
    **detail: object,
) -> None:
    audit.record(
        "stage.moved",
        inspection,
        by=by,
        at=at,
        stage=[step.start.label, step.end.label],
        **({"reason": reason} if reason else {}),
        **detail,
    )


def in_text(stage: Stage) -> str:
    """The stage as it reads in the middle of a sentence."""
    return stage.label.lower()
