"""Who may do what in an inspection; the state of the inspection is the actions' matter."""

from findings.models import Inspection
from forces.models import standing
from inspection_portal.core.models import User


def can_plan(user: User) -> bool:
    who = standing(user)
    return who.is_inspector or who.is_moderator


def can_work_on(user: User, inspection: Inspection) -> bool:
    """Its drafts are written by the inspectors on its team, and by any moderator."""
    who = standing(user)
    if who.is_moderator:
        return True
    return who.is_inspector and inspection.team.filter(user=user).exists()


def is_open_to_change(inspection: Inspection) -> bool:
    """Until it is signed off, and once it is published while a correction is open."""
    if inspection.is_issued:
        return inspection.corrections.open().exists()
    return inspection.signed_off_at is None


def can_edit(user: User, inspection: Inspection) -> bool:
    """Whether the person may change the text now."""
    return can_work_on(user, inspection) and is_open_to_change(inspection)


def can_moderate(user: User) -> bool:
    return standing(user).is_moderator


def can_publish(user: User) -> bool:
    return standing(user).is_moderator


def can_load_published(user: User) -> bool:
    """Grades of a published report are loaded by the portal itself, never typed by a person."""
    return user.kind == User.Kind.SYSTEM
