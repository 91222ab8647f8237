"""Whether a report can be redacted, and the parts that can be taken out of it as a whole."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.utils.text import Truncator

from findings.models import Inspection
from inspection_portal.reports.stages import Stage
from recommendations.models import Recommendation

LONGEST_NAME = 100


def why_not_redact(inspection: Inspection, *, at: datetime) -> str:
    """Why the report can't be redacted where it stands now; empty where it can."""
    stage = inspection.shown_stage(at, corrected=inspection.corrections.open().exists())
    if stage == Stage.BEING_CORRECTED:
        return "A correction of the report is open. Publish that first."
    if stage != Stage.PUBLISHED:
        return f"“{inspection}” is not published, so there is nothing to redact."
    return ""


def removable_parts(inspection: Inspection) -> list[tuple[UUID, str]]:
    """Sections, findings and recommendations, each by its UUID and what it is called, in order."""
    return [(uuid, Truncator(name).chars(LONGEST_NAME)) for uuid, name in _parts(inspection)]


def _parts(inspection: Inspection) -> Iterator[tuple[UUID, str]]:
    for section in inspection.sections.order_by("place", "position"):
        yield section.uuid, f"Section: {section.heading}"
    asked: dict[int, list[Recommendation]] = {}
    for each in Recommendation.objects.filter(finding__inspection=inspection).order_by("position"):
        asked.setdefault(each.finding_id, []).append(each)
    found = inspection.findings.select_related("chapter__body")
    for finding in found.order_by("chapter", "question_area__position", "position"):
        about = finding.chapter.body.name if finding.chapter else "The region"
        yield finding.uuid, f"{about}: {finding.heading}"
        for each in asked.get(finding.pk, ()):
            yield each.uuid, f"{about}, recommendation: {each.text}"
