"""A body says how far an entry is; the inspectorate adds its own lines (domain §3.3)."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from forces.models import Body, Organisation
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from recommendations import actions
from recommendations.models import ProgressUpdate, RegisterEntry, UpdateRequest
from tests.factories import ClaimFactory, OutsideEntryFactory

FAR = "Half of the people are trained."
NOTE = "The trainer is often ill."


def write(entry: RegisterEntry, by: User, at: datetime, **said: object) -> ProgressUpdate:
    given = {"narrative": FAR, "seen_version": entry.version} | said
    return actions.write_update(entry, **given, by=by, at=at)


@pytest.fixture
def office(db: None) -> Organisation:
    return Organisation.objects.create(name="Home Office", valid_from=date(2020, 1, 1))


def test_a_line_is_added(entry: RegisterEntry, force_contributor: User, moment: datetime) -> None:
    update = write(entry, force_contributor, moment, internal_note=NOTE)
    assert (update.narrative, update.internal_note, update.side) == (FAR, NOTE, "body")
    assert (update.by, update.at, update.position) == (force_contributor, moment, "")
    entry.refresh_from_db()
    assert (entry.position, entry.version) == ("awaiting_allocation", 1)


def test_a_line_may_give_a_new_position(
    entry: RegisterEntry, force_contributor: User, moment: datetime
) -> None:
    assert write(entry, force_contributor, moment, position="pending_sign_off").position
    assert (entry.position, entry.version) == ("pending_sign_off", 2)


def test_a_line_is_audited_without_its_internal_note(
    entry: RegisterEntry, force_contributor: User, moment: datetime
) -> None:
    said = {"position": "in_progress", "internal_note": NOTE}
    update = write(entry, force_contributor, moment, **said)
    event = AuditEvent.objects.about(entry).get()
    assert (event.verb, event.by, event.at) == ("entry.updated", force_contributor, moment)
    assert event.detail == {
        "update": str(update.uuid),
        "narrative": FAR,
        "position": ["awaiting_allocation", "in_progress"],
    }


def test_the_inspectorate_writes_on_its_own_side(
    entry: RegisterEntry, inspector: User, moment: datetime
) -> None:
    assert write(entry, inspector, moment, internal_note=NOTE).side == "inspectorate"
    with pytest.raises(PermissionDenied):
        write(entry, inspector, moment, position="in_progress")


def test_who_does_not_act_for_the_body_writes_nothing(
    entry: RegisterEntry,
    other_force_lead: User,
    policing_body_person: User,
    auditor: User,
    moment: datetime,
) -> None:
    for somebody in (other_force_lead, policing_body_person, auditor):
        with pytest.raises(PermissionDenied):
            write(entry, somebody, moment)


def test_a_local_policing_body_writes_of_what_is_asked_of_itself(
    entry: RegisterEntry, policing_body_person: User, moment: datetime
) -> None:
    office = policing_body_person.role_grants.get().policing_body
    own = OutsideEntryFactory(policing_body=office)
    assert write(own, policing_body_person, moment, position="closed_by_body").side == "body"
    assert own.position == "closed_by_body"


def test_the_inspectorate_keeps_the_entries_of_organisations(
    entry: RegisterEntry, office: Organisation, inspector: User, moment: datetime
) -> None:
    own = OutsideEntryFactory(organisation=office)
    said = {"position": "not_accepted", "narrative": "It says that the law forbids it."}
    assert write(own, inspector, moment, **said).side == "inspectorate"
    assert (own.position, own.position_reason) == ("not_accepted", said["narrative"])


@pytest.mark.parametrize("position", RegisterEntry.OF_LEADS)
def test_what_leads_say_a_contributor_does_not(
    entry: RegisterEntry, force_contributor: User, moment: datetime, position: str
) -> None:
    with pytest.raises(PermissionDenied):
        write(entry, force_contributor, moment, position=position)


@pytest.mark.parametrize("position", ["submitted", "awaiting_allocation", "done"])
def test_some_positions_are_nobodys_to_give(
    entry: RegisterEntry, force_lead: User, moment: datetime, position: str
) -> None:
    with pytest.raises(PermissionDenied):
        write(entry, force_lead, moment, position=position)


@pytest.mark.parametrize("position", RegisterEntry.NEEDS_REASON)
def test_what_is_not_accepted_says_why(
    entry: RegisterEntry, force_lead: User, moment: datetime, position: str
) -> None:
    with pytest.raises(RuleBroken, match="Say why"):
        write(entry, force_lead, moment, position=position, narrative="")
    write(entry, force_lead, moment, position=position)
    assert (entry.position, entry.position_reason) == (position, FAR)
    write(entry, force_lead, moment, position="in_progress")
    assert entry.position_reason == ""


def test_an_entry_depends_on_another_body_or_an_organisation(
    entry: RegisterEntry,
    force_lead: User,
    other_force: Body,
    office: Organisation,
    moment: datetime,
) -> None:
    for other in (other_force, office):
        write(entry, force_lead, moment, position="depends", depends_on=other)
        assert (entry.position, entry.depends_on) == ("depends", other)
    write(entry, force_lead, moment, position="in_progress")
    assert entry.depends_on is None


def test_an_entry_depends_on_one_other_body(
    entry: RegisterEntry, force_lead: User, force: Body, other_force: Body, moment: datetime
) -> None:
    for other, sentence in ((None, "Name the one body"), (force, "wait for itself")):
        with pytest.raises(RuleBroken, match=sentence):
            write(entry, force_lead, moment, position="depends", depends_on=other)
    write(entry, force_lead, moment, position="depends", depends_on=other_force)
    with pytest.raises(RuleBroken, match="already"):
        write(entry, force_lead, moment, position="depends", depends_on=other_force)


def test_the_same_position_is_not_given_again(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    write(entry, force_lead, moment, position="in_progress")
    with pytest.raises(RuleBroken, match="“in progress” already"):
        write(entry, force_lead, moment, position="in_progress")


def test_the_position_stays_while_a_claim_is_open(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    ClaimFactory(entry=entry)
    with pytest.raises(RuleBroken, match="with the inspectorate already"):
        write(entry, force_lead, moment, position="in_progress")
    assert write(entry, force_lead, moment).narrative == FAR


@pytest.mark.parametrize("said", [{"narrative": " "}, {"narrative": "SECRET\nHalf of it."}])
def test_a_line_that_says_nothing_or_too_much_is_refused(
    entry: RegisterEntry, force_lead: User, moment: datetime, said: dict[str, str]
) -> None:
    with pytest.raises(RuleBroken, match=r"Say how far|SECRET"):
        write(entry, force_lead, moment, **said)
    assert not ProgressUpdate.objects.exists()


def test_nothing_is_added_to_what_is_closed(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    RegisterEntry.objects.update(status="complete", closed_on=moment.date())
    with pytest.raises(RuleBroken, match="is closed"):
        write(entry, force_lead, moment)


def test_second_editor_of_the_position_is_refused_and_of_a_line_is_not(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    RegisterEntry.objects.update(version=2)
    with pytest.raises(RuleBroken, match="has changed since"):
        write(entry, force_lead, moment, position="in_progress")
    assert not ProgressUpdate.objects.exists()
    assert write(entry, force_lead, moment).narrative == FAR


def test_what_the_body_says_answers_what_was_asked(
    entry: RegisterEntry, inspector: User, force_contributor: User, moment: datetime
) -> None:
    asked = UpdateRequest.objects.create(
        entry=entry, wanted_by=moment.date(), asked_by=inspector, asked_at=moment
    )
    write(entry, inspector, moment)
    write(entry, force_contributor, moment, narrative="", internal_note=NOTE)
    asked.refresh_from_db()
    assert asked.answer is None
    answer = write(entry, force_contributor, moment)
    asked.refresh_from_db()
    assert asked.answer == answer
