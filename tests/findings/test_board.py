"""The drafting board on screen."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from findings.models import (
    ClosedPassage,
    Comment,
    Evidence,
    EvidenceLink,
    EvidenceMethod,
    Finding,
    InspectedBody,
    Inspection,
    Paragraph,
    Theme,
)
from findings.queries import board, region_board
from forces.models import RoleGrant
from inspection_portal.core.models import User
from tests.factories import (
    CauseOfConcernFactory,
    FindingFactory,
    InspectedBodyFactory,
    QuestionAreaFactory,
    RecommendationFactory,
    person,
)

AT = "2026-03-02T10:30:00Z"


@pytest.fixture(autouse=True)
def areas(db: None) -> None:
    for position in (1, 2, 3):
        QuestionAreaFactory(position=position)


@pytest.fixture
def team(client: Client, inspector: User) -> Client:
    client.force_login(inspector)
    return client


def url(chapter: InspectedBody) -> str:
    return reverse("findings:board", args=[chapter.uuid])


def press(client: Client, name: str, finding: Finding, **data: object) -> str:
    data = {"seen_version": finding.version, **data}
    response = client.post(reverse(f"findings:{name}", args=[finding.uuid]), data, follow=True)
    return str(response.content.decode())


def test_every_finding_is_a_card_under_its_question_area(chapter: InspectedBody) -> None:
    first = FindingFactory(chapter=chapter)
    third = FindingFactory(chapter=chapter, question_area=QuestionAreaFactory(position=3))
    shown = board(chapter).columns
    assert [[card.finding for card in column.cards] for column in shown] == [[first], [], [third]]


def test_a_joint_finding_is_on_the_boards_of_both_bodies(chapter: InspectedBody) -> None:
    other = InspectedBodyFactory(inspection=chapter.inspection)
    joint = FindingFactory(chapter=chapter)
    joint.also_about.add(other)
    regional = FindingFactory(chapter=None, inspection=chapter.inspection)
    regional.also_about.add(other)
    assert [card.finding for card in board(chapter).columns[0].cards] == [joint]
    there = board(other)
    assert [card.finding for card in there.columns[0].joint] == [joint]
    assert [card.finding for card in there.joint_of_region] == [regional]
    assert [card.finding for card in region_board(chapter.inspection).columns[0].cards] == [
        regional
    ]


def test_a_card_says_what_is_the_matter(chapter: InspectedBody) -> None:
    concern = CauseOfConcernFactory(chapter=chapter, needs_review=True, text="Long. " * 1_100)
    Paragraph.objects.create(finding=concern, position=0, text="Long.")
    (card,) = board(chapter).columns[0].cards
    assert card.problems == (
        "Its kind was read from plain text: confirm it",
        "A cause of concern needs a recommendation",
        "No evidence",
        "Long: 6,600 characters",
    )
    RecommendationFactory(finding=concern)
    assert len(board(chapter).columns[0].cards[0].problems) == 3


def test_evidence_is_counted_once_however_many_paragraphs_rest_on_it(
    chapter: InspectedBody, finding: Finding, inspector: User
) -> None:
    method = EvidenceMethod.objects.create(
        name="Interview", attribution="told", valid_from=date(2020, 1, 1)
    )
    item = Evidence.objects.create(
        inspection=chapter.inspection,
        number=1,
        method=method,
        gathered_on=date(2026, 1, 12),
        summary="They plan.",
        added_by=inspector,
        added_at=AT,
    )
    for position, text in enumerate(("### Planning", "It plans.", "It acts.", "It looks back.")):
        paragraph = Paragraph.objects.create(finding=finding, position=position, text=text)
        if position in (1, 2):
            EvidenceLink.objects.create(paragraph=paragraph, evidence=item, by=inspector, at=AT)
    (card,) = board(chapter).columns[0].cards
    assert card.finding.evidence_items == 1
    assert card.problems == ("1 paragraph has no evidence",)


def test_the_page_shows_what_a_card_knows(
    team: Client, chapter: InspectedBody, inspector: User
) -> None:
    finding = FindingFactory(chapter=chapter, author=inspector, polarity="mixed", state="ready")
    finding.themes.add(Theme.objects.create(name="Analysts", valid_from=date(2020, 1, 1)))
    Comment.objects.create(finding=finding, text="Is it so?", by=inspector, at=AT)
    ClosedPassage.objects.create(
        finding=finding, ground="safety", text="A place.", written_by=inspector, written_at=AT
    )
    page = team.get(url(chapter)).content.decode()
    for words in (
        finding.heading,
        "Ready to be read",
        "Withheld text",
        inspector.name,
        "0 evidence items",
        "1 open comment",
        "Mixed",
        "Analysts",
    ):
        assert words in page
    assert "A place." not in page


def test_buttons_move_a_card_up_and_to_another_area(team: Client, chapter: InspectedBody) -> None:
    first, second = (FindingFactory(chapter=chapter) for _ in range(2))
    (_, card) = board(chapter).columns[0].cards
    assert "is moved" in press(team, "finding_arrange", second, to=str(card.up))
    assert list(chapter.findings.all()) == [second, first]
    first.refresh_from_db()
    press(team, "finding_arrange", first, to="3:")
    first.refresh_from_db()
    assert first.question_area.position == 3


@pytest.mark.parametrize("to", ["", "x:", "9:", "1:00000000-0000-4000-8000-000000000000", "1:x"])
def test_a_place_that_is_not_there_is_refused(
    team: Client, chapter: InspectedBody, finding: Finding, to: str
) -> None:
    page = press(team, "finding_arrange", finding, to=to)
    assert "is moved" not in page
    finding.refresh_from_db()
    assert finding.version == 1


def test_a_card_that_somebody_moved_meanwhile_stays(
    team: Client, chapter: InspectedBody, finding: Finding
) -> None:
    page = press(team, "finding_arrange", finding, to="2:", seen_version=4)
    assert "has changed since you read it" in page


def test_a_finding_is_marked_from_its_board(team: Client, finding: Finding) -> None:
    page = press(team, "finding_mark", finding, state="agreed", board="yes")
    assert "is marked" in page
    assert "Drafting board" in page
    finding.refresh_from_db()
    assert finding.state == Finding.State.AGREED


def test_a_publisher_reads_it_and_moves_nothing(
    client: Client, chapter: InspectedBody, finding: Finding
) -> None:
    client.force_login(person(RoleGrant.Role.PUBLISHER))
    page = client.get(url(chapter)).content.decode()
    assert finding.heading in page
    assert "Move or mark" not in page


def test_queries_do_not_grow(
    team: Client,
    chapter: InspectedBody,
    inspector: User,
    assert_queries_do_not_grow: Callable[[str, Callable[[], object]], None],
) -> None:
    other = InspectedBodyFactory(inspection=chapter.inspection)
    theme = Theme.objects.create(name="Analysts", valid_from=date(2020, 1, 1))

    def add_finding() -> None:
        finding = FindingFactory(chapter=chapter, author=person(RoleGrant.Role.INSPECTOR))
        finding.themes.add(theme)
        finding.also_about.add(other)

    assert_queries_do_not_grow(url(chapter), add_finding)


def test_long_texts_stay_in_the_database(inspection: Inspection, finding: Finding) -> None:
    (card,) = board(finding.chapter).columns[0].cards
    assert {"text", "parts", "lead", "internal_note"} <= card.finding.get_deferred_fields()
