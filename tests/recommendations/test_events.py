"""What other systems are told of the register, and who may know of it."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import Event, Identified, User
from inspection_portal.core.webhooks import types
from recommendations import actions
from recommendations.actions.status import Reasons
from recommendations.actions.verifying import Found
from recommendations.models import Basis, Claim, RegisterEntry
from tests.factories import ClaimFactory, EndpointFactory, EntryFileFactory

pytestmark = pytest.mark.usefixtures("_listened_to")


@pytest.fixture
def _listened_to(db: None) -> None:
    EndpointFactory()


def told() -> list[tuple[str, object]]:
    return [(each.type, each.object_uuid) for each in Event.objects.order_by("pk")]


def knows(user: User, event_type: str, about: Identified) -> bool:
    known = types.find(event_type)
    assert known
    return known.may_know(user, Event(type=event_type, object_uuid=about.uuid))


def test_another_status_is_told(entry: RegisterEntry, inspector: User, moment: datetime) -> None:
    (other,) = (each for each in RegisterEntry.OPEN if each != entry.status)
    said = {"status": other, "reason": "Begun.", "seen_version": entry.version}
    actions.record_status(entry, **said, by=inspector, at=moment)
    assert told() == [("entry.status_changed", entry.uuid)]
    event = Event.objects.get()
    assert (event.link, event.object_kind) == (
        f"/api/v1/register-entries/{entry.uuid}/",
        "register_entry",
    )


def test_what_is_refused_tells_nothing(
    entry: RegisterEntry, inspector: User, force_lead: User, moment: datetime
) -> None:
    said = {"status": entry.status, "reason": "Begun.", "seen_version": entry.version}
    with pytest.raises(RuleBroken):
        actions.record_status(entry, **said, by=inspector, at=moment)
    with pytest.raises(PermissionDenied):
        actions.record_status(entry, **said, by=force_lead, at=moment)
    assert told() == []


def test_a_date_that_is_agreed_is_told(
    entry: RegisterEntry, force_lead: User, inspector: User, moment: datetime
) -> None:
    milestone = entry.milestones.get()
    asked = {"to_on": date(2026, 9, 1), "reason": "Training is late.", "seen_version": 1}
    change = actions.request_deadline(milestone, **asked, by=force_lead, at=moment)
    assert told() == []
    actions.decide_deadline(change, decision="agreed", seen_version=1, by=inspector, at=moment)
    assert told() == [("deadline.moved", milestone.uuid)]


def test_a_claim_is_told_and_what_becomes_of_it(
    entry: RegisterEntry, force_lead: User, inspector: User, moment: datetime
) -> None:
    said = {"done": "All are trained.", "done_from": date(2026, 2, 20)}
    said |= {"files": [EntryFileFactory(entry=entry)], "seen_version": entry.version}
    claim = actions.make_claim(entry, **said, by=force_lead, at=moment)
    found = Found(outcome="more_needed", verdict="Show us the list.")
    actions.verify(claim, found=found, seen_version=1, by=inspector, at=moment)
    assert told() == [("claim.made", claim.uuid), ("claim.decided", claim.uuid)]


def test_a_claim_that_closes_its_entry_is_told_once_two_have_decided(
    entry: RegisterEntry, inspector: User, hmi: User, basis: Basis, moment: datetime
) -> None:
    claim: Claim = ClaimFactory(entry=entry)
    found = Found(outcome="complete", verdict="We saw it.", basis=basis)
    actions.verify(claim, found=found, seen_version=claim.version, by=inspector, at=moment)
    assert told() == []
    request = entry.status_requests.get()
    actions.authorise(request, seen_version=1, by=hmi, at=moment)
    assert told() == [("entry.status_changed", entry.uuid), ("claim.decided", claim.uuid)]


def test_a_status_that_two_people_give_is_told(
    entry: RegisterEntry, inspector: User, hmi: User, basis: Basis, moment: datetime
) -> None:
    said = {"status": "complete", "reasons": Reasons("We saw it.", basis=basis)}
    request = actions.request_status(
        entry, **said, seen_version=entry.version, by=inspector, at=moment
    )
    assert told() == []
    actions.authorise(request, seen_version=1, by=hmi, at=moment)
    assert told() == [("entry.status_changed", entry.uuid)]


def test_only_those_may_know_who_see_it(
    entry: RegisterEntry, force_lead: User, other_force_lead: User, inspector: User
) -> None:
    claim: Claim = ClaimFactory(entry=entry)
    of_each = {
        "entry.status_changed": entry,
        "deadline.moved": entry.milestones.get(),
        "claim.made": claim,
        "claim.decided": claim,
    }
    for event_type, about in of_each.items():
        assert knows(force_lead, event_type, about)
        assert knows(inspector, event_type, about)
        assert not knows(other_force_lead, event_type, about)
