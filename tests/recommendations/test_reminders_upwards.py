"""Who of the inspectorate and of local policing bodies is reminded as it gets late."""

from datetime import date, timedelta

import pytest
from django.core import mail

from findings.models import Inspection, TeamMember
from forces.actions import take_role
from forces.models import Body, RoleGrant
from inspection_portal.core.models import User, system_user
from recommendations.models import RegisterEntry, Reminder, ReminderSchedule
from recommendations.queries import verifiers_for
from tests.factories import (
    NationalEntryFactory,
    OrganisationFactory,
    OutsideEntryFactory,
    person,
    put_in_print,
)
from tests.factories.recommendations import DUE_ON
from tests.recommendations.reminders import days_before, make_schedule, noon, remind_on

pytestmark = pytest.mark.django_db
Role = RoleGrant.Role
LATE = DUE_ON + timedelta(days=14)


@pytest.fixture(autouse=True)
def _schedule(db: None) -> None:
    make_schedule()


def told(day: date) -> set[User]:
    remind_on(day)
    return {each.recipient for each in Reminder.objects.told().select_related("recipient")}


def team(inspection: Inspection, *people: User, lead: User | None = None) -> None:
    members = (TeamMember(inspection=inspection, user=each) for each in people)
    TeamMember.objects.bulk_create(members)
    if lead:
        TeamMember.objects.create(inspection=inspection, user=lead, is_lead=True)


class TestWithoutALead:
    """The same people as verify a claim."""

    def test_the_team(self, entry: RegisterEntry, inspector: User, moderator: User) -> None:
        team(entry.source.inspection, inspector)
        assert told(LATE) == {inspector} == set(verifiers_for(entry))

    def test_the_team_of_a_lead_who_left(
        self, entry: RegisterEntry, inspector: User, moderator: User
    ) -> None:
        left = person(Role.INSPECTOR)
        team(entry.source.inspection, inspector, lead=left)
        take_role(left.role_grants.get(), by=system_user(), at=noon(DUE_ON))
        assert told(LATE) == {inspector} == set(verifiers_for(entry))

    def test_the_moderators(self, entry: RegisterEntry, inspector: User, moderator: User) -> None:
        assert told(LATE) == {moderator} == set(verifiers_for(entry))

    def test_nobody_before_their_day(self, entry: RegisterEntry, moderator: User) -> None:
        assert told(LATE - timedelta(days=1)) == set()


def test_moderators_of_what_a_national_report_asks(force: Body, moderator: User) -> None:
    entry = NationalEntryFactory(body=force)
    entry.milestones.create(kind="date", original_on=DUE_ON)
    assert told(LATE) == {moderator} == set(verifiers_for(entry))


class TestAnOrganisationOutside:
    """Nobody of it signs in: the inspectorate does for it what it is told."""

    @pytest.fixture
    def outside(self, inspector: User) -> RegisterEntry:
        entry = OutsideEntryFactory(organisation=OrganisationFactory(name="Home Office"))
        put_in_print(entry.source.inspection)
        team(entry.source.inspection, lead=inspector)
        entry.milestones.create(kind="date", original_on=DUE_ON)
        return entry

    def test_reminds_the_inspectorate_from_the_first_day_on(
        self, outside: RegisterEntry, inspector: User, moderator: User
    ) -> None:
        assert told(days_before(DUE_ON, 30)) == {inspector}
        assert "Home Office: 1 to come." in mail.outbox[0].body
        assert remind_on(DUE_ON) == 1

    def test_as_long_as_leads_would_be(self, outside: RegisterEntry, inspector: User) -> None:
        ReminderSchedule.objects.update(leads_from=None)
        assert told(DUE_ON) == set()
        assert told(LATE) == {inspector}

    def test_of_a_national_report_reminds_moderators(self, moderator: User) -> None:
        entry = NationalEntryFactory(body=None, organisation=OrganisationFactory())
        entry.milestones.create(kind="date", original_on=DUE_ON)
        assert told(DUE_ON) == {moderator}
