"""Challenges: raised by a body, decided by one person, confirmed by a second."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from findings import actions as writing
from findings.actions import challenges, checking
from findings.models import Challenge, Extract, Finding, Inspection
from findings.queries.checking import extract_states, open_challenges, words_now
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, Message, User
from inspection_portal.core.uploads import check as checked_file

WRONG = "There were seven plans in March."
Decide = Callable[..., None]


@pytest.fixture
def challenge(extract: Extract, force_lead: User, today: datetime) -> Challenge:
    """To the only paragraph of the force's finding."""
    return challenges.raise_challenge(
        extract, passage_number=2, text=WRONG, by=force_lead, at=today
    )


@pytest.fixture
def decide(challenge: Challenge, inspector: User, today: datetime) -> Decide:
    def decide(decision: str) -> None:
        challenges.decide_challenge(
            challenge, decision=decision, reason="The plans show it.", by=inspector, at=today
        )

    return decide


def reword(finding: Finding, text: str, by: User, at: datetime) -> None:
    finding.refresh_from_db()
    writing.revise_finding(finding, text=text, seen_version=finding.version, by=by, at=at)


def confirm(challenge: Challenge, by: User, at: datetime) -> None:
    assert challenge.decided_at
    challenges.confirm_challenge(challenge, seen_decided_at=challenge.decided_at, by=by, at=at)


class TestRaising:
    def test_it_keeps_the_passage_and_its_paragraph(
        self, challenge: Challenge, finding: Finding, force_lead: User
    ) -> None:
        assert (challenge.number, challenge.passage, challenge.text) == (1, finding.text, WRONG)
        assert challenge.paragraph == finding.paragraphs.get()
        assert str(challenge) == "Challenge 1.1"
        event = AuditEvent.objects.about(challenge).get()
        assert (event.verb, event.by) == ("challenge.raised", force_lead)

    def test_a_heading_is_challenged_too(
        self, extract: Extract, finding: Finding, force_lead: User, today: datetime
    ) -> None:
        raised = challenges.raise_challenge(
            extract, passage_number=1, text=WRONG, by=force_lead, at=today
        )
        assert (raised.passage, raised.paragraph) == (finding.heading, None)

    def test_files_are_kept_with_their_hash(
        self, extract: Extract, force_lead: User, today: datetime
    ) -> None:
        file = checked_file("plans.txt", b"seven")
        raised = challenges.raise_challenge(
            extract, passage_number=1, text=WRONG, files=[file], by=force_lead, at=today
        )
        kept = raised.files.get()
        assert (kept.name, kept.sha256) == ("plans.txt", file.sha256)
        assert challenges.take_challenge_file(kept, by=force_lead, at=today) == b"seven"
        read = AuditEvent.objects.about(raised).readings().get()
        assert read.detail == {"reason": "Factual-accuracy check", "file": "plans.txt"}

    def test_another_force_does_not_get_the_file(
        self, extract: Extract, force_lead: User, other_force_lead: User, today: datetime
    ) -> None:
        file = checked_file("plans.txt", b"seven")
        raised = challenges.raise_challenge(
            extract, passage_number=1, text=WRONG, files=[file], by=force_lead, at=today
        )
        with pytest.raises(PermissionDenied):
            challenges.take_challenge_file(raised.files.get(), by=other_force_lead, at=today)

    @pytest.mark.parametrize("text", [" ", "SECRET\nA source said so."])
    def test_not_without_sense_nor_above_official_sensitive(
        self, text: str, extract: Extract, force_lead: User, today: datetime
    ) -> None:
        with pytest.raises(RuleBroken):
            challenges.raise_challenge(
                extract, passage_number=1, text=text, by=force_lead, at=today
            )

    def test_not_a_passage_that_the_extract_lacks(
        self, extract: Extract, force_lead: User, today: datetime
    ) -> None:
        with pytest.raises(RuleBroken, match="no such paragraph"):
            challenges.raise_challenge(
                extract, passage_number=99, text=WRONG, by=force_lead, at=today
            )

    @pytest.mark.parametrize("who", ["force_contributor", "other_force_lead", "inspector"])
    def test_only_leads_of_the_body_raise_one(
        self, who: str, extract: Extract, today: datetime, request: pytest.FixtureRequest
    ) -> None:
        with pytest.raises(PermissionDenied):
            challenges.raise_challenge(
                extract, passage_number=1, text=WRONG, by=request.getfixturevalue(who), at=today
            )

    def test_not_once_the_time_is_over(self, extract: Extract, force_lead: User) -> None:
        closes_at = extract.check_round.closes_at
        with pytest.raises(RuleBroken, match="closed"):
            challenges.raise_challenge(
                extract, passage_number=1, text=WRONG, by=force_lead, at=closes_at
            )


class TestWithdrawing:
    def test_it_is_open_no_more(
        self, challenge: Challenge, force_lead: User, inspection: Inspection, today: datetime
    ) -> None:
        assert list(open_challenges(inspection)) == [challenge]
        challenges.withdraw_challenge(challenge, by=force_lead, at=today)
        assert not open_challenges(inspection)
        assert AuditEvent.objects.about(challenge).first().verb == "challenge.withdrawn"  # type: ignore[union-attr]

    def test_not_what_is_decided(
        self, challenge: Challenge, decide: Decide, force_lead: User, today: datetime
    ) -> None:
        decide("rejected")
        with pytest.raises(RuleBroken, match="being decided"):
            challenges.withdraw_challenge(challenge, by=force_lead, at=today)

    def test_not_by_another(self, challenge: Challenge, inspector: User, today: datetime) -> None:
        with pytest.raises(PermissionDenied):
            challenges.withdraw_challenge(challenge, by=inspector, at=today)

    def test_nothing_left_to_challenge_can_then_be_said(
        self, challenge: Challenge, extract: Extract, force_lead: User, today: datetime
    ) -> None:
        with pytest.raises(RuleBroken, match="Withdraw its challenges"):
            checking.answer_nothing(extract, by=force_lead, at=today)
        challenges.withdraw_challenge(challenge, by=force_lead, at=today)
        checking.answer_nothing(extract, by=force_lead, at=today)
        assert extract_states(extract.check_round)[0].has_nothing_to_challenge


class TestDeciding:
    def test_it_waits_for_a_second_person(
        self, challenge: Challenge, decide: Decide, inspector: User, inspection: Inspection
    ) -> None:
        decide("accepted_in_part")
        assert (challenge.decided_by, challenge.text_before) == (inspector, challenge.passage)
        assert list(open_challenges(inspection)) == [challenge]
        assert not Message.objects.filter(kind="challenge.decided").exists()

    def test_not_twice(self, challenge: Challenge, decide: Decide) -> None:
        decide("rejected")
        with pytest.raises(RuleBroken, match="has changed"):
            decide("accepted")

    def test_not_without_a_reason(
        self, challenge: Challenge, inspector: User, today: datetime
    ) -> None:
        with pytest.raises(RuleBroken, match="reason"):
            challenges.decide_challenge(
                challenge, decision="rejected", reason=" ", by=inspector, at=today
            )

    @pytest.mark.parametrize("who", ["force_lead", "hmi", "auditor"])
    def test_not_by_those_who_do_not_run_the_check(
        self, who: str, challenge: Challenge, today: datetime, request: pytest.FixtureRequest
    ) -> None:
        with pytest.raises(PermissionDenied):
            challenges.decide_challenge(
                challenge,
                decision="rejected",
                reason="No",
                by=request.getfixturevalue(who),
                at=today,
            )

    def test_also_after_the_check_is_closed(
        self, challenge: Challenge, decide: Decide, inspector: User, today: datetime
    ) -> None:
        checking.close_check(challenge.extract.check_round, by=inspector, at=today)
        decide("rejected")
        assert challenge.decision == "rejected"

    def test_not_once_the_report_is_signed_off(
        self,
        challenge: Challenge,
        decide: Decide,
        hmi: User,
        inspection: Inspection,
        today: datetime,
    ) -> None:
        Inspection.objects.filter(pk=inspection.pk).update(
            stage="sign_off", signed_off_by=hmi, signed_off_at=today
        )
        with pytest.raises(RuleBroken, match="signed off"):
            decide("rejected")


class TestConfirming:
    def test_an_accepted_one_shows_what_changed(
        self,
        challenge: Challenge,
        decide: Decide,
        finding: Finding,
        moderator: User,
        force_lead: User,
        inspection: Inspection,
        today: datetime,
    ) -> None:
        decide("accepted")
        reword(finding, "We found plans for every threat in March.", moderator, today)
        confirm(challenge, moderator, today)
        assert challenge.text_before == "We found plans for every threat."
        assert challenge.text_after == "We found plans for every threat in March."
        assert not open_challenges(inspection)
        told = Message.objects.get(kind="challenge.decided")
        assert (told.recipient, told.link) == (force_lead, challenge.get_absolute_url())
        assert challenge.reason not in told.text

    def test_an_accepted_one_needs_its_change(
        self, challenge: Challenge, decide: Decide, moderator: User, today: datetime
    ) -> None:
        decide("accepted")
        with pytest.raises(RuleBroken, match="still says the same"):
            confirm(challenge, moderator, today)

    def test_a_rejected_one_needs_none(
        self, challenge: Challenge, decide: Decide, moderator: User, today: datetime
    ) -> None:
        decide("rejected")
        confirm(challenge, moderator, today)
        assert challenge.text_after == challenge.passage

    def test_not_by_who_decided(
        self, challenge: Challenge, decide: Decide, inspector: User, today: datetime
    ) -> None:
        decide("rejected")
        with pytest.raises(RuleBroken, match="Ask another person"):
            confirm(challenge, inspector, today)
        with pytest.raises(IntegrityError), transaction.atomic():
            Challenge.objects.update(confirmed_by=inspector, confirmed_at=today)

    def test_not_a_decision_that_the_person_did_not_see(
        self, challenge: Challenge, decide: Decide, moderator: User, today: datetime
    ) -> None:
        decide("rejected")
        with pytest.raises(RuleBroken, match="has changed"):
            challenges.confirm_challenge(
                challenge,
                seen_decided_at=today - timedelta(minutes=1),
                by=moderator,
                at=today,
            )

    def test_a_second_person_can_have_it_decided_anew(
        self, challenge: Challenge, decide: Decide, moderator: User, today: datetime
    ) -> None:
        decide("rejected")
        challenges.send_challenge_back(
            challenge, reason="Look at March", seen_decided_at=today, by=moderator, at=today
        )
        assert (challenge.decision, challenge.decided_by) == ("", None)
        event = AuditEvent.objects.about(challenge).first()
        assert event
        assert event.detail == {"decision": "rejected", "reason": "Look at March"}
        decide("accepted")

    def test_a_confirmed_one_stays(
        self, challenge: Challenge, decide: Decide, moderator: User, today: datetime
    ) -> None:
        decide("rejected")
        confirm(challenge, moderator, today)
        with pytest.raises(RuleBroken, match="has changed"):
            challenges.send_challenge_back(
                challenge, reason="No", seen_decided_at=today, by=moderator, at=today
            )


class TestWordsNow:
    def test_a_passage_that_was_taken_out_says_nothing(
        self, challenge: Challenge, finding: Finding, inspector: User, today: datetime
    ) -> None:
        reword(finding, "Entirely different words stand here", inspector, today)
        assert words_now(challenge) == ""

    def test_outside_paragraphs_it_is_found_by_being_alike(
        self, extract: Extract, finding: Finding, force_lead: User, inspector: User, today: datetime
    ) -> None:
        raised = challenges.raise_challenge(
            extract, passage_number=1, text=WRONG, by=force_lead, at=today
        )
        assert words_now(raised) == finding.heading
        heading = f"{finding.heading}, mostly"
        writing.revise_finding(finding, heading=heading, seen_version=1, by=inspector, at=today)
        assert words_now(raised) == heading
