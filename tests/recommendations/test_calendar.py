"""A person's calendar: a secret address that shows what they may see, and no more."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from findings.models import TeamMember
from forces.actions import close_account, take_role
from forces.models import Body
from inspection_portal.core.models import AuditEvent, User
from recommendations.actions import make_calendar_address
from recommendations.models import CalendarAddress, Milestone, RegisterEntry
from tests.factories import (
    ImprovementEntryFactory,
    RegisterEntryFactory,
    Section55ResponseFactory,
    put_in_print,
)
from tests.factories.recommendations import DUE_ON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _moment(moment: datetime) -> Iterator[None]:
    with time_machine.travel(moment, tick=False):
        yield


def feed(secret: str, client: Client | None = None) -> list[tuple[str, date]]:
    """What stands in the calendar at that address, for somebody who is not signed in."""
    response = (client or Client()).get(reverse("recommendations:calendar_feed", args=[secret]))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    events = Calendar.from_ical(response.content).walk("VEVENT")
    return [(str(event["summary"]), event["dtstart"].dt) for event in events]


def is_gone(secret: str) -> bool:
    address = reverse("recommendations:calendar_feed", args=[secret])
    answer = Client().get(address)
    return answer.status_code == 404 and "make a new address" in answer.content.decode()


def address_of(user: User, at: datetime) -> str:
    return make_calendar_address(by=user, at=at)


def test_a_lead_finds_the_deadlines_of_their_force(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    secret = address_of(force_lead, moment)
    assert feed(secret) == [(f"Due: {entry.reference}, {entry.body}", DUE_ON)]


def test_it_tells_no_words_of_a_report(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    secret = address_of(force_lead, moment)
    answer = Client().get(reverse("recommendations:calendar_feed", args=[secret]))
    assert b"train" not in answer.content.lower()
    assert entry.uuid.hex not in str(feed(secret))


def test_a_moved_deadline_moves(entry: RegisterEntry, force_lead: User, moment: datetime) -> None:
    secret, later = address_of(force_lead, moment), date(2026, 9, 30)
    Milestone.objects.update(agreed_on=later)
    assert [on for _, on in feed(secret)] == [later]


def test_a_target_of_ones_own_is_told_apart(
    force: Body, force_lead: User, moment: datetime
) -> None:
    entry = ImprovementEntryFactory(body=force)
    put_in_print(entry.source.inspection)
    entry.milestones.create(position=0, kind="target", original_on=DUE_ON)
    secret = address_of(force_lead, moment)
    assert feed(secret) == [(f"Own target: {entry.reference}, {force}", DUE_ON)]


def test_others_and_what_is_under_embargo_are_not_there(
    other_force: Body, force: Body, force_lead: User, moment: datetime
) -> None:
    theirs = RegisterEntryFactory(body=other_force)
    put_in_print(theirs.source.inspection)
    later = moment + timedelta(days=2)
    soon = RegisterEntryFactory(body=force, published_at=later)
    put_in_print(soon.source.inspection, later)
    assert feed(address_of(force_lead, moment)) == []


def test_what_is_closed_or_met_is_not_there(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    secret = address_of(force_lead, moment)
    entry.milestones.update(met_on=moment.date())
    assert feed(secret) == []
    entry.milestones.update(met_on=None)
    RegisterEntry.objects.update(status="complete", closed_on=moment.date())
    assert feed(secret) == []


def test_an_inspector_finds_what_their_own_inspections_asked_for(
    entry: RegisterEntry, inspector: User, moment: datetime
) -> None:
    secret = address_of(inspector, moment)
    assert feed(secret) == []
    TeamMember.objects.create(inspection=entry.source.inspection, user=inspector)
    assert [on for _, on in feed(secret)] == [DUE_ON]


def test_an_office_finds_its_answers(policing_body_person: User, moment: datetime) -> None:
    office = policing_body_person.role_grants.get().policing_body
    response = Section55ResponseFactory(policing_body=office)
    put_in_print(response.inspection)
    secret = address_of(policing_body_person, moment)
    assert [on for _, on in feed(secret)] == [date(2026, 3, 29)]


def test_rights_are_read_at_each_look(
    entry: RegisterEntry, force_lead: User, administrator: User, moment: datetime
) -> None:
    secret = address_of(force_lead, moment)
    take_role(force_lead.role_grants.get(), by=administrator, at=moment)
    assert feed(secret) == []
    close_account(force_lead, reason="Left.", by=administrator, at=moment)
    assert is_gone(secret)


def test_another_address_ends_the_one_before(force_lead: User, moment: datetime) -> None:
    first, second = (address_of(force_lead, moment) for _ in range(2))
    assert first != second
    assert is_gone(first)
    assert feed(second) == []
    assert CalendarAddress.objects.filter(digest__in=[first, second]).count() == 0


def test_it_is_made_and_ended_on_its_page(client: Client, force_lead: User) -> None:
    client.force_login(force_lead)
    made = client.post(reverse("recommendations:calendar_make"))
    secret = made.context["address"].split("/")[-2]
    assert feed(secret) == []
    assert secret not in client.get(reverse("recommendations:calendar")).text
    client.post(reverse("recommendations:calendar_revoke"))
    assert is_gone(secret)
    again = client.post(reverse("recommendations:calendar_revoke"), follow=True)
    assert "there is nothing to end" in again.text
    verbs = AuditEvent.objects.filter(by=force_lead).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["calendar_address.made", "calendar_address.revoked"]


def test_a_secret_that_was_never_given_is_not_there(db: None) -> None:
    assert is_gone("made-up")
    assert Client().get("/calendar/a%00b/deadlines.ics").status_code == 404


def test_its_cost_does_not_grow(
    entry: RegisterEntry,
    force: Body,
    force_lead: User,
    moment: datetime,
    assert_queries_do_not_grow,
) -> None:
    secret = address_of(force_lead, moment)

    def another() -> None:
        put_in_print(RegisterEntryFactory(body=force).source.inspection)

    assert_queries_do_not_grow(reverse("recommendations:calendar_feed", args=[secret]), another)
