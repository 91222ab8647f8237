"""A message may gather what there is to tell, and gets its words when it is first taken up."""

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from inspection_portal.core import message_kinds, outbox, sending
from inspection_portal.core.models import Message, User, system_user
from inspection_portal.core.sending import send_due
from tests.factories import UserFactory

State = Message.State
DIGEST, NEWS = "test.digest", "test.news"
# What is attached to each message, by its primary key: a ledger, as an app would have one.
told: dict[int, list[str]] = {}


def compose(messages: Sequence[Message]) -> dict[int, tuple[str, str]]:
    things = {each.pk: told[each.pk] for each in messages if each.pk in told}
    return {pk: (f"{len(those)} things", "\n".join(those)) for pk, those in things.items()}


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(message_kinds, "_kinds", {})
    message_kinds.register(DIGEST, outdated=message_kinds.never_outdated, compose=compose)
    message_kinds.register(NEWS, outdated=message_kinds.never_outdated)
    yield
    told.clear()


def open_for(*people: User, kind: str = DIGEST, **more: object) -> list[Message]:
    at = timezone.now()
    found = outbox.open_for_all(people, kind=kind, key="digest", by=system_user(), at=at, **more)
    return [found[person.pk] for person in people]


def tell(person: User, *things: str) -> Message:
    with transaction.atomic():
        (message,) = open_for(person)
        told.setdefault(message.pk, []).extend(things)
    return message


def test_what_is_told_until_the_first_attempt_goes_in_one_message(
    inspector: User, moderator: User
) -> None:
    first, other = tell(inspector, "One"), tell(moderator, "Alone")
    assert tell(inspector, "Two", "Three") == first != other
    assert send_due() == 2
    words = {each.to[0]: (each.subject, each.body.split("\n\n")[0]) for each in mail.outbox}
    assert words == {
        inspector.email: ("3 things", "One\nTwo\nThree"),
        moderator.email: ("1 things", "Alone"),
    }


def test_what_comes_later_goes_into_a_message_of_its_own(inspector: User) -> None:
    first = tell(inspector, "One")
    send_due()
    second, third = tell(inspector, "Two"), tell(inspector, "Three")
    assert first != second == third
    assert send_due() == 1
    assert [each.body.split("\n\n")[0] for each in mail.outbox] == ["One", "Two\nThree"]


def test_words_stay_as_they_were_at_the_first_attempt(
    inspector: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = tell(inspector, "One")
    sending._claim()
    told[message.pk].append("Two")
    assert tell(inspector, "Three") != message
    with time_machine.travel(timezone.now() + sending.LEASE):
        send_due()
    assert "One\n\nSOC inspection portal\n" in [each.body for each in mail.outbox]
    message.refresh_from_db()
    assert (message.state, message.text, message.attempts) == (State.SENT, "One", 2)


def test_what_has_nothing_to_tell_is_cancelled_and_told_anew(inspector: User) -> None:
    with transaction.atomic():
        (message,) = open_for(inspector)
    assert send_due() == 0
    message.refresh_from_db()
    assert (message.state, message.reason) == (State.CANCELLED, sending.NOTHING_LEFT)
    assert tell(inspector, "One") != message
    assert send_due() == 1


def test_a_batch_that_tells_nothing_does_not_end_the_sending(
    inspector: User, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "BATCH", 1)
    with transaction.atomic():
        open_for(inspector)
    tell(moderator, "One")
    assert send_due() == 1


def test_a_message_may_wait_for_a_later_hour(inspector: User) -> None:
    morning = timezone.now() + timedelta(hours=9)
    with transaction.atomic():
        (message,) = open_for(inspector, due_at=morning)
    told[message.pk] = ["One"]
    assert send_due() == 0
    assert tell(inspector, "Two") == message
    with time_machine.travel(morning, tick=False):
        assert send_due() == 1


def test_an_open_message_is_not_shown_to_its_person(inspector: User) -> None:
    tell(inspector, "One")
    assert not Message.objects.visible_to(inspector).exists()
    send_due()
    assert Message.objects.visible_to(inspector).get().subject == "1 things"


def broken(messages: Sequence[Message]) -> dict[int, tuple[str, str]]:
    raise ZeroDivisionError


def wordy(messages: Sequence[Message]) -> dict[int, tuple[str, str]]:
    return {each.pk: ("One thing " * 30, "One") for each in messages}


@pytest.mark.parametrize(
    ("fail", "why"), [(broken, "ZeroDivisionError"), (wordy, "DataError")], ids=["raises", "long"]
)
def test_a_kind_that_can_not_find_words_holds_up_no_other(
    fail: message_kinds.Compose, why: str, inspector: User
) -> None:
    message = tell(inspector, "One")
    message_kinds.register(DIGEST, outdated=message_kinds.never_outdated, compose=fail)
    words = {"subject": "News", "text": "Read it there."}
    outbox.post(to=inspector, kind=NEWS, key="n", by=system_user(), at=timezone.now(), **words)
    assert send_due() == 1
    message.refresh_from_db()
    assert (message.state, message.is_open, message.attempts) == (State.DUE, True, 0)
    assert why in message.reason
    message_kinds.register(DIGEST, outdated=message_kinds.never_outdated, compose=compose)
    with time_machine.travel(timezone.now() + sending.LONGEST_PAUSE):
        assert send_due() == 1


@pytest.mark.parametrize("kind", [NEWS, "test.unheard_of"])
def test_only_a_kind_that_finds_words_is_opened(kind: str, inspector: User) -> None:
    with pytest.raises(LookupError):
        open_for(inspector, kind=kind)


def test_words_are_said_once(inspector: User) -> None:
    message = tell(inspector, "One")
    send_due()
    for change in ({"subject": "Else"}, {"text": "Else"}, {"text": ""}, {"key": "else"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Message.objects.filter(pk=message.pk).update(**change)


def test_nothing_without_words_is_sent(inspector: User) -> None:
    tell(inspector, "One")
    taken = {"state": State.SENDING, "attempts": 1, "lease_until": timezone.now()}
    with pytest.raises(IntegrityError, match="message_says_something"), transaction.atomic():
        Message.objects.update(next_attempt_at=None, **taken)


def at_once(*works: Callable[[], object]) -> None:
    """Do all of it in threads of their own, until each has ended; fails where one failed."""
    failures: list[BaseException] = []

    def run(work: Callable[[], object]) -> None:
        try:
            work()
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures, failures


@pytest.mark.django_db(transaction=True)
def test_senders_and_tellers_at_once_lose_and_repeat_nothing() -> None:
    people = [UserFactory(name=f"Recipient {number}") for number in range(6)]

    def tell_all(name: str) -> None:
        for turn in range(15):
            with transaction.atomic():
                # In another order each time: who locks what first must not matter.
                for message in open_for(*people[turn % 6 :], *people[: turn % 6]):
                    told.setdefault(message.pk, []).append(f"{name} {turn}")

    def send() -> None:
        for _ in range(20):
            send_due()

    at_once(lambda: tell_all("a"), lambda: tell_all("b"), send, send)
    send_due()
    for person in people:
        bodies = [each.body.split("\n\n")[0] for each in mail.outbox if each.to == [person.email]]
        things = [thing for body in bodies for thing in body.split("\n")]
        assert sorted(things) == sorted(f"{name} {turn}" for name in "ab" for turn in range(15))
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}
