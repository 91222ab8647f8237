"""A body sets its own target, and changes it alone; what waits for an event gets a date of it."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from recommendations import actions, queries
from recommendations.models import Milestone, ProgressUpdate, RegisterEntry
from tests.pages import call

TARGET, LATER = date(2026, 6, 1), date(2026, 8, 1)
HAPPENED, DUE = date(2026, 2, 27), date(2026, 10, 1)
WHAT = "The guidance was revised."


def set_target(
    entry: RegisterEntry, by: User, at: datetime, target_on: date = TARGET, seen: int = 0
) -> Milestone:
    return actions.set_target(entry, target_on=target_on, seen_version=seen, by=by, at=at)


def test_a_target_is_set_moved_and_counted(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    set_target(entry, force_lead, moment)
    assert entry.target_on == TARGET
    set_target(entry, force_lead, moment, LATER, seen=1)
    stored = RegisterEntry.objects.get(pk=entry.pk)
    assert (stored.target_on, stored.due_on) == (LATER, entry.due_on)
    shown = queries.deadlines(stored, force_lead, moment.date()).target
    assert shown is not None
    assert (shown.moves, shown.milestone.original_on, shown.milestone.is_moved) == (1, TARGET, True)


def test_a_dropped_target_is_gone_and_its_changes_stay_counted(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    set_target(entry, force_lead, moment)
    actions.drop_target(entry, seen_version=1, by=force_lead, at=moment)
    assert entry.target_on is None
    with pytest.raises(RuleBroken, match="has no target"):
        actions.drop_target(entry, seen_version=2, by=force_lead, at=moment)
    set_target(entry, force_lead, moment, LATER, seen=2)
    assert (entry.target_on, entry.milestones.get(position=0).version) == (LATER, 3)


@pytest.mark.parametrize(
    ("target_on", "seen", "sentence"),
    [
        (date(2026, 3, 1), 0, "today or later"),
        (TARGET, 1, "has changed since"),
    ],
)
def test_a_target_that_makes_no_sense_is_refused(
    entry: RegisterEntry,
    force_lead: User,
    moment: datetime,
    target_on: date,
    seen: int,
    sentence: str,
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        set_target(entry, force_lead, moment, target_on, seen)
    assert not entry.milestones.filter(position=0).exists()


def test_second_editor_is_refused_not_overwritten(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    set_target(entry, force_lead, moment)
    with pytest.raises(RuleBroken, match="has changed since"):
        set_target(entry, force_lead, moment, LATER)
    with pytest.raises(RuleBroken, match="is the target already"):
        set_target(entry, force_lead, moment, seen=1)
    assert RegisterEntry.objects.get(pk=entry.pk).target_on == TARGET


def test_a_closed_entry_needs_no_target(
    entry: RegisterEntry, force_lead: User, moment: datetime
) -> None:
    RegisterEntry.objects.update(status="complete", closed_on=moment.date())
    with pytest.raises(RuleBroken, match="is closed"):
        set_target(RegisterEntry.objects.get(), force_lead, moment)


def test_only_the_lead_of_the_addressee_sets_it(
    entry: RegisterEntry,
    force_contributor: User,
    other_force_lead: User,
    inspector: User,
    moment: datetime,
) -> None:
    for somebody in (force_contributor, other_force_lead, inspector):
        with pytest.raises(PermissionDenied):
            set_target(entry, somebody, moment)
        with pytest.raises(PermissionDenied):
            actions.drop_target(entry, seen_version=0, by=somebody, at=moment)


def test_targets_are_audited(entry: RegisterEntry, force_lead: User, moment: datetime) -> None:
    set_target(entry, force_lead, moment)
    actions.drop_target(entry, seen_version=1, by=force_lead, at=moment)
    told = AuditEvent.objects.about(entry).order_by("pk").values_list("verb", "detail")
    assert list(told) == [
        ("entry.target_set", {"target_on": ["", str(TARGET)]}),
        ("entry.target_dropped", {"target_on": [str(TARGET), ""]}),
    ]


def test_the_page_and_the_api_set_and_drop_it(
    client: Client, entry: RegisterEntry, force_lead: User
) -> None:
    client.force_login(force_lead)
    page = reverse("recommendations:entry_target", args=[entry.uuid])
    form = {"target_on_day": "1", "target_on_month": "6", "target_on_year": "2020"}
    shown = client.post(page, form | {"seen_version": 0}).content.decode()
    assert "A target is today or later" in shown
    form["target_on_year"] = "2099"
    assert client.post(page, form | {"seen_version": 0}).status_code == 302
    assert "1 June 2099" in client.get(entry.get_absolute_url()).content.decode()
    drop = reverse("recommendations:entry_target_drop", args=[entry.uuid])
    client.post(drop, {"seen_version": 1})
    sent = {"target_on": "2099-07-01", "seen_version": 2}
    set_at = reverse("api:registerentry-set-target", args=[entry.uuid])
    answer = call(client, set_at, sent)
    assert (answer.status_code, answer.json()["current_on"]) == (200, "2099-07-01")
    assert call(client, set_at, sent).status_code == 412
    drop_at = reverse("api:registerentry-drop-target", args=[entry.uuid])
    gone = call(client, drop_at, {"seen_version": 3})
    assert gone.status_code == 200
    assert RegisterEntry.objects.get(pk=entry.pk).target_on is None


@pytest.fixture
def waiting(entry: RegisterEntry) -> Milestone:
    """What waits for an event, besides the date that the entry has."""
    return entry.milestones.create(position=2, kind="event", words="when guidance is revised")


def record(milestone: Milestone, by: User, at: datetime, **changes: object) -> None:
    sent = {"happened_on": HAPPENED, "due_on": DUE, "narrative": WHAT, "seen_version": 1} | changes
    actions.record_event(milestone, **sent, by=by, at=at)  # type: ignore[arg-type]


def test_an_event_gives_the_date_and_is_told(
    waiting: Milestone, inspector: User, moment: datetime
) -> None:
    record(waiting, inspector, moment)
    waiting.refresh_from_db()
    assert (waiting.happened_on, waiting.current_on, waiting.original_on) == (HAPPENED, DUE, None)
    told = ProgressUpdate.objects.get()
    assert (told.narrative, told.side, told.by) == (WHAT, "inspectorate", inspector)
    event = AuditEvent.objects.about(waiting.entry).get()
    expected = {"happened_on": str(HAPPENED), "due_on": ["", str(DUE)]}
    assert (event.verb, event.detail) == ("entry.event_recorded", expected)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"happened_on": date(2026, 3, 3)}, "in the future"),
        ({"due_on": date(2026, 2, 1)}, "before the event"),
        ({"narrative": " "}, "Say what has happened"),
        ({"seen_version": 4}, "has changed since"),
    ],
)
def test_an_event_that_makes_no_sense_is_refused(
    waiting: Milestone,
    inspector: User,
    moment: datetime,
    changes: dict[str, object],
    sentence: str,
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        record(waiting, inspector, moment, **changes)
    assert not ProgressUpdate.objects.exists()


def test_what_has_a_date_waits_for_no_event(
    entry: RegisterEntry, inspector: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="waits for no event"):
        record(entry.milestones.get(), inspector, moment)


def test_only_the_inspectorate_records_events(
    waiting: Milestone, force_lead: User, hmi: User, moment: datetime
) -> None:
    for somebody in (force_lead, hmi):
        with pytest.raises(PermissionDenied):
            record(waiting, somebody, moment)


def test_the_page_and_the_api_record_it(
    client: Client, waiting: Milestone, inspector: User
) -> None:
    client.force_login(inspector)
    assert (
        "when guidance is revised" in client.get(waiting.entry.get_absolute_url()).content.decode()
    )
    page = reverse("recommendations:entry_event", args=[waiting.uuid])
    days = {"happened_on": ("27", "2", "2026"), "due_on": ("1", "2", "2026")}
    form = {
        f"{name}_{part}": value
        for name, values in days.items()
        for part, value in zip(("day", "month", "year"), values, strict=True)
    }
    shown = client.post(page, form | {"narrative": WHAT, "seen_version": 1}).content.decode()
    assert "before the event" in shown
    at = reverse("api:milestone-record-event", args=[waiting.uuid])
    sent = {"happened_on": "2026-02-27", "due_on": "2026-10-01", "narrative": WHAT}
    stale = call(client, at, sent | {"seen_version": 9})
    assert stale.status_code == 412
    answer = call(client, at, sent | {"seen_version": 1})
    assert (answer.status_code, answer.json()["current_on"]) == (200, "2026-10-01")
