"""How a pre-publication check stands: who opened, answered and challenged what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from uuid import UUID

from django.db.models import Count, Max, Q
from django.utils.timezone import localdate

from findings.blocks import blocks
from findings.extracts import Content, Passage, Piece, opening
from findings.models import Challenge, Extract, InspectedBody, Inspection, PrePublicationCheck
from findings.models.check import ChallengeQuerySet
from findings.queries.figures import figures_told
from inspection_portal.core.dates import LONDON
from inspection_portal.core.models import AuditEvent, User

# A passage of which less than that is left was taken out.
ALIKE = 0.5


@dataclass(frozen=True)
class ToCheck:
    """An extract that a body still has time to check; 0 days are left on the last one."""

    extract: Extract
    days_left: int


@dataclass(frozen=True)
class Opening:
    """Who opened an extract, when they last did, and how often."""

    by: User
    last_at: datetime
    times: int


@dataclass(frozen=True)
class ExtractState:
    """What a body has done with its extract; `openings` are those of its own people."""

    extract: Extract
    openings: list[Opening]
    challenges: list[Challenge]

    @property
    def open_challenges(self) -> int:
        return sum(challenge.is_open for challenge in self.challenges)

    @property
    def has_nothing_to_challenge(self) -> bool:
        """Whether a lead said so, and nobody has challenged anything since."""
        return hasattr(self.extract, "reply") and not any(
            challenge.withdrawn_at is None for challenge in self.challenges
        )


@dataclass(frozen=True)
class ReadPassage:
    """A passage of an extract with the challenges that the body has raised to it."""

    passage: Passage
    challenges: list[Challenge]


@dataclass(frozen=True)
class ReadPiece:
    """A heading of an extract as its page shows it, with what stands under it."""

    piece: Piece
    heading: ReadPassage | None
    passages: list[ReadPassage]


@dataclass(frozen=True)
class ReadPart:
    """One part of an extract as its page shows it."""

    title: str
    pieces: list[ReadPiece]


def open_challenges(inspection: Inspection) -> ChallengeQuerySet:
    """What keeps an inspection from sign-off: challenges that are not decided and confirmed."""
    return Challenge.objects.open().filter(extract__check_round__inspection=inspection)


def extracts_to_check(user: User, *, at: datetime) -> list[ToCheck]:
    """What the person may read now as one of a body's own people, the most pressing first."""
    readable = Extract.objects.readable_by_body(user, at).for_list()
    return [
        ToCheck(extract, days_left(extract.check_round, at=at))
        for extract in readable.order_by("check_round__closes_at", "pk")
    ]


def days_left(check: PrePublicationCheck, *, at: datetime) -> int:
    """How many days lie between today and the last one of the check, in London."""
    return (localdate(check.closes_at, LONDON) - localdate(at, LONDON)).days


def read(content: Content, challenges: Iterable[Challenge]) -> list[ReadPart]:
    """An extract with every challenge at its passage."""
    raised: dict[int, list[Challenge]] = defaultdict(list)
    for challenge in challenges:
        raised[challenge.passage_number].append(challenge)

    def with_raised(passage: Passage) -> ReadPassage:
        return ReadPassage(passage, raised[passage.number])

    return [
        ReadPart(
            part.title,
            [
                ReadPiece(
                    piece,
                    with_raised(piece.heading) if piece.heading else None,
                    [with_raised(passage) for passage in piece.passages],
                )
                for piece in part.pieces
            ],
        )
        for part in content.parts
    ]


def extract_states(check: PrePublicationCheck) -> list[ExtractState]:
    """Body by body, in the order of the report, in a fixed number of queries."""
    extracts = check.extracts.for_list().select_related("reply__by")
    challenges: dict[int, list[Challenge]] = defaultdict(list)
    for challenge in Challenge.objects.filter(extract__check_round=check).for_list():
        challenges[challenge.extract_id].append(challenge)
    openings = _openings(extracts)
    return [
        ExtractState(extract, openings[extract.uuid], challenges[extract.pk])
        for extract in extracts
    ]


def words_now(challenge: Challenge) -> str:
    """The challenged passage as the report has it now; empty where it was taken out."""
    if challenge.paragraph:
        challenge.paragraph.refresh_from_db()
        stands = challenge.paragraph.position is not None
        return challenge.paragraph.text if stands else ""
    passages = list(_outside_paragraphs(challenge.extract.chapter))
    if challenge.passage in passages:
        return challenge.passage
    return next(iter(get_close_matches(challenge.passage, passages, n=1, cutoff=ALIKE)), "")


def _openings(extracts: Iterable[Extract]) -> Mapping[UUID, list[Opening]]:
    """Who opened each extract, the latest first."""
    opened = AuditEvent.objects.filter(
        verb="extract.opened",
        object_type=Extract._meta.label_lower,
        object_uuid__in=[extract.uuid for extract in extracts],
    )
    rows = opened.order_by().values("object_uuid", "by")
    counted = list(
        rows.annotate(last_at=Max("at"), times=Count("pk"))
        .order_by("-last_at")
        .values_list("object_uuid", "by", "last_at", "times")
    )
    people = User.objects.in_bulk({by for _, by, _, _ in counted})
    found: dict[UUID, list[Opening]] = defaultdict(list)
    for uuid, by, last_at, times in counted:
        found[uuid].append(Opening(people[by], last_at, times))
    return found


def _outside_paragraphs(chapter: InspectedBody) -> Iterator[str]:
    """What an extract has of a body and its region now, besides the paragraphs of findings."""
    inspection = chapter.inspection
    introductions = chapter.area_introductions.values_list("text", flat=True)
    for text in (chapter.introduction, *introductions, inspection.regional_introduction):
        yield from blocks(text)
    yield from figures_told(chapter.key_figures.printed())
    shown = inspection.findings.filter(Q(chapter=chapter) | Q(chapter=None)).for_reading()
    for finding in shown:
        yield finding.heading
        yield from opening(finding.lead, finding.parts)
        yield from (each.text for each in finding.recommendations.all())
