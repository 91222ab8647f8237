from disruptions.permissions import can_compare_bodies
from findings import permissions
from findings.models import Inspection
from forces.rights import Right, holds
from inspection_portal.core.models import User
from inspection_portal.reports.stages import Who


def can_make_draft(user: User, inspection: Inspection) -> bool:
    """Whoever may read a draft may have it as a PDF."""
    return Inspection.objects.drafts_visible_to(user).filter(pk=inspection.pk).exists()


def can_make_again(user: User, inspection: Inspection) -> bool:
    """Whoever may have the draft as a PDF, and the operator, who can't read it."""
    return holds(user, Right.JOBS_RUN) or can_make_draft(user, inspection)


def can_print_counts(user: User, inspection: Inspection) -> bool:
    """Whoever gathers evidence there, and reads the records of every body."""
    works = permissions.can_work_on(user, inspection, Right.EVIDENCE_WRITE)
    return works and can_compare_bodies(user)


# Where an inspection stands, and what it lacks, is for those who read its draft.
can_see_stages = can_make_draft


def may(user: User, inspection: Inspection, who: Who) -> bool:
    """Whether a person is one of those whose move it is."""
    match who:
        case Who.TEAM:
            return permissions.can_work_on(user, inspection)
        case Who.LEAD:
            return permissions.can_lead(user, inspection)
        case Who.MODERATOR:
            return permissions.can_moderate(user)
        case Who.HMI:
            return permissions.can_sign_off(user)
        case Who.REVIEWER:
            return permissions.can_moderate(user) or permissions.can_sign_off(user)
        case Who.PUBLISHER:
            return permissions.can_publish(user, inspection)
    return False
