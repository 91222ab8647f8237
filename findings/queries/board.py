"""The drafting board: the findings of a body, or of the region, as cards under their question
areas.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Length

from findings.models import (
    ClosedPassage,
    Comment,
    EvidenceLink,
    Finding,
    InspectedBody,
    Inspection,
    Paragraph,
    QuestionArea,
)
from findings.queries.trace import HEADING

# Characters beyond which a finding is longer than a reader takes in under one heading.
LONGEST_HEADING = 160
LONGEST_TEXT = 6_000

# All that a card needs to show: the long texts stay in the database.
SHOWN = (
    "uuid",
    "version",
    "kind",
    "heading",
    "state",
    "polarity",
    "needs_review",
    "inspection_id",
    "chapter__uuid",
    "chapter__body__name",
    "chapter__body__slug",
    "question_area_id",
    "author__name",
)


@dataclass(frozen=True)
class Spot:
    """Where a card can go: before another one of a question area (by position; 0 is the region's),
    or to its end.
    """

    area: int
    before: UUID | None = None

    def __str__(self) -> str:
        return f"{self.area}:{self.before or ''}"

    @classmethod
    def read(cls, text: str) -> "Spot":
        """The spot that is written so; raises ValueError where none is."""
        area, _, before = text.partition(":")
        return cls(int(area), UUID(before) if before else None)


@dataclass(frozen=True)
class Card:
    """A finding on the board, what is the matter with it, and where one step takes it."""

    finding: Finding
    problems: tuple[str, ...]
    up: Spot | None = None
    down: Spot | None = None


@dataclass(frozen=True)
class Column:
    """The findings of one question area in order, and joint ones that stand in another chapter.

    `area` is None for findings of the region, which stand in no question area.
    """

    area: QuestionArea | None
    cards: tuple[Card, ...]
    joint: tuple[Card, ...]

    @property
    def end(self) -> Spot:
        return Spot(self.area.position if self.area else 0)


@dataclass(frozen=True)
class Board:
    """The columns in the report's order, and joint findings that stand with the region."""

    columns: tuple[Column, ...]
    joint_of_region: tuple[Card, ...] = ()


def board(chapter: InspectedBody) -> Board:
    """The findings of a body, with those that stand elsewhere and are also about it."""
    own = _cards(Finding.objects.filter(chapter=chapter))
    joint = _cards(Finding.objects.filter(pk__in=chapter.further_findings.values("pk")))
    columns = tuple(
        _column(
            area,
            [card for card in own if card.finding.question_area_id == area.pk],
            [card for card in joint if card.finding.question_area_id == area.pk],
        )
        for area in QuestionArea.objects.all()
    )
    return Board(columns, tuple(card for card in joint if card.finding.chapter_id is None))


def region_board(inspection: Inspection) -> Board:
    """The findings of the region as a whole, in one column."""
    return Board((_column(None, _cards(inspection.findings.regional()), []),))


def _column(area: QuestionArea | None, cards: Sequence[Card], joint: Sequence[Card]) -> Column:
    """The cards with what lies one step up and down from each."""
    column = Column(area, (), tuple(joint))
    after = [card.finding.uuid for card in cards] + [None, None]
    steps: list[Card] = []
    for place, card in enumerate(cards):
        up = Spot(column.end.area, after[place - 1]) if place else None
        down = Spot(column.end.area, after[place + 2]) if place + 1 < len(cards) else None
        steps.append(Card(card.finding, card.problems, up, down))
    return Column(area, tuple(steps), tuple(joint))


def _cards(findings: QuerySet[Finding]) -> list[Card]:
    shown = (
        findings.only(*SHOWN)
        .select_related("chapter__body", "author")
        .prefetch_related("themes", "also_about__body")
        .annotate(
            length=Length("text"),
            evidence_items=_count(_rested_on(), "paragraph__finding", "evidence"),
            unsupported=_count(_unsupported(), "finding"),
            open_comments=_count(Comment.objects.open(), "finding"),
            is_withheld=Exists(ClosedPassage.objects.filter(finding=OuterRef("pk"))),
            has_recommendations=Exists(
                Finding.objects.filter(pk=OuterRef("pk"), recommendations__isnull=False)
            ),
        )
    )
    return [Card(finding, tuple(_problems(finding))) for finding in shown]


def _problems(finding: Any) -> Iterator[str]:
    """What is the matter with a finding that was fetched for its card."""
    if finding.needs_review:
        yield "Its kind was read from plain text: confirm it"
    if finding.kind == Finding.Kind.CAUSE_OF_CONCERN and not finding.has_recommendations:
        yield "A cause of concern needs a recommendation"
    if not finding.evidence_items:
        yield "No evidence"
    elif finding.unsupported:
        paragraphs = "paragraph has" if finding.unsupported == 1 else "paragraphs have"
        yield f"{finding.unsupported} {paragraphs} no evidence"
    if finding.length > LONGEST_TEXT:
        yield f"Long: {finding.length:,} characters"
    if len(finding.heading) > LONGEST_HEADING:
        yield f"Long heading: {len(finding.heading)} characters"


def _rested_on() -> QuerySet[EvidenceLink]:
    """Links of paragraphs that stand to evidence that was not withdrawn."""
    return EvidenceLink.objects.filter(
        paragraph__position__isnull=False, evidence__withdrawn_at=None
    )


def _unsupported() -> QuerySet[Paragraph]:
    """Paragraphs that rest on nothing; a sub-heading need not."""
    supported = _rested_on().filter(paragraph=OuterRef("pk"))
    return Paragraph.objects.standing().exclude(Exists(supported)).exclude(text__regex=HEADING)


def _count(rows: QuerySet[Any], finding: str, what: str = "pk") -> Coalesce:
    """How many of `rows` hang on the finding that their field of that name leads to."""
    own = rows.filter(**{finding: OuterRef("pk")}).order_by().values(finding)
    return Coalesce(Subquery(own.annotate(n=Count(what, distinct=True)).values("n")), 0)
