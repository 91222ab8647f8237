"""What is true of every piece of evidence that is added or revised (domain §2.4, §8)."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from findings.models import (
    Evidence,
    EvidenceMethod,
    HandlingInstruction,
    InspectedBody,
    Inspection,
)
from findings.printable import unprintable_in
from findings.queries.fieldwork import Period, fieldwork
from findings.sources import names_a_person
from inspection_portal.core import markings
from inspection_portal.core.editing import refuse_invalid
from inspection_portal.core.editing import refuse_marked as refuse_marked
from inspection_portal.core.editing import refuse_marked_text as refuse_marked_text
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from inspection_portal.core.uploads import Upload

UNNAMED = "Give the role of the source only, never a name, number or address."


def refuse_unfit(
    evidence: Evidence, handling: Collection[HandlingInstruction], *, on: date
) -> None:
    """Raise RuleBroken where evidence may not be kept so, on that day."""
    if evidence.marking not in Evidence.Marking.values:
        raise RuleBroken(markings.ABOVE.format(found=evidence.marking))
    refuse_marked_text(evidence.summary, evidence.place, evidence.source_role)
    if names_a_person(evidence.source_role):
        raise RuleBroken(UNNAMED)
    if handling and evidence.marking != Evidence.Marking.OFFICIAL_SENSITIVE:
        raise RuleBroken("Handling instructions go with OFFICIAL-SENSITIVE only.")
    refuse_date(
        evidence.inspection,
        evidence.chapter,
        evidence.gathered_on,
        is_after_fieldwork=evidence.is_after_fieldwork,
        today=on,
    )
    refuse_invalid(evidence)


def refuse_unprintable(*texts: str) -> None:
    """Raise RuleBroken where Markdown holds a picture or a script."""
    for text in texts:
        if sentence := unprintable_in(text):
            raise RuleBroken(sentence)


def refuse_marked_file(upload: Upload) -> None:
    refuse_marked(markings.above_in_name(upload.name))
    refuse_marked(markings.above_in_lines(upload.text))


def stored(upload: Upload, *, by: User, at: datetime) -> dict[str, Any]:
    """What a `StoredFile` keeps of a checked upload. Raises RuleBroken for one that is marked above
    OFFICIAL-SENSITIVE.
    """
    refuse_marked_file(upload)
    return {
        "name": upload.name,
        "content_type": upload.content_type,
        "size": len(upload.content),
        "sha256": upload.sha256,
        "content": upload.content,
        "added_by": by,
        "added_at": at,
    }


def refuse_date(
    inspection: Inspection,
    chapter: InspectedBody | None,
    gathered_on: date,
    *,
    is_after_fieldwork: bool,
    today: date,
) -> None:
    """Raise RuleBroken unless the day lies within the fieldwork on that body, from its first phase
    to its last; or, of what a body stated later, after it.
    """
    if gathered_on > today:
        raise RuleBroken("The date is in the future. Enter the day it was gathered.")
    period = fieldwork(inspection, chapter)
    if period is None:
        raise RuleBroken("No fieldwork is planned. Add a phase to the inspection first.")
    if is_after_fieldwork:
        _refuse_before_its_end(period, gathered_on)
    elif not period.covers(gathered_on):
        until = f" to {_told(period.last)}" if period.last else " on"
        raise RuleBroken(
            f"The fieldwork is from {_told(period.first)}{until}. Enter a date within it, or say "
            "that the evidence is from after the fieldwork."
        )


def _refuse_before_its_end(period: Period, gathered_on: date) -> None:
    if period.last is None:
        raise RuleBroken("The fieldwork has no last day yet. Enter it in the plan first.")
    if gathered_on <= period.last:
        raise RuleBroken(
            f"The fieldwork lasted until {_told(period.last)}. Enter a later date for what was "
            "said after it."
        )


def refuse_ended(items: Iterable[EvidenceMethod | HandlingInstruction], *, on: date) -> None:
    """Raise RuleBroken for an item that can no longer, or not yet, be chosen."""
    for item in items:
        if not type(item)._default_manager.in_force(on).filter(pk=item.pk).exists():
            raise RuleBroken(f"“{item}” can’t be chosen now. Choose another.")


def next_number(inspection: Inspection) -> int:
    """The number of the next piece of evidence. The caller holds the inspection."""
    last: int | None = inspection.evidence.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _told(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
