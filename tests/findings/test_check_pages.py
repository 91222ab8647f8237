"""The pages of the pre-publication check: what each person is shown, and what a refusal says."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from findings.actions import challenges, checking
from findings.models import Challenge, Extract, Finding, Inspection, PrePublicationCheck
from forces.models import RoleGrant
from inspection_portal.core.models import AuditEvent, Message, User
from tests.factories import InspectedBodyFactory, person
from tests.factories.checking import extract_of, give_out

WRONG = "There were seven plans in March."
Ask = Callable[..., HttpResponse]


@pytest.fixture
def challenge(extract: Extract, force_lead: User, today: datetime) -> Challenge:
    return challenges.raise_challenge(
        extract, passage_number=2, text=WRONG, by=force_lead, at=today
    )


@pytest.fixture
def decided(challenge: Challenge, inspector: User, today: datetime) -> Challenge:
    challenges.decide_challenge(
        challenge, decision="rejected", reason="It was six.", by=inspector, at=today
    )
    return challenge


@pytest.fixture
def confirmed(decided: Challenge, moderator: User, today: datetime) -> Challenge:
    challenges.confirm_challenge(decided, seen_decided_at=today, by=moderator, at=today)
    return decided


@pytest.fixture
def ask(client: Client) -> Ask:
    def ask(user: User, name: str, *args: object, data: object = None) -> HttpResponse:
        client.force_login(user)
        url = reverse(name, args=args)
        response = client.get(url) if data is None else client.post(url, data, follow=True)
        return response  # type: ignore[return-value]

    return ask


def words(response: HttpResponse) -> str:
    return response.content.decode()


class TestExtract:
    def test_it_is_marked_top_and_bottom_and_shows_the_clock(
        self, extract: Extract, force_lead: User, ask: Ask
    ) -> None:
        page = words(ask(force_lead, "findings:extract", extract.uuid))
        assert page.count("OFFICIAL-SENSITIVE") == 2
        assert "13 June 2026 at 10:00am: 10 days left" in " ".join(page.split())

    def test_every_passage_can_be_challenged_by_a_lead_only(
        self, extract: Extract, force_lead: User, force_contributor: User, ask: Ask
    ) -> None:
        assert words(ask(force_lead, "findings:extract", extract.uuid)).count("/challenge/") == 4
        read = words(ask(force_contributor, "findings:extract", extract.uuid))
        assert "We found plans for every threat." in read
        assert "/challenge/" not in read

    def test_a_rocu_lead_reads_the_extract_of_the_rocu(
        self, inspection: Inspection, rocu_lead: User, inspector: User, today: datetime, ask: Ask
    ) -> None:
        chapter = InspectedBodyFactory(inspection=inspection, body=rocu_lead.role_grants.get().body)
        extract = extract_of(give_out(inspection, by=inspector, at=today), chapter.body)
        assert ask(rocu_lead, "findings:extract", extract.uuid).status_code == 200

    def test_another_force_is_answered_as_if_there_were_none(
        self, extract: Extract, other_force_lead: User, ask: Ask
    ) -> None:
        hidden = ask(other_force_lead, "findings:extract", extract.uuid)
        missing = ask(other_force_lead, "findings:extract", extract.check_round.uuid)
        assert hidden.status_code == missing.status_code == 404
        assert hidden.content == missing.content

    def test_nothing_of_it_can_be_reached_elsewhere(
        self, inspection: Inspection, finding: Finding, extract: Extract, force_lead: User, ask: Ask
    ) -> None:
        for name, uuid in (
            ("findings:inspection", inspection.uuid),
            ("findings:finding", finding.uuid),
            ("findings:check", inspection.uuid),
            ("reports:preview", inspection.uuid),
        ):
            assert ask(force_lead, name, uuid).status_code == 404, name

    def test_nothing_to_challenge_is_said_once(
        self, extract: Extract, force_lead: User, ask: Ask
    ) -> None:
        page = words(ask(force_lead, "findings:extract_nothing", extract.uuid, data={}))
        assert "The inspectorate is told." in page
        page = words(ask(force_lead, "findings:extract_nothing", extract.uuid, data={}))
        assert "Your body has said so already." in page


class TestChallenging:
    def test_a_lead_sends_one_with_a_file(
        self, extract: Extract, force_lead: User, ask: Ask
    ) -> None:
        file = BytesIO(b"seven")
        file.name = "plans.txt"
        page = words(
            ask(
                force_lead,
                "findings:challenge_raise",
                extract.uuid,
                2,
                data={"text": WRONG, "file": file},
            )
        )
        assert "Challenge 1.1 is sent to the inspectorate." in page
        kept = Challenge.objects.get().files.get()
        response = ask(force_lead, "findings:challenge_file", kept.uuid)
        assert response["Content-Disposition"] == 'attachment; filename="plans.txt"'
        assert b"".join(response.streaming_content) == b"seven"  # type: ignore[attr-defined]

    def test_a_wrong_file_is_refused_and_the_text_kept(
        self, extract: Extract, force_lead: User, ask: Ask
    ) -> None:
        file = BytesIO(b"MZ")
        file.name = "plans.exe"
        page = words(
            ask(
                force_lead,
                "findings:challenge_raise",
                extract.uuid,
                2,
                data={"text": WRONG, "file": file},
            )
        )
        assert "The file must be" in page
        assert WRONG in page
        assert not Challenge.objects.exists()

    def test_the_form_shows_a_passage_so_it_is_an_opening_too(
        self, extract: Extract, force_lead: User, ask: Ask
    ) -> None:
        assert ask(force_lead, "findings:challenge_raise", extract.uuid, 2).status_code == 200
        opening = AuditEvent.objects.about(extract).readings().get()
        assert (opening.verb, opening.by) == ("extract.opened", force_lead)

    def test_there_is_no_form_for_a_passage_that_is_not_there(
        self, extract: Extract, force_lead: User, ask: Ask
    ) -> None:
        response = ask(force_lead, "findings:challenge_raise", extract.uuid, 99)
        assert response.status_code == 404

    def test_a_contributor_reads_and_does_not_challenge(
        self, extract: Extract, force_contributor: User, ask: Ask
    ) -> None:
        response = ask(force_contributor, "findings:challenge_raise", extract.uuid, 2)
        assert response.status_code == 403


class TestAnswer:
    def test_the_body_does_not_see_a_decision_before_it_is_confirmed(
        self, decided: Challenge, force_lead: User, ask: Ask
    ) -> None:
        page = words(ask(force_lead, "findings:challenge", decided.uuid))
        assert "Being considered" in page
        assert "It was six." not in page
        assert "Rejected" not in page

    def test_the_body_sees_decision_and_reason_and_no_name_of_the_team(
        self, confirmed: Challenge, force_lead: User, inspector: User, moderator: User, ask: Ask
    ) -> None:
        page = words(ask(force_lead, "findings:challenge", confirmed.uuid))
        assert "It was six." in page
        assert "Rejected" in page
        assert inspector.name not in page
        assert moderator.name not in page

    def test_once_the_check_is_closed_the_answer_stays_and_the_draft_does_not(
        self, confirmed: Challenge, force_lead: User, inspector: User, today: datetime, ask: Ask
    ) -> None:
        checking.close_check(confirmed.extract.check_round, by=inspector, at=today)
        page = words(ask(force_lead, "findings:challenge", confirmed.uuid))
        assert "It was six." in page
        assert confirmed.passage not in page
        assert confirmed.extract.check_round.inspection.title not in page

    def test_an_unanswered_one_is_gone_with_the_check(
        self, decided: Challenge, force_lead: User, inspector: User, today: datetime, ask: Ask
    ) -> None:
        checking.close_check(decided.extract.check_round, by=inspector, at=today)
        assert ask(force_lead, "findings:challenge", decided.uuid).status_code == 404

    def test_another_force_sees_none(
        self, confirmed: Challenge, other_force_lead: User, ask: Ask
    ) -> None:
        assert ask(other_force_lead, "findings:challenge", confirmed.uuid).status_code == 404


class TestInspectorate:
    def test_the_check_page_tells_who_opened_and_challenged_what(
        self, challenge: Challenge, inspector: User, force_lead: User, today: datetime, ask: Ask
    ) -> None:
        checking.open_extract(challenge.extract, by=force_lead, at=today)
        page = words(
            ask(inspector, "findings:check", challenge.extract.check_round.inspection.uuid)
        )
        assert f"{force_lead.name}," in page
        assert "Challenge 1.1" in page
        assert "To be decided" in page
        assert "No answer yet" in page

    def test_it_costs_no_more_with_more_bodies(
        self,
        inspection: Inspection,
        check: PrePublicationCheck,
        inspector: User,
        client: Client,
        force_lead: User,
        today: datetime,
        django_assert_max_num_queries: Callable[..., object],
    ) -> None:
        for extract in check.extracts.all():
            lead = person(RoleGrant.Role.FORCE_LEAD, extract.chapter.body)
            for _ in range(3):
                checking.open_extract(extract, by=lead, at=today)
                challenges.raise_challenge(extract, passage_number=1, text=WRONG, by=lead, at=today)
        client.force_login(inspector)
        with django_assert_max_num_queries(25):  # type: ignore[attr-defined]
            client.get(reverse("findings:check", args=[inspection.uuid]))

    def test_a_check_is_opened_by_its_last_day(
        self,
        inspection: Inspection,
        check: PrePublicationCheck,
        inspector: User,
        today: datetime,
        force_lead: User,
        ask: Ask,
    ) -> None:
        checking.close_check(check, by=inspector, at=today)
        last_day = {"closes_at_day": "12", "closes_at_month": "6", "closes_at_year": "2026"}
        page = words(ask(inspector, "reports:check_open", inspection.uuid, data=last_day))
        assert "The check is open, and the leads of the bodies are told." in page
        opened = inspection.checks.get(closed_at=None)
        assert opened.closes_at.isoformat() == "2026-06-12T22:59:00+00:00"
        assert Message.objects.filter(kind="check.extract_ready", recipient=force_lead).count() == 1

    def test_a_refusal_keeps_what_was_typed(
        self, check: PrePublicationCheck, inspector: User, ask: Ask
    ) -> None:
        typed = {
            "closes_at_day": "4",
            "closes_at_month": "6",
            "closes_at_year": "2026",
            "reason": "A bank holiday",
        }
        page = words(ask(inspector, "findings:check_extend", check.uuid, data=typed))
        assert "Choose a day later than the one that the bodies have now." in page
        assert "A bank holiday" in page

    def test_a_decision_is_made_and_confirmed_by_two(
        self, challenge: Challenge, inspector: User, moderator: User, ask: Ask
    ) -> None:
        answer = {"decision": "rejected", "reason": "It was six."}
        page = words(ask(inspector, "findings:challenge_decide", challenge.uuid, data=answer))
        assert "A second person must confirm it." in page
        assert "Confirm the decision" not in page
        challenge.refresh_from_db()
        assert challenge.decided_at
        seen = {"seen_decided_at": challenge.decided_at.isoformat()}
        page = words(ask(inspector, "findings:challenge_confirm", challenge.uuid, data=seen))
        assert "You decided this challenge. Ask another person to confirm." in page
        page = words(ask(moderator, "findings:challenge_confirm", challenge.uuid, data=seen))
        assert "is confirmed. The body is told." in page

    def test_a_second_person_sends_it_back(
        self, decided: Challenge, moderator: User, ask: Ask
    ) -> None:
        assert decided.decided_at
        answer = {"seen_decided_at": decided.decided_at.isoformat(), "reason": "Look at March"}
        page = words(ask(moderator, "findings:challenge_send_back", decided.uuid, data=answer))
        assert "is to be decided anew." in page


class TestHome:
    def test_a_body_is_told_how_much_time_is_left(
        self, extract: Extract, force_lead: User, force_contributor: User, ask: Ask
    ) -> None:
        for reader in (force_lead, force_contributor):
            page = words(ask(reader, "home:home"))
            assert "To check by 13 June 2026: <strong>10 days left</strong>" in page
            assert extract.check_round.inspection.title not in page

    def test_nobody_else_is(self, extract: Extract, inspector: User, ask: Ask) -> None:
        assert "Check before publication" not in words(ask(inspector, "home:home"))
