"""The reading of a report in the form in which it is checked before it is loaded."""

import json
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from inspection_portal.reports.document import (
    AREA_NAMES,
    BodyChapter,
    DueKind,
    Finding,
    FindingKind,
    Recommendation,
    Report,
)
from inspection_portal.reports.reading.results import Reading

_Outline = dict[str, Any]


def outline(reading: Reading) -> _Outline:
    """What was found where: headings with their kinds, recommendations with their dates, counts."""
    report = reading.report
    doubtful = {(r.body, r.area, r.position) for r in reading.reviews}
    bodies = sorted(report.bodies, key=lambda body: body is not report.rocu)
    return {
        "title": report.title,
        "region": report.region,
        "rocu": report.rocu.name if report.rocu else None,
        "forces": [force.name for force in report.forces],
        "judgments": {body.name: body.grade for body in bodies},
        "regional_findings": _findings(report.regional_findings, (None, None), doubtful),
        "bodies": {body.name: _areas(body, doubtful) for body in bodies},
        "counts": _counts(report),
        "published_on": report.published_on.isoformat() if report.published_on else None,
    }


def as_json(reading: Reading) -> str:
    """The outline as one JSON object. It is plain ASCII, so that any terminal can carry it."""
    return json.dumps(outline(reading), indent=1)


_Place = tuple[str | None, str | None]
_Doubtful = Collection[tuple[str | None, str | None, int]]


def _areas(body: BodyChapter, doubtful: _Doubtful) -> dict[str, list[_Outline]]:
    """All three question areas, whether or not something was found in them."""
    found = {area.name: area.findings for area in body.areas}
    return {
        name: _findings(found.get(name, ()), (body.name, name), doubtful) for name in AREA_NAMES
    }


def _findings(findings: Sequence[Finding], place: _Place, doubtful: _Doubtful) -> list[_Outline]:
    return [
        _finding(finding, needs_review=(*place, position) in doubtful)
        for position, finding in enumerate(findings)
    ]


def _finding(finding: Finding, *, needs_review: bool) -> _Outline:
    told: _Outline = {"kind": finding.kind.value, "heading": finding.heading}
    if needs_review:
        told["needs_review"] = True
    if finding.kind is FindingKind.CAUSE_OF_CONCERN:
        told["recommendations"] = [_recommendation(r) for r in finding.recommendations]
    return told


def _recommendation(recommendation: Recommendation) -> _Outline:
    due_on = recommendation.due_on
    told: _Outline = {"due_on": due_on.isoformat() if due_on else None}
    if recommendation.due_kind is not DueKind.DATE:
        told["due_kind"] = recommendation.due_kind.value
    return told | {"text": recommendation.text}


def _counts(report: Report) -> dict[str, int]:
    """Findings by kind, kinds that do not occur left out, and recommendations."""
    kinds = Counter(finding.kind.value for finding in report.findings())
    recommendations = sum(len(finding.recommendations) for finding in report.findings())
    return {**kinds, "recommendations": recommendations}
