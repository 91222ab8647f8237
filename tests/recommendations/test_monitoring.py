"""HM Chief Inspector moves forces into the Engage stage and back into Scan (domain §3.2)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InternalError, transaction

from forces.actions.lists import end_item
from forces.models import Body, RoleGrant, forget_standing
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.message_kinds import outdated
from inspection_portal.core.models import AuditEvent, Message, User, system_user
from inspection_portal.core.uploads import Upload, check
from recommendations import actions, queries
from recommendations.actions.reference import load_reference
from recommendations.messages.monitoring import OTHERWISE
from recommendations.messages.section_55 import NOT_OF_THE_FORCE
from recommendations.models import EngageLetter, EngageSpell, MonitoringTest
from tests.factories import (
    EngageLetterFactory,
    EngageSpellFactory,
    ForceFactory,
    MonitoringTestFactory,
)

CANARY = "canary-55e0"
DAY = timedelta(days=1)
ENTERED, LEFT = date(2026, 2, 3), date(2026, 2, 20)
WHY = ["Calls are answered late.", "Offenders are not managed."]
LETTER = check("letter.txt", b"Your force is in the Engage stage.")


@pytest.fixture(autouse=True)
def test_of_2024(db: None) -> MonitoringTest:
    test: MonitoringTest = MonitoringTestFactory()
    return test


@pytest.fixture
def spell(force: Body) -> EngageSpell:
    spell: EngageSpell = EngageSpellFactory(body=force)
    return spell


@pytest.fixture
def ended(spell: EngageSpell) -> EngageSpell:
    EngageSpell.objects.update(left_on=LEFT, reasons_to_leave=["Calls are answered."])
    spell.refresh_from_db()
    return spell


def enter(force: Body, by: User, at: datetime, **said: Any) -> EngageSpell:
    usual = {"entered_on": ENTERED, "reasons": WHY}
    return actions.enter_engage(force, **{**usual, **said}, by=by, at=at)


def leave(spell: EngageSpell, by: User, at: datetime, **said: Any) -> None:
    usual = {"left_on": LEFT, "reasons_to_leave": ["Calls are answered."], "seen_version": 1}
    actions.leave_engage(spell, **{**usual, **said}, by=by, at=at)


def correct(spell: EngageSpell, by: User, at: datetime, **said: Any) -> None:
    stored = ("entered_on", "reasons", "link", "left_on", "reasons_to_leave")
    usual = {name: getattr(spell, name) for name in stored}
    actions.correct_engage(spell, **{**usual, "seen_version": 1, **said}, by=by, at=at)


class TestEntering:
    def test_it_is_recorded(
        self, force: Body, hmi: User, moment: datetime, test_of_2024: MonitoringTest
    ) -> None:
        spell = enter(force, hmi, moment, plan_wanted=True, link="https://example.org/letter")
        spell.refresh_from_db()
        assert (spell.reasons, spell.test, spell.is_open) == (WHY, test_of_2024, True)
        event = AuditEvent.objects.about(spell).get()
        assert (event.verb, event.by) == ("engage_spell.begun", hmi)
        assert event.detail == {"entered_on": "2026-02-03", "reasons": "\n".join(WHY)}

    def test_only_hm_inspectors_record_it(
        self, force: Body, inspector: User, moderator: User, force_lead: User, moment: datetime
    ) -> None:
        for somebody in (inspector, moderator, force_lead):
            with pytest.raises(PermissionDenied):
                enter(force, somebody, moment)

    def test_a_force_enters_once_at_a_time(
        self, spell: EngageSpell, hmi: User, moment: datetime
    ) -> None:
        for day in (ENTERED - DAY, ENTERED, ENTERED + DAY):
            with pytest.raises(RuleBroken, match="in that time already"):
                enter(spell.body, hmi, moment, entered_on=day)
        with pytest.raises(IntegrityError, match="once_at_a_time"), transaction.atomic():
            EngageSpellFactory(body=spell.body)

    def test_it_may_enter_again_on_the_day_it_left(
        self, ended: EngageSpell, hmi: User, moment: datetime
    ) -> None:
        assert enter(ended.body, hmi, moment, entered_on=LEFT).is_open

    @pytest.mark.parametrize(
        ("said", "why"),
        [
            ({"entered_on": date(2026, 3, 3)}, "has not come yet"),
            ({"entered_on": date(2020, 1, 1)}, "No published test"),
            ({"reasons": []}, "Give the reasons"),
            ({"reasons": ["TOP SECRET: calls."]}, "OFFICIAL-SENSITIVE"),
            ({"link": "somewhere"}, "valid URL"),
        ],
    )
    def test_what_cannot_be_is_refused(
        self, force: Body, hmi: User, moment: datetime, said: dict[str, Any], why: str
    ) -> None:
        with pytest.raises(RuleBroken, match=why):
            enter(force, hmi, moment, **said)
        assert not EngageSpell.objects.exists()

    def test_today_counts_in_london(self, force: Body, hmi: User) -> None:
        """Half an hour after midnight in summer time, it is still the day before in UTC."""
        at = datetime.fromisoformat("2026-06-01T23:30:00+00:00")
        assert enter(force, hmi, at, entered_on=date(2026, 6, 2)).entered_on == date(2026, 6, 2)

    def test_only_forces_are_monitored(self, rocu: Body, hmi: User, moment: datetime) -> None:
        with pytest.raises(RuleBroken, match="Only forces"):
            enter(rocu, hmi, moment)
        with pytest.raises(IntegrityError, match="Only forces"), transaction.atomic():
            EngageSpellFactory(body=rocu)


class TestLeaving:
    def test_it_is_recorded(self, spell: EngageSpell, hmi: User, moment: datetime) -> None:
        leave(spell, hmi, moment)
        assert (spell.left_on, spell.is_open, spell.version) == (LEFT, False, 2)
        assert AuditEvent.objects.about(spell).get().verb == "engage_spell.ended"

    def test_only_hm_inspectors_record_it(
        self, spell: EngageSpell, inspector: User, force_lead: User, moment: datetime
    ) -> None:
        for somebody in (inspector, force_lead):
            with pytest.raises(PermissionDenied):
                leave(spell, somebody, moment)

    @pytest.mark.parametrize(
        ("said", "why"),
        [
            ({"left_on": ENTERED - DAY}, "before it enters"),
            ({"left_on": date(2026, 3, 3)}, "has not come yet"),
            ({"reasons_to_leave": []}, "and the reasons"),
            ({"seen_version": 9}, "has changed since"),
        ],
    )
    def test_what_cannot_be_is_refused(
        self, spell: EngageSpell, hmi: User, moment: datetime, said: dict[str, Any], why: str
    ) -> None:
        with pytest.raises(RuleBroken, match=why):
            leave(spell, hmi, moment, **said)

    def test_it_leaves_once(self, ended: EngageSpell, hmi: User, moment: datetime) -> None:
        with pytest.raises(RuleBroken, match="left the stage already"):
            leave(ended, hmi, moment)

    def test_the_database_refuses_the_same(self, spell: EngageSpell) -> None:
        for changes in (
            {"left_on": ENTERED - DAY, "reasons_to_leave": ["Better."]},
            {"left_on": LEFT},
            {"reasons": []},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                EngageSpell.objects.update(**changes)
        with pytest.raises(InternalError, match="Cannot delete"), transaction.atomic():
            spell.delete()


class TestCorrecting:
    def test_what_was_wrong_is_in_the_trail(
        self, spell: EngageSpell, hmi: User, moment: datetime
    ) -> None:
        correct(spell, hmi, moment, reasons=WHY)
        assert spell.reasons == WHY
        event = AuditEvent.objects.about(spell).get()
        assert event.verb == "engage_spell.corrected"
        assert event.detail == {"reasons": [WHY[0], "\n".join(WHY)]}
        assert not Message.objects.exists()

    def test_the_test_follows_the_day(
        self, spell: EngageSpell, hmi: User, moment: datetime
    ) -> None:
        earlier = MonitoringTest.objects.create(
            name="March", valid_from=date(2024, 3, 1), valid_until=date(2024, 11, 30)
        )
        correct(spell, hmi, moment, entered_on=date(2024, 11, 30))
        assert spell.test == earlier
        with pytest.raises(RuleBroken, match="No published test"):
            correct(spell, hmi, moment, entered_on=date(2024, 2, 29), seen_version=2)

    def test_an_end_is_recorded_as_one(
        self, spell: EngageSpell, hmi: User, moment: datetime
    ) -> None:
        with pytest.raises(RuleBroken, match="Record first that it leaves"):
            correct(spell, hmi, moment, left_on=LEFT, reasons_to_leave=["Better."])

    def test_a_force_that_did_not_leave_is_in_the_stage_again(
        self, ended: EngageSpell, hmi: User, force_lead: User, moment: datetime
    ) -> None:
        correct(ended, hmi, moment, left_on=None, reasons_to_leave=[])
        assert ended.is_open
        assert Message.objects.get().recipient == force_lead

    def test_not_where_it_has_entered_again_since(
        self, ended: EngageSpell, hmi: User, moment: datetime
    ) -> None:
        EngageSpellFactory(body=ended.body, entered_on=LEFT + DAY)
        with pytest.raises(RuleBroken, match="in that time already"):
            correct(ended, hmi, moment, left_on=None, reasons_to_leave=[])

    def test_a_second_editor_is_refused_not_overwritten(
        self, spell: EngageSpell, hmi: User, force_lead: User, moment: datetime
    ) -> None:
        correct(spell, hmi, moment, reasons=WHY)
        with pytest.raises(RuleBroken, match="has changed since"):
            correct(spell, hmi, moment, reasons=["Something else."], seen_version=1)
        with pytest.raises(PermissionDenied):
            correct(spell, force_lead, moment)
        spell.refresh_from_db()
        assert spell.reasons == WHY


class TestLetters:
    def test_a_letter_is_kept_as_it_was_handed_in(
        self, spell: EngageSpell, hmi: User, force_lead: User, moment: datetime
    ) -> None:
        letter = actions.add_engage_letter(spell, upload=LETTER, by=hmi, at=moment)
        assert actions.take_engage_letter(letter, by=force_lead, at=moment) == LETTER.content
        verbs = AuditEvent.objects.about(spell).values_list("verb", flat=True)
        assert set(verbs) == {"engage_letter.added", "engage_letter.read"}
        with pytest.raises(RuleBroken, match="here already"):
            actions.add_engage_letter(spell, upload=LETTER, by=hmi, at=moment)

    def test_others_neither_add_nor_take_one(
        self, spell: EngageSpell, force_lead: User, other_force_lead: User, moment: datetime
    ) -> None:
        letter = EngageLetterFactory(spell=spell)
        with pytest.raises(PermissionDenied):
            actions.add_engage_letter(spell, upload=LETTER, by=force_lead, at=moment)
        with pytest.raises(PermissionDenied):
            actions.take_engage_letter(letter, by=other_force_lead, at=moment)

    def test_none_above_official_sensitive(
        self, spell: EngageSpell, hmi: User, moment: datetime
    ) -> None:
        secret = Upload("secret.txt", "text/plain", b"SECRET\nCalls.")
        with pytest.raises(RuleBroken, match="OFFICIAL-SENSITIVE"):
            actions.add_engage_letter(spell, upload=secret, by=hmi, at=moment)
        assert not EngageLetter.objects.exists()


class TestMessages:
    def test_the_leads_are_told_without_the_reasons(
        self, force: Body, hmi: User, force_lead: User, other_force_lead: User, moment: datetime
    ) -> None:
        spell = enter(force, hmi, moment, reasons=[CANARY])
        leave(spell, hmi, moment, reasons_to_leave=[CANARY])
        first, second = Message.objects.order_by("pk")
        assert "into the Engage stage of monitoring from 3 February 2026" in first.text
        assert "into the Scan stage of monitoring from 20 February 2026" in second.text
        for message in (first, second):
            assert (message.recipient, message.link) == (force_lead, spell.get_absolute_url())
            assert CANARY not in f"{message.subject}{message.text}{message.about}"

    def test_what_is_no_longer_so_is_not_sent(
        self, force: Body, hmi: User, force_lead: User, moment: datetime
    ) -> None:
        spell = enter(force, hmi, moment)
        assert outdated(Message.objects.all()) == {}
        RoleGrant.objects.filter(user=force_lead).update(ends_on=date(2026, 1, 6))
        forget_standing(force_lead)
        assert set(outdated(Message.objects.all()).values()) == {NOT_OF_THE_FORCE}
        leave(spell, hmi, moment)
        assert set(outdated(Message.objects.all()).values()) == {OTHERWISE}


class TestWhoSees:
    def test_ones_own_force_and_the_inspectorate(
        self,
        spell: EngageSpell,
        inspector: User,
        auditor: User,
        force_contributor: User,
        policing_body_person: User,
        other_force_lead: User,
        administrator: User,
    ) -> None:
        for user in (inspector, auditor, force_contributor, policing_body_person):
            assert EngageSpell.objects.visible_to(user).get() == spell
        for user in (other_force_lead, administrator):
            assert not EngageSpell.objects.visible_to(user).exists()

    def test_stages_on_a_day(self, ended: EngageSpell, inspector: User, rocu: Body) -> None:
        other = ForceFactory(name="Aldshire Police")
        for day, engaged in ((ENTERED - DAY, 0), (ENTERED, 1), (LEFT - DAY, 1), (LEFT, 0)):
            shown = queries.stages(inspector, on=day)
            assert len(shown.engaged) == engaged, day
            assert len(shown.scanned) == 2 - engaged, day
            assert shown.scanned[0] == other
            assert rocu not in shown.scanned


class TestTheListOfTests:
    def test_it_begins_with_both_that_were_published(self, moment: datetime) -> None:
        MonitoringTest.objects.all().delete()
        load_reference(by=system_user(), at=moment)
        on = (date(2024, 2, 29), date(2024, 3, 1), date(2024, 11, 30), date(2024, 12, 1))
        named = [MonitoringTest.objects.in_force(day).values_list("name", flat=True) for day in on]
        march, december = "Test of March 2024", "Test of December 2024"
        assert [list(names) for names in named] == [[], [march], [march], [december]]

    def test_a_last_day_before_the_first_is_refused_in_words(
        self, test_of_2024: MonitoringTest, administrator: User, moment: datetime
    ) -> None:
        MonitoringTest.objects.update(valid_from=date(2026, 9, 1))
        test_of_2024.refresh_from_db()
        with pytest.raises(RuleBroken, match="before the first"):
            end_item(
                test_of_2024,
                valid_until=moment.date(),
                seen_version=1,
                by=administrator,
                at=moment,
            )

    def test_one_holds_at_a_time(self, test_of_2024: MonitoringTest) -> None:
        with pytest.raises(IntegrityError, match="one_monitoring_test"), transaction.atomic():
            MonitoringTest.objects.create(name="Another", valid_from=date(2026, 1, 1))
