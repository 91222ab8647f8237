"""When a person leaves, a lead hands all that they had to a colleague at once."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied

from forces.models import Body
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from recommendations import actions, queries
from recommendations.models import RegisterEntry
from tests.factories import RegisterEntryFactory

Entries = list[RegisterEntry]


@pytest.fixture
def theirs(force: Body, force_contributor: User) -> Entries:
    """Two open entries of the contributor, and one that is closed."""
    owned = {"body": force, "owner": force_contributor}
    closed = {"status": "complete", "closed_on": "2026-03-01"}
    RegisterEntryFactory(**owned, **closed)
    return [RegisterEntryFactory(**owned), RegisterEntryFactory(**owned)]


def hand_over(owner: User, successor: User, by: User, at: datetime) -> int:
    return actions.hand_over(owner=owner, successor=successor, by=by, at=at)


def test_all_that_is_open_goes_to_a_colleague(
    theirs: Entries, force_lead: User, force_contributor: User, moment: datetime
) -> None:
    force_contributor.role_grants.update(taken_by=force_lead, taken_at=moment)
    assert hand_over(force_contributor, force_lead, force_lead, moment) == 2
    for entry in theirs:
        entry.refresh_from_db()
        assert (entry.owner, entry.version) == (force_lead, 2)
        assert entry.position == "in_progress"
    assert RegisterEntry.objects.closed().get().owner == force_contributor


def test_it_is_one_line_of_the_trail(
    theirs: Entries, force_lead: User, force_contributor: User, moment: datetime
) -> None:
    hand_over(force_contributor, force_lead, force_lead, moment)
    event = AuditEvent.objects.get()
    assert (event.verb, event.by, event.at) == ("entries.handed_over", force_lead, moment)
    assert event.object_uuid == force_contributor.uuid
    references = [entry.reference for entry in theirs]
    assert event.detail == {"to": force_lead.name, "entries": "\n".join(references)}


@pytest.mark.usefixtures("theirs")
def test_only_a_lead_hands_over(
    force_lead: User, force_contributor: User, inspector: User, moment: datetime
) -> None:
    for somebody in (force_contributor, inspector):
        with pytest.raises(PermissionDenied):
            hand_over(force_contributor, force_lead, somebody, moment)


@pytest.mark.usefixtures("theirs")
def test_what_another_body_has_is_left_alone(
    force_contributor: User, other_force_lead: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="responsible for nothing"):
        hand_over(force_contributor, other_force_lead, other_force_lead, moment)


@pytest.mark.usefixtures("theirs")
def test_a_successor_acts_for_the_body_and_is_somebody_else(
    force_lead: User, force_contributor: User, other_force_lead: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="does not act for"):
        hand_over(force_contributor, other_force_lead, force_lead, moment)
    with pytest.raises(RuleBroken, match="Choose somebody else"):
        hand_over(force_contributor, force_contributor, force_lead, moment)


def test_who_has_left_is_listed_first(
    theirs: Entries, force: Body, force_lead: User, force_contributor: User, moment: datetime
) -> None:
    RegisterEntryFactory(body=force, owner=force_lead)
    RegisterEntryFactory(owner=force_lead)
    force_contributor.role_grants.update(taken_by=force_lead, taken_at=moment)
    found = queries.held_by_person(force_lead)
    assert [(held.owner, len(held.entries), held.has_left) for held in found] == [
        (force_contributor, 2, True),
        (force_lead, 1, False),
    ]
    assert {*found[0].entries} == {*theirs}
