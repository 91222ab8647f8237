"""The inspectorate asks a body how far an entry is."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from forces.models import Organisation, forget_standing
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.message_kinds import outdated
from inspection_portal.core.models import AuditEvent, Message, User
from recommendations import actions
from recommendations.messages import updates as messages
from recommendations.models import RegisterEntry, UpdateRequest
from tests.factories import OutsideEntryFactory, RegisterEntryFactory

BY = date(2026, 3, 20)


def ask(entry: RegisterEntry, by: User, at: datetime, **changes: object) -> UpdateRequest:
    asked = {"words": "How many are trained?", "wanted_by": BY} | changes
    return actions.request_update(entry, **asked, by=by, at=at)


@pytest.fixture
def owned(entry: RegisterEntry, force_contributor: User) -> RegisterEntry:
    entry.owner = force_contributor
    entry.save()
    return entry


def test_an_update_is_asked_for(entry: RegisterEntry, inspector: User, moment: datetime) -> None:
    with pytest.raises(RuleBroken, match="Nobody acts for"):
        ask(entry, inspector, moment)
    assert not UpdateRequest.objects.exists()


def test_owner_and_leads_are_told_and_nobody_else(
    owned: RegisterEntry,
    force_lead: User,
    force_contributor: User,
    other_force_lead: User,
    inspector: User,
    moment: datetime,
) -> None:
    request = ask(owned, inspector, moment)
    assert (request.words, request.wanted_by) == ("How many are trained?", BY)
    assert (request.asked_by, request.asked_at, request.answer) == (inspector, moment, None)
    assert {each.recipient for each in Message.objects.all()} == {force_lead, force_contributor}
    for told in Message.objects.all():
        assert told.link == owned.get_absolute_url()
        assert owned.reference in told.text
        assert "20 March 2026" in told.text
        assert owned.asked not in told.subject + told.text
        assert request.words not in told.subject + told.text


def test_asking_is_audited(owned: RegisterEntry, inspector: User, moment: datetime) -> None:
    ask(owned, inspector, moment)
    event = AuditEvent.objects.about(owned).get()
    assert (event.verb, event.by, event.at) == ("update.requested", inspector, moment)
    assert event.detail == {"words": "How many are trained?", "wanted_by": "2026-03-20"}


def test_only_who_verifies_asks(
    owned: RegisterEntry, force_lead: User, publisher: User, auditor: User, moment: datetime
) -> None:
    for somebody in (force_lead, publisher, auditor):
        with pytest.raises(PermissionDenied):
            ask(owned, somebody, moment)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"wanted_by": date(2026, 3, 1)}, "The day has passed"),
        ({"words": "SECRET\nHow many?"}, "SECRET"),
    ],
)
def test_a_question_makes_sense(
    owned: RegisterEntry,
    inspector: User,
    moment: datetime,
    changes: dict[str, object],
    sentence: str,
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        ask(owned, inspector, moment, **changes)
    assert not Message.objects.exists()


def test_one_question_waits_at_a_time(
    owned: RegisterEntry, inspector: User, moment: datetime
) -> None:
    ask(owned, inspector, moment)
    with pytest.raises(RuleBroken, match="has been asked for"):
        ask(owned, inspector, moment)


def test_nothing_is_asked_of_what_is_closed(
    owned: RegisterEntry, inspector: User, moment: datetime
) -> None:
    RegisterEntry.objects.update(status="complete", closed_on=moment.date())
    with pytest.raises(RuleBroken, match="is closed"):
        ask(owned, inspector, moment)


def test_nobody_is_asked_for_an_organisation(
    entry: RegisterEntry, force_lead: User, inspector: User, moment: datetime
) -> None:
    office = Organisation.objects.create(name="Home Office", valid_from=date(2020, 1, 1))
    theirs = OutsideEntryFactory(organisation=office)
    with pytest.raises(RuleBroken, match="Nobody acts for Home Office"):
        ask(theirs, inspector, moment)


def test_who_has_left_is_not_told(
    owned: RegisterEntry,
    force_lead: User,
    force_contributor: User,
    inspector: User,
    moment: datetime,
) -> None:
    force_contributor.role_grants.update(taken_by=force_lead, taken_at=moment)
    ask(owned, inspector, moment)
    assert [each.recipient for each in Message.objects.all()] == [force_lead]


def test_several_questions_are_one_message_a_person(
    owned: RegisterEntry, force_lead: User, inspector: User, moment: datetime
) -> None:
    entries = [owned, RegisterEntryFactory(body=owned.body)]
    asked = [
        actions.ask(entry, words="", wanted_by=BY, by=inspector, at=moment) for entry in entries
    ]
    messages.tell_update_wanted(asked, by=inspector, at=moment)
    told = Message.objects.get(recipient=force_lead)
    assert "2 entries" in told.text
    assert told.link == "/register/"


class TestWhatNeedNotBeSaidAnyMore:
    @pytest.fixture
    def asked(self, owned: RegisterEntry, inspector: User, moment: datetime) -> UpdateRequest:
        return ask(owned, inspector, moment)

    def reasons(self) -> set[str]:
        return set(outdated(Message.objects.all()).values())

    def test_an_open_question_is_still_sent(self, asked: UpdateRequest) -> None:
        assert self.reasons() == set()

    def test_an_answer_came(
        self, asked: UpdateRequest, force_contributor: User, moment: datetime
    ) -> None:
        said = {"narrative": "Half of them.", "seen_version": 1}
        actions.write_update(asked.entry, **said, by=force_contributor, at=moment)
        assert self.reasons() == {messages.ANSWERED}

    def test_the_entry_is_closed(self, asked: UpdateRequest, moment: datetime) -> None:
        RegisterEntry.objects.update(status="complete", closed_on=moment.date())
        assert self.reasons() == {messages.CLOSED}

    def test_the_person_has_left(
        self, asked: UpdateRequest, force_contributor: User, inspector: User, moment: datetime
    ) -> None:
        force_contributor.role_grants.update(taken_by=inspector, taken_at=moment)
        forget_standing(force_contributor)
        assert self.reasons() == {messages.NOT_OF_THE_BODY}
