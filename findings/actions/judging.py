"""Grades: proposed by the team, moderated by another person, then final (domain §2.3)."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from findings import permissions
from findings.actions.access import lock_for_work
from findings.models import Grade, InspectedBody, Inspection, Judgment, JudgmentStep
from inspection_portal.core import audit
from inspection_portal.core.editing import update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User

State = Judgment.State


@transaction.atomic
def propose_grade(
    chapter: InspectedBody,
    *,
    grade: Grade,
    reason: str,
    seen_version: int,
    by: User,
    at: datetime,
) -> Judgment:
    """Propose a grade for a body, or propose anew, whatever the state of its judgment.

    `seen_version` is the judgment's, 0 where the body had none.
    """
    held = lock_for_work(chapter.inspection, by)
    _refuse_other_scale(held, grade)
    judgment = Judgment.objects.filter(inspected_body=chapter).first()
    if judgment is None:
        judgment = Judgment.objects.create(inspected_body=chapter, grade=grade, proposed_by=by)
    else:
        update_as_seen(
            judgment,
            seen_version=seen_version,
            grade=grade,
            state=State.PROPOSED,
            proposed_by=by,
            moderated_by=None,
        )
    _step(judgment, "grade.proposed", reason, by=by, at=at)
    return judgment


@transaction.atomic
def moderate_grade(
    judgment: Judgment, *, grade: Grade, reason: str, seen_version: int, by: User, at: datetime
) -> None:
    """Agree to the proposed grade, or set another one, after comparing it with other bodies.

    Raises RuleBroken where the moderator proposed it: that takes two people.
    """
    held = _lock_as_moderator(judgment, by)
    _refuse_other_scale(held, grade)
    _refuse_unless(judgment, State.PROPOSED)
    if judgment.proposed_by == by:
        raise RuleBroken("You proposed this grade. Ask another moderator to moderate it.")
    update_as_seen(
        judgment, seen_version=seen_version, grade=grade, state=State.MODERATED, moderated_by=by
    )
    _step(judgment, "grade.moderated", reason, by=by, at=at)


@transaction.atomic
def finalise_grade(
    judgment: Judgment, *, reason: str, seen_version: int, by: User, at: datetime
) -> None:
    """Make the moderated grade final: it can be published. A new proposal would reopen it."""
    _lock_as_moderator(judgment, by)
    _refuse_unless(judgment, State.MODERATED)
    update_as_seen(judgment, seen_version=seen_version, state=State.FINAL)
    _step(judgment, "grade.finalised", reason, by=by, at=at)


@transaction.atomic
def record_published_grade(
    chapter: InspectedBody, *, grade: Grade, reason: str, by: User, at: datetime
) -> Judgment:
    """Store the final grade of a report that was published elsewhere, in one step.

    Only the portal itself does this, when it loads such a report: nobody proposed or moderated the
    grade here.
    """
    if not permissions.can_load_published(by):
        raise PermissionDenied
    held = lock_for_work(chapter.inspection, by)
    _refuse_other_scale(held, grade)
    if Judgment.objects.filter(inspected_body=chapter).exists():
        raise RuleBroken(f"{chapter} already has a grade in this inspection.")
    judgment = Judgment.objects.create(inspected_body=chapter, grade=grade, state=State.FINAL)
    _step(judgment, "grade.recorded", reason, by=by, at=at)
    return judgment


def _lock_as_moderator(judgment: Judgment, by: User) -> Inspection:
    if not permissions.can_moderate(by):
        raise PermissionDenied
    held = lock_for_work(judgment.inspected_body.inspection, by)
    judgment.refresh_from_db()
    return held


def _refuse_other_scale(inspection: Inspection, grade: Grade) -> None:
    if grade.scale_id != inspection.scale_id:
        raise RuleBroken(f"Choose a grade of the scale “{inspection.scale}”.")


def _refuse_unless(judgment: Judgment, state: Judgment.State) -> None:
    if judgment.state != state:
        raise RuleBroken(
            f"The grade is now {judgment.get_state_display().lower()}, not {state.label.lower()}. "
            "Open the page again to see what happened."
        )


def _step(judgment: Judgment, verb: str, reason: str, *, by: User, at: datetime) -> None:
    """Add to the judgment's own history and to the audit trail."""
    if not reason.strip():
        raise RuleBroken("Give the reason for the grade.")
    JudgmentStep.objects.create(
        judgment=judgment,
        state=judgment.state,
        grade=judgment.grade,
        by=by,
        at=at,
        reason=reason,
    )
    audit.record(verb, judgment, by=by, at=at, grade=str(judgment.grade), reason=reason)
