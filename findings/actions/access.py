"""The first two beats of every action on an inspection: may the person, and may it change now."""

import pghistory
from django.core.exceptions import PermissionDenied

from findings import permissions
from findings.models import Inspection
from forces.rights import Right
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User


def lock(inspection: Inspection) -> Inspection:
    """The stored inspection, held until the transaction ends: one change of it at a time."""
    return Inspection.objects.select_for_update(no_key=True).get(pk=inspection.pk)


def lock_for_work(inspection: Inspection, by: User, right: Right = Right.TEXT_WRITE) -> Inspection:
    """The inspection, held for somebody who may change its text, or what else the `right` says.

    Raises PermissionDenied for those who don't work on it, RuleBroken where it is published and no
    correction is open. What is then written is that person's in the row history too.
    """
    if not permissions.can_work_on(by, inspection, right):
        raise PermissionDenied
    held = lock(inspection)
    if not permissions.is_open_to_change(held):
        raise RuleBroken(f"“{held}” is published. Open a correction to change it.")
    pghistory.context(user=by.pk)
    return held
