"""What every change of a row needs: sense, and that no second editor overwrites the first."""

from collections.abc import Iterable, Mapping
from copy import copy
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db.models import F, Model

from inspection_portal.core import markings
from inspection_portal.core.audit import in_lines
from inspection_portal.core.errors import Changed, RuleBroken
from inspection_portal.core.models import Versioned

RowT = TypeVar("RowT", bound=Model)


def refuse_changed(row: Versioned, *, seen_version: int) -> None:
    """Raise Changed where somebody has changed `row`, as it is stored, since `seen_version`."""
    if row.version != seen_version:
        raise _changed(row)


def update_as_seen(row: Versioned, *, seen_version: int, **changes: object) -> None:
    """Write `changes` if nobody has changed `row` since `seen_version`, and grow its version.

    Raises Changed where somebody has, or where the row is gone; nothing is then written.
    """
    as_seen = type(row)._default_manager.filter(pk=row.pk, version=seen_version)
    if not as_seen.update(version=F("version") + 1, **changes):
        raise _changed(row)
    row.refresh_from_db()


def _changed(row: Versioned) -> Changed:
    return Changed(f"“{row}” has changed since you read it. Look at the change, then try again.")


def as_revised(row: RowT, changes: Mapping[str, object]) -> RowT:
    """A copy of the row with the changes, which is not saved: to judge what it would be."""
    revised = copy(row)
    for name, value in changes.items():
        setattr(revised, name, value)
    return revised


def differences(row: object, changes: Mapping[str, object]) -> dict[str, list[str]]:
    """The fields of `changes` that differ from `row`, each as [before, after], for the audit."""
    pairs = {name: (getattr(row, name), after) for name, after in changes.items()}
    return {name: [_as_text(a), _as_text(b)] for name, (a, b) in pairs.items() if a != b}


def replaced(name: str, before: Iterable[object], after: Iterable[object]) -> dict[str, list[str]]:
    """What the audit trail tells of rows that were replaced; nothing where they are the same."""
    was, is_now = (", ".join(sorted(str(each) for each in rows)) for rows in (before, after))
    return {name: [was, is_now]} if was != is_now else {}


def _as_text(value: object) -> str:
    return in_lines(value) if isinstance(value, list) else str(value)


def refuse_invalid(row: Model) -> None:
    """Raise RuleBroken with the sentences of what is wrong with the row, before it is written."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages)) from error


def refuse_marked(found: str | None) -> None:
    """Raise RuleBroken for a marking found in a text or a name; None is the lack of one."""
    if found:
        raise RuleBroken(markings.ABOVE.format(found=found[:80]))


def refuse_marked_text(*texts: str) -> None:
    """Raise RuleBroken where one of these texts is marked above OFFICIAL-SENSITIVE."""
    for text in texts:
        refuse_marked(markings.above_in(text))
