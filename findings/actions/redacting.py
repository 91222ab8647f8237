"""Taking out of a published inspection what must not stand in it (ADR 0053)."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from findings import permissions
from findings.actions.access import lock
from findings.actions.paragraphs import keep_in_step
from findings.models import AreaIntroduction, Correction, Finding, Inspection, KeyFigure, Section
from inspection_portal.core.editing import differences, refuse_invalid, update_as_seen
from inspection_portal.core.models import User, Versioned

Rewrite = Callable[[str], str]


@dataclass(frozen=True)
class Rewriting:
    """How texts are rewritten: plain ones, prose, and the parts that go as a whole, by UUID, for
    which `mark` stands in text and `prose_mark` in prose.
    """

    plain: Rewrite
    prose: Rewrite
    whole: Collection[UUID]
    mark: str
    prose_mark: str


@transaction.atomic
def open_redaction(
    inspection: Inspection, rewriting: Rewriting, *, reason: str, by: User, at: datetime
) -> Correction:
    """Open a correction that takes words and parts out of the texts of a published inspection.

    For the caller who issues the text that is left, and records it: what was there is told in no
    line of the audit. Raises PermissionDenied for those who may not publish it.
    """
    if not permissions.can_publish(by, inspection):
        raise PermissionDenied
    held = lock(inspection)
    correction = Correction(inspection=held, reason=reason, opened_by=by, opened_at=at)
    refuse_invalid(correction)
    correction.save()
    for row, changes in [*_changes(held, rewriting)]:
        _write(row, changes)
    return correction


def _changes(
    inspection: Inspection, by: Rewriting
) -> Iterator[tuple[Versioned | AreaIntroduction, Mapping[str, object]]]:
    """Every row with a printed text, and what becomes of its texts."""
    yield inspection, _texts(inspection, by.plain, "title")
    yield inspection, _texts(inspection, by.prose, "regional_introduction")
    chapters = inspection.inspected_bodies.all()
    for chapter in chapters:
        yield chapter, _texts(chapter, by.prose, "introduction")
    for area in AreaIntroduction.objects.filter(inspected_body__in=chapters):
        yield area, _texts(area, by.prose, "text")
    for section in inspection.sections.all():
        yield section, _section(section, by)
    for finding in inspection.findings.all():
        yield finding, _finding(finding, by)
    for figure in KeyFigure.objects.printed().filter(chapter__in=chapters):
        yield figure, _texts(figure, by.plain, "source", "counted")


def _texts(row: object, rewrite: Rewrite, *names: str) -> dict[str, object]:
    return {name: rewrite(getattr(row, name)) for name in names}


def _section(section: Section, by: Rewriting) -> dict[str, object]:
    if section.uuid in by.whole:
        return {"heading": by.mark, "text": by.prose_mark}
    return _texts(section, by.plain, "heading") | _texts(section, by.prose, "text")


def _finding(finding: Finding, by: Rewriting) -> dict[str, object]:
    if finding.uuid in by.whole:
        return {"heading": by.mark, "lead": "", "parts": [], "text": by.prose_mark}
    parts = [by.plain(part) for part in finding.parts]
    headed = _texts(finding, by.plain, "heading", "lead")
    return {**headed, "parts": parts, **_texts(finding, by.prose, "text")}


def _write(row: Versioned | AreaIntroduction, changes: Mapping[str, object]) -> None:
    if not differences(row, changes):
        return
    if isinstance(row, AreaIntroduction):
        AreaIntroduction.objects.filter(pk=row.pk).update(**changes)
        return
    update_as_seen(row, seen_version=row.version, **changes)
    if isinstance(row, Finding):
        keep_in_step(row)
