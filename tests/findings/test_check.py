"""The pre-publication check: who is given what, and until when it can be read."""

from datetime import date, datetime, timedelta
from hashlib import sha256

import msgspec
import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.utils import InternalError
from django.test import Client
from django.utils import timezone

from findings.actions import checking
from findings.extracts import content_hash, from_builtins, to_builtins
from findings.models import (
    Challenge,
    Extract,
    Finding,
    InspectedBody,
    Inspection,
    PrePublicationCheck,
)
from findings.queries.checking import words_now
from forces.actions import take_role
from forces.models import Organisation, forget_standing
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.message_kinds import outdated
from inspection_portal.core.models import AuditEvent, Message, User
from inspection_portal.core.sending import send_due
from inspection_portal.reports.actions import move
from inspection_portal.reports.actions.checking import open_check
from tests.factories import (
    CauseOfConcernFactory,
    JudgmentFactory,
    KeyFigureFactory,
    LocalPolicingBodyFactory,
    RecommendationFactory,
    put_in_print,
)
from tests.factories.checking import extract_of, give_out

SECOND = timedelta(seconds=1)


def texts(extract: Extract) -> list[str]:
    return [passage.text for passage in from_builtins(extract.content).passages()]


def readable(user: User, at: datetime) -> list[Extract]:
    forget_standing(user)
    return list(Extract.objects.readable_by_body(user, at))


class TestOpening:
    def test_each_body_is_given_its_own_chapter_and_the_region(
        self, extract: Extract, other_extract: Extract, finding: Finding
    ) -> None:
        own, others = texts(extract), texts(other_extract)
        assert finding.text in own
        assert finding.heading in own
        assert "All of the region reads this." in own
        assert "Only the other force reads this." not in own
        assert "Only the other force reads this." in others
        assert finding.text not in others

    def test_extracts_and_passages_are_numbered(
        self, extract: Extract, other_extract: Extract
    ) -> None:
        assert (extract.number, other_extract.number) == (1, 2)
        numbers = [passage.number for passage in from_builtins(extract.content).passages()]
        assert numbers == [1, 2, 3, 4]

    def test_a_passage_of_a_finding_names_its_paragraph(
        self, extract: Extract, finding: Finding
    ) -> None:
        named = {each.text: each.paragraph for each in from_builtins(extract.content).passages()}
        assert named[finding.text] == finding.paragraphs.get().uuid
        assert named[finding.heading] is None

    def test_bullets_recommendations_and_the_final_grade_are_in_it(
        self, inspection: Inspection, chapter: InspectedBody, inspector: User, today: datetime
    ) -> None:
        concern = CauseOfConcernFactory(
            chapter=chapter, lead="The force should:", parts=["plan", "review"]
        )
        asked = RecommendationFactory(finding=concern)
        JudgmentFactory(inspected_body=chapter)
        extract = extract_of(give_out(inspection, by=inspector, at=today), chapter.body)
        assert {"The force should:\n\n- plan\n- review", asked.text} <= set(texts(extract))
        assert from_builtins(extract.content).grade == "Good"

    def test_whom_a_recommendation_is_addressed_to_outside_the_bodies_is_in_it(
        self, inspection: Inspection, chapter: InspectedBody, inspector: User, today: datetime
    ) -> None:
        asked = RecommendationFactory(finding=CauseOfConcernFactory(chapter=chapter))
        home_office = Organisation.objects.create(name="Home Office", valid_from=date(2020, 1, 1))
        asked.organisations.add(home_office)
        asked.policing_bodies.add(office := LocalPolicingBodyFactory())
        extract = extract_of(give_out(inspection, by=inspector, at=today), chapter.body)
        passages = from_builtins(extract.content).passages()
        named = {each.text: each.addressees for each in passages if each.addressees}
        assert named == {asked.text: ("Home Office", str(office))}
        assert extract.content_sha256 == content_hash(from_builtins(extract.content))

    def test_figures_that_the_report_prints_are_in_it(
        self, inspection: Inspection, chapter: InspectedBody, inspector: User, today: datetime
    ) -> None:
        KeyFigureFactory(chapter=chapter)
        printed = KeyFigureFactory(chapter=chapter, counted="Leads alone.", printed=True)
        given = extract_of(give_out(inspection, by=inspector, at=today), chapter.body)
        told = f"{printed.figure}: 11 orders, as at 12 January 2026. Leads alone. Source: "
        [figures] = [each for each in from_builtins(given.content).parts if each.title == "Figures"]
        [passage] = figures.pieces[0].passages
        assert passage.text == f"{told}{printed.source}"
        challenge = Challenge(extract=given, passage=passage.text)
        assert words_now(challenge) == passage.text

    def test_an_extract_from_before_it_named_addressees_keeps_its_hash(self) -> None:
        passage = {"number": 1, "text": "Kent must act.", "paragraph": None}
        piece = {"passages": [passage], "heading": None, "label": "", "also_about": []}
        parts = [{"title": "Kent", "pieces": [piece]}]
        stored = {"title": "South East", "body": "Kent", "grade": "", "parts": parts}
        as_it_was = sha256(msgspec.json.encode(stored, order="sorted")).hexdigest()
        assert to_builtins(from_builtins(stored)) == stored
        assert content_hash(from_builtins(stored)) == as_it_was

    def test_a_grade_that_is_not_final_is_not_told(
        self, inspection: Inspection, chapter: InspectedBody, inspector: User, today: datetime
    ) -> None:
        JudgmentFactory(inspected_body=chapter, state="proposed")
        extract = extract_of(give_out(inspection, by=inspector, at=today), chapter.body)
        assert from_builtins(extract.content).grade == ""

    def test_internal_notes_are_not_in_it(self, extract: Extract, finding: Finding) -> None:
        assert "internal" not in str(extract.content)

    def test_content_is_frozen_and_known_by_its_hash(self, extract: Extract) -> None:
        assert extract.content_sha256 == content_hash(from_builtins(extract.content))
        with pytest.raises(InternalError), transaction.atomic():
            Extract.objects.filter(pk=extract.pk).update(content={})

    def test_it_is_recorded(self, check: PrePublicationCheck, inspector: User) -> None:
        event = AuditEvent.objects.about(check).get()
        assert (event.verb, event.by) == ("check.opened", inspector)

    def test_leads_of_each_body_are_told_without_a_word_of_the_draft(
        self, force_lead: User, force_contributor: User, extract: Extract, finding: Finding
    ) -> None:
        message = Message.objects.get()
        assert message.recipient == force_lead
        assert message.link == extract.get_absolute_url()
        assert extract.check_round.inspection.title not in message.subject + message.text
        assert finding.text not in message.text

    def test_only_in_its_stage(
        self, inspection: Inspection, chapter: InspectedBody, inspector: User, today: datetime
    ) -> None:
        with pytest.raises(RuleBroken, match="not in the pre-publication check"):
            open_check(inspection, closes_at=today + timedelta(days=1), by=inspector, at=today)

    def test_only_one_at_a_time(
        self, check: PrePublicationCheck, inspector: User, today: datetime
    ) -> None:
        with pytest.raises(RuleBroken, match="already open"):
            give_out(check.inspection, by=inspector, at=today)

    def test_not_without_bodies(
        self, inspection: Inspection, inspector: User, today: datetime
    ) -> None:
        with pytest.raises(RuleBroken, match="no bodies"):
            give_out(inspection, by=inspector, at=today)

    def test_not_to_end_before_it_begins(
        self, inspection: Inspection, chapter: InspectedBody, inspector: User, today: datetime
    ) -> None:
        with pytest.raises(RuleBroken, match="Choose a later day"):
            give_out(inspection, by=inspector, at=today, days=0)

    @pytest.mark.parametrize("who", ["force_lead", "hmi", "publisher", "administrator"])
    def test_others_do_not_open_it(
        self,
        who: str,
        inspection: Inspection,
        chapter: InspectedBody,
        today: datetime,
        request: pytest.FixtureRequest,
    ) -> None:
        with pytest.raises(PermissionDenied):
            give_out(inspection, by=request.getfixturevalue(who), at=today)


class TestTheClock:
    """The link is dead at the end of the check, whatever ends it."""

    def test_it_dies_at_closes_at(self, extract: Extract, force_lead: User, client: Client) -> None:
        closes_at = extract.check_round.closes_at
        for at, code in ((-SECOND, 200), (0 * SECOND, 404), (SECOND, 404)):
            with time_machine.travel(closes_at + at, tick=False):
                client.force_login(force_lead)
                assert client.get(extract.get_absolute_url()).status_code == code, at

    def test_it_dies_when_the_check_is_closed(
        self, extract: Extract, force_lead: User, inspector: User, today: datetime
    ) -> None:
        assert readable(force_lead, today) == [extract]
        checking.close_check(extract.check_round, by=inspector, at=today)
        assert readable(force_lead, today) == []

    @pytest.mark.parametrize("stage", ["moderation", "drafting", "sign_off"])
    def test_it_dies_when_the_report_leaves_the_stage(
        self, stage: str, extract: Extract, force_lead: User, today: datetime
    ) -> None:
        Inspection.objects.update(stage=stage)
        assert readable(force_lead, today) == []

    def test_it_dies_on_publication(
        self, extract: Extract, force_lead: User, inspection: Inspection, today: datetime
    ) -> None:
        put_in_print(inspection)
        assert readable(force_lead, today) == []

    def test_it_dies_when_the_person_leaves(
        self, extract: Extract, force_lead: User, client: Client
    ) -> None:
        client.force_login(force_lead)
        User.objects.filter(pk=force_lead.pk).update(is_active=False)
        assert client.get(extract.get_absolute_url()).status_code == 302

    def test_it_dies_when_the_person_loses_the_role(
        self, extract: Extract, force_lead: User, administrator: User, today: datetime
    ) -> None:
        take_role(force_lead.role_grants.get(), by=administrator, at=today)
        assert readable(force_lead, today) == []

    def test_a_lost_role_ends_session_link_and_message_at_the_next_request(
        self, force_lead: User, extract: Extract, administrator: User, client: Client
    ) -> None:
        client.force_login(force_lead)
        assert client.get(extract.get_absolute_url()).status_code == 200
        take_role(force_lead.role_grants.get(), by=administrator, at=timezone.now())
        assert client.get(extract.get_absolute_url()).status_code == 302
        client.force_login(User.objects.get(pk=force_lead.pk))
        assert client.get(extract.get_absolute_url()).status_code == 404
        send_due()
        assert Message.objects.get(recipient=force_lead).state == Message.State.CANCELLED
        assert not mail.outbox

    def test_a_message_about_a_dead_link_is_not_sent(
        self, force_lead: User, extract: Extract, inspector: User, today: datetime
    ) -> None:

        message = Message.objects.select_related("recipient").get()
        assert outdated([message]) == {}
        checking.close_check(extract.check_round, by=inspector, at=today)
        assert list(outdated([message])) == [message.pk]


class TestExtending:
    def test_the_bodies_have_more_time(
        self, extract: Extract, force_lead: User, inspector: User, today: datetime
    ) -> None:
        check = extract.check_round
        later = check.closes_at + timedelta(days=3)
        checking.extend_check(check, closes_at=later, reason="Bank holiday", by=inspector, at=today)
        assert check.closes_at == later
        assert readable(force_lead, later - SECOND) == [extract]
        event = AuditEvent.objects.about(check).first()
        assert event
        assert (event.verb, event.detail["reason"]) == ("check.extended", "Bank holiday")

    def test_not_to_an_earlier_day(
        self, check: PrePublicationCheck, inspector: User, today: datetime
    ) -> None:
        with pytest.raises(RuleBroken, match="later than"):
            checking.extend_check(
                check, closes_at=check.closes_at, reason="Why", by=inspector, at=today
            )

    def test_not_without_a_reason(
        self, check: PrePublicationCheck, inspector: User, today: datetime
    ) -> None:
        later = check.closes_at + SECOND
        with pytest.raises(RuleBroken, match="Say why"):
            checking.extend_check(check, closes_at=later, reason=" ", by=inspector, at=today)

    def test_not_once_it_is_closed(
        self, check: PrePublicationCheck, inspector: User, moderator: User, today: datetime
    ) -> None:
        checking.close_check(check, by=moderator, at=today)
        later = check.closes_at + SECOND
        with pytest.raises(RuleBroken, match="has changed"):
            checking.extend_check(check, closes_at=later, reason="Why", by=inspector, at=today)


class TestClosing:
    def test_it_is_recorded_and_the_leads_are_told(
        self, force_lead: User, check: PrePublicationCheck, inspector: User, today: datetime
    ) -> None:
        checking.close_check(check, by=inspector, at=today)
        assert (check.closed_by, check.closed_at) == (inspector, today)
        assert AuditEvent.objects.about(check).first().verb == "check.closed"  # type: ignore[union-attr]
        kinds = Message.objects.filter(recipient=force_lead).values_list("kind", flat=True)
        assert set(kinds) == {"check.extract_ready", "check.closed"}

    def test_not_twice(self, check: PrePublicationCheck, inspector: User, today: datetime) -> None:
        checking.close_check(check, by=inspector, at=today)
        with pytest.raises(RuleBroken, match="closed already"):
            checking.close_check(check, by=inspector, at=today)

    def test_not_by_a_body(
        self, check: PrePublicationCheck, force_lead: User, today: datetime
    ) -> None:
        with pytest.raises(PermissionDenied):
            checking.close_check(check, by=force_lead, at=today)

    def test_a_report_that_goes_back_takes_its_round_along(
        self, check: PrePublicationCheck, moderator: User, today: datetime
    ) -> None:
        inspection = check.inspection
        inspection.refresh_from_db()
        move(
            inspection,
            to="moderation",
            reason="A grade is doubtful",
            seen_version=inspection.version,
            by=moderator,
            at=today,
        )
        check.refresh_from_db()
        assert (inspection.stage, check.closed_by) == ("moderation", moderator)


class TestReading:
    @pytest.mark.parametrize(
        ("who", "reason"),
        [
            ("force_lead", "Factual-accuracy check"),
            ("force_contributor", "Factual-accuracy check"),
            ("inspector", "Work on the inspection"),
        ],
    )
    def test_every_opening_is_recorded_with_its_purpose(
        self,
        who: str,
        reason: str,
        extract: Extract,
        client: Client,
        request: pytest.FixtureRequest,
    ) -> None:
        reader = request.getfixturevalue(who)
        client.force_login(reader)
        for _ in range(2):
            assert client.get(extract.get_absolute_url()).status_code == 200
        openings = AuditEvent.objects.about(extract).readings()
        assert [event.by for event in openings] == [reader, reader]
        assert openings[0].detail == {"reason": reason}

    def test_another_force_is_not_shown_it(
        self, extract: Extract, other_force_lead: User, today: datetime
    ) -> None:
        with pytest.raises(PermissionDenied):
            checking.open_extract(extract, by=other_force_lead, at=today)


class TestAnsweringNothing:
    def test_a_lead_says_that_there_is_nothing_to_challenge(
        self, extract: Extract, force_lead: User, today: datetime
    ) -> None:
        reply = checking.answer_nothing(extract, by=force_lead, at=today)
        assert (reply.by, reply.at) == (force_lead, today)
        assert AuditEvent.objects.about(extract).get().verb == "extract.answered"

    def test_not_twice(self, extract: Extract, force_lead: User, today: datetime) -> None:
        checking.answer_nothing(extract, by=force_lead, at=today)
        with pytest.raises(RuleBroken, match="said so already"):
            checking.answer_nothing(extract, by=force_lead, at=today)

    @pytest.mark.parametrize("who", ["force_contributor", "other_force_lead", "inspector"])
    def test_only_by_a_lead_of_the_body(
        self, who: str, extract: Extract, today: datetime, request: pytest.FixtureRequest
    ) -> None:
        with pytest.raises(PermissionDenied):
            checking.answer_nothing(extract, by=request.getfixturevalue(who), at=today)
