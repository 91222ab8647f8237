"""What the outbox costs on top of handing each message to the mail server."""

import smtplib
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from email.utils import localtime
from itertools import count
from pathlib import Path
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate
from pytest_django import DjangoDbBlocker, Settings

from forces.messages import ADDRESS_CHANGED
from forces.models import RoleGrant
from inspection_portal.core import outbox
from inspection_portal.core.models import Message, User, system_user
from inspection_portal.core.sending import send_due
from recommendations.messages.reminders import REMINDER
from recommendations.models import Milestone, NationalRecommendation, RegisterEntry, Reminder
from tests.bench.measuring import medians
from tests.factories import ForceFactory, NationalReportFactory
from tests.factories.findings import PUBLISHED_AT
from tests.faults.mail_server import MailServer, serving
from tests.faults.production import in_production
from tests.recommendations.reminders import make_schedule

MESSAGES, ROUNDS = 200, 7
WORDS = {"subject": "Something happened", "text": "Read it in the portal."}
# What a message takes, to what it takes without the outbox: 0.6 of the rate.
LIMIT = 1 / 0.6
# Of reminders also what it takes to look again whether each applies and to find the words.
REMINDERS_LIMIT = 3
REMINDERS_IN_EACH = 3


def bare(server: MailServer, people: list[User]) -> None:
    """The same messages by the standard library alone, over one connection."""
    with smtplib.SMTP("127.0.0.1", server.port) as connection:
        for person in people:
            mail = EmailMessage()
            mail["Subject"], mail["From"], mail["To"] = WORDS["subject"], "portal@x", person.email
            mail["Message-ID"], mail["Date"] = f"<{uuid4()}@localhost>", localtime()
            mail["Auto-Submitted"] = "auto-generated"
            mail.set_content(f"{WORDS['text']}\n\nSOC inspection portal\n")
            connection.send_message(mail)


def test_sending(
    settings: Settings, django_db_blocker: DjangoDbBlocker, measured: Callable[..., None]
) -> None:
    """Database and mail server both have on disk what they say they have."""
    with (
        tempfile.TemporaryDirectory(prefix="soc-") as folder,
        serving(Path(folder)) as server,
        django_db_blocker.unblock(),
        in_production(Path(folder), server.url),
    ):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        people = User.objects.bulk_create(
            User(email=f"{each}@example.org", name=f"Recipient {each}", password="!")
            for each in range(MESSAGES)
        )
        plain = to_bare(lambda number: post(people, number), server, people)
        milestones = deadlines(people)
        reminding = to_bare(lambda number: attach(milestones, number), server, people)
        told = Reminder.objects.told().count()
        assert told == MESSAGES * REMINDERS_IN_EACH * (ROUNDS + 1)
    measured("sending-to-bare-smtplib", limit=LIMIT, measured=plain)
    measured("sending-reminders-to-bare-smtplib", limit=REMINDERS_LIMIT, measured=reminding)


def to_bare(fill: Callable[[int], None], server: MailServer, people: list[User]) -> float:
    """What it takes to send what `fill` leaves in the outbox, to what the bare messages take."""
    numbers, before = count(), Message.objects.filter(state="sent").count()
    _, ours, theirs = medians(
        lambda: fill(next(numbers)),
        send_due,
        lambda: bare(server, people),
        rounds=ROUNDS,
        clock=time.perf_counter,
    )
    sent = Message.objects.filter(state="sent").count() - before
    assert sent == MESSAGES * (ROUNDS + 1)
    return ours / theirs


def post(people: list[User], number: int) -> None:
    key, at = f"bench-{number}", timezone.now()
    outbox.post_to_all(people, kind=ADDRESS_CHANGED, key=key, by=system_user(), at=at, **WORDS)


@transaction.atomic
def attach(milestones: list[Milestone], number: int) -> None:
    """Some reminders to each of the people, of another day of the schedule each time: what still
    applies is looked at, and put into words, as it is sent.
    """
    at, people = timezone.now(), {each.entry.owner for each in milestones}
    opened = outbox.open_for_all(people, kind=REMINDER, key=REMINDER, by=system_user(), at=at)
    Reminder.objects.bulk_create(
        Reminder(
            entry=each.entry,
            milestone=each,
            due_on=each.original_on,
            days=number - ROUNDS - 1,
            recipient=each.entry.owner,
            role="owner",
            state="attached",
            message=opened[each.entry.owner_id],
            planned_at=at,
        )
        for each in milestones
    )


def deadlines(people: list[User]) -> list[Milestone]:
    """Of a force that all the people act for: some for each, who is responsible for them."""
    make_schedule()
    force, at, due_on = ForceFactory(), timezone.now(), localdate() + timedelta(days=30)
    RoleGrant.objects.bulk_create(
        RoleGrant(user=each, role="force_contributor", body=force, given_at=at, given_by=each)
        for each in people
    )
    asked = NationalRecommendation.objects.bulk_create(
        NationalRecommendation(report=report, number=number, text="Count.", due_kind="none")
        for report in [NationalReportFactory()]
        for number in range(len(people) * REMINDERS_IN_EACH)
    )
    entries = RegisterEntry.objects.bulk_create(
        RegisterEntry(
            national=each,
            body=force,
            reference=f"national/{each.number}",
            asked=each.text,
            published_at=PUBLISHED_AT,
            owner=people[each.number // REMINDERS_IN_EACH],
        )
        for each in asked
    )
    return Milestone.objects.bulk_create(
        Milestone(entry=each, kind="date", original_on=due_on) for each in entries
    )
