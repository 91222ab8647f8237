"""Writing findings: add, revise, put in order, delete, confirm (domain §2.2)."""

from collections.abc import Iterable
from copy import copy
from datetime import datetime
from typing import TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError

from findings import permissions
from findings.actions.access import lock, lock_for_work
from findings.actions.gathering import refuse_marked_text, refuse_unprintable
from findings.actions.order import Direction, next_position, swap
from findings.actions.paragraphs import keep_in_step
from findings.models import Finding, InspectedBody, Inspection, QuestionArea, Theme
from findings.queries.history import WORDING, wording
from inspection_portal.core import audit
from inspection_portal.core.editing import (
    as_revised,
    differences,
    refuse_invalid,
    replaced,
    update_as_seen,
)
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User


class Wording(TypedDict, total=False):
    """What can be changed in a finding where it stands; `text`, `lead` and `parts` are Markdown."""

    kind: str
    heading: str
    text: str
    lead: str
    parts: list[str]
    internal_note: str
    polarity: str


@transaction.atomic
def add_finding(
    inspection: Inspection,
    *,
    chapter: InspectedBody | None = None,
    question_area: QuestionArea | None = None,
    also_about: Iterable[InspectedBody] = (),
    themes: Iterable[Theme] = (),
    needs_review: bool = False,
    by: User,
    at: datetime,
    **wording: Unpack[Wording],
) -> Finding:
    """Add a finding at the end of a question area of a chapter, or of the region (both None).

    The person who adds it is its author; the portal itself is nobody's.
    """
    held = lock_for_work(inspection, by)
    place = {"chapter": chapter, "question_area": question_area}
    finding = Finding(
        inspection=held,
        position=next_position(held.findings.filter(**place)),
        needs_review=needs_review,
        author=by if by.kind == User.Kind.PERSON else None,
        **place,
        **wording,
    )
    _refuse_unfit(finding)
    finding.save()
    keep_in_step(finding)
    finding.themes.set(themes)
    _set_also_about(finding, also_about)
    told = {"kind": finding.kind, "inspection": str(held.uuid)}
    audit.record("finding.added", finding, by=by, at=at, **told)
    return finding


@transaction.atomic
def revise_finding(
    finding: Finding,
    *,
    seen_version: int,
    by: User,
    at: datetime,
    also_about: Iterable[InspectedBody] | None = None,
    themes: Iterable[Theme] | None = None,
    **changes: Unpack[Wording],
) -> None:
    """Change the wording, kind, note, themes or further bodies of a finding; what is left out
    stays.

    Raises RuleBroken where a cause of concern that has recommendations would become something else.
    """
    lock_for_work(finding.inspection, by)
    changed = _reword(finding, changes, seen_version)
    if also_about is not None:
        changed |= _set_also_about(finding, also_about)
    if themes is not None:
        changed |= _set_themes(finding, themes)
    audit.record("finding.revised", finding, by=by, at=at, **changed)


@transaction.atomic
def restore_finding(
    finding: Finding, *, version: int, seen_version: int, by: User, at: datetime
) -> None:
    """Bring back the heading, bullets and text that a finding had in that version of it.

    The wording of now stays in the history. What the finding is and where it stands does not
    change.
    """
    lock_for_work(finding.inspection, by)
    earlier = wording(finding, version)
    if earlier is None:
        raise RuleBroken("That wording is not known. Choose one from the history.")
    changes = Wording(**{name: getattr(earlier, name) for name in WORDING})  # type: ignore[typeddict-item]
    if not differences(finding, dict(changes)):
        raise RuleBroken("That is the wording of now. Choose an earlier one.")
    changed = _reword(finding, changes, seen_version)
    audit.record("finding.restored", finding, by=by, at=at, restored_version=version, **changed)


@transaction.atomic
def move_finding(
    finding: Finding, *, direction: Direction, seen_version: int, by: User, at: datetime
) -> None:
    """Move a finding one place up or down under its heading."""
    lock_for_work(finding.inspection, by)
    finding.refresh_from_db(fields=["chapter", "question_area", "position"])
    update_as_seen(
        finding,
        seen_version=seen_version,
        position=swap(finding, Finding.objects.beside(finding), direction),
    )
    audit.record("finding.moved", finding, by=by, at=at, direction=direction)


@transaction.atomic
def place_finding(
    finding: Finding,
    *,
    chapter: InspectedBody | None,
    question_area: QuestionArea | None,
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    """Put a finding at the end of another question area, or of the region (both None)."""
    held = lock_for_work(finding.inspection, by)
    place = {"chapter": chapter, "question_area": question_area}
    siblings = held.findings.filter(**place)
    if siblings.filter(pk=finding.pk).exists():
        raise RuleBroken(f"“{finding}” already stands there. Choose another place.")
    placed = copy(finding)
    placed.chapter, placed.question_area = chapter, question_area
    placed.position = next_position(siblings)
    refuse_invalid(placed)
    changed = differences(finding, dict(place))
    update_as_seen(finding, seen_version=seen_version, position=placed.position, **place)
    _set_also_about(finding, finding.also_about.all())
    audit.record("finding.placed", finding, by=by, at=at, **changed)


@transaction.atomic
def delete_finding(finding: Finding, *, seen_version: int, by: User, at: datetime) -> None:
    """Delete a finding with its recommendations; their wording stays in the inspection's trail.

    Raises RuleBroken where a body already answers for it in the register, or text of it is closed.
    """
    held = lock_for_work(finding.inspection, by)
    if finding.closed_passages.exists():
        raise RuleBroken(f"“{finding}” has closed passages. Remove them first.")
    update_as_seen(finding, seen_version=seen_version)
    audit.record(
        "finding.deleted",
        finding,
        by=by,
        at=at,
        kind=finding.kind,
        text=finding.text,
        lead=finding.lead,
        parts="\n".join(finding.parts),
        recommendations="\n".join(each.text for each in finding.recommendations.all()),
        inspection=str(held.uuid),
    )
    try:
        finding.delete()
    except ProtectedError as error:
        raise RuleBroken(f"“{finding}” is in the register, so it can’t be deleted.") from error


@transaction.atomic
def confirm_review(finding: Finding, *, seen_version: int, by: User, at: datetime) -> None:
    """A person confirms the kind and place that were read from plain text.

    This changes nothing that is published, so it needs no correction.
    """
    if not permissions.can_work_on(by, finding.inspection):
        raise PermissionDenied
    lock(finding.inspection)
    update_as_seen(finding, seen_version=seen_version, needs_review=False)
    audit.record("finding.confirmed", finding, by=by, at=at)


def _reword(finding: Finding, changes: Wording, seen_version: int) -> dict[str, object]:
    """Write the changes, and say what they changed from what to what."""
    revised = as_revised(finding, changes)
    _refuse_unfit(revised)
    _refuse_orphans(finding, revised)
    changed: dict[str, object] = {**differences(finding, dict(changes))}
    update_as_seen(finding, seen_version=seen_version, **changes)
    keep_in_step(finding)
    return changed


def _refuse_unfit(finding: Finding) -> None:
    printed = (finding.text, finding.lead, *finding.parts)
    refuse_marked_text(finding.heading, *printed, finding.internal_note)
    refuse_unprintable(*printed)
    refuse_invalid(finding)


def _set_also_about(finding: Finding, bodies: Iterable[InspectedBody]) -> dict[str, list[str]]:
    """Replace the further bodies, and say from what to what where that is a change.

    The body in whose chapter the finding stands is no further one.
    """
    before, after = set(finding.also_about.all()), set(bodies) - {finding.chapter}
    finding.also_about.set(after)
    return replaced("also_about", before, after)


def _set_themes(finding: Finding, themes: Iterable[Theme]) -> dict[str, list[str]]:
    """Replace the themes, and say from what to what where that is a change."""
    before, after = set(finding.themes.all()), set(themes)
    finding.themes.set(after)
    return replaced("themes", before, after)


def _refuse_orphans(finding: Finding, revised: Finding) -> None:
    was_concern = finding.kind == Finding.Kind.CAUSE_OF_CONCERN
    if was_concern and revised.kind != finding.kind and finding.recommendations.exists():
        raise RuleBroken(
            f"“{finding}” has recommendations, so it stays a cause of concern. "
            "Delete the recommendations first."
        )
