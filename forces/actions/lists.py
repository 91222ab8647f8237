"""Editable lists: what forms offer to choose from, of whatever app."""

from copy import copy
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from forces import permissions
from inspection_portal.core import audit
from inspection_portal.core.editing import as_revised, differences, refuse_invalid, update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import ListItem, User
from inspection_portal.core.reference import load, read

ItemT = TypeVar("ItemT", bound=ListItem)


@transaction.atomic
def add_item(
    items: type[ItemT],
    *,
    name: str,
    valid_from: date,
    description: str = "",
    by: User,
    at: datetime,
    **more: object,
) -> ItemT:
    """Add an item at the end of the list, to be chosen from its first day on; `more` is what items
    of this list alone have.
    """
    if not permissions.can_edit_lists(by):
        raise PermissionDenied
    last = items._default_manager.aggregate(last=Max("position"))["last"]
    item = items(name=name, description=description, valid_from=valid_from, **more)
    item.position = (last or 0) + 1
    refuse_invalid(item)
    item.save()
    audit.record("list_item.added", item, by=by, at=at, valid_from=valid_from.isoformat())
    return item


@transaction.atomic
def revise_item(
    item: ListItem, *, seen_version: int, by: User, at: datetime, **changes: object
) -> None:
    """Change what an item says or where it stands, for all that it was ever chosen for."""
    if not permissions.can_edit_lists(by):
        raise PermissionDenied
    revised = as_revised(item, changes)
    refuse_invalid(revised)
    changed = differences(item, changes)
    update_as_seen(item, seen_version=seen_version, **changes)
    audit.record("list_item.revised", item, by=by, at=at, **changed)


@transaction.atomic
def end_item(
    item: ListItem, *, valid_until: date | None, seen_version: int, by: User, at: datetime
) -> None:
    """Let an item be chosen until the end of a day, today at the earliest; None takes that back.

    What it was chosen for keeps it.
    """
    if not permissions.can_edit_lists(by):
        raise PermissionDenied
    if valid_until and valid_until < localdate(at):
        raise RuleBroken("The last day has passed. Choose today or a later day.")
    ended = copy(item)
    ended.valid_until = valid_until
    refuse_invalid(ended)
    changed = differences(item, {"valid_until": valid_until})
    update_as_seen(item, seen_version=seen_version, valid_until=valid_until)
    verb = "list_item.ended" if valid_until else "list_item.continued"
    audit.record(verb, item, by=by, at=at, **changed)


def begin_list(items: type[ListItem], path: Path, *, by: User, at: datetime) -> int:
    """Fill a list that is still empty from a file; from then on it belongs to those who edit it.

    Returns the number of rows written.
    """
    if not permissions.can_load_reference(by):
        raise PermissionDenied
    if items._default_manager.exists():
        return 0
    loaded = load(items, read(path), identity=["name"])
    for item in loaded.created:
        audit.record("list_item.loaded", item, by=by, at=at)
    return loaded.written
