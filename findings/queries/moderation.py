"""The moderation board: all bodies of an inspection side by side, and what does not fit."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, QuerySet
from django.urls import reverse

from findings import consistency
from findings.consistency import PROPOSALS_LOOKED_AT, Flag, Pattern, Position, Record
from findings.models import (
    BlindGrade,
    Finding,
    FindingLink,
    InspectedBody,
    Inspection,
    Judgment,
    JudgmentStep,
    Outcome,
    QuestionArea,
    WorkingGrade,
)
from findings.queries.grades import LastGrade, last_grades
from findings.queries.overview import Tally
from inspection_portal.core.models import User

REPEATS = FindingLink.Kind.REPEATS


@dataclass(frozen=True)
class AreaGrade:
    """A question area of a body, and the grade that the team would give it today."""

    area: QuestionArea
    working: WorkingGrade | None


@dataclass(frozen=True)
class Standing:
    """What a body was graded so far, as far as the person who asks may see it."""

    areas: tuple[AreaGrade, ...]
    judgment: Judgment | None
    proposal: JudgmentStep | None
    blind: tuple[BlindGrade, ...]
    is_kept_back: bool
    last: LastGrade | None

    @property
    def differs(self) -> bool:
        """Whether somebody who graded blind came to another grade than is proposed."""
        if self.proposal is None:
            return False
        return any(each.grade_id != self.proposal.grade_id for each in self.blind)

    @property
    def trend(self) -> str:
        grade = self.judgment.grade if self.judgment else None
        return self.last.against(grade) if self.last else ""


@dataclass(frozen=True)
class Compared:
    """One body on the board: its grades, and its findings in figures."""

    chapter: InspectedBody
    standing: Standing
    tally: Tally
    pattern: Pattern
    themes: tuple[tuple[str, int], ...]
    repeats: int


@dataclass(frozen=True)
class ModerationBoard:
    rows: tuple[Compared, ...]
    flags: tuple[Flag, ...]


@dataclass(frozen=True)
class _Figures:
    """The findings of an inspection counted by the chapter that they stand in."""

    kinds: Mapping[int | None, Counter[str]]
    strengths: Counter[int | None]
    weaknesses: Counter[int | None]
    repeats: Counter[int | None]
    themes: Mapping[int | None, Mapping[str, int]]
    with_cause: Collection[int]


def moderation_board(inspection: Inspection, user: User) -> ModerationBoard:
    """The bodies of an inspection as a panel compares them, and what it should look at again."""
    chapters = list(inspection.inspected_bodies.select_related("body", "inspection__scale"))
    standings = standings_of(chapters, user)
    figures = _figures(inspection)
    rows = tuple(_compared(each, standings[each.pk], figures) for each in chapters)
    positions = [_position(row, figures.with_cause) for row in rows]
    found = consistency.flags(positions, _records([row.standing.judgment for row in rows]))
    return ModerationBoard(rows, tuple(found))


def flags(inspection: Inspection, user: User) -> tuple[Flag, ...]:
    """What the grades of an inspection should be looked at again for, as far as the person may see
    them.
    """
    return moderation_board(inspection, user).flags


def with_cause_of_concern(inspection: Inspection) -> set[int]:
    """Keys of the inspected bodies that a cause of concern is about."""
    concerns = inspection.findings.filter(kind=Finding.Kind.CAUSE_OF_CONCERN)
    rows = concerns.values_list("chapter", "also_about")
    return {key for row in rows for key in row if key is not None}


def standings_of(chapters: Sequence[InspectedBody], user: User) -> dict[int, Standing]:
    """By the key of the chapter, how far its grades are. What a person may not see yet is left out:
    the blind grades of others before the panel, and all grades of a body that they grade blind.
    """
    areas = list(QuestionArea.objects.all())
    working = {
        (each.chapter_id, each.question_area_id): each
        for each in WorkingGrade.objects.visible_to(user).filter(chapter__in=chapters).for_list()
    }
    judgments = _judgments(chapters, user)
    proposals = _proposals(judgments.values())
    blind = _blind(chapters, user)
    kept_back = set(InspectedBody.objects.graded_blind_by(user).values_list("pk", flat=True))
    last = last_grades(chapters)
    return {
        chapter.pk: Standing(
            areas=tuple(AreaGrade(area, working.get((chapter.pk, area.pk))) for area in areas),
            judgment=judgments.get(chapter.pk),
            proposal=proposals.get(chapter.pk),
            blind=tuple(blind.get(chapter.pk, ())),
            is_kept_back=chapter.pk in kept_back,
            last=last.get(chapter.pk),
        )
        for chapter in chapters
    }


def _judgments(chapters: Sequence[InspectedBody], user: User) -> dict[int, Judgment]:
    rows = Judgment.objects.visible_to(user).filter(inspected_body__in=chapters)
    listed = rows.for_list().select_related("proposed_by", "moderated_by")
    return {each.inspected_body_id: each for each in listed}


def _blind(chapters: Sequence[InspectedBody], user: User) -> dict[int, list[BlindGrade]]:
    """By the key of the chapter, the blind grades that were given and that the person may see."""
    given = BlindGrade.objects.visible_to(user).given().filter(chapter__in=chapters)
    of_chapters: dict[int, list[BlindGrade]] = defaultdict(list)
    for each in given.for_list():
        of_chapters[each.chapter_id].append(each)
    return of_chapters


def _proposals(judgments: Iterable[Judgment]) -> dict[int, JudgmentStep]:
    """By the key of the chapter, what was proposed last."""
    steps = JudgmentStep.objects.filter(judgment__in=judgments, state=Judgment.State.PROPOSED)
    rows = steps.select_related("grade", "by", "judgment").order_by("at", "pk")
    return {step.judgment.inspected_body_id: step for step in rows}


def _figures(inspection: Inspection) -> _Figures:
    findings = inspection.findings.order_by()
    kinds: dict[int | None, Counter[str]] = defaultdict(Counter)
    for chapter, kind, number in findings.values_list("chapter", "kind").annotate(Count("pk")):
        kinds[chapter][kind] = number
    themes: dict[int | None, dict[str, int]] = defaultdict(dict)
    themed = findings.filter(themes__isnull=False).values_list("chapter", "themes__name")
    for chapter, theme, number in themed.annotate(number=Count("pk")).order_by("-number", "themes"):
        themes[chapter][str(theme)] = number
    return _Figures(
        kinds=kinds,
        strengths=_counted(findings.strengths()),
        weaknesses=_counted(findings.weaknesses()),
        repeats=_counted(findings.filter(links__kind=REPEATS)),
        themes=themes,
        with_cause=with_cause_of_concern(inspection),
    )


def _counted(findings: QuerySet[Finding]) -> Counter[int | None]:
    return Counter(dict(findings.values_list("chapter").annotate(Count("pk", distinct=True))))


def _compared(chapter: InspectedBody, standing: Standing, figures: _Figures) -> Compared:
    tally = Tally(figures.kinds.get(chapter.pk, Counter()))
    pattern = Pattern(
        causes_of_concern=tally.causes_of_concern,
        areas_for_improvement=tally.areas_for_improvement,
        practice=tally.practice,
        strengths=figures.strengths[chapter.pk],
        weaknesses=figures.weaknesses[chapter.pk],
    )
    themes = tuple(figures.themes.get(chapter.pk, {}).items())
    return Compared(chapter, standing, tally, pattern, themes, figures.repeats[chapter.pk])


def _position(row: Compared, with_cause: Collection[int]) -> Position:
    standing = row.standing
    return Position(
        name=str(row.chapter),
        url=reverse("findings:grades", args=[row.chapter.uuid]),
        pattern=row.pattern,
        grade=standing.judgment.grade if standing.judgment else None,
        proposed=standing.proposal.grade if standing.proposal else None,
        blind=tuple(each.grade for each in standing.blind if each.grade),
        has_cause_of_concern=row.chapter.pk in with_cause,
    )


def _records(judgments: Sequence[Judgment | None]) -> list[Record]:
    """How the last proposals of those who proposed here stood to what became final, in whatever
    inspection: so many each, so that it never costs more the longer they have been inspectors.
    """
    urls = {
        each.proposed_by_id: each.get_absolute_url()
        for each in judgments
        if each and each.proposed_by_id
    }
    proposed = JudgmentStep.objects.filter(by=OuterRef("pk"), state=Judgment.State.PROPOSED)
    newest = proposed.order_by("-at", "-id").values("pk")[:PROPOSALS_LOOKED_AT]
    people = (
        User.objects.filter(pk__in=urls).annotate(newest=ArraySubquery(newest)).order_by("name")
    )
    known = {person: person.newest for person in people}
    steps = _steps({key for keys in known.values() for key in keys})
    return [
        Record(str(person), urls[person.pk], tuple(steps[key] for key in keys if key in steps))
        for person, keys in known.items()
    ]


def _steps(proposals: Collection[int]) -> dict[int, int]:
    """By the key of a proposal, how many steps it was better than what became final."""
    settled = JudgmentStep.objects.filter(
        pk__in=proposals,
        outcome=Outcome.GRADED,
        judgment__state=Judgment.State.FINAL,
        judgment__outcome=Outcome.GRADED,
    )
    ranks = settled.values_list("pk", "judgment__grade__rank", "grade__rank")
    return {key: final - first for key, final, first in ranks}
