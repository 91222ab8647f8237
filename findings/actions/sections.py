"""The report's own text: introduction and appendices, and the unheaded text of region, bodies and
question areas.
"""

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction

from findings.actions.access import lock_for_work
from findings.actions.gathering import refuse_marked_text, refuse_unprintable
from findings.actions.order import Direction, next_position, swap
from findings.models import AreaIntroduction, InspectedBody, Inspection, QuestionArea, Section
from inspection_portal.core import audit
from inspection_portal.core.editing import as_revised, differences, refuse_invalid, update_as_seen
from inspection_portal.core.models import User


class Words(TypedDict, total=False):
    """What can be changed in a section; `text` is Markdown."""

    heading: str
    text: str


@transaction.atomic
def add_section(
    inspection: Inspection,
    *,
    place: Section.Place,
    heading: str,
    text: str = "",
    by: User,
    at: datetime,
) -> Section:
    """Add a headed part at the end of the report's introduction or appendices."""
    held = lock_for_work(inspection, by)
    position = next_position(held.sections.filter(place=place))
    section = Section(inspection=held, place=place, position=position, heading=heading, text=text)
    refuse_marked_text(heading, text)
    refuse_unprintable(text)
    refuse_invalid(section)
    section.save()
    audit.record("section.added", section, by=by, at=at, place=place, inspection=str(held.uuid))
    return section


@transaction.atomic
def revise_section(
    section: Section, *, seen_version: int, by: User, at: datetime, **changes: Unpack[Words]
) -> None:
    """Change the heading and the text of a section; what is left out stays."""
    lock_for_work(section.inspection, by)
    revised = as_revised(section, changes)
    refuse_marked_text(revised.heading, revised.text)
    refuse_unprintable(revised.text)
    refuse_invalid(revised)
    changed = differences(section, dict(changes))
    update_as_seen(section, seen_version=seen_version, **changes)
    audit.record("section.revised", section, by=by, at=at, **changed)


@transaction.atomic
def move_section(
    section: Section, *, direction: Direction, seen_version: int, by: User, at: datetime
) -> None:
    """Move a section one place up or down among those of its kind."""
    held = lock_for_work(section.inspection, by)
    section.refresh_from_db(fields=["position"])
    position = swap(section, held.sections.filter(place=section.place), direction)
    update_as_seen(section, seen_version=seen_version, position=position)
    audit.record("section.moved", section, by=by, at=at, direction=direction)


@transaction.atomic
def delete_section(section: Section, *, seen_version: int, by: User, at: datetime) -> None:
    """Delete a section; its text stays in the inspection's trail."""
    held = lock_for_work(section.inspection, by)
    update_as_seen(section, seen_version=seen_version)
    audit.record(
        "section.deleted", section, by=by, at=at, text=section.text, inspection=str(held.uuid)
    )
    section.delete()


@transaction.atomic
def introduce_region(
    inspection: Inspection, *, text: str, seen_version: int, by: User, at: datetime
) -> None:
    """Write the unheaded text that opens the regional findings."""
    held = lock_for_work(inspection, by)
    refuse_marked_text(text)
    refuse_unprintable(text)
    changed = differences(held, {"regional_introduction": text})
    update_as_seen(inspection, seen_version=seen_version, regional_introduction=text)
    audit.record("inspection.introduced", inspection, by=by, at=at, **changed)


@transaction.atomic
def introduce_body(
    chapter: InspectedBody, *, text: str, seen_version: int, by: User, at: datetime
) -> None:
    """Write the unheaded text that opens a body's chapter."""
    lock_for_work(chapter.inspection, by)
    refuse_marked_text(text)
    refuse_unprintable(text)
    changed = differences(chapter, {"introduction": text})
    update_as_seen(chapter, seen_version=seen_version, introduction=text)
    audit.record("body.introduced", chapter, by=by, at=at, **changed)


@transaction.atomic
def introduce_area(
    chapter: InspectedBody,
    *,
    question_area: QuestionArea,
    text: str,
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    """Write the unheaded text under a question area of a body; empty text takes it away.

    `seen_version` is the chapter's: its introductions are changed by one person at a time.
    """
    lock_for_work(chapter.inspection, by)
    refuse_marked_text(text)
    refuse_unprintable(text)
    update_as_seen(chapter, seen_version=seen_version)
    introductions = AreaIntroduction.objects.filter(
        inspected_body=chapter, question_area=question_area
    )
    before = introductions.values_list("text", flat=True).first() or ""
    if text:
        AreaIntroduction.objects.update_or_create(
            inspected_body=chapter, question_area=question_area, defaults={"text": text}
        )
    else:
        introductions.delete()
    audit.record(
        "area.introduced", chapter, by=by, at=at, area=str(question_area), text=[before, text]
    )
