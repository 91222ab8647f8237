"""What other systems are told of the register, and who may know of it."""

from datetime import date, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client

from findings.models import Finding, Inspection
from forces.models import Body
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import Event, Identified, User
from inspection_portal.core.webhooks import types
from recommendations import actions
from recommendations.actions.status import Reasons
from recommendations.actions.verifying import Found
from recommendations.models import Basis, Claim, NationalReport, RegisterEntry
from recommendations.trackers import Tracker, TrackerRow
from tests.factories import (
    AreaForImprovementFactory,
    ClaimFactory,
    EndpointFactory,
    EntryFileFactory,
    NationalRecommendationFactory,
    NationalReportFactory,
    RecommendationFactory,
    RegisterEntryFactory,
    put_in_print,
)
from tests.factories.findings import PUBLISHED_AT
from tests.recommendations.conftest import correct

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
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


def test_an_entry_that_is_opened_again_is_told(
    inspector: User, hmi: User, basis: Basis, moment: datetime, force: Body
) -> None:
    closed: RegisterEntry = RegisterEntryFactory(
        body=force, status="complete", closed_on=moment.date()
    )
    said = {"status": "being_progressed", "reasons": Reasons("It does not last.", basis=basis)}
    seen = closed.version
    request = actions.request_status(closed, **said, seen_version=seen, by=inspector, at=moment)
    actions.authorise(request, seen_version=1, by=hmi, at=moment)
    assert told() == [("entry.status_changed", closed.uuid)]


def test_a_claim_of_one_deadline_is_told_when_that_is_met(
    entry: RegisterEntry, inspector: User, hmi: User, basis: Basis, moment: datetime
) -> None:
    entry.milestones.create(position=2, kind="date", original_on=date(2026, 12, 1))
    claim: Claim = ClaimFactory(entry=entry, milestone=entry.milestones.get(position=1))
    found = Found(outcome="complete", verdict="We saw it.", basis=basis)
    actions.verify(claim, found=found, seen_version=claim.version, by=inspector, at=moment)
    actions.authorise(entry.status_requests.get(), seen_version=1, by=hmi, at=moment)
    assert told() == [("claim.decided", claim.uuid)]


@pytest.mark.parametrize("decision", ["declined", "withdrawn"])
def test_a_decision_that_is_not_authorised_is_none(
    entry: RegisterEntry, inspector: User, hmi: User, basis: Basis, moment: datetime, decision: str
) -> None:
    """The body was told of nothing, and the claim waits as before."""
    claim: Claim = ClaimFactory(entry=entry)
    found = Found(outcome="complete", verdict="We saw it.", basis=basis)
    actions.verify(claim, found=found, seen_version=claim.version, by=inspector, at=moment)
    request = entry.status_requests.get()
    if decision == "declined":
        actions.decline(request, reason="Too early.", seen_version=1, by=hmi, at=moment)
    else:
        actions.withdraw_request(request, seen_version=1, by=inspector, at=moment)
    assert told() == []


def test_a_claim_that_its_body_withdraws_is_not_decided(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    claim: Claim = ClaimFactory(entry=entry)
    actions.withdraw_claim(claim, seen_version=claim.version, by=force_lead, at=moment)
    assert told() == []


def test_an_event_that_gives_a_date_is_told(
    entry: RegisterEntry, inspector: User, moment: datetime
) -> None:
    waiting = entry.milestones.create(position=2, kind="event", words="when guidance is out")
    said = {"happened_on": date(2026, 2, 20), "narrative": "It is out.", "by": inspector}
    for due_on, number in ((date(2026, 9, 1), 1), (date(2026, 9, 1), 1), (date(2026, 10, 1), 2)):
        waiting.refresh_from_db()
        seen = waiting.version
        actions.record_event(waiting, **said, due_on=due_on, seen_version=seen, at=moment)
        assert told() == [("deadline.moved", waiting.uuid)] * number


def test_a_target_of_the_body_is_no_deadline(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    by = {"by": force_lead, "at": moment}
    actions.set_target(entry, target_on=date(2026, 5, 1), seen_version=0, **by)
    (changed,) = actions.set_targets({entry: None}, target_on=date(2026, 5, 2), **by).changed
    assert changed == entry
    tracker = Tracker(
        "tracker.csv", "0" * 64, [TrackerRow(2, entry.reference, target="03/05/2026")], ()
    )
    kept = actions.keep_tracker(tracker=tracker, policy="take", **by)
    assert actions.import_tracker(kept, **by).counts["imported"] == 1
    entry.refresh_from_db()
    assert entry.target_on == date(2026, 5, 3)
    actions.drop_target(entry, seen_version=entry.milestones.get(position=0).version, **by)
    assert told() == []


def test_a_correction_tells_of_the_entries_and_deadlines_that_it_changes(
    draft: Inspection, concern: Finding, publisher: User, moment: datetime
) -> None:
    sooner = RecommendationFactory(finding=concern)
    gone = AreaForImprovementFactory(chapter=concern.chapter)
    opened = actions.open_register(draft, publish_at=PUBLISHED_AT, by=publisher, at=PUBLISHED_AT)
    assert told() == []
    of_sooner, of_gone = sorted(opened, key=lambda each: each.recommendation is None)
    correct(put_in_print(draft, PUBLISHED_AT), moment)
    Finding.objects.filter(pk=gone.pk).update(kind="narrative")
    sooner.due_on, sooner.text = date(2026, 4, 1), "By 1 April 2026, the force should."
    sooner.completion_kind, sooner.completion_on = "date", date(2026, 12, 1)
    sooner.save()
    assert actions.open_register(draft, publish_at=PUBLISHED_AT, by=publisher, at=moment) == []
    first, last = of_sooner.milestones.order_by("position")
    assert sorted(told(), key=str) == sorted(
        [
            ("deadline.moved", first.uuid),
            ("deadline.moved", last.uuid),
            ("entry.status_changed", of_gone.uuid),
        ],
        key=str,
    )


def test_a_national_report_is_told_once_it_is_out_and_open(
    inspector: User, force_lead: User, moment: datetime
) -> None:
    report: NationalReport = NationalReportFactory(published_at=moment)
    NationalRecommendationFactory(report=report, number=1)
    actions.open_national(report, seen_version=1, by=inspector, at=moment - DAY)
    announce = partial(actions.announce_national, by=inspector)
    announce(at=moment - SECOND)
    assert told() == []
    announce(at=moment)
    announce(at=moment + DAY)
    assert told() == [("national_report.published", report.uuid)]
    event = Event.objects.get()
    assert (event.object_kind, event.link) == (
        "national_report",
        f"/api/v1/national-reports/{report.uuid}/",
    )
    for at, is_out in ((moment - SECOND, False), (moment, True)):
        with time_machine.travel(at, tick=False):
            assert knows(force_lead, event.type, report) is is_out


def test_its_link_leads_who_is_told_to_it(
    inspector: User, force_lead: User, client: Client, moment: datetime
) -> None:
    report: NationalReport = NationalReportFactory()
    NationalRecommendationFactory(report=report, number=1)
    actions.open_national(report, seen_version=1, by=inspector, at=moment)
    actions.announce_national(by=inspector, at=moment)
    client.force_login(force_lead)
    assert client.get(Event.objects.get().link).json()["uuid"] == str(report.uuid)


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
