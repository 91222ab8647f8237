"""Who may do what in an inspection; the state of the inspection is the actions' matter."""

from findings.models import Extract, Finding, Inspection
from forces.models import standing
from forces.rights import Right, holds, holds_beyond_team
from inspection_portal.core.models import User


def can_plan(user: User) -> bool:
    return holds(user, Right.INSPECTIONS_PLAN)


def can_work_on(user: User, inspection: Inspection, right: Right = Right.TEXT_WRITE) -> bool:
    """Its drafts are written by the inspectors on its team, and by any moderator; other `right`s
    of the team reach as far.
    """
    if holds_beyond_team(user, right):
        return True
    return holds(user, right) and inspection.team.filter(user=user).exists()


def can_read_draft(user: User, inspection: Inspection) -> bool:
    """Whether the person reads what is not published of the inspection."""
    return Inspection.objects.drafts_visible_to(user).filter(pk=inspection.pk).exists()


def is_open_to_change(inspection: Inspection) -> bool:
    """Until it is signed off, and once it is published while a correction is open."""
    if inspection.is_issued:
        return inspection.corrections.open().exists()
    return inspection.signed_off_at is None


def can_edit(user: User, inspection: Inspection) -> bool:
    """Whether the person may change the text now."""
    return can_work_on(user, inspection) and is_open_to_change(inspection)


def can_lead(user: User, inspection: Inspection) -> bool:
    """A lead inspector of its team moves an inspection on, and so does any moderator."""
    if holds_beyond_team(user, Right.STAGES_MOVE):
        return True
    leads = inspection.team.filter(user=user, is_lead=True)
    return holds(user, Right.STAGES_MOVE) and leads.exists()


def can_run_check(user: User, inspection: Inspection) -> bool:
    """Those who work on it open and close its pre-publication check, and decide challenges."""
    return can_work_on(user, inspection, Right.CHECK_RUN)


def can_read_to_check(user: User, extract: Extract) -> bool:
    """Whether the person may read it now as one of the body's own people."""
    return Extract.objects.readable_by_body(user).filter(pk=extract.pk).exists()


def can_challenge(user: User, extract: Extract) -> bool:
    """The body's own leads speak for it; whether the check is open is the actions' matter."""
    return holds(user, Right.CHALLENGES_RAISE) and extract.chapter.body_id in standing(user).led


def can_moderate(user: User) -> bool:
    return holds(user, Right.GRADES_MODERATE)


def can_sign_off(user: User) -> bool:
    return holds(user, Right.REPORT_SIGN_OFF)


def can_publish(user: User, inspection: Inspection) -> bool:
    """A publisher who had no hand in the report: two people stand behind every publication."""
    if can_load_published(user):
        return True
    return holds(user, Right.REPORT_PUBLISH) and not is_author(user, inspection)


def can_accelerate(user: User, finding: Finding) -> bool:
    """Whether a cause of concern may go out before its report, and the person may publish it."""
    return (
        finding.kind == Finding.Kind.CAUSE_OF_CONCERN
        and finding.state == Finding.State.AGREED
        and finding.accelerated_at is None
        and not finding.inspection.is_issued
        and can_publish(user, finding.inspection)
    )


def is_author(user: User, inspection: Inspection) -> bool:
    """Whether the person is on the team, wrote a finding, or signed the report off."""
    return (
        inspection.signed_off_by_id == user.pk
        or inspection.team.filter(user=user).exists()
        or inspection.findings.filter(author=user).exists()
    )


def can_load_published(user: User) -> bool:
    """Grades of a published report are loaded by the portal itself, never typed by a person."""
    return user.kind == User.Kind.SYSTEM


def can_load_historic(user: User) -> bool:
    """Whether the person reads in reports that were published elsewhere, and has them loaded."""
    return holds(user, Right.HISTORIC_LOAD)
