"""A report as the portal prints it, reduced to the report's own lines.

Cover, summary, labels of bodies, grade scales and the last page are derived from the document: they
are left out, and what they alone say is told apart. A print is known by the heading of its summary
and by its last page, which says of which issue it is.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise, takewhile

from inspection_portal.core.text import fold
from inspection_portal.reports.document import (
    FIVE_GRADES,
    NO_FINDINGS,
    Grade,
    KeyFigure,
    Report,
    Status,
)
from inspection_portal.reports.prose.blocks import Run
from inspection_portal.reports.reading.front_matter import FrontMatter
from inspection_portal.reports.reading.kinds import LineKind
from inspection_portal.reports.reading.lines import Line, Mark
from inspection_portal.reports.reading.wording import label_of
from recommendations.deadlines import DeadlineError, read_day

SUMMARY = "findings at a glance"
# Chapters that are made of the others.
DERIVED = frozenset(
    {
        SUMMARY,
        "recommendations",
        "the region in figures",
        "method and data notes",
        "words in this report",
    }
)
FIGURES = "figures"
_KINDS = frozenset({"regional organised crime unit", "police force"})
_SCALE = re.compile(r"\bthe grades are:")
_COLOPHON = re.compile(
    r".+\. Issue (?P<issue>\d{1,4}), "
    r"(?:published (?P<day>\d{1,2} \w+ \d{4})|draft, not published)\."
    r"(?P<demonstration> Demonstration data\.)?"
)
# One figure of a body, and how it was counted, as the cells of its table say it.
_FIGURE = re.compile(
    r"(?P<name>[^|]+) \| (?P<value>[^|]+) \| (?P<as_at>\d{1,2} [A-Z][a-z]+ \d{4})"
    r"(?: Counted: (?P<counted>[^|]+?))? Source: (?P<source>[^|]+?)"
    r" SHA-256 of the whole list: (?P<sha256>[0-9a-f]{64})(?: |$)"
)
_HEAD_OF_FIGURES = "Figure | Value | As at "
_NUMBERED = re.compile(r"(recommendation \d+)(?: ?[·.–-]? ?(?P<due>.+))?", re.IGNORECASE)


@dataclass(frozen=True)
class Print:
    """The lines of the report itself, and what stands only on its cover and in its summary."""

    front: FrontMatter
    region: str
    scale: tuple[Grade, ...]
    status: Status
    issue: int
    demonstration: bool
    figures: Mapping[str, tuple[KeyFigure, ...]]

    def complete(self, report: Report) -> Report:
        return replace(
            report,
            region=self.region or report.region,
            scale=self.scale,
            status=self.status,
            issue=self.issue,
            demonstration=self.demonstration,
            bodies=tuple(
                replace(body, figures=self.figures.get(body.name, ())) for body in report.bodies
            ),
        )


def find_print(lines: Sequence[Line]) -> Print | None:
    """The report as it was printed, where these are the lines of such a print."""
    # The contents may name it first, in bold letters and with its page.
    place = max((n for n, line in enumerate(lines) if _heads(line, SUMMARY)), default=None)
    if place is None:
        return None
    title = next((n for n, line in enumerate(lines[:place]) if line.mark is Mark.HEADING), place)
    last = next((n for n, line in enumerate(lines) if _COLOPHON.fullmatch(line.text)), None)
    colophon = None if last is None else _COLOPHON.fullmatch(lines[last].text)
    if colophon is None:
        return None
    scale = _scale(lines[place:last])
    told = _told(lines[place:last])
    own, figures = _figures_apart(_own_lines(told, scale))
    return Print(
        front=FrontMatter(lines[title], _day(colophon["day"] or ""), own),
        region=_below([line.text for line in lines[:place]], "region"),
        scale=scale,
        status=Status.PUBLISHED if colophon["day"] else Status.DRAFT,
        issue=int(colophon["issue"]),
        demonstration=bool(colophon["demonstration"]),
        figures=figures,
    )


def _heads(line: Line, words: str) -> bool:
    return line.mark is Mark.HEADING and label_of(line.text) == words


def _told(lines: Sequence[Line]) -> list[Line]:
    """The chapters from the summary on that are not made of the others. The kind of a body stands
    above its heading, and belongs to its chapter.
    """
    told: list[Line] = []
    is_derived = True
    for line, below in pairwise([*lines, lines[-1]]):
        begins = below if fold(line.text) in _KINDS else line
        if _is_above(begins, lines[0]):
            is_derived = label_of(begins.text) in DERIVED
        if not is_derived:
            told.append(line)
    return told


def _is_above(line: Line, summary: Line) -> bool:
    """Whether a heading begins a chapter, as the summary is one."""
    if line.mark is not Mark.HEADING or line.level is None or summary.level is None:
        return False
    return line.level <= summary.level


def _below(texts: Sequence[str], label: str) -> str:
    place = next((n for n, text in enumerate(texts[:-1]) if label_of(text) == label), None)
    return "" if place is None else texts[place + 1]


def _day(words: str) -> date | None:
    try:
        return read_day(words)
    except DeadlineError:
        return None  # the reader of the lines says what is wrong with it


def _scale(summary: Sequence[Line]) -> tuple[Grade, ...]:
    """The grades in the summary's list, the best first."""
    start = next((n for n, line in enumerate(summary) if _SCALE.search(fold(line.text))), None)
    if start is None:
        return FIVE_GRADES
    listed = takewhile(lambda line: line.is_bullet or "›" in line.text, summary[start + 1 :])
    told = [summary[start].text.partition("the grades are:")[2], *(line.text for line in listed)]
    labels = re.split(r"\s*›\s*", " ".join(told).strip())
    return tuple(Grade(re.sub(r"\W+", "_", fold(label)), label) for label in labels)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def _own_lines(lines: Sequence[Line], scale: Sequence[Grade]) -> list[Line]:
    """The lines that the document holds; a heading below the kind of a body is told to be one."""
    of_grades = {word for grade in scale for word in _words(grade.label)}
    kept: list[Line] = []
    is_body = False
    for place, line in enumerate(lines):
        text = fold(line.text)
        below = lines[place + 1] if place + 1 < len(lines) else None
        is_kind = text in _KINDS and below is not None and below.mark is Mark.HEADING
        is_opening = line.mark is Mark.HEADING and text == "introduction"
        is_scale = set(_words(text)) <= of_grades
        if not (is_kind or is_opening or is_scale or line.text == NO_FINDINGS):
            kept.append(replace(line, told=LineKind.BODY) if is_body else line)
        is_body = is_kind
    return _with_recommendations_apart(_without_running_heads(kept))


def _without_running_heads(lines: Sequence[Line]) -> list[Line]:
    """The lines without "Surrey Police | Figures", which few pages repeat."""
    bodies = {line.text for line in lines if line.told}
    heads = (line.text.partition(" | ") for line in lines)
    return [
        line
        for line, (body, parted, _) in zip(lines, heads, strict=True)
        if not (parted and body in bodies)
    ]


def _figures_apart(
    lines: Sequence[Line],
) -> tuple[list[Line], dict[str, tuple[KeyFigure, ...]]]:
    """The lines without the tables of figures, and the figures by the name of their body. A table
    that can't be read whole stays.
    """
    kept: list[Line] = []
    found: dict[str, tuple[KeyFigure, ...]] = {}
    body, place = "", 0
    while place < len(lines):
        line = lines[place]
        body = line.text if line.told is LineKind.BODY else body
        rest = list(takewhile(lambda each: each.mark is not Mark.HEADING, lines[place + 1 :]))
        figures = _figures_in(rest) if _heads(line, FIGURES) else ()
        if figures:
            found[body] = figures
            place += len(rest)
        else:
            kept.append(line)
        place += 1
    return kept, found


def _figures_in(lines: Sequence[Line]) -> tuple[KeyFigure, ...]:
    """The figures below what says how to read them, and below the head of their table."""
    words = " ".join(line.text for line in lines)
    _, _, told = words.partition(_HEAD_OF_FIGURES)
    told = told.replace(_HEAD_OF_FIGURES, "")
    figures = [(each, _day(each["as_at"])) for each in _FIGURE.finditer(told)]
    if _FIGURE.sub("", told) or not all(day for _, day in figures):
        return ()
    return tuple(
        KeyFigure(
            *(each["name"], each["value"]),
            as_at=day,
            source=each["source"],
            sha256=each["sha256"],
            counted=each["counted"] or "",
        )
        for each, day in figures
        if day
    )


def _with_recommendations_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines with "Recommendation 1 · By 1 March 2025" as a label, and its words as text."""
    told: list[Line] = []
    is_recommended = False
    for line in lines:
        numbered = _NUMBERED.fullmatch(line.text)
        if numbered:
            line = replace(line, runs=(Run(numbered[1]),), mark=Mark.PARAGRAPH, leaf=None)
        elif is_recommended and line.is_bullet and line.leaf and line.leaf.path[-1].tag == "p":
            line = replace(line, mark=Mark.PARAGRAPH, leaf=None)
        is_recommended = bool(numbered) or (is_recommended and line.mark is Mark.PARAGRAPH)
        told.append(line)
    return told
