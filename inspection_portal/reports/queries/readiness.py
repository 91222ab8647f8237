"""What stands between an inspection and its next stage, over all apps, each line with the place to
mend it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Length
from django.urls import reverse

import findings.queries
import recommendations.queries
from findings.models import (
    Challenge,
    Comment,
    InspectedBody,
    Inspection,
    Judgment,
)
from findings.queries import INADEQUATE, LONGEST_HEADING, LONGEST_TEXT, Problem
from inspection_portal.core.models import User
from inspection_portal.reports.stages import (
    LOADED,
    NEEDS,
    Move,
    Need,
    Stage,
    needs,
    next_move,
)

# From here on nothing is kept back any more, whatever the way there asked for.
_ISSUED = (Stage.EMBARGOED, Stage.PUBLISHED, Stage.BEING_CORRECTED, Stage.WITHDRAWN)


@dataclass(frozen=True)
class Line:
    """One thing that is not as it should be; `blocks` is the first stage that it keeps away, None
    where it only warns.
    """

    need: Need
    sentence: str
    url: str
    blocks: Stage | None


@dataclass(frozen=True)
class Readiness:
    """What keeps an inspection from its `next` move, what will later on, and what only warns."""

    next: Move | None
    now: tuple[Line, ...]
    later: tuple[Line, ...]
    warnings: tuple[Line, ...]


def readiness(inspection: Inspection, stage: Stage, *, on: date, user: User) -> Readiness:
    """How ready the inspection is for what follows on that stage, were it published on that day.

    Grades that don't fit together are told as far as the user may see them.
    """
    move = next_move(stage)
    wanted = needs(move) if move else frozenset()
    found = (*lines(inspection, on=on), *_flags(inspection, user))
    return Readiness(
        next=move,
        now=tuple(line for line in found if line.need in wanted),
        later=tuple(
            line
            for line in found
            if line.need not in wanted and line.blocks and stage not in _ISSUED
        ),
        warnings=tuple(line for line in found if line.need not in wanted and not line.blocks),
    )


def blocking(inspection: Inspection, move: Move, *, on: date) -> list[Line]:
    """What keeps the inspection from that move on that day."""
    wanted = needs(move)
    return [line for line in lines(inspection, on=on) if line.need in wanted] if wanted else []


def blocking_loaded(inspection: Inspection, *, on: date) -> list[Line]:
    """What is wrong with a report that was published elsewhere, on that day."""
    return [line for line in lines(inspection, on=on) if line.need in LOADED]


def lines(inspection: Inspection, *, on: date) -> Iterator[Line]:
    """Everything that is not as it should be, in the order of the work."""
    chapters = list(inspection.inspected_bodies.for_list())
    concerned = findings.queries.with_cause_of_concern(inspection)
    yield from _bodies(inspection, chapters)
    for chapter in chapters:
        yield from _judgment(chapter, concerned)
    yield from _wording(inspection)
    yield from _lengths(inspection, chapters)
    yield from _recommendations(inspection, on)
    yield from _support(inspection)
    yield from _comments(inspection)
    yield from _check(inspection)


def _line(need: Need, sentence: str, url: str) -> Line:
    return Line(need, sentence, url, _FIRST_BLOCKED.get(need))


# The stages in the order of the work; the first whose needs name it is the one that waits.
_FIRST_BLOCKED = {
    need: next(stage for stage in NEEDS if need in NEEDS[stage])
    for need in Need
    if any(need in wanted for wanted in NEEDS.values())
}


def _bodies(inspection: Inspection, chapters: list[InspectedBody]) -> Iterator[Line]:
    if not chapters:
        yield _line(
            Need.HAS_BODIES,
            "The inspection has no bodies. Choose at least one.",
            reverse("findings:inspection_revise", args=[inspection.uuid]),
        )
    written = set(
        inspection.findings.filter(chapter__isnull=False).values_list("chapter", flat=True)
    )
    for chapter in chapters:
        if chapter.pk not in written:
            sentence = f"{chapter} has no section: nothing is written of it yet."
            yield _line(Need.HAS_TEXT, sentence, chapter.get_absolute_url())


def _judgment(chapter: InspectedBody, concerned: set[int]) -> Iterator[Line]:
    judgment: Judgment | None = getattr(chapter, "judgment", None)
    if judgment is None:
        sentence = f"{chapter} has no grade."
        url = reverse("findings:grade_propose", args=[chapter.uuid])
        yield _line(Need.IS_GRADED, sentence, url)
        return
    url = judgment.get_absolute_url()
    if judgment.state == Judgment.State.PROPOSED:
        sentence = f"The grade of {chapter} is proposed, not moderated."
        yield _line(Need.IS_MODERATED, sentence, url)
    elif judgment.state == Judgment.State.MODERATED:
        yield _line(Need.IS_FINAL, f"The grade of {chapter} is moderated, not final.", url)
    if judgment.grade and judgment.grade.key == INADEQUATE and chapter.pk not in concerned:
        yield _line(
            Need.INADEQUATE_IS_EXPLAINED,
            f"{chapter} is graded inadequate without a cause of concern.",
            chapter.get_absolute_url(),
        )


def _wording(inspection: Inspection) -> Iterator[Line]:
    for finding in inspection.findings.needing_review().only("inspection", "uuid", "heading"):
        sentence = f"Nobody has confirmed yet what “{finding}” is."
        yield _line(Need.IS_CONFIRMED, sentence, finding.get_absolute_url())


def _lengths(inspection: Inspection, chapters: list[InspectedBody]) -> Iterator[Line]:
    """What is longer than a reader takes in under one heading."""
    for finding in _long(inspection.findings.all()).only("inspection", "uuid", "heading"):
        yield _too_long(f"“{finding}”", finding.get_absolute_url())
    for section in _long(inspection.sections.all()).only("inspection", "uuid", "heading"):
        yield _too_long(f"“{section}”", reverse("findings:section_revise", args=[section.uuid]))
    if len(inspection.regional_introduction) > LONGEST_TEXT:
        url = reverse("findings:region_introduce", args=[inspection.uuid])
        yield _too_long(f"The introduction of {inspection.region}", url)
    for chapter in chapters:
        if len(chapter.introduction) > LONGEST_TEXT:
            url = reverse("findings:chapter_introduce", args=[chapter.uuid])
            yield _too_long(f"The introduction of {chapter}", url)


def _long(texts: QuerySet[Any]) -> QuerySet[Any]:
    measured = texts.alias(headed=Length("heading"), written=Length("text"))
    found: QuerySet[Any] = measured.filter(
        Q(headed__gt=LONGEST_HEADING) | Q(written__gt=LONGEST_TEXT)
    )
    return found


def _too_long(what: str, url: str) -> Line:
    return _line(Need.IS_SHORT_ENOUGH, f"{what} is long. Shorten it, or split it.", url)


def _recommendations(inspection: Inspection, on: date) -> Iterator[Line]:
    for problem in recommendations.queries.unanswered(inspection):
        yield _of(Need.CONCERN_IS_ANSWERED, problem)
    for problem in recommendations.queries.passed_deadlines(inspection, on=on):
        yield _of(Need.FALLS_DUE_LATER, problem)


def _of(need: Need, problem: Problem) -> Line:
    return _line(need, problem.sentence, problem.url)


def _support(inspection: Inspection) -> Iterator[Line]:
    for weak in findings.queries.unsupported(inspection):
        without = _paragraphs(weak.paragraphs, "rests", "rest")
        sentence = f"“{weak.heading}”: {without} on no evidence."
        yield _line(Need.IS_SUPPORTED, sentence, weak.url)
    for weak in findings.queries.on_withdrawn(inspection):
        leaning = _paragraphs(weak.paragraphs, "names", "name")
        sentence = f"“{weak.heading}”: {leaning} evidence that was withdrawn."
        yield _line(Need.IS_CONSISTENT, sentence, weak.url)


def _paragraphs(number: int, one: str, more: str) -> str:
    return f"1 paragraph {one}" if number == 1 else f"{number} paragraphs {more}"


def _flags(inspection: Inspection, user: User) -> Iterator[Line]:
    for flag in findings.queries.flags(inspection, user):
        yield _line(Need.IS_CONSISTENT, flag.sentence, flag.url)


def _comments(inspection: Inspection) -> Iterator[Line]:
    opened = Comment.objects.open().filter(finding__inspection=inspection)
    for comment in opened.select_related("finding", "by"):
        sentence = f"A comment by {comment.by} on “{comment.finding}” is not resolved."
        url = f"{comment.finding.get_absolute_url()}#comment-{comment.uuid}"
        yield _line(Need.COMMENTS_ARE_RESOLVED, sentence, url)


def _check(inspection: Inspection) -> Iterator[Line]:
    checks = list(inspection.checks.all())
    url = reverse("findings:check", args=[inspection.uuid])
    if not checks:
        yield _line(Need.IS_CHECKED, "The bodies have not checked the draft yet.", url)
    elif any(check.closed_at is None for check in checks):
        yield _line(Need.IS_CHECKED, "The pre-publication check is still open. Close it.", url)
    challenges = Challenge.objects.open().filter(extract__check_round__inspection=inspection)
    for challenge in challenges.select_related("extract__chapter__body"):
        yield _line(
            Need.CHALLENGES_ARE_SETTLED,
            f"{challenge} by {challenge.extract.chapter} is open.",
            challenge.get_absolute_url(),
        )
