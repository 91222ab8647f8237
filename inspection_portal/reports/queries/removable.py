"""The parts of a report that can be taken out of it as a whole."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.text import Truncator

from findings.models import Inspection
from recommendations.models import Recommendation

LONGEST_NAME = 100


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
