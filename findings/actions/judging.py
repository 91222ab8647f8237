"""Grades: proposed by the team, moderated by another person, then final (domain §2.3)."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from findings import permissions, queries
from findings.actions.access import lock_for_work
from findings.actions.grading import lock_to_grade, refuse_other_scale
from findings.models import (
    BlindGrade,
    Grade,
    InspectedBody,
    Inspection,
    Judgment,
    JudgmentStep,
    Outcome,
)
from findings.models.judgment import NEEDS_GRADE
from forces.rights import Right
from inspection_portal.core import audit
from inspection_portal.core.editing import update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User

State = Judgment.State


@transaction.atomic
def propose_grade(
    chapter: InspectedBody,
    *,
    grade: Grade | None,
    outcome: str = Outcome.GRADED,
    reason: str,
    seen_version: int,
    by: User,
    at: datetime,
) -> Judgment:
    """Propose a grade for a body, or why it has none; or propose anew, whatever the state of its
    judgment.

    `seen_version` is the judgment's, 0 where the body had none.
    """
    held = lock_to_grade(chapter, by)
    _refuse_judgment(held, chapter, grade, outcome)
    _refuse_blind_grader(held, chapter, by)
    judged = {"grade": grade, "outcome": outcome, "proposed_by": by}
    judgment = Judgment.objects.filter(inspected_body=chapter).first()
    if judgment is None:
        judgment = Judgment.objects.create(inspected_body=chapter, **judged)
    else:
        anew = {"state": State.PROPOSED, "moderated_by": None}
        update_as_seen(judgment, seen_version=seen_version, **judged, **anew)
    _step(judgment, "grade.proposed", reason, by=by, at=at)
    return judgment


@transaction.atomic
def moderate_grade(
    judgment: Judgment,
    *,
    grade: Grade | None,
    outcome: str = Outcome.GRADED,
    reason: str,
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    """Agree to the proposed grade, or set another one, after comparing it with other bodies.

    Raises RuleBroken where the moderator proposed it: that takes two people.
    """
    held = _lock_as_moderator(judgment, by)
    _refuse_judgment(held, judgment.inspected_body, grade, outcome)
    _refuse_unless(judgment, State.PROPOSED)
    if judgment.proposed_by == by:
        raise RuleBroken("You proposed this grade. Ask another moderator to moderate it.")
    update_as_seen(
        judgment,
        seen_version=seen_version,
        grade=grade,
        outcome=outcome,
        state=State.MODERATED,
        moderated_by=by,
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
    chapter: InspectedBody,
    *,
    grade: Grade | None,
    outcome: str = Outcome.GRADED,
    reason: str,
    by: User,
    at: datetime,
) -> Judgment:
    """Store the final grade of a report that was published elsewhere, or why it gave none, in one
    step.

    Only the portal itself does this, when it loads such a report: nobody proposed or moderated the
    grade here.
    """
    if not permissions.can_load_published(by):
        raise PermissionDenied
    held = lock_for_work(chapter.inspection, by, Right.GRADES_PROPOSE)
    refuse_other_scale(held, grade)
    if Judgment.objects.filter(inspected_body=chapter).exists():
        raise RuleBroken(f"{chapter} already has a grade in this inspection.")
    judgment = Judgment.objects.create(
        inspected_body=chapter, grade=grade, outcome=outcome, state=State.FINAL
    )
    _step(judgment, "grade.recorded", reason, by=by, at=at)
    return judgment


def _lock_as_moderator(judgment: Judgment, by: User) -> Inspection:
    if not permissions.can_moderate(by):
        raise PermissionDenied
    held = lock_to_grade(judgment.inspected_body, by)
    judgment.refresh_from_db()
    return held


def _refuse_judgment(
    inspection: Inspection, chapter: InspectedBody, grade: Grade | None, outcome: str
) -> None:
    """A judgment is a grade of the inspection's scale, or says why there is none."""
    if (outcome == Outcome.GRADED) != (grade is not None):
        raise RuleBroken(NEEDS_GRADE)
    refuse_other_scale(inspection, grade)
    if outcome == Outcome.PREVIOUS_STANDS and not queries.last_grades([chapter]):
        raise RuleBroken(
            f"No earlier report in the portal grades {chapter}, so no grade of it stands. "
            "Choose “Not graded” instead."
        )


def _refuse_blind_grader(inspection: Inspection, chapter: InspectedBody, by: User) -> None:
    """Until the panel has compared the two, they are two people's."""
    before_the_panel = inspection.stage in Inspection.BEFORE_THE_PANEL
    if before_the_panel and BlindGrade.objects.given().filter(chapter=chapter, by=by).exists():
        raise RuleBroken(f"You graded {chapter} blind, so somebody else proposes its grade.")


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
        outcome=judgment.outcome,
        grade=judgment.grade,
        by=by,
        at=at,
        reason=reason,
    )
    audit.record(verb, judgment, by=by, at=at, grade=judgment.in_words, reason=reason)
