"""Working grades of a body, and the blind second grade before the panel (domain §2.3, §2.5)."""

from datetime import datetime

from django.db import transaction

from findings.actions.access import lock_for_work
from findings.models import (
    BlindGrade,
    Grade,
    InspectedBody,
    Inspection,
    Judgment,
    QuestionArea,
    WorkingGrade,
)
from forces.rights import Right
from inspection_portal.core import audit
from inspection_portal.core.editing import differences, refuse_invalid, update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User


def lock_to_grade(chapter: InspectedBody, by: User) -> Inspection:
    """The inspection, held for somebody who grades a body with the other grades before them.

    Raises RuleBroken for those who have still to grade the body blind.
    """
    held = lock_for_work(chapter.inspection, by, Right.GRADES_PROPOSE)
    if InspectedBody.objects.graded_blind_by(by).filter(pk=chapter.pk).exists():
        raise RuleBroken(f"You have still to grade {chapter} blind. Give or decline that first.")
    return held


def refuse_other_scale(inspection: Inspection, grade: Grade | None) -> None:
    if grade and grade.scale_id != inspection.scale_id:
        raise RuleBroken(f"Choose a grade of the scale “{inspection.scale}”.")


@transaction.atomic
def set_working_grade(
    chapter: InspectedBody,
    *,
    question_area: QuestionArea,
    grade: Grade,
    reason: str,
    seen_version: int,
    by: User,
    at: datetime,
) -> WorkingGrade:
    """Say what the team would grade a body for one question area today, or say so anew.

    `seen_version` is the working grade's, 0 where the area had none.
    """
    refuse_other_scale(lock_to_grade(chapter, by), grade)
    said = {"grade": grade, "reason": reason, "by": by, "at": at}
    known = WorkingGrade.objects.filter(chapter=chapter, question_area=question_area).first()
    working = known or WorkingGrade(chapter=chapter, question_area=question_area, **said)
    if not reason.strip():
        raise RuleBroken("Give the reason for the grade.")
    changed = differences(working, {"grade": grade, "reason": reason})
    if known:
        update_as_seen(working, seen_version=seen_version, **said)
    else:
        refuse_invalid(working)
        working.save()
        changed = {"grade": ["", str(grade)], "reason": ["", reason]}
    audit.record("working_grade.set", working, by=by, at=at, **changed)
    return working


@transaction.atomic
def ask_for_blind_grade(chapter: InspectedBody, *, of: User, by: User, at: datetime) -> BlindGrade:
    """Have somebody on the team grade a body blind: its other grades are kept from them until they
    have. A person may take this on themselves.

    Raises RuleBroken once the panel has met, and for those who graded the body themselves.
    """
    held = lock_for_work(chapter.inspection, by, Right.GRADES_PROPOSE)
    _refuse_after_the_panel(held)
    if not held.team.filter(user=of).exists():
        raise RuleBroken(f"{of} is not on the team of “{held}”. Ask somebody who is.")
    if _has_graded(chapter, of):
        raise RuleBroken(f"{of} has graded {chapter} already, so somebody else grades it blind.")
    asked_by = None if of == by else by
    blind = BlindGrade(chapter=chapter, by=of, asked_by=asked_by, asked_at=at)
    refuse_invalid(blind)
    blind.save()
    audit.record("blind_grade.asked_for", blind, by=by, at=at, of=str(of))
    return blind


@transaction.atomic
def give_blind_grade(
    chapter: InspectedBody, *, grade: Grade, reason: str, by: User, at: datetime
) -> BlindGrade:
    """Give the blind grade that one owes, once and for all. Others see it when the panel meets."""
    held = lock_for_work(chapter.inspection, by, Right.GRADES_PROPOSE)
    _refuse_after_the_panel(held)
    refuse_other_scale(held, grade)
    if not reason.strip():
        raise RuleBroken("Give the reason for the grade.")
    blind = _owed(chapter, by)
    BlindGrade.objects.filter(pk=blind.pk).update(grade=grade, reason=reason, at=at)
    blind.refresh_from_db()
    audit.record("blind_grade.given", blind, by=by, at=at)
    return blind


@transaction.atomic
def decline_blind_grade(chapter: InspectedBody, *, by: User, at: datetime) -> BlindGrade:
    """See the grades of a body after all: the person then can't grade it blind any more."""
    lock_for_work(chapter.inspection, by, Right.GRADES_PROPOSE)
    blind = _owed(chapter, by)
    BlindGrade.objects.filter(pk=blind.pk).update(declined_at=at)
    blind.refresh_from_db()
    audit.record("blind_grade.declined", blind, by=by, at=at)
    return blind


def _owed(chapter: InspectedBody, by: User) -> BlindGrade:
    blind = BlindGrade.objects.filter(chapter=chapter, by=by).first()
    if blind is None:
        raise RuleBroken(f"Say first that you will grade {chapter} blind, then grade it.")
    if blind.at:
        raise RuleBroken(f"You have given {chapter} your blind grade already.")
    if blind.declined_at:
        raise RuleBroken(f"You declined to grade {chapter} blind, and have seen its grades since.")
    return blind


def _has_graded(chapter: InspectedBody, user: User) -> bool:
    """Whether the person proposed a grade of the body, or set one of its working grades last."""
    proposed = Judgment.objects.filter(inspected_body=chapter, steps__by=user)
    return proposed.exists() or chapter.working_grades.filter(by=user).exists()


def _refuse_after_the_panel(inspection: Inspection) -> None:
    if inspection.stage not in Inspection.BEFORE_THE_PANEL:
        raise RuleBroken("The panel has met: bodies are graded blind before moderation begins.")
