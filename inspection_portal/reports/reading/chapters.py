"""A report cut into its chapters: introduction, region, bodies, appendices."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from forces.names import key
from inspection_portal.reports.document import EarlierGrade, Grade, Outcome
from inspection_portal.reports.reading.headings import is_heading
from inspection_portal.reports.reading.kinds import AREAS, LineKind
from inspection_portal.reports.reading.lines import Line
from inspection_portal.reports.reading.results import Problem
from inspection_portal.reports.reading.wording import (
    Judgment,
    body_name,
    box_label,
    grade_named,
    is_appendix_heading,
    is_regional_heading,
    judgment_in,
    names_a_body,
    question_area,
    ungraded_in,
)


@dataclass(frozen=True)
class BodyLines:
    """The lines of one body's chapter below its judgment."""

    name: str
    heading: Line
    grade: Grade | None
    lines: Sequence[Line]
    outcome: Outcome | None = Outcome.GRADED
    standing: EarlierGrade | None = None


@dataclass(frozen=True)
class Chapters:
    introduction: Sequence[Line]
    regional_heading: Line | None
    regional: Sequence[Line]
    bodies: tuple[BodyLines, ...]
    appendices: tuple[tuple[Line, Sequence[Line]], ...]


@dataclass(frozen=True)
class _Opening:
    """Where a body's chapter begins: its heading, and what is said of its grade below it.

    `last` is the last of these lines: the heading itself where nothing is said, and `outcome` is
    None then.
    """

    place: int
    last: int
    judgment: Judgment | None = None
    outcome: Outcome | None = Outcome.GRADED
    standing: EarlierGrade | None = None


def cut(lines: Sequence[Line], scale: Sequence[Grade], problems: list[Problem]) -> Chapters:
    """The chapters of a report. A body's begins where its name stands above its judgment."""
    openings = _openings(lines, scale)
    first = openings[0].place if openings else len(lines)
    regional = _regional_place(lines[:first])
    appendices = _appendix_places(lines, openings)
    ends = [*(opening.place for opening in openings[1:]), (appendices or [len(lines)])[0]]
    bodies = tuple(
        _body(lines, opening, end, scale, problems)
        for opening, end in zip(openings, ends, strict=False)
    )
    if regional == first:
        _refuse_boxes(lines[:first], problems)
    _refuse_unplaced_judgments(lines, openings, problems)
    return Chapters(
        introduction=lines[:regional],
        regional_heading=lines[regional] if regional < first else None,
        regional=lines[regional + 1 : first],
        bodies=bodies,
        appendices=tuple(
            (lines[place], lines[place + 1 : end])
            for place, end in pairwise([*appendices, len(lines)])
        ),
    )


def _openings(lines: Sequence[Line], scale: Sequence[Grade]) -> list[_Opening]:
    found = (_opening_at(lines, place, scale) for place in range(len(lines)))
    judged = [opening for opening in found if opening]
    names = {key(lines[opening.place].text) for opening in judged}
    ungraded = (_ungraded_at(lines, place) for place in range(len(lines)))
    others = (each for each in ungraded if each and key(lines[each.place].text) not in names)
    return sorted([*judged, *others], key=lambda opening: opening.place)


def _opening_at(lines: Sequence[Line], place: int, scale: Sequence[Grade]) -> _Opening | None:
    """A grade alone on its line may stand between the heading and the judgment."""
    heading = lines[place]
    below = place + 1
    if below == len(lines):
        return None
    if grade_named(lines[below].text, scale) and below + 1 < len(lines):
        below += 1
    judgment = None if lines[below].told else judgment_in(lines[below].text)
    if heading.told not in (None, LineKind.BODY) or heading.is_bullet:
        return None
    if not judgment or not judgment.is_of(heading.text):
        return None
    return _Opening(place, below, judgment)


def _ungraded_at(lines: Sequence[Line], place: int) -> _Opening | None:
    """A body without a judgment: what is told to be one, or a name that question areas follow."""
    heading = lines[place]
    is_told = heading.told is LineKind.BODY
    if not is_told and not (_names_alone(lines, place) and _has_areas(lines, place)):
        return None
    said = ungraded_in(lines[place + 1].text) if place + 1 < len(lines) else None
    if said:
        return _Opening(place, place + 1, None, *said)
    return _Opening(place, place, None, None)


def _names_alone(lines: Sequence[Line], place: int) -> bool:
    return is_heading(lines, place) and names_a_body(lines[place].text)


def _has_areas(lines: Sequence[Line], place: int) -> bool:
    """Whether a question area is headed below, before the name of another body."""
    for below in range(place + 1, len(lines)):
        if area_of(lines[below]):
            return True
        if _names_alone(lines, below):
            return False
    return False


def area_of(line: Line) -> str | None:
    """The question area that the line heads."""
    if line.told:
        return AREAS.get(line.told)
    return None if line.is_bullet else question_area(line.text)


def _regional_place(lines: Sequence[Line]) -> int:
    """Where "Regional findings" heads its chapter: the introduction may use the same heading."""
    places = [n for n, line in enumerate(lines) if _is(line, LineKind.REGION)]
    return places[-1] if places else len(lines)


def _appendix_places(lines: Sequence[Line], openings: Sequence[_Opening]) -> list[int]:
    start = openings[-1].last + 1 if openings else len(lines)
    return [place for place in range(start, len(lines)) if _is(lines[place], LineKind.APPENDIX)]


def _is(line: Line, kind: LineKind) -> bool:
    """Whether a line is told to be of a kind, or its words show it."""
    if line.told:
        return line.told is kind
    if kind is LineKind.REGION:
        return is_regional_heading(line.text)
    return not line.is_bullet and is_appendix_heading(line.text)


def _body(
    lines: Sequence[Line],
    opening: _Opening,
    end: int,
    scale: Sequence[Grade],
    problems: list[Problem],
) -> BodyLines:
    judgment = opening.judgment
    grade = grade_named(judgment.grade, scale) if judgment else None
    if judgment and grade is None:
        labels = ", ".join(grade.label.lower() for grade in scale)
        sentence = (
            f"“{judgment.grade}” is not one of the grades of that time: {labels}. Correct it in "
            "the file, or say that this line is text: the body is then loaded without a grade."
        )
        problems.append(Problem(lines[opening.last].number, sentence))
    heading = lines[opening.place]
    below = lines[opening.last + 1 : end]
    name = heading.text if heading.told else body_name(heading.text)
    return BodyLines(name, heading, grade, below, opening.outcome, opening.standing)


def _refuse_boxes(introduction: Sequence[Line], problems: list[Problem]) -> None:
    """An introduction explains labels; one with a finding's heading below it boxes a finding."""
    for place, line in enumerate(introduction[:-1]):
        is_box = not line.is_bullet and box_label(line.text) and is_heading(introduction, place + 1)
        if is_box:
            sentence = (
                "this box stands in the introduction; say which line heads what was found across "
                "the region, or write “Regional findings” above it."
            )
            problems.append(Problem(line.number, sentence))


def _refuse_unplaced_judgments(
    lines: Sequence[Line], openings: Sequence[_Opening], problems: list[Problem]
) -> None:
    """A judgment under no heading with its body's name would pass for text of another body."""
    graded = {key(lines[opening.place].text) for opening in openings}
    placed = {opening.last for opening in openings}
    for place, line in enumerate(lines):
        judgment = None if line.is_bullet or place in placed else judgment_in(line.text)
        if not judgment or not names_a_body(judgment.subject) or key(judgment.subject) in graded:
            continue
        sentence = (
            "this judgment stands under no heading with the body's name; "
            "say which line above it is the name of the body, or write the name there."
        )
        problems.append(Problem(line.number, sentence))
