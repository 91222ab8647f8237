"""Passages that are kept from publication: who reads them says why."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from findings import actions
from findings.models import ClosedPassage, Finding, Paragraph
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from tests.factories import ParagraphFactory, put_in_print

WORDS = "The informant lives in the next town."


@pytest.fixture
def paragraph(finding: Finding) -> Paragraph:
    return ParagraphFactory(finding=finding)


@pytest.fixture
def add(
    finding: Finding, paragraph: Paragraph, inspector: User, moment: datetime
) -> Callable[..., ClosedPassage]:
    def do(**passage: object) -> ClosedPassage:
        usual = {"after": paragraph, "ground": "safety", "text": WORDS}
        return actions.add_closed(finding, **{**usual, "by": inspector, "at": moment, **passage})

    return do


@pytest.fixture
def closed(add: Callable[..., ClosedPassage]) -> ClosedPassage:
    return add()


def test_its_words_stand_in_no_other_place(closed: ClosedPassage, finding: Finding) -> None:
    event = AuditEvent.objects.about(closed).get()
    assert event.verb == "closed_passage.added"
    assert WORDS not in f"{event.detail} {event.object_label}"
    assert WORDS not in finding.text


@pytest.mark.parametrize(
    ("passage", "why"),
    [
        ({"text": " "}, "Enter the passage"),
        ({"text": "SECRET\nHe lives there."}, "nothing above OFFICIAL-SENSITIVE"),
        ({"ground": "embarrassment"}, "not a valid choice"),
    ],
)
def test_refused(add: Callable[..., ClosedPassage], passage: dict[str, str], why: str) -> None:
    with pytest.raises(RuleBroken, match=why):
        add(**passage)


def test_reading_is_recorded_with_its_reason(
    closed: ClosedPassage, moderator: User, moment: datetime
) -> None:
    read = actions.read_closed(closed, reason="To moderate the grade.", by=moderator, at=moment)
    assert read == WORDS
    event = AuditEvent.objects.about(closed).readings().get()
    assert (event.verb, event.by) == ("closed_passage.read", moderator)
    assert event.detail["reason"] == "To moderate the grade."


def test_no_reading_without_a_reason(
    closed: ClosedPassage, inspector: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="Say why"):
        actions.read_closed(closed, reason=" ", by=inspector, at=moment)


def test_a_force_lead_reads_none_even_of_a_published_report(
    closed: ClosedPassage, force_lead: User, moment: datetime
) -> None:
    put_in_print(closed.finding.inspection)
    with pytest.raises(PermissionDenied):
        actions.read_closed(closed, reason="Curious.", by=force_lead, at=moment)


def test_revising_and_the_second_editor(
    closed: ClosedPassage, inspector: User, moment: datetime
) -> None:
    said = {"after": None, "ground": "national_security", "by": inspector, "at": moment}
    actions.revise_closed(closed, text="By the first", seen_version=1, **said)
    with pytest.raises(RuleBroken, match="has changed since"):
        actions.revise_closed(closed, text="By the second", seen_version=1, **said)
    closed.refresh_from_db()
    assert (closed.text, closed.after, closed.version) == ("By the first", None, 2)


def test_removing_stays_in_the_trail_of_the_inspection(
    closed: ClosedPassage, inspector: User, moment: datetime
) -> None:
    inspection = closed.finding.inspection
    actions.remove_closed(closed, seen_version=1, by=inspector, at=moment)
    assert not ClosedPassage.objects.exists()
    (event,) = AuditEvent.objects.of_ends(inspection=str(inspection.uuid))
    assert event.verb == "closed_passage.removed"


@pytest.mark.parametrize("change", [actions.revise_closed, actions.remove_closed])
def test_changes_are_for_those_who_work_on_it(
    change: Callable[..., None], closed: ClosedPassage, force_lead: User, moment: datetime
) -> None:
    words = {} if change is actions.remove_closed else {"after": None, "ground": "", "text": ""}
    with pytest.raises(PermissionDenied):
        change(closed, seen_version=1, by=force_lead, at=moment, **words)


def test_database_keeps_it_after_its_own_paragraph(closed: ClosedPassage) -> None:
    with pytest.raises(IntegrityError, match="another finding"), transaction.atomic():
        ClosedPassage.objects.filter(pk=closed.pk).update(after=ParagraphFactory())


def test_a_finding_with_one_is_not_deleted(
    closed: ClosedPassage, inspector: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="has closed passages"):
        actions.delete_finding(closed.finding, seen_version=1, by=inspector, at=moment)


class TestPages:
    @pytest.fixture(autouse=True)
    def _signed_in(self, client: Client, inspector: User) -> None:
        client.force_login(inspector)

    def test_the_team_is_told_that_there_is_one(
        self, client: Client, closed: ClosedPassage
    ) -> None:
        finding = closed.finding
        trace = reverse("findings:trace", args=[finding.inspection.uuid])
        assert finding.chapter
        page = client.get(f"{trace}?body={finding.chapter.uuid}").content.decode()
        assert "A passage is withheld here" in page
        assert WORDS not in page

    def test_first_the_reason_then_the_passage(self, client: Client, closed: ClosedPassage) -> None:
        url = reverse("findings:closed_read", args=[closed.uuid])
        assert WORDS not in client.get(url).content.decode()
        assert WORDS not in client.post(url, {"reason": ""}).content.decode()
        assert WORDS in client.post(url, {"reason": "To write the next one."}).content.decode()
        assert AuditEvent.objects.about(closed).readings().count() == 1

    def test_a_clash_shows_no_stored_words(
        self, client: Client, closed: ClosedPassage, inspector: User, moment: datetime
    ) -> None:
        said = {"after": None, "ground": "safety", "by": inspector, "at": moment}
        actions.revise_closed(closed, text="Theirs alone.", seen_version=1, **said)
        typed = {"text": "Mine.", "ground": "safety", "seen_version": 1}
        response = client.post(reverse("findings:closed_revise", args=[closed.uuid]), typed)
        page = response.content.decode()
        assert "has changed since" in page
        assert "Mine." in page
        assert "Theirs alone." not in page
