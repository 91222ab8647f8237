"""A body's lead says who is responsible for an entry."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied

from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from recommendations import actions
from recommendations.models import RegisterEntry
from tests.factories import OutsideEntryFactory


def assign(entry: RegisterEntry, owner: User | None, by: User, at: datetime, **seen: int) -> None:
    version = {"seen_version": entry.version} | seen
    actions.assign_owner(entry, owner=owner, **version, by=by, at=at)


def test_an_entry_gets_an_owner(
    entry: RegisterEntry, force_lead: User, force_contributor: User, moment: datetime
) -> None:
    assign(entry, force_contributor, force_lead, moment)
    assert (entry.owner, entry.version) == (force_contributor, 2)
    assert entry.position == "in_progress"


def test_an_owner_is_taken_away(entry: RegisterEntry, force_lead: User, moment: datetime) -> None:
    assign(entry, force_lead, force_lead, moment)
    assign(entry, None, force_lead, moment)
    assert entry.owner is None
    verbs = AuditEvent.objects.about(entry).values_list("verb", flat=True)
    assert list(verbs) == ["entry.unassigned", "entry.assigned"]


def test_assigning_is_audited(
    entry: RegisterEntry, force_lead: User, force_contributor: User, moment: datetime
) -> None:
    assign(entry, force_contributor, force_lead, moment)
    event = AuditEvent.objects.about(entry).get()
    assert (event.verb, event.by, event.at) == ("entry.assigned", force_lead, moment)
    assert event.detail == {"owner": ["", force_contributor.name]}


def test_only_the_lead_of_the_body_assigns(
    entry: RegisterEntry,
    force_contributor: User,
    other_force_lead: User,
    inspector: User,
    moment: datetime,
) -> None:
    for somebody in (force_contributor, other_force_lead, inspector):
        with pytest.raises(PermissionDenied):
            assign(entry, force_contributor, somebody, moment)


def test_who_is_responsible_hands_on_to_somebody(
    entry: RegisterEntry, force_lead: User, force_contributor: User, moment: datetime
) -> None:
    assign(entry, force_contributor, force_lead, moment)
    with pytest.raises(RuleBroken, match="Choose who is responsible after you"):
        assign(entry, None, force_contributor, moment)
    assign(entry, force_lead, force_contributor, moment)
    assert entry.owner == force_lead
    with pytest.raises(PermissionDenied):
        assign(entry, force_contributor, force_contributor, moment)


def test_a_local_policing_body_gives_its_own_entries_an_owner(
    entry: RegisterEntry, policing_body_person: User, moment: datetime
) -> None:
    office = policing_body_person.role_grants.get().policing_body
    own = OutsideEntryFactory(policing_body=office)
    assign(own, policing_body_person, policing_body_person, moment)
    assert own.owner == policing_body_person
    assert list(RegisterEntry.objects.owned()) == [own]
    with pytest.raises(PermissionDenied):
        assign(entry, policing_body_person, policing_body_person, moment)


def test_an_owner_acts_for_the_body(
    entry: RegisterEntry, force_lead: User, other_force_lead: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="does not act for"):
        assign(entry, other_force_lead, force_lead, moment)


def test_who_has_left_the_body_is_no_owner(
    entry: RegisterEntry, force_lead: User, force_contributor: User, moment: datetime
) -> None:
    force_contributor.role_grants.update(taken_by=force_lead, taken_at=moment)
    with pytest.raises(RuleBroken, match="does not act for"):
        assign(entry, force_contributor, force_lead, moment)


def test_the_owner_is_not_assigned_again(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    assign(entry, force_lead, force_lead, moment)
    with pytest.raises(RuleBroken, match="responsible"):
        assign(entry, force_lead, force_lead, moment)


def test_a_closed_entry_keeps_its_owner(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    RegisterEntry.objects.update(status="complete", closed_on=moment.date())
    entry.refresh_from_db()
    with pytest.raises(RuleBroken, match="is closed"):
        assign(entry, force_lead, force_lead, moment)


def test_second_editor_is_refused_not_overwritten(
    entry: RegisterEntry, force_lead: User, force_contributor: User, moment: datetime
) -> None:
    assign(entry, force_contributor, force_lead, moment)
    with pytest.raises(RuleBroken, match="has changed since"):
        assign(entry, force_lead, force_lead, moment, seen_version=1)
    entry.refresh_from_db()
    assert entry.owner == force_contributor
