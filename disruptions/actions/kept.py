"""What the changes of a body's own rows have in common."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model

from disruptions import permissions
from disruptions.models import LocalProfile, PreventionOrder, Site
from forces.models import Body
from inspection_portal.core import audit
from inspection_portal.core.editing import differences, update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User

RowT = TypeVar("RowT", bound=Model)
Kept = LocalProfile | PreventionOrder | Site

NOT_YET = "That day has not come yet. Enter the day once it has."


def refuse_others(by: User, body: Body) -> None:
    """Raise PermissionDenied for those who don't act for the body."""
    if not permissions.can_keep(by, body):
        raise PermissionDenied


def refuse_days_to_come(*days: date | None, today: date) -> None:
    if any(day and day > today for day in days):
        raise RuleBroken(NOT_YET)


def apart(
    told: Mapping[str, Any], chosen: Collection[str]
) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """What is told of a row's own fields, and the rows that are chosen for those of many."""
    fields = {name: value for name, value in told.items() if name not in chosen}
    return fields, {name: list(told[name]) for name in chosen if name in told}


@transaction.atomic
def record_export(
    of: str, *, file_format: str, filters: Mapping[str, Iterable[str]], by: User, at: datetime
) -> None:
    """Note that a person took a copy of threats, orders, disruptions or figures that they see, and
    how it was filtered; `of` is which of these.
    """
    if not permissions.can_read_threats(by):
        raise PermissionDenied
    chosen = {name: list(values) for name, values in filters.items()}
    audit.record(f"{of}.exported", by, by=by, at=at, format=file_format, filters=chosen)


def write(
    row: Kept,
    held: Kept,
    verb: str,
    changes: Mapping[str, object],
    *,
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    """Write the changes if nobody was faster, and record in what they differ from `held`."""
    told = differences(held, changes)
    update_as_seen(row, seen_version=seen_version, **changes)
    audit.record(verb, row, by=by, at=at, **told)
