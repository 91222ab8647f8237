"""Key figures: what an inspection learned of a body in numbers. Those that are printed are part of
the report, and change with its text; the others can be put right after it is published.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from findings import permissions
from findings.actions.access import lock, lock_for_work
from findings.actions.gathering import refuse_marked_text
from findings.models import Figure, InspectedBody, Inspection, KeyFigure
from forces.rights import Right
from inspection_portal.core import audit
from inspection_portal.core.editing import (
    as_revised,
    differences,
    refuse_changed,
    refuse_invalid,
    update_as_seen,
)
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User

# What a value says of itself that was counted from no frozen list.
UNTRACED: Mapping[str, Any] = {"snapshot": None, "snapshot_figure": "", "snapshot_sha256": ""}
REVISED = ("value", "as_at", "source", "counted")
STILL_TRACED = (
    "This value was counted from a frozen list, and what you enter is not. Say in your own words "
    "where it comes from and what was counted."
)
NOT_YET = "A figure is as at a day that has come. Correct the day."


@transaction.atomic
def add_key_figure(
    chapter: InspectedBody,
    *,
    figure: Figure,
    value: Decimal,
    as_at: date,
    source: str,
    counted: str = "",
    traced: Mapping[str, Any] = UNTRACED,
    is_printed: bool = False,
    by: User,
    at: datetime,
) -> KeyFigure:
    """Enter the value of a figure of a body on a day, with its source; `traced` names the frozen
    list that it was counted from, as `KeyFigure` holds it. One that `is_printed` in the report
    needs such a list, and after publication an open correction.
    """
    held = _lock_for_figures(chapter.inspection, by, printed=is_printed)
    entered = {"is_printed": is_printed, "entered_by": by, "entered_at": at, **traced}
    row = KeyFigure(
        chapter=chapter,
        figure=figure,
        value=value,
        as_at=as_at,
        source=source,
        counted=counted,
        **entered,
    )
    _refuse_off_the_list(figure, localdate(at))
    _refuse_unfit(row, today=localdate(at))
    row.save()
    told = {"as_at": str(as_at), "source": source, "inspection": str(held.uuid)}
    audit.record("key_figure.added", row, by=by, at=at, **told)
    return row


@transaction.atomic
def revise_key_figure(
    row: KeyFigure,
    *,
    seen_version: int,
    traced: Mapping[str, Any] | None = None,
    by: User,
    at: datetime,
    **changes: object,
) -> None:
    """Put right a value, its day, its source, what was counted, or whether it is printed. `traced`
    is as of `add_key_figure`; where it isn't said, a value that stays for its day stays traced. One
    that loses its trace is no longer printed.

    Raises RuleBroken where another value keeps the words of the frozen list that it was counted
    from, and where a printed one is published and no correction is open.
    """
    _lock_for_figures(row.chapter.inspection, by)
    held = KeyFigure.objects.for_list().get(pk=row.pk)
    refuse_changed(held, seen_version=seen_version)
    if traced is None:
        traced = _traced_by_hand(held, changes)
    changes = {**changes, **traced}
    if traced and not traced["snapshot"]:
        changes["is_printed"] = False
    revised = as_revised(held, changes)
    if held.is_printed or revised.is_printed:
        lock_for_work(held.chapter.inspection, by, Right.EVIDENCE_WRITE)
    _refuse_unfit(revised, today=localdate(at))
    changed = differences(held, changes)
    update_as_seen(row, seen_version=seen_version, **changes)
    audit.record("key_figure.revised", row, by=by, at=at, **changed)


@transaction.atomic
def remove_key_figure(row: KeyFigure, *, seen_version: int, by: User, at: datetime) -> None:
    """Take a value away that was entered wrongly; the audit trail keeps what it was."""
    held = _lock_for_figures(row.chapter.inspection, by)
    stored = KeyFigure.objects.for_list().filter(pk=row.pk).first()
    if stored is None:
        raise RuleBroken("The figure is removed already.")
    refuse_changed(stored, seen_version=seen_version)
    if stored.is_printed:
        lock_for_work(held, by, Right.EVIDENCE_WRITE)
    told = {"as_at": str(stored.as_at), "source": stored.source, "inspection": str(held.uuid)}
    audit.record("key_figure.removed", stored, by=by, at=at, **told, **stored.trace)
    stored.delete()


def _traced_by_hand(held: KeyFigure, changes: Mapping[str, object]) -> Mapping[str, Any]:
    """What a person who revises a value leaves of its trace: all of it where neither the value nor
    its day changes, and else nothing, words included.
    """
    after = {**{name: getattr(held, name) for name in REVISED}, **changes}
    if held.snapshot is None or (after["value"], after["as_at"]) == (held.value, held.as_at):
        return {}
    words = ((held.source, after["source"]), (held.counted, after["counted"]))
    if any(before and str(now).startswith(before) for before, now in words):
        raise RuleBroken(STILL_TRACED)
    return UNTRACED


def _lock_for_figures(inspection: Inspection, by: User, *, printed: bool = False) -> Inspection:
    """The inspection, held for somebody who gathers evidence in it, and may change what is
    `printed` where that is so.
    """
    if printed:
        return lock_for_work(inspection, by, Right.EVIDENCE_WRITE)
    if not permissions.can_work_on(by, inspection, Right.EVIDENCE_WRITE):
        raise PermissionDenied
    return lock(inspection)


def _refuse_off_the_list(figure: Figure, today: date) -> None:
    if not Figure.objects.in_force(today).filter(pk=figure.pk).exists():
        raise RuleBroken(f"“{figure}” is not on the list today. Choose another figure.")


def _refuse_unfit(row: KeyFigure, *, today: date) -> None:
    refuse_marked_text(row.source, row.counted)
    if row.as_at > today:
        raise RuleBroken(NOT_YET)
    refuse_invalid(row)
