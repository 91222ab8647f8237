"""A report read line by line for whoever corrects the reading: what each line was taken for, and
what a person must look at.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from inspection_portal.reports.document import Report
from inspection_portal.reports.historic import HistoricReading
from inspection_portal.reports.prose.leaves import parse
from inspection_portal.reports.reading import (
    Correction,
    LineKind,
    Problem,
    Reading,
    ReadingError,
    Review,
    lines_of,
    read,
)
from inspection_portal.reports.reading.corrections import corrected
from inspection_portal.reports.reading.lines import Line
from inspection_portal.reports.reading.portal_html import find_report
from inspection_portal.reports.reading.published import understand
from inspection_portal.reports.reading.sources import is_html

OF_THE_FILE = "line {line} of the file: {sentence}"


@dataclass(frozen=True)
class Look:
    """What reading makes of a report. `report` is None where `problems` keep it from being one.

    The `line` of a problem or review, and the keys of `kinds` and `due`, count the lines from 1.
    """

    lines: tuple[str, ...]
    report: Report | None = None
    reviews: tuple[Review, ...] = ()
    problems: tuple[Problem, ...] = ()
    kinds: Mapping[int, LineKind] = field(default_factory=dict)
    due: Mapping[int, date | None] = field(default_factory=dict)

    def as_read_from(self, sha256: str) -> Reading | None:
        """The reading of the file with that hash, to be loaded."""
        return Reading(self.report, self.reviews, sha256) if self.report else None


def look(text: str, *, published_on: date | None, corrections: Sequence[Correction] = ()) -> Look:
    """Read plain text or HTML with its lines as `corrections` tell them; what keeps it from being
    a report is told, not raised.
    """
    try:
        lines = lines_of(text)
    except ReadingError as error:
        return Look((), problems=error.problems)
    texts = tuple(line.text for line in lines)
    if is_html(text) and find_report(parse(text)) is not None:
        return _printed(text, texts)
    return _understood(lines, texts, published_on, corrections)


def _printed(text: str, texts: tuple[str, ...]) -> Look:
    """A page that the portal printed, which says itself what each part is: no line is corrected."""
    try:
        return Look(texts, read(text).report)
    except ReadingError as error:
        told = (OF_THE_FILE.format(line=e.line, sentence=e.sentence) for e in error.problems)
        return Look(texts, problems=tuple(Problem(1, sentence) for sentence in told))


def _understood(
    lines: Sequence[Line],
    texts: tuple[str, ...],
    published_on: date | None,
    corrections: Sequence[Correction],
) -> Look:
    problems: list[Problem] = []
    placed = [replace(line, number=number) for number, line in enumerate(lines, start=1)]
    try:
        kept = corrected(placed, corrections, problems)
        found = understand(kept, published_on=published_on)
    except ReadingError as error:
        return Look(texts, problems=(*problems, *error.problems), kinds=error.kinds)
    if problems:
        return Look(texts, problems=tuple(problems), kinds=found.kinds)
    return Look(texts, found.report, found.reviews, kinds=found.kinds, due=found.due)


def look_at(row: HistoricReading) -> Look:
    """The report on the desk as its text is read with what people said of its lines."""
    told = [Correction(place, text, LineKind(kind)) for place, text, kind in row.corrections]
    return look(row.text, published_on=row.published_on, corrections=told)


def understood(seen: Look, *, published_on: date | None) -> dict[str, Any]:
    """What is kept of a look, as the fields of a reading; its day where only the text tells it."""
    report = seen.report
    counts = Counter(finding.kind.value for finding in report.findings()) if report else {}
    found = {
        "title": report.title if report else "",
        "region": report.region if report else "",
        "bodies": [[body.name, body.grade] for body in report.bodies] if report else [],
        "counts": dict(counts),
        "kinds": {str(line - 1): kind.value for line, kind in seen.kinds.items()},
        "due": {str(line - 1): on.isoformat() if on else "" for line, on in seen.due.items()},
        "doubts": [[each.line - 1, each.reason] for each in seen.reviews],
        "problems": [[each.line - 1, each.sentence] for each in seen.problems],
    }
    day = published_on or (report.published_on if report else None)
    return {"lines": list(seen.lines), "found": found, "published_on": day}
