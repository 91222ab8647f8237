"""Reminders: what a sweep plans, whom it concerns, and what is told when it goes out."""

import threading
from datetime import date, time, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from findings.models import TeamMember
from forces.actions import close_account, take_role
from forces.models import Body, RoleGrant
from inspection_portal.core.dates import london
from inspection_portal.core.models import Message, User, system_user
from inspection_portal.core.sending import send_due
from recommendations.actions import assign_owner, choose_reminders, sweep
from recommendations.messages.reminders import REMINDER
from recommendations.models import Claim, RegisterEntry, Reminder, ReminderSchedule
from recommendations.queries import reminding
from tests.factories import RegisterEntryFactory, person, put_in_print
from tests.factories.recommendations import DUE_ON
from tests.recommendations.reminders import (
    days_before,
    ledger,
    make_schedule,
    noon,
    on,
    remind_on,
    sweep_on,
)

pytestmark = pytest.mark.django_db
Role = RoleGrant.Role
SECRET = "canary-4d1f"


@pytest.fixture(autouse=True)
def _schedule(db: None) -> None:
    make_schedule()


@pytest.fixture
def owned(entry: RegisterEntry, force_contributor: User) -> RegisterEntry:
    """An entry that a contributor is responsible for, due on 1 May 2026."""
    RegisterEntry.objects.filter(pk=entry.pk).update(owner=force_contributor)
    entry.refresh_from_db()
    return entry


def claim(entry: RegisterEntry, by: User) -> Claim:
    return Claim.objects.create(
        entry=entry, done="Done.", done_from="2026-03-01", made_by=by, made_at="2026-03-02T10:00Z"
    )


def end_claim(claim: Claim, state: str, by: User) -> None:
    verdict = {"verdict": "Show more.", "verified_by": by, "verified_at": claim.made_at}
    Claim.objects.filter(pk=claim.pk).update(state=state, closed_at=claim.made_at, **verdict)


def bodies() -> list[str]:
    return [each.body for each in mail.outbox]


class TestSweep:
    def test_plans_the_day_that_has_come(self, owned: RegisterEntry) -> None:
        sweep_on(days_before(DUE_ON, 31))
        assert ledger(owned) == {}
        sweep_on(days_before(DUE_ON, 30))
        assert ledger(owned) == {-30: "attached"}

    def test_whoever_sweeps_looks_after_jobs(self, owned: RegisterEntry, inspector: User) -> None:
        with pytest.raises(PermissionDenied):
            sweep(by=inspector, at=noon(DUE_ON))

    def test_a_second_sweep_changes_nothing(self, owned: RegisterEntry) -> None:
        first, second = sweep_on(DUE_ON), sweep_on(DUE_ON)
        assert (first.planned, second.planned, second.attached) == (4, 0, 0)

    def test_what_passed_in_an_outage_is_told_once(
        self, owned: RegisterEntry, force_contributor: User
    ) -> None:
        remind_on(days_before(DUE_ON, 7))
        assert remind_on(DUE_ON + timedelta(days=2)) == 1
        assert ledger(owned) == {
            -30: "passed_over",
            -7: "told",
            -1: "passed_over",
            0: "told",
        }
        assert "was due 1 May 2026, 2 days ago" in bodies()[-1]

    def test_a_mail_server_that_is_out_for_days_gets_one_message(
        self, owned: RegisterEntry
    ) -> None:
        for days in (1, 0):
            sweep_on(days_before(DUE_ON, days))
        with on(DUE_ON + timedelta(days=1)):
            assert send_due() == 1
        assert ledger(owned) == {
            -30: "passed_over",
            -7: "passed_over",
            -1: "passed_over",
            0: "told",
        }

    @pytest.mark.parametrize(
        ("due_on", "warned_on"),
        [
            (date(2026, 3, 29), date(2026, 3, 28)),  # the clocks go forward that night
            (date(2026, 10, 26), date(2026, 10, 25)),  # and back on that day
            (date(2028, 3, 1), date(2028, 2, 29)),
            (date(2027, 3, 31), date(2027, 3, 30)),
            (date(2027, 1, 1), date(2026, 12, 31)),
        ],
    )
    def test_a_day_begins_at_midnight_in_london(
        self, owned: RegisterEntry, due_on: date, warned_on: date
    ) -> None:
        owned.milestones.update(agreed_on=due_on)
        midnight = london(warned_on, time.min)
        sweep(by=system_user(), at=midnight - timedelta(seconds=1))
        assert -1 not in ledger(owned)
        sweep(by=system_user(), at=midnight)
        assert ledger(owned)[-1] == "attached"

    def test_the_message_goes_out_in_the_morning(self, owned: RegisterEntry) -> None:
        sweep(by=system_user(), at=london(DUE_ON, time(1)))
        assert Message.objects.get().next_attempt_at == london(DUE_ON, time(7))

    def test_the_number_of_statements_stays(self, force: Body, force_contributor: User) -> None:
        def statements() -> int:
            with CaptureQueriesContext(connection) as captured, transaction.atomic():
                sweep_on(DUE_ON)
                transaction.set_rollback(True)
            return len(captured)

        add_entries(force, force_contributor, 1)
        few = statements()
        add_entries(force, force_contributor, 20)
        assert statements() == few

    def test_nothing_is_missing_after_it(self, owned: RegisterEntry) -> None:
        assert reminding.missing(at=noon(DUE_ON)) == 4
        sweep_on(DUE_ON)
        assert reminding.missing(at=noon(DUE_ON)) == 0
        assert reminding.missing(at=noon(DUE_ON + timedelta(days=7))) == 1
        assert reminding.missing(at=noon(DUE_ON + timedelta(days=7)), since=DUE_ON) == 1


def add_entries(force: Body, owner: User, number: int) -> None:
    for _ in range(number):
        put_in_print(RegisterEntryFactory(body=force, owner=owner).source.inspection)


class TestLeftOut:
    """What is closed, paused, withdrawn, under embargo or without a date reminds nobody."""

    def remind(self) -> int:
        return sweep_on(DUE_ON).planned

    def test_closed(self, owned: RegisterEntry) -> None:
        RegisterEntry.objects.filter(pk=owned.pk).update(status="complete", closed_on=DUE_ON)
        assert self.remind() == 0

    def test_met(self, owned: RegisterEntry) -> None:
        owned.milestones.update(met_on=DUE_ON)
        assert self.remind() == 0

    def test_claimed(self, owned: RegisterEntry, force_lead: User) -> None:
        claim(owned, force_lead)
        assert self.remind() == 0

    def test_withdrawn(self, owned: RegisterEntry, publisher: User) -> None:
        inspection = owned.source.inspection
        type(inspection).objects.filter(pk=inspection.pk).update(
            withdrawn_at=noon(DUE_ON), withdrawn_by=publisher, withdrawal_reason="It is wrong."
        )
        assert self.remind() == 0

    def test_under_embargo(self, force: Body, force_lead: User) -> None:
        embargoed = RegisterEntryFactory(body=force, published_at=noon(DUE_ON + timedelta(1)))
        assert self.remind() == 0
        assert ledger(embargoed) == {}

    def test_without_anybody(self, entry: RegisterEntry) -> None:
        assert self.remind() == 0
        assert reminding.missing(at=noon(DUE_ON)) == 0


class TestWhom:
    def told(self, day: date) -> set[User]:
        remind_on(day)
        return {each.recipient for each in Reminder.objects.told().select_related("recipient")}

    def test_the_owner_and_the_leads(
        self,
        owned: RegisterEntry,
        force_lead: User,
        force_contributor: User,
        other_force_lead: User,
    ) -> None:
        person(Role.FORCE_CONTRIBUTOR, owned.body)
        assert self.told(DUE_ON) == {force_lead, force_contributor}

    def test_upwards_as_it_gets_late(
        self, owned: RegisterEntry, policing_body_person: User, inspector: User, moderator: User
    ) -> None:
        inspection = owned.source.inspection
        TeamMember.objects.bulk_create(
            [
                TeamMember(inspection=inspection, user=inspector, is_lead=True),
                TeamMember(inspection=inspection, user=moderator),
            ]
        )
        above = {policing_body_person, inspector, moderator}
        assert self.told(DUE_ON + timedelta(days=7)) & above == set()
        assert self.told(DUE_ON + timedelta(days=14)) & above == {inspector}
        assert self.told(DUE_ON + timedelta(days=28)) & above == {inspector, policing_body_person}

    def test_a_target_of_their_own_reminds_the_body_alone(
        self, owned: RegisterEntry, force_contributor: User, policing_body_person: User
    ) -> None:
        owned.milestones.update(met_on=DUE_ON)
        owned.milestones.create(position=0, kind="target", original_on=DUE_ON)
        assert self.told(DUE_ON + timedelta(days=28)) == {force_contributor}
        assert "(Recommendation, your own target)" in bodies()[-1]

    def test_leads_only_from_their_day_on(
        self, owned: RegisterEntry, force_lead: User, force_contributor: User
    ) -> None:
        ReminderSchedule.objects.update(leads_from=-1)
        assert self.told(days_before(DUE_ON, 7)) == {force_contributor}
        assert self.told(days_before(DUE_ON, 1)) == {force_contributor, force_lead}

    def test_somebody_who_left_is_not_reminded(
        self, owned: RegisterEntry, force_contributor: User, administrator: User
    ) -> None:
        grant = force_contributor.role_grants.get()
        take_role(grant, by=system_user(), at=noon(days_before(DUE_ON, 2)))
        assert self.told(DUE_ON) == set()


class TestMessage:
    def test_one_for_a_person_and_day_says_what_without_a_word_of_the_report(
        self, force: Body, force_contributor: User
    ) -> None:
        for days in (0, 14):
            entry = RegisterEntryFactory(
                body=force,
                owner=force_contributor,
                asked=f"Train the {SECRET}.",
                recommendation__text=f"Train the {SECRET}.",
                recommendation__finding__heading=f"About {SECRET}",
                reference=f"south-east/{days}",
                due_on=days_before(DUE_ON, days),
            )
            put_in_print(entry.source.inspection)
        assert remind_on(DUE_ON) == 1
        (sent,) = mail.outbox
        assert sent.to == [force_contributor.email]
        assert sent.subject == "Deadlines: 1 late, 1 to come"
        assert f"{force}: 1 late, 1 to come." in sent.body
        assert "south-east/14 (Recommendation): was due 17 April 2026, 14 days ago" in sent.body
        assert "south-east/0 (Recommendation): is due 1 May 2026, today" in sent.body
        assert f"http://localhost:8000{entry.get_absolute_url()}" in sent.body
        assert SECRET not in sent.subject + sent.body

    def test_it_stands_in_the_portal_with_its_links(
        self, client: Client, owned: RegisterEntry, force_contributor: User
    ) -> None:
        remind_on(DUE_ON)
        client.force_login(force_contributor)
        page = client.get("/messages/").content.decode()
        assert f'href="http://localhost:8000{owned.get_absolute_url()}"' in page
        assert "is due 1 May 2026, today" in page

    def test_what_comes_after_it_waits_for_the_next_day(
        self, force: Body, owned: RegisterEntry, force_contributor: User
    ) -> None:
        assert remind_on(DUE_ON) == 1
        add_entries(force, force_contributor, 2)
        with on(DUE_ON, time(15)):
            sweep(by=system_user(), at=london(DUE_ON, time(15)))
            assert send_due() == 0
        with on(DUE_ON + timedelta(days=1), time(7)):
            assert send_due() == 1
        assert bodies()[-1].count("was due 1 May 2026, 1 day ago") == 2

    def test_other_bodies_get_nothing_of_it(
        self, owned: RegisterEntry, force_lead: User, other_force_lead: User, rocu_lead: User
    ) -> None:
        remind_on(DUE_ON + timedelta(days=28))
        assert {each.to[0] for each in mail.outbox} == {force_lead.email, owned.owner.email}

    def test_the_same_message_keeps_its_id(self, owned: RegisterEntry) -> None:
        remind_on(DUE_ON)
        assert mail.outbox[0].extra_headers["Message-ID"] == Message.objects.get().message_id


class TestAtTheMomentOfSending:
    """What does not apply any more leaves the words, with its reason in the ledger."""

    @pytest.fixture(autouse=True)
    def _planned(self, owned: RegisterEntry) -> None:
        sweep_on(DUE_ON)
        assert ledger(owned)[0] == "attached"

    def why_not(self, entry: RegisterEntry) -> str:
        with on(DUE_ON, time(13)):
            send_due()
        assert Message.objects.get(kind=REMINDER).state == Message.State.CANCELLED
        return Reminder.objects.get(entry=entry, days=0, state="cancelled").reason

    def test_closed(self, owned: RegisterEntry) -> None:
        RegisterEntry.objects.filter(pk=owned.pk).update(status="complete", closed_on=DUE_ON)
        assert self.why_not(owned) == reminding.ENTRY_CLOSED

    def test_met(self, owned: RegisterEntry) -> None:
        owned.milestones.update(met_on=DUE_ON)
        assert self.why_not(owned) == reminding.MET

    def test_moved_is_told_of_the_new_date(self, owned: RegisterEntry) -> None:
        moved = DUE_ON + timedelta(days=30)
        owned.milestones.update(agreed_on=moved)
        assert self.why_not(owned) == reminding.MOVED
        assert remind_on(days_before(moved, 7)) == 1
        told = Reminder.objects.told().get()
        assert (told.due_on, told.days) == (moved, -7)

    def test_deadline_taken_away(self, owned: RegisterEntry) -> None:
        owned.milestones.get().delete()
        assert self.why_not(owned) == reminding.NO_DEADLINE

    def test_another_owner(self, owned: RegisterEntry, force_lead: User) -> None:
        new = person(Role.FORCE_CONTRIBUTOR, owned.body)
        at = noon(DUE_ON)
        assign_owner(owned, owner=new, seen_version=owned.version, by=force_lead, at=at)
        assert self.why_not(owned) == reminding.NOT_CONCERNED
        remind_on(DUE_ON + timedelta(days=1))
        assert ledger(owned, new)[0] == "told"

    def test_left_the_force(self, owned: RegisterEntry, force_contributor: User) -> None:
        take_role(force_contributor.role_grants.get(), by=system_user(), at=noon(DUE_ON))
        assert self.why_not(owned) == reminding.NOT_CONCERNED

    def test_account_closed(self, owned: RegisterEntry, force_contributor: User) -> None:
        close_account(force_contributor, reason="Left.", by=system_user(), at=noon(DUE_ON))
        assert self.why_not(owned) == reminding.ACCOUNT_CLOSED

    def test_others_in_the_message_are_told(
        self, owned: RegisterEntry, force: Body, force_contributor: User
    ) -> None:
        other = RegisterEntryFactory(body=force, owner=force_contributor)
        put_in_print(other.source.inspection)
        sweep_on(DUE_ON)
        owned.milestones.update(met_on=DUE_ON)
        with on(DUE_ON, time(13)):
            assert send_due() == 1
        assert (other.reference in bodies()[0], owned.reference in bodies()[0]) == (True, False)

    def test_a_claim_holds_it_back_until_it_ends(
        self, owned: RegisterEntry, force_lead: User, inspector: User
    ) -> None:
        made = claim(owned, force_lead)
        with on(DUE_ON, time(13)):
            assert send_due() == 0
        assert ledger(owned)[0] == "planned"
        assert remind_on(DUE_ON + timedelta(days=8)) == 0
        assert 7 not in ledger(owned)
        end_claim(made, "sent_back", inspector)
        assert remind_on(DUE_ON + timedelta(days=10)) == 2
        assert set(ledger(owned, owned.owner).items()) >= {(0, "passed_over"), (7, "told")}

    def test_what_has_changed_before_another_attempt_goes_into_another_message(
        self, owned: RegisterEntry, force: Body, force_contributor: User
    ) -> None:
        other = RegisterEntryFactory(body=force, owner=force_contributor)
        put_in_print(other.source.inspection)
        sweep_on(DUE_ON)
        with on(DUE_ON, time(13)):
            send_due()
        first = Message.objects.get()
        Message.objects.filter(pk=first.pk).update(
            state="due", sent_at=None, next_attempt_at=first.made_at
        )
        owned.milestones.update(met_on=DUE_ON)
        with on(DUE_ON, time(14)):
            assert send_due() == 0
        first.refresh_from_db()
        assert (first.state, first.reason) == (Message.State.CANCELLED, reminding.MET)
        assert remind_on(DUE_ON + timedelta(days=1)) == 1
        assert (other.reference in bodies()[-1], owned.reference in bodies()[-1]) == (True, False)


class TestWishes:
    def test_nothing_before_the_date(self, owned: RegisterEntry, force_contributor: User) -> None:
        choose_reminders(before_the_date=False, by_mail=True, by=force_contributor, at=noon(DUE_ON))
        assert remind_on(days_before(DUE_ON, 1)) == 0
        assert set(ledger(owned).values()) == {"cancelled"}
        assert Reminder.objects.filter(reason=reminding.DECLINED).count() == 3
        assert remind_on(DUE_ON) == 1

    def test_a_wish_holds_for_what_is_planned(
        self, owned: RegisterEntry, force_contributor: User
    ) -> None:
        sweep_on(days_before(DUE_ON, 7))
        choose_reminders(before_the_date=False, by_mail=True, by=force_contributor, at=noon(DUE_ON))
        with on(days_before(DUE_ON, 6)):
            assert send_due() == 0
        assert ledger(owned)[-7] == "cancelled"

    def test_in_the_portal_alone(
        self, client: Client, owned: RegisterEntry, force_contributor: User
    ) -> None:
        choose_reminders(before_the_date=True, by_mail=False, by=force_contributor, at=noon(DUE_ON))
        assert remind_on(DUE_ON) == 0
        assert mail.outbox == []
        assert Message.objects.get().state == Message.State.SHOWN
        client.force_login(force_contributor)
        assert "Deadlines: 1 to come" in client.get("/messages/").content.decode()


def test_send_due_reminds_without_celery(owned: RegisterEntry) -> None:
    with on(DUE_ON):
        call_command("send_due")
    assert len(mail.outbox) == 1
    assert ledger(owned)[0] == "told"


@pytest.mark.parametrize("change", [{"due_on": "2026-01-01"}, {"days": 3}])
def test_a_line_of_the_ledger_stays_as_it_is(
    owned: RegisterEntry, change: dict[str, object]
) -> None:
    sweep_on(DUE_ON)
    with pytest.raises(DatabaseError), transaction.atomic():
        Reminder.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Reminder.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_plan_each_once(force: Body, force_contributor: User) -> None:
    add_entries(force, force_contributor, 10)
    planned: list[int] = []

    def run() -> None:
        try:
            planned.append(sweep_on(DUE_ON).planned)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(planned), sum(planned)) == (3, 40)
    assert Reminder.objects.count() == 40
