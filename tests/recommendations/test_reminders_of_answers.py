"""Reminders of the last day to answer a report (section 55) are reminders like all others."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.test import Client

from forces.actions import take_role
from forces.models import Body
from inspection_portal.core.models import Message, User, system_user
from inspection_portal.core.sending import send_due
from recommendations.actions import choose_reminders, revise_schedule
from recommendations.actions.reference import load_reference
from recommendations.models import (
    RegisterEntry,
    Reminder,
    ReminderSchedule,
    Section55Response,
    last_day_to_answer,
)
from recommendations.queries import reminding
from tests.factories import (
    NationalReportFactory,
    RegisterEntryFactory,
    Section55ResponseFactory,
    put_in_print,
)
from tests.factories.findings import PUBLISHED_AT
from tests.recommendations.reminders import days_before, noon, on, remind_on, sweep_on

pytestmark = pytest.mark.django_db
LAST_DAY = last_day_to_answer(PUBLISHED_AT.date())
LINK = "https://example.org/answer"


@pytest.fixture(autouse=True)
def _schedules(db: None) -> None:
    """Those that a new portal begins with."""
    load_reference(by=system_user(), at=noon(PUBLISHED_AT.date()))


@pytest.fixture
def response(policing_body_person: User, force: Body) -> Section55Response:
    made = Section55ResponseFactory(policing_body=force.local_policing_bodies.get())
    put_in_print(made.inspection)
    return made


def ledger() -> dict[int, str]:
    lines = Reminder.objects.exclude(response=None).order_by("days", "pk")
    return dict(lines.values_list("days", "state"))


def test_each_day_is_told_once_and_the_gaps_grow(response: Section55Response) -> None:
    told = [days for days in range(-40, 100) if remind_on(LAST_DAY + timedelta(days=days))]
    assert told == [-28, -14, -7, -1, 0, 7, 14, 28, 56, 84]


def test_the_words_name_report_and_day(
    response: Section55Response, policing_body_person: User
) -> None:
    remind_on(days_before(LAST_DAY, 7))
    (sent,) = mail.outbox
    assert sent.to == [policing_body_person.email]
    assert sent.subject == "Deadlines: 1 to come"
    assert f"Answer to “{response.report}” (Answer under section 55): is due" in sent.body
    assert f"http://localhost:8000{response.get_absolute_url()}" in sent.body


def test_a_person_gets_one_message_a_day_with_all_of_it(
    response: Section55Response, force: Body, policing_body_person: User
) -> None:
    national = NationalReportFactory()
    Section55ResponseFactory(
        inspection=None, national_report=national, policing_body=response.policing_body
    )
    late = RegisterEntryFactory(body=force, due_on=days_before(LAST_DAY, 28))
    put_in_print(late.source.inspection)
    assert remind_on(LAST_DAY) == 1
    text = mail.outbox[0].body
    assert all(what in text for what in (str(response.report), str(national), late.reference))
    assert mail.outbox[0].subject == "Deadlines: 1 late, 2 to come"


def test_wishes_hold(
    client: Client, response: Section55Response, policing_body_person: User
) -> None:
    wish = {"before_the_date": False, "by_mail": False}
    choose_reminders(**wish, by=policing_body_person, at=noon(PUBLISHED_AT.date()))
    assert remind_on(days_before(LAST_DAY, 7)) == 0
    assert set(ledger().values()) == {"cancelled"}
    assert (remind_on(LAST_DAY), mail.outbox) == (0, [])
    assert Message.objects.get().state == Message.State.SHOWN


def test_the_days_are_the_administrators_to_choose(
    response: Section55Response, administrator: User
) -> None:
    schedule = ReminderSchedule.objects.get(kind="answer")
    above = {"overseers_from": None, "inspectors_from": None}
    revise_schedule(
        schedule,
        days=[-3],
        leads_from=-3,
        **above,
        seen_version=1,
        by=administrator,
        at=noon(LAST_DAY),
    )
    assert [remind_on(days_before(LAST_DAY, days)) for days in (7, 3)] == [0, 1]


def test_late_answers_go_up_where_administrators_say_so(
    response: Section55Response, moderator: User
) -> None:
    ReminderSchedule.objects.filter(kind="answer").update(inspectors_from=14)
    remind_on(LAST_DAY + timedelta(days=14))
    assert Reminder.objects.told().filter(recipient=moderator, role="inspector").count() == 1


def test_the_inspectorate_may_edit_no_overseer(
    client: Client, administrator: User, response: Section55Response
) -> None:
    client.force_login(administrator)
    schedule = ReminderSchedule.objects.get(kind="answer")
    page = client.get(f"/reminders/schedules/{schedule.uuid}/").content.decode()
    assert "From how many days late is the inspectorate told?" in page
    assert "is the local policing body told" not in page


class TestAtTheMomentOfSending:
    @pytest.fixture(autouse=True)
    def _planned(self, response: Section55Response) -> None:
        sweep_on(LAST_DAY)
        assert ledger()[0] == "attached"

    def why_not(self) -> str:
        with on(LAST_DAY):
            assert send_due() == 0
        return Reminder.objects.get(days=0, state="cancelled").reason

    def test_published(self) -> None:
        Section55Response.objects.update(answered_on=LAST_DAY, link=LINK)
        assert self.why_not() == reminding.ANSWERED
        assert remind_on(LAST_DAY + timedelta(days=7)) == 0

    def test_withdrawn(self, response: Section55Response, publisher: User) -> None:
        inspection = response.inspection
        assert inspection
        type(inspection).objects.filter(pk=inspection.pk).update(
            withdrawn_at=noon(LAST_DAY), withdrawn_by=publisher, withdrawal_reason="It is wrong."
        )
        assert self.why_not() == reminding.WITHDRAWN

    def test_left_the_office(self, policing_body_person: User) -> None:
        grant = policing_body_person.role_grants.get()
        take_role(grant, by=system_user(), at=noon(LAST_DAY))
        assert self.why_not() == reminding.NOT_CONCERNED


def test_nothing_is_told_before_the_report_is_out(policing_body_person: User, force: Body) -> None:
    ReminderSchedule.objects.filter(kind="answer").update(days=[-55], leads_from=-55)
    owed = Section55ResponseFactory(policing_body=force.local_policing_bodies.get())
    published_on = PUBLISHED_AT.date()
    put_in_print(owed.inspection, at=noon(published_on) + timedelta(hours=5))
    assert sweep_on(published_on).planned == 0
    assert sweep_on(published_on + timedelta(days=1)).planned == 1


def test_nothing_is_missing_after_a_sweep(response: Section55Response) -> None:
    assert reminding.missing(at=noon(LAST_DAY)) == 5
    assert sweep_on(LAST_DAY).planned == 5
    assert (sweep_on(LAST_DAY).planned, reminding.missing(at=noon(LAST_DAY))) == (0, 0)


def notices(client: Client, reader: User, query: str = "") -> list[dict[str, str]]:
    client.force_login(reader)
    content = client.get(f"/register/notices/csv/{query}").getvalue().decode()
    return list(csv.DictReader(StringIO(content.removeprefix("\ufeff"))))


def test_the_proof_of_notice_holds_them(
    client: Client,
    response: Section55Response,
    entry: RegisterEntry,
    policing_body_person: User,
    moderator: User,
    other_force_lead: User,
) -> None:
    remind_on(LAST_DAY)
    for reader in (moderator, policing_body_person):
        found = [
            line for line in notices(client, reader) if line["Kind"] == "Answer under section 55"
        ]
        told = [line for line in found if line["What came of it"] == "Told by mail"]
        assert [line["Recipient"] for line in told] == [str(policing_body_person)]
        assert told[0]["Addressee"] == str(response.policing_body)
        assert told[0]["Date that counted"] == LAST_DAY.isoformat()
    assert notices(client, other_force_lead) == []
    of_the_body = notices(client, moderator, f"?body={entry.body.uuid}")
    assert not [line for line in of_the_body if line["Kind"] == "Answer under section 55"]
