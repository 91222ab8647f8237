"""Findings of a question area or of the region: headings, boxes and what belongs to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from inspection_portal.reports.document import Finding, FindingKind
from inspection_portal.reports.prose.blocks import Run
from inspection_portal.reports.reading.headings import (
    has_form_of_heading,
    is_heading,
    is_opened,
)
from inspection_portal.reports.reading.kinds import FINDINGS, LineKind
from inspection_portal.reports.reading.lines import Line, Mark, markdown_of
from inspection_portal.reports.reading.recommendations import read_recommendations
from inspection_portal.reports.reading.results import Doubt, Problem
from inspection_portal.reports.reading.wording import (
    BoxLabel,
    asks_for_change,
    box_label,
    is_recommendations_label,
    label_and_rest,
)
from recommendations.deadlines import opens_with_deadline, read_day

_LONGEST_BOX_HEADING = 500
_ABOUT = re.compile(r"Also about ([^.]+)")
_PUBLISHED_FIRST = re.compile(r"First published on (\d{1,2} [A-Z][a-z]+ \d{4})\.")
_WITH_PARTS = (FindingKind.AREA_FOR_IMPROVEMENT, FindingKind.CAUSE_OF_CONCERN)

IN_PLURAL_BOX = "the text does not show whether it belongs to the box above; confirm its kind"
AFTER_PLURAL_BOX = "the text does not show whether the box above ends before it; confirm its kind"
WITHOUT_ASKING = "it stands in a box but does not say what should change; confirm its kind"
BEFORE_BULLETS = "bullets follow it directly; confirm that it is a heading"
NO_TEXT = "it has a heading and no text; confirm that it is a finding"
OPEN_END = "it has no full stop; confirm that it is not a heading"


@dataclass(frozen=True)
class PlacedFinding:
    """A finding, the line of its heading, those on which its recommendations begin, and why a
    person must confirm it (nothing if not).
    """

    finding: Finding
    line: int
    recommended: tuple[int, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True)
class Section:
    """Unheaded prose, and the findings after it."""

    introduction: str
    findings: tuple[PlacedFinding, ...]


def read_section(
    lines: Sequence[Line], published_on: date | None, problems: list[Problem]
) -> Section:
    """The findings in the lines of one question area, or of the region."""
    reader = _SectionReader(_with_labels_apart(lines), problems)
    for place in range(len(reader.lines)):
        reader.take(place)
    reader.finish()
    placed = tuple(_placed(draft, published_on, problems) for draft in reader.drafts)
    return Section(markdown_of(reader.introduction), placed)


def _with_labels_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines with "Area for improvement: The force should …" cut in two."""
    cut: list[Line] = []
    for line in lines:
        is_whole = line.is_bullet or line.told
        label, rest = ("", line.text) if is_whole else label_and_rest(line.text)
        if label:
            cut.append(replace(line, runs=(Run(label),), leaf=None))
            line = replace(line, runs=(Run(rest),), leaf=None)
        cut.append(line)
    return cut


@dataclass
class _Box:
    """An open box. `levels_tell` is whether headings in it stand lower than those after it."""

    label: BoxLabel
    line: Line
    levels_tell: bool
    heading: Line | None = None

    def holds(self, line: Line) -> bool:
        """Whether the source itself shows that the line is in the box."""
        return self.line.box is not None and line.box == self.line.box


@dataclass
class _Draft:
    kind: FindingKind
    heading: Line
    doubts: list[Doubt] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    recommended: list[list[Line]] = field(default_factory=list)


class _SectionReader:
    """Takes the lines of a section in turn; a box is open from its label until it must be over."""

    def __init__(self, lines: Sequence[Line], problems: list[Problem]) -> None:
        self.lines = lines
        self.problems = problems
        self.introduction: list[Line] = []
        self.drafts: list[_Draft] = []
        self._box: _Box | None = None

    def take(self, place: int) -> None:
        line = self.lines[place]
        if line.told:
            self._take_told(line, line.told, place)
            return
        self._leave_marked_box(line)
        label = None if line.is_bullet else box_label(line.text)
        if label:
            self._demand_heading()
            self._box = _Box(label, line, self._levels_tell(place))
        elif self._box and not self._box.heading:
            self._head_box(self._box, line)
        elif not line.is_bullet and is_recommendations_label(line.text):
            self._open_recommendations(line)
        elif self._is_recommended(line) or not is_heading(self.lines, place):
            self._add(line, place)
        elif self._is_sub_heading(line):
            self._current.lines.append(line)
        else:
            self._head(line, place)

    def _take_told(self, line: Line, kind: LineKind, place: int) -> None:
        if kind in FINDINGS:
            if self._box and not self._box.heading:
                self._box.heading = line
            self.drafts.append(_Draft(FINDINGS[kind], line))
        elif kind is LineKind.RECOMMENDATION:
            self._open_recommendations(line)
            self._add(line, place)
        elif kind is LineKind.SUB_HEADING and self.drafts:
            self._current.lines.append(line)
        else:
            self._add(line, place)

    def finish(self) -> None:
        self._demand_heading()

    @property
    def _current(self) -> _Draft:
        return self.drafts[-1]

    def _leave_marked_box(self, line: Line) -> None:
        if self._box and self._box.line.box is not None and not self._box.holds(line):
            self._demand_heading()
            self._box = None

    def _demand_heading(self) -> None:
        if self._box and not self._box.heading:
            sentence = (
                "no heading follows this label; "
                "say which line is the finding's heading, or write it on the next line."
            )
            self.problems.append(Problem(self._box.line.number, sentence))

    def _head_box(self, box: _Box, line: Line) -> None:
        if line.is_bullet or len(line.text) > _LONGEST_BOX_HEADING:
            self._demand_heading()
        box.heading = line
        self.drafts.append(_Draft(box.label.kind, line))

    def _open_recommendations(self, line: Line) -> None:
        if self.drafts and self._current.kind is FindingKind.CAUSE_OF_CONCERN:
            self._current.recommended.append([])
            return
        sentence = (
            "recommendations stand under a cause of concern only; "
            "say which line above them heads it, or put “Cause of concern” and its heading there."
        )
        self.problems.append(Problem(line.number, sentence))

    def _is_recommended(self, line: Line) -> bool:
        """Whether the line is a recommendation, though it may have the form of a heading."""
        if not self.drafts or not self._current.recommended:
            return False
        is_first = not self._current.recommended[-1]
        return opens_with_deadline(line.text) or (is_first and line.mark is not Mark.HEADING)

    def _is_sub_heading(self, line: Line) -> bool:
        if not self.drafts or line.level is None or self._current.heading.level is None:
            return False
        if self._box and line.box is None:
            return False
        same_box = self._current.heading.box == line.box
        return line.level > self._current.heading.level and same_box

    def _levels_tell(self, label: int) -> bool:
        """Whether headings further on stand as high as this label, and the boxed ones lower."""
        level = self.lines[label].level
        further = self.lines[label + 1 :]
        levels = [line.level for line in further if line.level and not box_label(line.text)]
        return level is not None and bool(levels) and min(levels) <= level < levels[0]

    def _head(self, line: Line, place: int) -> None:
        kind = FindingKind.NARRATIVE
        doubts: list[str] = []
        if self._box:
            belongs, doubts = _belongs(line, self._box)
            if belongs:
                kind = self._box.label.kind
            else:
                self._box = None
        if line.mark is Mark.UNMARKED and self.lines[place + 1].is_bullet:
            doubts = [*doubts, BEFORE_BULLETS]
        self.drafts.append(_Draft(kind, line, [Doubt(line.number, doubt) for doubt in doubts]))

    def _add(self, line: Line, place: int) -> None:
        draft = self._draft_for_text(line)
        if draft is None:
            self.introduction.append(line)
        elif draft.recommended:
            draft.recommended[-1].append(line)
        else:
            draft.lines.append(line)
        if draft and self._ends_open(place):
            draft.doubts.append(Doubt(line.number, OPEN_END))

    def _draft_for_text(self, line: Line) -> _Draft | None:
        """The finding that text belongs to: not a box that the source shows to have ended."""
        open_to_text = (d for d in reversed(self.drafts) if d.heading.box in (None, line.box))
        return next(open_to_text, None)

    def _ends_open(self, place: int) -> bool:
        """Whether a line of plain text reads as a heading, but nothing stands under it."""
        line = self.lines[place]
        is_last = place + 1 == len(self.lines) or bool(box_label(self.lines[place + 1].text))
        may_be_heading = line.mark is Mark.UNMARKED and has_form_of_heading(line.text)
        return is_last and may_be_heading and not is_opened(self.lines, place)


def _belongs(line: Line, box: _Box) -> tuple[bool, list[str]]:
    """Whether a further heading belongs to the box, and the doubt where only its words tell.

    A singular box holds one finding. Under a plural one, what the source does not show is told by
    whether a heading says what should be done.
    """
    if not box.label.is_plural:
        return False, []
    asks = asks_for_change(line.text)
    if box.holds(line):
        return True, [] if asks else [WITHOUT_ASKING]
    if box.levels_tell and line.level and box.line.level:
        return line.level > box.line.level, []
    return asks, [IN_PLURAL_BOX if asks else AFTER_PLURAL_BOX]


def _placed(draft: _Draft, published_on: date | None, problems: list[Problem]) -> PlacedFinding:
    recommended = read_recommendations(draft.recommended, published_on, problems)
    is_certain = draft.lines or recommended.recommendations or draft.heading.told
    bare = [] if is_certain else [Doubt(draft.heading.number, NO_TEXT)]
    doubts = [*draft.doubts, *recommended.doubts, *bare]
    if draft.kind is FindingKind.CAUSE_OF_CONCERN and not recommended.recommendations:
        sentence = (
            "this cause of concern has no recommendation; "
            "say which lines are its recommendations, or put “Recommendations” above them."
        )
        problems.append(Problem(draft.heading.number, sentence))
    also_about, accelerated_on = _told_first(draft)
    opening = _opening_bullets(draft)
    finding = Finding(
        draft.kind,
        draft.heading.text,
        text=markdown_of(draft.lines[opening + 1 if opening else 0 :]),
        lead=draft.lines[0].text if opening else "",
        parts=tuple(line.text for line in draft.lines[1 : opening + 1]),
        recommendations=recommended.recommendations,
        also_about=also_about,
        accelerated_on=accelerated_on,
    )
    return PlacedFinding(finding, draft.heading.number, recommended.lines, tuple(doubts))


def _told_first(draft: _Draft) -> tuple[tuple[str, ...], date | None]:
    """Takes the lines off a finding that say which other bodies it is about, and since when it is
    published: the portal prints them below its heading.
    """
    also_about: tuple[str, ...] = ()
    if draft.lines and (about := _ABOUT.fullmatch(draft.lines[0].text)):
        also_about = tuple(about[1].split(", "))
        del draft.lines[0]
    if draft.lines and (since := _PUBLISHED_FIRST.fullmatch(draft.lines[0].text)):
        on = read_day(since[1])
        del draft.lines[0]
        return also_about, on
    return also_about, None


def _opening_bullets(draft: _Draft) -> int:
    """How many bullets "The force should:" opens at the top of a box."""
    if draft.kind not in _WITH_PARTS or not draft.lines:
        return 0
    lead, *rest = draft.lines
    if lead.is_bullet or not lead.text.endswith(":") or not asks_for_change(lead.text):
        return 0
    return next((n for n, line in enumerate(rest) if not line.is_bullet), len(rest))
