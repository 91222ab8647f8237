"""A published report on the desk as its page shows it: in parts, with what must be looked at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from forces.names import key
from inspection_portal.reports import naming
from inspection_portal.reports.document import FIVE_GRADES
from inspection_portal.reports.historic import HistoricReading
from inspection_portal.reports.reading import LineKind

# Lines on one page of a chapter.
MOST_LINES = 60
LABELS: Mapping[str, str] = {
    LineKind.TITLE: "Title of the report",
    LineKind.SECTION: "Heading of a section",
    LineKind.REGION: "Regional findings begin",
    LineKind.BODY: "Name of a body",
    LineKind.UNDERSTANDING: "Question area: understanding",
    LineKind.RESOURCES: "Question area: resources",
    LineKind.TACKLING: "Question area: tackling",
    LineKind.NARRATIVE: "Finding",
    LineKind.AREA_FOR_IMPROVEMENT: "Area for improvement",
    LineKind.CAUSE_OF_CONCERN: "Cause of concern",
    LineKind.PROMISING_PRACTICE: "Promising practice",
    LineKind.INNOVATIVE_PRACTICE: "Innovative practice",
    LineKind.SUB_HEADING: "Sub-heading",
    LineKind.RECOMMENDATION: "Recommendation",
    LineKind.TEXT: "Text",
    LineKind.BULLET: "Bullet",
    LineKind.APPENDIX: "Appendix",
    LineKind.IGNORED: "Left out",
}
# What a report holds of each kind of finding: one, or more.
COUNTED: Mapping[str, tuple[str, str]] = {
    LineKind.NARRATIVE: ("finding without a box", "findings without a box"),
    LineKind.AREA_FOR_IMPROVEMENT: ("area for improvement", "areas for improvement"),
    LineKind.CAUSE_OF_CONCERN: ("cause of concern", "causes of concern"),
    LineKind.PROMISING_PRACTICE: ("promising practice", "promising practices"),
    LineKind.INNOVATIVE_PRACTICE: ("innovative practice", "innovative practices"),
}
# What stands below something that heads it.
BENEATH = frozenset({LineKind.TEXT, LineKind.BULLET, LineKind.IGNORED})
CHAPTERS = frozenset({LineKind.REGION, LineKind.BODY, LineKind.APPENDIX})


@dataclass(frozen=True)
class ShownLine:
    """A line of the source: its number from 1, what it was read as ("" for text), what a person
    said it is ("" where none did), and why it must be looked at: `is_in_doubt` where all that is
    asked is whether it was read right. Where a recommendation begins, `is_recommended`, and `due`
    is its day.
    """

    number: int
    text: str
    kind: str
    told: str
    matters: tuple[str, ...]
    is_in_doubt: bool
    is_recommended: bool = False
    due: date | None = None

    @property
    def place(self) -> int:
        return self.number - 1

    @property
    def heads(self) -> bool:
        """Whether it begins something."""
        return (self.told or self.kind or LineKind.TEXT) not in BENEATH

    @property
    def label(self) -> str:
        return LABELS.get(self.told or self.kind, "")


@dataclass(frozen=True)
class Part:
    """Some lines of a chapter that stand on one page, its number counted from 1."""

    number: int
    heading: str
    lines: tuple[ShownLine, ...]

    @property
    def headed(self) -> list[ShownLine]:
        """The lines that head something."""
        return [line for line in self.lines if line.heads]

    @property
    def matters(self) -> int:
        return sum(len(line.matters) for line in self.lines)


@dataclass(frozen=True)
class Matter:
    """What a person must look at: on which line of which part (0 for the file as a whole), why, and
    whether it keeps the report from being loaded.
    """

    line: int
    part: int
    text: str
    reason: str
    is_problem: bool


@dataclass(frozen=True)
class ShownBody:
    """A body as the report names and grades it, "" where it has no grade; and its present name, ""
    where the portal knows no such body.
    """

    name: str
    grade: str
    present: str

    @property
    def is_renamed(self) -> bool:
        return bool(self.present) and key(self.present) != key(self.name)


@dataclass(frozen=True)
class Shown:
    """The report in parts; the part that is read, and what must be looked at, problems first."""

    parts: Sequence[Part]
    part: Part | None
    matters: Sequence[Matter]
    counts: Sequence[tuple[int, str]]
    bodies: Sequence[ShownBody] = ()

    @property
    def is_kept(self) -> bool:
        """Whether something keeps the report from being loaded."""
        return any(matter.is_problem for matter in self.matters)

    @property
    def before(self) -> int:
        return self.part.number - 1 if self.part else 0

    @property
    def after(self) -> int:
        number = self.part.number if self.part else 0
        return number + 1 if number < len(self.parts) else 0


def on_the_desk(row: HistoricReading, *, part: int | None) -> Shown:
    """The report with the part of that number, or the nearest that there is; with None, the first
    in which something must be looked at.
    """
    parts = _parts(lines_of(row))
    part_of = {line.place: each.number for each in parts for line in each.lines}
    bodies = _bodies(row)
    problems = [*row.problems, *_unknown(row, bodies)]
    told = [*((*each, True) for each in problems), *((*each, False) for each in row.doubts)]
    matters = [
        Matter(place + 1, part_of[place], row.lines[place], reason, is_problem)
        if place in part_of
        else Matter(0, 0, "", reason, is_problem)
        for place, reason, is_problem in told
    ]
    number = next((each.number for each in parts if each.matters), 1) if part is None else part
    shown = parts[min(max(number, 1), len(parts)) - 1] if parts else None
    counts = row.found.get("counts", {})
    named = [
        (counts[kind], words[counts[kind] > 1]) for kind, words in COUNTED.items() if kind in counts
    ]
    return Shown(parts, shown, matters, named, bodies)


def _bodies(row: HistoricReading) -> list[ShownBody]:
    told = row.found.get("bodies", [])
    present = naming.present_names(name for name, _ in told)
    labels = {grade.key: grade.label for grade in FIVE_GRADES}
    return [
        ShownBody(name, labels.get(grade, grade or ""), present.get(name, ""))
        for name, grade in told
    ]


def _unknown(row: HistoricReading, bodies: Iterable[ShownBody]) -> Iterable[tuple[int, str]]:
    """What of a report that can be read is not known to the portal: the place of the line, -1 for
    none, and why it keeps the report from being loaded.
    """
    region = row.found.get("region")
    if region and naming.region_named(region) is None:
        yield _place_of(row, LineKind.TITLE, row.title), naming.NO_REGION.format(name=region)
    for body in bodies:
        if not body.present:
            place = _place_of(row, LineKind.BODY, body.name)
            yield place, naming.NO_BODY.format(name=body.name)


def _place_of(row: HistoricReading, kind: LineKind, text: str) -> int:
    kinds = row.found.get("kinds", {})
    places = (int(place) for place, found in kinds.items() if found == kind)
    return next((place for place in places if key(row.lines[place]) == key(text)), -1)


def lines_of(row: HistoricReading) -> list[ShownLine]:
    """The lines of the report, each with what it was taken for."""
    told = {place: kind for place, _, kind in row.corrections}
    kinds, due = row.found.get("kinds", {}), row.found.get("due", {})
    problems = {place for place, _ in row.problems}
    matters: dict[int, list[str]] = {}
    for place, reason in [*row.problems, *row.doubts]:
        matters.setdefault(place, []).append(reason)
    return [
        ShownLine(
            place + 1,
            text,
            kinds.get(str(place), ""),
            told.get(place, ""),
            tuple(matters.get(place, ())),
            bool(matters.get(place)) and place not in problems,
            str(place) in due,
            date.fromisoformat(due[str(place)]) if due.get(str(place)) else None,
        )
        for place, text in enumerate(row.lines)
    ]


def _parts(lines: Sequence[ShownLine]) -> list[Part]:
    """The lines cut at the heads of chapters, and where a page is full."""
    parts: list[Part] = []
    heading, held = "Beginning", list[ShownLine]()
    for line in lines:
        is_chapter = (line.told or line.kind) in CHAPTERS
        if held and (is_chapter or len(held) == MOST_LINES):
            parts.append(Part(len(parts) + 1, heading, tuple(held)))
            held = []
        heading = line.text if is_chapter else heading
        held.append(line)
    return [*parts, Part(len(parts) + 1, heading, tuple(held))] if held else parts


def to_look_at(row: HistoricReading) -> list[int]:
    """The places of the lines that a person must look at, in their order."""
    return sorted({place for place, _ in [*row.problems, *row.doubts]})


def next_to_look_at(row: HistoricReading, place: int) -> int:
    """The place of the next line that a person must look at, from the one at `place` on and then
    from the first; `place` itself where there is none.
    """
    places = to_look_at(row)
    return next((each for each in places if each >= place), places[0] if places else place)


def part_of(row: HistoricReading, place: int) -> int:
    """The number of the part in which the line at that place stands, 1 where there is none."""
    parts = _parts(lines_of(row))
    return next((each.number for each in parts if place < each.lines[-1].number), 1)
