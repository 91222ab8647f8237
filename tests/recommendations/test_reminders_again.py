"""What was cancelled and applies again is told again: once, and the latest day of it alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail

from findings.models import TeamMember
from forces.actions import give_role, take_role
from forces.models import Body, RoleGrant
from inspection_portal.core.models import User, system_user
from inspection_portal.core.sending import send_due
from recommendations.actions import choose_reminders
from recommendations.models import RegisterEntry, Reminder
from recommendations.queries import reminding
from tests.factories.recommendations import DUE_ON
from tests.recommendations.reminders import (
    days_before,
    make_schedule,
    noon,
    on,
    remind_on,
    sweep_on,
)

pytestmark = pytest.mark.django_db
WARNED_ON = days_before(DUE_ON, 7)
TOMORROW = WARNED_ON + timedelta(days=1)
Step = Callable[[RegisterEntry, User], None]


@pytest.fixture(autouse=True)
def _schedule(db: None) -> None:
    make_schedule()


@pytest.fixture
def owned(entry: RegisterEntry, force_contributor: User) -> RegisterEntry:
    RegisterEntry.objects.filter(pk=entry.pk).update(owner=force_contributor)
    entry.refresh_from_db()
    return entry


def move(entry: RegisterEntry, owner: User) -> None:
    entry.milestones.update(agreed_on=DUE_ON + timedelta(days=200))


def move_back(entry: RegisterEntry, owner: User) -> None:
    entry.milestones.update(agreed_on=None)


def close(entry: RegisterEntry, owner: User) -> None:
    RegisterEntry.objects.filter(pk=entry.pk).update(status="complete", closed_on=WARNED_ON)


def open_again(entry: RegisterEntry, owner: User) -> None:
    RegisterEntry.objects.filter(pk=entry.pk).update(status="being_progressed", closed_on=None)


def leave(entry: RegisterEntry, owner: User) -> None:
    take_role(owner.role_grants.get(), by=system_user(), at=noon(WARNED_ON))


def return_(entry: RegisterEntry, owner: User) -> None:
    role, at = RoleGrant.Role.FORCE_CONTRIBUTOR, noon(TOMORROW)
    give_role(owner, role=role, body=entry.body, by=system_user(), at=at)


def decline(entry: RegisterEntry, owner: User) -> None:
    choose_reminders(before_the_date=False, by_mail=True, by=owner, at=noon(WARNED_ON))


def want(entry: RegisterEntry, owner: User) -> None:
    choose_reminders(before_the_date=True, by_mail=True, by=owner, at=noon(WARNED_ON))


RETURNS = [(move, move_back), (close, open_again), (leave, return_), (decline, want)]


@pytest.mark.parametrize(("away", "back"), RETURNS)
def test_what_was_cancelled_before_it_was_told(
    owned: RegisterEntry, force_contributor: User, away: Step, back: Step
) -> None:
    sweep_on(WARNED_ON)
    away(owned, force_contributor)
    with on(WARNED_ON):
        assert send_due() == 0
    back(owned, force_contributor)
    assert reminding.missing(at=noon(TOMORROW)) > 0
    assert remind_on(TOMORROW) == 1
    assert mail.outbox[0].body.count("is due 1 May 2026, in 6 days") == 1
    assert [each.days for each in Reminder.objects.told()] == [-7]
    assert reminding.missing(at=noon(TOMORROW)) == 0
    assert remind_on(TOMORROW + timedelta(days=1)) == 0


@pytest.mark.parametrize(("away", "back"), RETURNS)
def test_what_was_told_is_not_told_again(
    owned: RegisterEntry, force_contributor: User, away: Step, back: Step
) -> None:
    assert remind_on(WARNED_ON) == 1
    away(owned, force_contributor)
    sweep_on(TOMORROW)
    back(owned, force_contributor)
    assert remind_on(TOMORROW + timedelta(days=1)) == 0
    assert Reminder.objects.told().count() == 1


def test_what_is_declined_stands_in_the_ledger_once(
    owned: RegisterEntry, force_contributor: User
) -> None:
    for turn in (decline, want, decline):
        turn(owned, force_contributor)
        sweep_on(WARNED_ON)
    assert sweep_on(TOMORROW).planned == 0
    assert sweep_on(TOMORROW + timedelta(days=1)).planned == 0
    states = Reminder.objects.filter(days=-7).values_list("state", flat=True)
    assert sorted(states) == ["attached", "cancelled"]
    assert reminding.missing(at=noon(TOMORROW)) == 0


def test_going_and_coming_back_many_times_is_no_flood(
    owned: RegisterEntry, force: Body, force_contributor: User, inspector: User
) -> None:
    inspection = owned.source.inspection
    TeamMember.objects.create(inspection=inspection, user=inspector, is_lead=True)
    late = DUE_ON + timedelta(days=28)
    for _ in range(3):
        sweep_on(late)
        close(owned, force_contributor)
        with on(late):
            assert send_due() == 0
        open_again(owned, force_contributor)
        late += timedelta(days=1)
    assert remind_on(late) == 2
    assert [len(each.to) for each in mail.outbox] == [1, 1]
    assert {each.body.count("was due") for each in mail.outbox} == {1}
