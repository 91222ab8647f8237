"""Messages are recorded once and sent at least once, to those who may still have them."""

import contextlib
import smtplib
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction
from django.utils import timezone
from pytest_django import Settings

from inspection_portal.core import delivery, message_kinds, outbox, sending, tasks
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import Message, User, system_user
from inspection_portal.core.sending import send_due
from inspection_portal.local.process import free_port
from tests.core.mail import BUSY, REFUSED, Sink, serve
from tests.factories import UserFactory

State = Message.State
NEWS, ONCE = "test.news", "test.once"
over: dict[int, str] = {}


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two kinds of message; what a test puts into `over` no longer applies."""
    monkeypatch.setattr(message_kinds, "_kinds", {})
    message_kinds.register(NEWS, outdated=lambda messages: over)
    message_kinds.register(ONCE, outdated=message_kinds.never_outdated, may_come_twice=False)
    yield
    over.clear()


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    """What arrives at the mail server that the portal sends to."""
    sink = Sink()
    server = serve(sink)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.hostname, server.port
    yield sink
    server.stop()


def post(to: User, key: str = "one", kind: str = NEWS) -> Message:
    outbox.post(
        to=to,
        kind=kind,
        subject="Something happened",
        text="You can read it in the portal.",
        link="/register/",
        key=key,
        by=system_user(),
        at=timezone.now(),
    )
    return Message.objects.get(recipient=to, key__startswith=f"{key}:")


def test_a_message_is_sent_once(sink: Sink, inspector: User, settings: Settings) -> None:
    settings.PORTAL_URL = "https://portal.example"
    message = post(inspector)
    assert (send_due(), send_due()) == (1, 0)
    (address, arrived), *more = sink.arrived
    assert not more
    assert address == inspector.email
    assert arrived["Message-ID"] == message.message_id == f"<{message.uuid}@portal.example>"
    assert arrived["Subject"] == "Something happened"
    assert "https://portal.example/register/" in arrived.get_payload()
    message.refresh_from_db()
    assert (message.state, message.attempts, message.reason) == (State.SENT, 1, "")


def test_the_same_thing_is_told_once_to_each(inspector: User, moderator: User) -> None:
    for person in (inspector, inspector, moderator):
        post(person)
    assert Message.objects.count() == 2


def test_a_message_goes_with_what_it_tells_of(inspector: User) -> None:
    with transaction.atomic():
        post(inspector)
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_a_kind_must_be_known(inspector: User) -> None:
    with pytest.raises(LookupError):
        post(inspector, kind="test.unheard_of")


def test_a_kind_that_was_given_up_is_cancelled(inspector: User) -> None:
    message = post(inspector)
    message_kinds._kinds.clear()
    assert send_due() == 0
    message.refresh_from_db()
    assert message.state == State.CANCELLED
    assert "no longer sends" in message.reason


def test_whoever_left_gets_nothing(sink: Sink, inspector: User) -> None:
    message = post(inspector)
    User.objects.filter(pk=inspector.pk).update(is_active=False)
    assert send_due() == 0
    message.refresh_from_db()
    assert (message.state, message.reason) == (State.CANCELLED, sending.ACCOUNT_CLOSED)
    assert not sink.arrived


def test_what_no_longer_applies_is_cancelled_with_the_reason(sink: Sink, inspector: User) -> None:
    message = post(inspector)
    over[message.pk] = "The date was moved."
    assert send_due() == 0
    message.refresh_from_db()
    assert (message.state, message.reason) == (State.CANCELLED, "The date was moved.")
    assert not sink.arrived


def test_rights_are_looked_at_again_in_a_slow_batch(
    sink: Sink, inspector: User, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "FRESH_SECONDS", -1.0)
    first, second = post(inspector), post(moderator)

    def outdated(messages: list[Message]) -> dict[int, str]:
        return {} if first in messages else {second.pk: "It was taken back."}

    message_kinds.register(NEWS, outdated=outdated)
    assert send_due() == 1
    second.refresh_from_db()
    assert second.state == State.CANCELLED


def test_a_refused_address_fails_and_does_not_hold_up_the_others(
    sink: Sink, inspector: User, moderator: User
) -> None:
    sink.answers[inspector.email] = REFUSED
    message = post(inspector)
    post(moderator)
    assert send_due() == 1
    message.refresh_from_db()
    assert (message.state, message.reason) == (State.FAILED, REFUSED)
    assert sink.addresses == [moderator.email]


def test_a_busy_server_is_asked_again_later_and_later(sink: Sink, inspector: User) -> None:
    sink.answers[inspector.email] = BUSY
    message = post(inspector)
    now = timezone.now()
    pauses = []
    for _ in range(3):
        with time_machine.travel(now, tick=False):
            assert send_due() == 0
        message.refresh_from_db()
        assert (message.state, message.reason) == (State.DUE, BUSY)
        pauses.append((message.next_attempt_at - now).total_seconds() / 60)
        now = message.next_attempt_at
    assert pauses == [1, 2, 4]
    del sink.answers[inspector.email]
    with time_machine.travel(now - timedelta(seconds=1), tick=False):
        assert send_due() == 0
    with time_machine.travel(now, tick=False):
        assert send_due() == 1


def test_a_server_that_stays_busy_is_given_up(sink: Sink, inspector: User) -> None:
    sink.answers[inspector.email] = BUSY
    message = post(inspector)
    Message.objects.update(attempts=outbox.ATTEMPTS - 1)
    send_due()
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.FAILED, outbox.ATTEMPTS)


def test_nothing_is_claimed_while_the_server_is_away(inspector: User, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    message = post(inspector)
    with pytest.raises(ConnectionRefusedError):
        send_due()
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.DUE, 0)
    tasks.send_messages()
    with pytest.raises(CommandError, match="does not answer"):
        call_command("send_due")


def stopped(monkeypatch: pytest.MonkeyPatch, before: str = "_mark_taken") -> None:
    """A sender that is killed after the server's answer, before it does what is named."""

    def die(*args: object, **kwargs: object) -> bool:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(sending, before, die)
        with pytest.raises(SystemExit):
            send_due()


def test_a_sender_stopped_before_its_mark_costs_a_second_copy_with_the_same_identity(
    sink: Sink, inspector: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = post(inspector)
    stopped(monkeypatch)
    assert send_due() == 0
    with time_machine.travel(timezone.now() + sending.LEASE):
        assert send_due() == 1
    assert sink.copies == {message.message_id: 2}


@pytest.mark.parametrize("kind", [NEWS, ONCE])
def test_a_sender_stopped_after_its_mark_costs_nothing(
    kind: str, sink: Sink, inspector: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = post(inspector, kind=kind)
    stopped(monkeypatch, before="_settle")
    with time_machine.travel(timezone.now() + sending.LEASE):
        assert send_due() == 0
    message.refresh_from_db()
    assert (message.state, message.reason) == (State.SENT, "")
    assert message.sent_at
    assert sink.copies == {message.message_id: 1}


@pytest.mark.django_db(transaction=True)
def test_a_sender_tells_a_database_that_was_away(
    sink: Sink, inspector: User, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection is cut after each answer, and the mark of the first message is forgotten."""

    def deliver(*args: object, **kwargs: object) -> delivery.Answer:
        Message.objects.update(sent_at=None)
        with connection.cursor() as cursor, contextlib.suppress(OperationalError):
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return delivery.deliver(*args, **kwargs)

    post(inspector)
    post(moderator)
    monkeypatch.setattr(sending, "deliver", deliver)
    monkeypatch.setattr(sending, "SECONDS_BETWEEN", 0)
    assert send_due() == 2
    assert Message.objects.filter(state=State.SENT, sent_at__isnull=False).count() == 2
    assert set(sink.copies.values()) == {1}


@pytest.mark.django_db(transaction=True)
def test_a_database_is_waited_for_until_the_lease_is_over(
    sink: Sink, inspector: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> int:
        raise OperationalError

    monkeypatch.setattr(sending, "_execute", fail)
    monkeypatch.setattr(sending, "SECONDS_BETWEEN", 0)
    monkeypatch.setattr(sending, "LEASE", timedelta(seconds=0.2))
    message = post(inspector)
    with pytest.raises(OperationalError):
        send_due()
    message.refresh_from_db()
    assert message.state == State.SENDING


def test_what_must_not_come_twice_is_left_to_an_operator(
    sink: Sink, inspector: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = post(inspector, kind=ONCE)
    stopped(monkeypatch)
    with time_machine.travel(timezone.now() + sending.LEASE):
        assert send_due() == 0
    message.refresh_from_db()
    assert (message.state, message.reason) == (State.UNCONFIRMED, sending.IN_DOUBT)
    outbox.send_again(message, at=timezone.now())
    assert send_due() == 1
    assert sink.copies == {message.message_id: 2}


@pytest.mark.parametrize(
    ("kind", "state"), [(NEWS, State.DUE), (ONCE, State.UNCONFIRMED)], ids=["twice", "once"]
)
def test_a_server_that_falls_silent_leaves_a_doubt(
    kind: str, state: State, sink: Sink, inspector: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall_silent(*args: object, **kwargs: object) -> None:
        raise TimeoutError

    message = post(inspector, kind=kind)
    monkeypatch.setattr(smtplib.SMTP, "sendmail", fall_silent)
    assert send_due() == 0
    message.refresh_from_db()
    assert (message.state, message.attempts) == (state, 1)


def test_a_sender_that_wakes_too_late_settles_nothing(sink: Sink, inspector: User) -> None:
    message = post(inspector)
    (late,) = sending._claim()
    with time_machine.travel(timezone.now() + sending.LEASE):
        sending._take_up_abandoned()
        (taken_over,) = sending._claim()
    assert sending._settle([late], State.FAILED, reason="Too late") == 0
    assert sending._settle([taken_over], State.SENT, sent_at=timezone.now()) == 1
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.SENT, 2)


def test_a_message_that_stops_every_sender_is_given_up(inspector: User) -> None:
    message = post(inspector)
    sending._claim()
    Message.objects.update(attempts=outbox.ATTEMPTS)
    with time_machine.travel(timezone.now() + sending.LEASE):
        assert send_due() == 0
    message.refresh_from_db()
    assert (message.state, message.reason) == (State.FAILED, sending.STOPPED)


def test_an_address_that_is_none_fails_alone(inspector: User, moderator: User) -> None:
    User.objects.filter(pk=inspector.pk).update(email="no\nbody@example.org")
    message = post(inspector)
    post(moderator)
    assert send_due() == 1
    message.refresh_from_db()
    assert message.state == State.FAILED


@pytest.mark.django_db(transaction=True)
def test_senders_that_run_at_once_send_nothing_twice(sink: Sink) -> None:
    for number in range(60):
        post(UserFactory(name=f"Recipient {number}"))

    def send() -> None:
        try:
            send_due()
        finally:
            connection.close()

    senders = [threading.Thread(target=send) for _ in range(3)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert Message.objects.filter(state=State.SENT).count() == 60
    assert set(sink.copies.values()) == {1}
    assert len(sink.copies) == 60


def test_the_command_sends_without_celery(inspector: User) -> None:
    post(inspector)
    output = StringIO()
    call_command("send_due", stdout=output)
    assert output.getvalue() == "1 messages sent.\n"
    assert mail.outbox[0].to == [inspector.email]


def test_only_what_is_stuck_is_sent_again(inspector: User, moment: datetime) -> None:
    with pytest.raises(RuleBroken, match="not waiting for a decision"):
        outbox.send_again(post(inspector), at=moment)


def test_a_person_marks_their_own_messages_read(inspector: User, moderator: User) -> None:
    own, other = post(inspector), post(moderator)
    outbox.mark_read([own, other], by=inspector, at=timezone.now())
    assert not Message.objects.visible_to(inspector).unread().exists()
    assert Message.objects.visible_to(moderator).unread().get() == other


@pytest.mark.parametrize(
    ("changes", "broken"),
    [
        ({"state": "lost", "next_attempt_at": None}, "message_state_is_known"),
        ({"state": "sent", "next_attempt_at": None}, "message_sent_has_sent_at"),
        ({"state": "sending", "next_attempt_at": None}, "message_sending_iff_lease"),
        ({"state": "failed", "next_attempt_at": None}, "message_unsent_says_why"),
        ({"next_attempt_at": None}, "message_due_iff_next_attempt"),
    ],
)
def test_states_make_sense(changes: dict[str, object], broken: str, inspector: User) -> None:
    post(inspector)
    with pytest.raises(IntegrityError, match=broken), transaction.atomic():
        Message.objects.update(**changes)


@pytest.mark.parametrize(
    ("changes", "broken"),
    [
        ({"subject": "Two\nlines"}, "message_says_something"),
        ({"text": " "}, "message_says_something"),
        ({"link": "//elsewhere.example/"}, "message_links_into_the_portal"),
        ({"link": "https://elsewhere.example/"}, "message_links_into_the_portal"),
    ],
)
def test_messages_make_sense(changes: dict[str, str], broken: str, inspector: User) -> None:
    words = {"subject": "A subject", "text": "A text", "link": "", **changes}
    with pytest.raises(IntegrityError, match=broken), transaction.atomic():
        outbox.post(to=inspector, kind=NEWS, key="k", by=system_user(), at=timezone.now(), **words)


def test_what_was_told_is_never_changed(inspector: User) -> None:
    message = post(inspector)
    with pytest.raises(DatabaseError), transaction.atomic():
        Message.objects.update(text="Something else")
    with pytest.raises(DatabaseError), transaction.atomic():
        message.delete()
