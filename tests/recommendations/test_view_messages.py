"""Messages about saved views: when they come, to whom, and what they never say."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta
from time import sleep

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse

from forces.models import Body
from inspection_portal.core.dates import london
from inspection_portal.core.models import AuditEvent, Message, User, system_user
from inspection_portal.core.sending import send_due
from recommendations import actions, queries, saved_views, tasks
from recommendations.models import RegisterEntry, SavedView, ViewSubscription
from tests.factories import RegisterEntryFactory, person
from tests.recommendations.reminders import noon, on

CANARY = "canary-9b2e"
FRIDAY = date(2026, 3, 6)
SATURDAY, MONDAY, TUESDAY = (FRIDAY + timedelta(days=days) for days in (1, 3, 4))


@pytest.fixture
def view(force: Body, force_lead: User) -> SavedView:
    """Everything that says the canary, shared with the people of `force`."""
    return actions.save_view(
        name="Ours",
        query={"words": CANARY, "status": "any"},
        shared_with=str(force.uuid),
        by=force_lead,
        at=noon(FRIDAY),
    )


@pytest.fixture
def entry(force: Body) -> RegisterEntry:
    entry: RegisterEntry = RegisterEntryFactory(
        body=force, asked=f"Train the {CANARY}.", due_on=FRIDAY - timedelta(days=1)
    )
    return entry


def subscribe(view: SavedView, by: User, rhythm: str = "daily") -> None:
    actions.subscribe(view, rhythm=rhythm, by=by, at=noon(FRIDAY))


def sweep(day: date, hour: int = 8) -> int:
    """What a sweep on that day posts."""
    with on(day, time(hour)):
        return actions.tell_of_views(
            count=saved_views.figures, by=system_user(), at=london(day, time(hour))
        )


def test_a_message_tells_counts_and_where_to_look(
    view: SavedView, entry: RegisterEntry, force_lead: User
) -> None:
    subscribe(view, force_lead)
    assert sweep(SATURDAY) == 1
    told = Message.objects.get()
    assert told.recipient == force_lead
    assert told.subject == "Your view “Ours”: 1 entry, 1 overdue"
    assert "1 entry in the view “Ours” today." in told.text
    assert "Open: 1\nOverdue: 1\nDue in the next 30 days: 0" in told.text
    assert "/register/views/" in told.text
    assert told.link == view.get_absolute_url()


def test_no_word_of_an_entry_or_of_what_is_looked_for_is_in_it(
    view: SavedView, entry: RegisterEntry, force_lead: User
) -> None:
    subscribe(view, force_lead)
    sweep(SATURDAY)
    with on(SATURDAY, time(9)):
        assert send_due() == 1
    (sent,) = mail.outbox
    everything = f"{sent.subject}{sent.message()}{Message.objects.values_list()}"
    assert CANARY not in everything
    assert entry.reference not in everything


def test_comes_once_a_day_under_any_number_of_sweeps(
    view: SavedView, entry: RegisterEntry, force_lead: User
) -> None:
    subscribe(view, force_lead)
    assert [sweep(FRIDAY), sweep(SATURDAY), sweep(SATURDAY, 9), sweep(SATURDAY, 18)] == [0, 1, 0, 0]
    assert sweep(MONDAY) == 1, "The Sunday that was missed is not made up for apart."
    assert Message.objects.count() == 2


def test_the_outbox_holds_it_once_whatever_the_ledger_says(
    view: SavedView, entry: RegisterEntry, force_lead: User
) -> None:
    subscribe(view, force_lead)
    sweep(SATURDAY)
    ViewSubscription.objects.update(looked_on=FRIDAY)
    sweep(SATURDAY)
    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_tell_each_person_once(
    view: SavedView, entry: RegisterEntry, force: Body, force_lead: User
) -> None:
    people = [force_lead, *(person("force_contributor", force) for _ in range(4))]
    for each in people:
        subscribe(view, each)

    def count(view: SavedView, user: User, day: date) -> queries.ViewFigures:
        sleep(0.05)  # so that the other sweep comes by while this one is at work
        return saved_views.figures(view, user, day)

    def beat(by: User) -> int:
        try:
            return actions.tell_of_views(count=count, by=by, at=noon(SATURDAY))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(beat, [system_user(), system_user()]))
    assert sum(told) == len(people)
    assert {each.recipient for each in Message.objects.all()} == set(people)
    assert Message.objects.count() == len(people)


def test_a_weekly_one_comes_on_monday_or_after_an_outage_once(
    view: SavedView, entry: RegisterEntry, force_lead: User
) -> None:
    subscribe(view, force_lead, "weekly")
    assert [sweep(SATURDAY), sweep(MONDAY), sweep(TUESDAY)] == [0, 1, 0]
    weeks_later = MONDAY + timedelta(days=16)
    assert [sweep(weeks_later), sweep(weeks_later + timedelta(days=1))] == [1, 0]
    assert sweep(MONDAY + timedelta(days=21)) == 1


def test_nothing_is_told_of_an_empty_view_but_that_it_became_so(
    view: SavedView, entry: RegisterEntry, force_lead: User
) -> None:
    subscribe(view, force_lead)
    RegisterEntry.objects.update(asked="Something else.")
    assert sweep(SATURDAY) == 0
    RegisterEntry.objects.update(asked=CANARY)
    assert sweep(MONDAY) == 1
    RegisterEntry.objects.update(asked="Something else.")
    assert sweep(TUESDAY) == 1
    latest = Message.objects.first()
    assert latest.subject == "Your view “Ours”: No entries"
    assert "The last message told of 1." in latest.text
    assert "not told again until something is in it" in latest.text
    assert sweep(TUESDAY + timedelta(days=1)) == 0


def test_each_is_told_what_they_may_see(
    force: Body, inspector: User, moderator: User, entry: RegisterEntry
) -> None:
    RegisterEntryFactory(asked="Another force’s.", owner=None)
    view = actions.save_view(
        name="All",
        query={},
        shared_with=SavedView.INSPECTORATE,
        by=inspector,
        at=noon(FRIDAY),
    )
    lead = person("force_lead", force)
    own = actions.save_view(name="All", query={}, by=lead, at=noon(FRIDAY))
    subscribe(view, moderator)
    subscribe(own, lead)
    sweep(SATURDAY)
    told = {each.recipient: each.subject for each in Message.objects.all()}
    assert "2 entries" in told[moderator]
    assert "1 entry" in told[lead]


@pytest.mark.parametrize("how", ["role", "account", "sharing"])
def test_who_left_gets_none(
    view: SavedView, entry: RegisterEntry, force_contributor: User, how: str
) -> None:
    subscribe(view, force_contributor)
    leave(view, force_contributor, how)
    assert sweep(SATURDAY) == 0


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ("role", "sees other entries now"),
        ("account", "account is closed"),
        ("sharing", "not shared with this person"),
        ("subscription", "does not want to be told"),
    ],
)
def test_rights_count_at_the_moment_of_sending(
    view: SavedView, entry: RegisterEntry, force_contributor: User, how: str, why: str
) -> None:
    subscribe(view, force_contributor)
    assert sweep(SATURDAY) == 1
    leave(view, force_contributor, how)
    with on(SATURDAY, time(9)):
        assert send_due() == 0
    told = Message.objects.get()
    assert told.state == "cancelled"
    assert why in told.reason


def leave(view: SavedView, who: User, how: str) -> None:
    if how == "role":
        who.role_grants.all().delete()
    elif how == "account":
        User.objects.filter(pk=who.pk).update(is_active=False)
    elif how == "sharing":
        SavedView.objects.filter(pk=view.pk).update(body=None)
    else:
        ViewSubscription.objects.all().delete()


def test_a_filter_that_is_no_more_is_left_out_and_told(
    view: SavedView, entry: RegisterEntry, force_lead: User
) -> None:
    SavedView.objects.update(query={"colour_of_hat": "red", "inspection": "gone"})
    subscribe(view, force_lead)
    assert sweep(SATURDAY) == 1
    assert "not narrowed down by Report, colour_of_hat any more" in Message.objects.get().text


def test_a_view_that_can_not_be_counted_holds_up_no_other_and_is_seen(
    client: Client,
    view: SavedView,
    entry: RegisterEntry,
    force_lead: User,
    force_contributor: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    subscribe(view, force_lead)
    subscribe(view, force_contributor)

    def count(view: SavedView, user: User, day: date) -> object:
        if user == force_lead:
            raise ZeroDivisionError("nothing to count")
        return saved_views.figures(view, user, day)

    with on(SATURDAY):
        at = noon(SATURDAY)
        assert actions.tell_of_views(count=count, by=system_user(), at=at) == 1  # type: ignore[arg-type]
    assert "can’t be told of" in caplog.text
    client.force_login(person("operator"))
    why = "ZeroDivisionError(&#x27;nothing to count&#x27;)"
    assert why in client.get(reverse("home:jobs")).content.decode()
    assert sweep(SATURDAY, 13) == 1, "It is tried again."
    assert why not in client.get(reverse("home:jobs")).content.decode()


def test_the_sweep_is_for_those_who_run_jobs(force_lead: User) -> None:
    with pytest.raises(PermissionDenied):
        actions.tell_of_views(count=saved_views.figures, by=force_lead, at=noon(FRIDAY))


def test_beat_starts_the_sweep(view: SavedView, entry: RegisterEntry, force_lead: User) -> None:
    subscribe(view, force_lead)
    with on(SATURDAY):
        tasks.tell_of_views()
    assert Message.objects.get().recipient == force_lead


class TestSubscribing:
    def test_is_chosen_changed_and_ended(
        self, client: Client, view: SavedView, force_contributor: User
    ) -> None:
        client.force_login(force_contributor)
        url = f"/register/views/{view.uuid}/subscribe/"
        for rhythm, told in (("daily", "every day"), ("weekly", "every monday"), ("", "never")):
            page = client.post(url, {"rhythm": rhythm}, follow=True).content.decode()
            assert f"Messages about “Ours” come to you {told}." in page
            held = ViewSubscription.objects.filter(user=force_contributor, view=view)
            assert list(held.values_list("rhythm", flat=True)) == ([rhythm] if rhythm else [])
        verbs = AuditEvent.objects.about(view).order_by("pk").values_list("verb", flat=True)
        assert list(verbs)[1:] == ["view.subscribed", "view.subscribed", "view.unsubscribed"]

    def test_the_same_again_changes_nothing(self, view: SavedView, force_lead: User) -> None:
        subscribe(view, force_lead)
        subscribe(view, force_lead)
        assert AuditEvent.objects.filter(verb="view.subscribed").count() == 1

    def test_is_of_what_one_sees(self, view: SavedView, other_force_lead: User) -> None:
        with pytest.raises(PermissionDenied):
            subscribe(view, other_force_lead)

    def test_ends_with_the_view(self, view: SavedView, force_lead: User) -> None:
        subscribe(view, force_lead)
        actions.delete_view(view, seen_version=1, by=force_lead, at=noon(FRIDAY))
        assert not ViewSubscription.objects.exists()
