"""What people choose of reminders, when they come at all, and the proof of who was told."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils.timezone import localdate

from findings.models import TeamMember
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, Message, User
from recommendations.actions import choose_reminders, revise_schedule
from recommendations.models import RegisterEntry, Reminder, ReminderPreference, ReminderSchedule
from tests.factories import RegisterEntryFactory, put_in_print
from tests.factories.recommendations import DUE_ON
from tests.pages import call
from tests.recommendations.reminders import (
    days_before,
    make_schedule,
    noon,
    on,
    remind_on,
    sweep_on,
)

pytestmark = pytest.mark.django_db
CHOOSE = "/reminders/"
NOTICES = "/register/notices/csv/"


def url_of(entry: RegisterEntry) -> str:
    return f"/register/{entry.uuid}/notices/csv/"


def lines(client: Client, url: str) -> list[dict[str, str]]:
    response = client.get(url)
    assert response.status_code == 200
    return list(csv.DictReader(StringIO(response.getvalue().decode().removeprefix("\ufeff"))))


class TestPreferences:
    def test_are_everything_by_mail_until_chosen(self, client: Client, force_lead: User) -> None:
        client.force_login(force_lead)
        form = client.get(CHOOSE).context["form"]
        assert form.initial == {"before_the_date": "yes", "by_mail": "yes"}

    def test_are_saved_and_recorded(self, client: Client, force_lead: User) -> None:
        client.force_login(force_lead)
        response = client.post(CHOOSE, {"before_the_date": "no", "by_mail": "no"}, follow=True)
        assert "Your reminders are saved." in response.content.decode()
        chosen = ReminderPreference.objects.get()
        assert (chosen.user, chosen.before_the_date, chosen.by_mail) == (force_lead, False, False)
        assert AuditEvent.objects.get(verb="reminders.chosen").detail == {
            "before_the_date": ["True", "False"],
            "by_mail": ["True", "False"],
        }

    def test_nothing_chosen_is_told_so(self, client: Client, force_lead: User) -> None:
        client.force_login(force_lead)
        page = client.post(CHOOSE, {}).content.decode()
        assert "Choose which reminders you want" in page
        assert not ReminderPreference.objects.exists()

    def test_are_led_to_from_messages_and_account(self, client: Client, force_lead: User) -> None:
        client.force_login(force_lead)
        for page in ("/messages/", "/accounts/password/"):
            assert f'href="{CHOOSE}"' in client.get(page).content.decode()

    def test_are_read_and_saved_by_the_api(self, client: Client, force_lead: User) -> None:
        client.force_login(force_lead)
        url, chosen = "/api/v1/reminder-preference/", {"before_the_date": False, "by_mail": True}
        assert client.get(url).json() == {"before_the_date": True, "by_mail": True}
        response = call(client, f"{url}choose/", chosen)
        assert (response.status_code, response.json()) == (200, chosen)
        assert client.get(url).json() == chosen
        refused = client.post(
            f"{url}choose/", {"by_mail": "maybe"}, content_type="application/json"
        )
        assert refused.status_code == 400


@pytest.fixture
def schedule() -> ReminderSchedule:
    make_schedule()
    return ReminderSchedule.objects.get(kind="date")


class TestSchedule:
    fields = {
        "before": "30, 7",
        "on_the_day": "on",
        "after": "14 28",
        "leads_before": "7",
        "overseers_from": "",
        "inspectors_from": "14",
    }

    def test_is_shown(self, client: Client, administrator: User, schedule: object) -> None:
        client.force_login(administrator)
        page = client.get("/reminders/schedules/").content.decode()
        assert "30, 7, 1" in page
        assert "Local policing body: 28 days late" in page

    def test_is_revised(
        self, client: Client, administrator: User, schedule: ReminderSchedule
    ) -> None:
        client.force_login(administrator)
        url = f"/reminders/schedules/{schedule.uuid}/"
        client.post(url, {**self.fields, "seen_version": 1})
        schedule.refresh_from_db()
        assert (schedule.days, schedule.leads_from) == ([-30, -7, 0, 14, 28], -7)
        assert (schedule.overseers_from, schedule.inspectors_from) == (None, 14)
        recorded = AuditEvent.objects.get(verb="reminder_schedule.revised")
        assert recorded.detail["leads_from"] == ["-30", "-7"]

    def test_second_editor_is_refused_not_overwritten(
        self, client: Client, administrator: User, schedule: ReminderSchedule
    ) -> None:
        client.force_login(administrator)
        url = f"/reminders/schedules/{schedule.uuid}/"
        client.post(url, {**self.fields, "seen_version": 1})
        page = client.post(url, {**self.fields, "before": "99", "seen_version": 1})
        assert "has changed since you read it" in page.content.decode()
        schedule.refresh_from_db()
        assert -99 not in schedule.days

    @pytest.mark.parametrize("typed", ["seven", "7, -1", "1.5", "0"])
    def test_wrong_days_are_told_and_kept(
        self, client: Client, administrator: User, schedule: ReminderSchedule, typed: str
    ) -> None:
        client.force_login(administrator)
        url = f"/reminders/schedules/{schedule.uuid}/"
        page = client.post(url, {**self.fields, "before": typed, "seen_version": 1})
        assert "Enter numbers of days with commas between them" in page.content.decode()
        assert f'value="{typed}"' in page.content.decode()

    def test_is_for_administrators(self, inspector: User, schedule: ReminderSchedule) -> None:
        with pytest.raises(PermissionDenied):
            revise(schedule, by=inspector)

    @pytest.mark.parametrize(
        ("kind", "changes", "why"),
        [
            ("target", {"overseers_from": 7}, "reminds the body alone"),
            ("date", {"inspectors_from": 0}, "before it is late"),
            ("date", {"days": [2000]}, "at most 1,095 days"),
        ],
    )
    def test_makes_sense(
        self, administrator: User, schedule: object, kind: str, changes: dict[str, object], why: str
    ) -> None:
        with pytest.raises(RuleBroken, match=why):
            revise(ReminderSchedule.objects.get(kind=kind), by=administrator, **changes)

    def test_a_target_is_offered_nobody_outside(
        self, client: Client, administrator: User, schedule: object
    ) -> None:
        client.force_login(administrator)
        target = ReminderSchedule.objects.get(kind="target")
        page = client.get(f"/reminders/schedules/{target.uuid}/").content.decode()
        assert "local policing body" not in page


def revise(schedule: ReminderSchedule, *, by: User, **changes: object) -> None:
    given = {"days": [0], "leads_from": 0, "overseers_from": None, "inspectors_from": None}
    given |= changes
    revise_schedule(schedule, **given, seen_version=schedule.version, by=by, at=noon(DUE_ON))


@pytest.fixture
def told(entry: RegisterEntry, force_lead: User, inspector: User) -> RegisterEntry:
    """An entry that its lead was reminded of at 7 days before and, as the lead inspector was, at
    14 days after.
    """
    make_schedule()
    inspection = entry.source.inspection
    TeamMember.objects.create(inspection=inspection, user=inspector, is_lead=True)
    remind_on(days_before(DUE_ON, 7))
    remind_on(DUE_ON + timedelta(days=14))
    return entry


class TestProofOfNotice:
    def test_says_who_was_told_what_and_when(
        self, client: Client, told: RegisterEntry, inspector: User, force_lead: User
    ) -> None:
        client.force_login(inspector)
        all_lines = lines(client, url_of(told))
        found = [line for line in all_lines if line["Recipient"] == str(force_lead)]
        latest = next(line for line in found if line["In the portal (UTC)"])
        assert latest["Reminder"] == "14 days after"
        assert (latest["As at"], latest["Marking"]) == (localdate().isoformat(), "OFFICIAL")
        assert latest["Date that counted"] == "2026-05-01"
        assert latest["What came of it"] == "Told by mail"
        assert latest["Mailed (UTC)"] == "2026-05-15T11:00:00+00:00"
        assert (
            latest["Message-ID"] == Message.objects.filter(recipient=force_lead).first().message_id
        )
        assert {line["What came of it"] for line in found} == {
            "Told by mail",
            "Passed over for a later one",
        }

    def test_stands_on_the_entry(
        self, client: Client, told: RegisterEntry, inspector: User, force_lead: User
    ) -> None:
        client.force_login(inspector)
        page = client.get(told.get_absolute_url()).content.decode()
        assert "Who was told" in page
        assert "14 days after" in page
        assert "Inspectorate" in page
        assert "Passed over" not in page

    def test_names_nobody_of_the_inspectorate_to_the_body(
        self, client: Client, told: RegisterEntry, inspector: User, force_lead: User
    ) -> None:
        client.force_login(force_lead)
        page = client.get(told.get_absolute_url()).content.decode()
        assert "Who was told" in page
        assert str(inspector) not in page
        assert {line["Recipient"] for line in lines(client, url_of(told))} == {str(force_lead)}

    @pytest.mark.parametrize("who", ["force_contributor", "policing_body_person"])
    def test_is_not_for_others_of_the_body(
        self, client: Client, told: RegisterEntry, who: str, request: pytest.FixtureRequest
    ) -> None:
        client.force_login(request.getfixturevalue(who))
        assert "Who was told" not in client.get(told.get_absolute_url()).content.decode()
        assert client.get(url_of(told)).status_code == 403

    def test_taking_it_is_recorded(
        self, client: Client, told: RegisterEntry, inspector: User
    ) -> None:
        client.force_login(inspector)
        lines(client, url_of(told))
        lines(client, f"{NOTICES}?noticed_from=2026-04-01")
        events = AuditEvent.objects.filter(verb="notices.exported").order_by("pk")
        assert [event.object_uuid for event in events] == [told.uuid, inspector.uuid]
        assert events[1].detail["filters"]["noticed_from"] == "2026-04-01"

    def test_of_a_period_and_of_a_body(
        self, client: Client, told: RegisterEntry, moderator: User, other_force: object
    ) -> None:
        client.force_login(moderator)
        other = RegisterEntryFactory(body=other_force)
        put_in_print(other.source.inspection)
        late = lines(client, f"{NOTICES}?noticed_from=2026-05-15&noticed_to=2026-05-15")
        assert {line["Planned (UTC)"][:10] for line in late} == {"2026-05-15"}
        assert len(late) < len(lines(client, NOTICES))
        assert lines(client, f"{NOTICES}?body={other.body.uuid}") == []
        assert len(lines(client, f"{NOTICES}?body={told.body.uuid}")) == len(lines(client, NOTICES))

    def test_is_of_closed_entries_too_unless_a_status_is_chosen(
        self, client: Client, told: RegisterEntry, moderator: User
    ) -> None:
        client.force_login(moderator)
        RegisterEntry.objects.update(status="complete", closed_on=DUE_ON)
        assert lines(client, f"{NOTICES}?status=") == lines(client, NOTICES) != []
        assert lines(client, f"{NOTICES}?status=open") == []

    def test_another_lead_gets_nothing_of_it(
        self, client: Client, told: RegisterEntry, other_force_lead: User
    ) -> None:
        client.force_login(other_force_lead)
        assert lines(client, NOTICES) == []
        assert client.get(url_of(told)).status_code == 404

    def test_a_wrong_day_leads_back_to_the_form(
        self, client: Client, told: RegisterEntry, moderator: User
    ) -> None:
        client.force_login(moderator)
        response = client.get(f"{NOTICES}?noticed_from=soon", follow=True)
        assert "Enter the first day such as 2026-05-01" in response.content.decode()

    def test_runs_no_formula(self, client: Client, told: RegisterEntry, moderator: User) -> None:
        User.objects.filter(name__startswith="Person").update(name="=1+1")
        client.force_login(moderator)
        assert {line["Recipient"] for line in lines(client, NOTICES)} == {"'=1+1"}


class TestOperator:
    def test_reads_how_reminders_stand(
        self, client: Client, operator: User, entry: RegisterEntry, force_lead: User
    ) -> None:
        make_schedule()
        client.force_login(operator)
        with on(DUE_ON):
            before = client.get("/jobs/").context["reminders"]
            sweep_on(DUE_ON)
            after = client.get("/jobs/").context["reminders"]
        assert (before.swept_at, before.missing, before.attached) == (None, 4, 0)
        assert (after.whole_at, after.missing, after.attached) == (noon(DUE_ON), 0, 1)
        assert after.oldest == noon(DUE_ON)

    def test_reads_how_many_may_have_gone_out(
        self, client: Client, operator: User, told: RegisterEntry
    ) -> None:
        Message.objects.filter(recipient__role_grants__role="force_lead").update(
            state="unconfirmed", sent_at=None, reason="Nobody knows."
        )
        client.force_login(operator)
        assert client.get("/jobs/").context["reminders"].unconfirmed == 2
        assert Reminder.objects.told().count() == 3


def test_reminders_stop_with_a_claim_and_go_on_when_it_is_sent_back(
    entry: RegisterEntry, force_lead: User
) -> None:
    """From the first reminder to the last, as one lead lives through it."""
    make_schedule()
    choose_reminders(before_the_date=True, by_mail=True, by=force_lead, at=noon(DUE_ON))
    assert remind_on(days_before(DUE_ON, 7)) == 1
    claim = entry.claims.create(
        done="All are trained.",
        done_from=date(2026, 4, 20),
        made_by=force_lead,
        made_at=noon(DUE_ON),
    )
    for days in (-1, 0, 7):
        assert remind_on(DUE_ON + timedelta(days=days)) == 0
    type(claim).objects.update(state="withdrawn", closed_at=noon(DUE_ON))
    assert remind_on(DUE_ON + timedelta(days=8)) == 1
    assert "was due 1 May 2026, 8 days ago" in mail.outbox[-1].body
