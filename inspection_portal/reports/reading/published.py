"""A published report, plain text or HTML, understood from its lines."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from forces.names import key, names_a_police_force
from inspection_portal.core.text import fold
from inspection_portal.reports.document import (
    AREA_NAMES,
    BodyChapter,
    BodyKind,
    Finding,
    Grade,
    Outcome,
    QuestionArea,
    Report,
    Section,
    Status,
    scale_on,
)
from inspection_portal.reports.reading.chapters import BodyLines, Chapters, area_of, cut
from inspection_portal.reports.reading.findings import PlacedFinding, read_section
from inspection_portal.reports.reading.front_matter import strip_front_matter
from inspection_portal.reports.reading.headings import is_heading
from inspection_portal.reports.reading.kinds import AREA_KINDS, FINDINGS, LineKind
from inspection_portal.reports.reading.lines import Line, Mark, markdown_of
from inspection_portal.reports.reading.printed import find_print
from inspection_portal.reports.reading.results import Doubt, Problem, ReadingError, Review
from inspection_portal.reports.reading.wording import (
    box_label,
    label_of,
    region_in_text,
    region_in_title,
)


@dataclass(frozen=True)
class Understood:
    """A report, what a person must confirm of it, and, by their numbers, what lines of it head or
    that they are left out, and when the recommendations that begin on them are due.
    """

    report: Report
    reviews: tuple[Review, ...]
    kinds: Mapping[int, LineKind] = field(default_factory=dict)
    due: Mapping[int, date | None] = field(default_factory=dict)


def understand(lines: Sequence[Line], *, published_on: date | None) -> Understood:
    """The report in these lines. Raises `ReadingError` with everything that can't be placed."""
    problems: list[Problem] = []
    printed = find_print(lines)
    front = printed.front if printed else strip_front_matter(lines, problems)
    published_on = _publication_day(published_on, front.published_on, front.title, problems)
    scale = printed.scale if printed else scale_on(published_on)
    chapters = cut(front.lines, scale, problems)
    if not chapters.bodies:
        problems.append(Problem(front.title.number, _NO_CHAPTER))
        raise ReadingError(problems)
    reader = _Reader(chapters, published_on, scale, problems, is_printed=printed is not None)
    if not printed:
        left_out = {line.number for line in lines} - {line.number for line in front.lines}
        reader.kinds |= dict.fromkeys(left_out, LineKind.IGNORED)
    understood = reader.read(front.title)
    if problems:
        raise ReadingError(problems, reader.kinds)
    if printed:
        return replace(understood, report=printed.complete(understood.report))
    return understood


_NO_CHAPTER = (
    "no chapter of a force or regional unit was found: a line with the body's name above the line "
    "with its judgment, “… is good at tackling serious and organised crime.” Say which lines are "
    "names of bodies."
)
AS_HIGH = "it is headed as high as the chapter of a body; confirm that it is a finding of that body"
_NO_REGION = (
    "the title does not name the region; say which line is the title, or write it in the file as "
    "“An inspection of the south-east regional response to serious and organised crime”."
)


def _publication_day(
    given: date | None, read: date | None, title: Line, problems: list[Problem]
) -> date | None:
    if given and read and given != read:
        sentence = (
            f"the text says that it was published on {_words_for(read)}, not {_words_for(given)}; "
            "give that day, or none."
        )
        problems.append(Problem(title.number, sentence))
    return given or read


def _words_for(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


class _Reader:
    def __init__(
        self,
        chapters: Chapters,
        published_on: date | None,
        scale: tuple[Grade, ...],
        problems: list[Problem],
        *,
        is_printed: bool,
    ) -> None:
        self.chapters = chapters
        self.published_on = published_on
        self.scale = scale
        self.problems = problems
        self.is_printed = is_printed
        self.names = tuple(body.name for body in chapters.bodies)
        self.reviews: list[Review] = []
        self.kinds: dict[int, LineKind] = {}
        self.due: dict[int, date | None] = {}

    def read(self, title: Line) -> Understood:
        self.kinds[title.number] = LineKind.TITLE
        if self.chapters.regional_heading:
            self.kinds[self.chapters.regional_heading.number] = LineKind.REGION
        regional = read_section(self.chapters.regional, self.published_on, self.problems)
        report = Report(
            title=title.text,
            region=self._region(title),
            bodies=self._bodies(),
            published_on=self.published_on,
            introduction=self._introduction(),
            regional_introduction=regional.introduction,
            regional_findings=self._placed(regional.findings, None, None),
            appendices=tuple(self._appendices()),
            scale=self.scale,
            status=Status.PUBLISHED,
        )
        reviews = tuple(sorted(self.reviews, key=lambda review: review.line))
        return Understood(report, reviews, self.kinds, self.due)

    def _region(self, title: Line) -> str:
        texts = (region_in_text(line.text) for line in self.chapters.regional)
        region = region_in_title(title.text) or next(filter(None, texts), None)
        if region is None:
            self.problems.append(Problem(title.number, _NO_REGION))
        return region or ""

    def _introduction(self) -> tuple[Section, ...]:
        """The introduction's headed parts; a heading with nothing under it only opens the next."""
        for line in self.chapters.introduction:
            if area_of(line):
                sentence = (
                    "this question area stands under no body; "
                    "say which line above it is the name of one, or write the name there."
                )
                self.problems.append(Problem(line.number, sentence))
        sections = list(_sections(self.chapters.introduction, by_level=self.is_printed))
        return tuple(s for s in sections if s.text or label_of(s.heading) != "introduction")

    def _appendices(self) -> Iterable[Section]:
        for heading, lines in self.chapters.appendices:
            self.kinds[heading.number] = LineKind.APPENDIX
            yield Section(heading.text, markdown_of(_with_marked_headings(lines)))

    def _bodies(self) -> tuple[BodyChapter, ...]:
        self._refuse_repeated_bodies()
        chapters = [self._body(body) for body in self.chapters.bodies]
        units = [chapter for chapter in chapters if chapter.kind is BodyKind.ROCU]
        if len(units) > 1:
            names = " and ".join(chapter.name for chapter in units)
            heading = self.chapters.bodies[chapters.index(units[1])].heading
            sentence = (
                f"a region has one regional unit, not {names}; "
                "correct the name of a force in the file."
            )
            self.problems.append(Problem(heading.number, sentence))
        return tuple(sorted(chapters, key=lambda chapter: chapter.kind is not BodyKind.ROCU))

    def _refuse_repeated_bodies(self) -> None:
        seen: set[str] = set()
        for body in self.chapters.bodies:
            if key(body.name) in seen:
                sentence = f"{body.name} has a chapter already; leave one of the two out."
                self.problems.append(Problem(body.heading.number, sentence))
            seen.add(key(body.name))

    def _body(self, body: BodyLines) -> BodyChapter:
        self.kinds[body.heading.number] = LineKind.BODY
        starts = self._area_starts(body)
        first = min((place for place, _ in starts), default=len(body.lines))
        introduction = body.lines[:first]
        self._refuse_boxes(body, introduction)
        ends = [*(place for place, _ in starts[1:]), len(body.lines)]
        areas = {
            name: self._area(body, name, body.lines[place:end])
            for (place, name), end in zip(starts, ends, strict=False)
        }
        return BodyChapter(
            name=body.name,
            kind=_kind(body.name),
            grade=body.grade.key if body.grade else None,
            areas=tuple(areas.get(name, QuestionArea(name)) for name in AREA_NAMES),
            introduction=markdown_of(_with_marked_headings(introduction)),
            outcome=body.outcome or self._unsaid,
            standing=body.standing,
        )

    @property
    def _unsaid(self) -> Outcome:
        """What it means that nothing is said of a grade: the portal prints it where there is none
        to come.
        """
        return Outcome.GRADED if self.is_printed else Outcome.NOT_GRADED

    def _area_starts(self, body: BodyLines) -> list[tuple[int, str]]:
        starts: dict[str, int] = {}
        for place, line in enumerate(body.lines):
            name = area_of(line)
            if name in starts:
                sentence = (
                    f"“{name}” stands twice under {body.name}; "
                    "say which line above the second is the next body's name, or write it there."
                )
                self.problems.append(Problem(line.number, sentence))
            elif name:
                starts[name] = place
                self.kinds[line.number] = AREA_KINDS[name]
        return [(place, name) for name, place in starts.items()]

    def _refuse_boxes(self, body: BodyLines, introduction: Sequence[Line]) -> None:
        for line in introduction:
            is_box = not (line.is_bullet or line.told) and box_label(line.text)
            if is_box or line.told in FINDINGS:
                sentence = (
                    f"this box stands before the first question area of {body.name}; "
                    "say which line above it is the area's heading, or write that there."
                )
                self.problems.append(Problem(line.number, sentence))

    def _area(self, body: BodyLines, name: str, lines: Sequence[Line]) -> QuestionArea:
        section = read_section(lines[1:], self.published_on, self.problems)
        as_high = _as_high(body.heading, lines)
        findings = self._placed(section.findings, body.name, name, as_high)
        return QuestionArea(name, section.introduction, findings)

    def _placed(
        self,
        findings: Sequence[PlacedFinding],
        body: str | None,
        area: str | None,
        as_high: Collection[tuple[int, str]] = (),
    ) -> tuple[Finding, ...]:
        for position, placed in enumerate(findings):
            self.kinds[placed.line] = LineKind(placed.finding.kind.value)
            self.kinds |= dict.fromkeys(placed.recommended, LineKind.RECOMMENDATION)
            days = (each.due_on for each in placed.finding.recommendations)
            self.due |= zip(placed.recommended, days, strict=True)
            reasons: dict[int, list[str]] = {}
            is_high = (placed.line, placed.finding.heading) in as_high
            high = [Doubt(placed.line, AS_HIGH)] if is_high else []
            for line, doubt in (*high, *placed.doubts):
                reasons.setdefault(line, []).append(doubt)
            for line, doubts in reasons.items():
                self.reviews.append(Review(body, area, position, line, "; ".join(doubts)))
        return tuple(
            replace(placed.finding, also_about=self._also_about(placed.finding, body))
            for placed in findings
        )

    def _also_about(self, finding: Finding, body: str | None) -> tuple[str, ...]:
        """A print says which other bodies a finding is about; elsewhere its heading tells."""
        if self.is_printed:
            return finding.also_about
        return _also_about(finding.heading, body, self.names)


def _kind(name: str) -> BodyKind:
    """What isn't named as forces are is the region's unit, whatever it is called ("Tarian")."""
    return BodyKind.FORCE if names_a_police_force(name) else BodyKind.ROCU


def _as_high(chapter: Line, lines: Sequence[Line]) -> set[tuple[int, str]]:
    """The lines headed as high as the chapter that they stand in, where its question area, the
    first of them, is headed lower; with their words, since a page may be one long line.
    """
    above, area = chapter.level, lines[0].level
    if above is None or area is None or area <= above:
        return set()
    headed = (line for line in lines if line.level and line.level <= above and not line.told)
    return {(line.number, line.text) for line in headed}


def _sections(lines: Sequence[Line], *, by_level: bool) -> Iterable[Section]:
    """The headed parts; `by_level`, what is headed deeper than the first is a sub-heading."""
    heading, held = "Introduction", list[Line]()
    places = [place for place in range(len(lines)) if is_heading(lines, place)]
    level = lines[places[0]].level if places and by_level else None
    for place, line in enumerate(lines):
        is_deeper = line.level is not None and level is not None and line.level > level
        if (place in places and is_deeper) or line.told is LineKind.SUB_HEADING:
            held.append(replace(line, mark=Mark.HEADING))
        elif place in places:
            yield Section(heading, markdown_of(held))
            heading, held = line.text, []
        else:
            held.append(line)
    yield Section(heading, markdown_of(held))


def _with_marked_headings(lines: Sequence[Line]) -> list[Line]:
    """The lines with those that read as headings marked so, to be sub-headings of the prose."""
    return [
        replace(line, mark=Mark.HEADING) if is_heading(lines, place) else line
        for place, line in enumerate(lines)
    ]


def _also_about(heading: str, body: str | None, names: Sequence[str]) -> tuple[str, ...]:
    """The other bodies that a heading begins with: "Surrey Police and Sussex Police are …"."""
    if body is None:
        return ()
    forms = {form: name for name in names for form in (fold(name), key(name))}
    one = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    subject = re.match(
        rf"(?:the )?(?:{one})(?:(?:, | and |, and )(?:the )?(?:{one}))+\b", fold(heading)
    )
    if not subject:
        return ()
    spoken_of = {forms[match] for match in re.findall(one, subject[0])}
    return tuple(name for name in names if name in spoken_of and name != body)
