"""What the outbox costs on top of handing each message to the mail server."""

import smtplib
import tempfile
import time
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import localtime
from itertools import count
from pathlib import Path
from uuid import uuid4

from django.utils import timezone
from pytest_django import DjangoDbBlocker, Settings

from forces.messages import ADDRESS_CHANGED
from inspection_portal.core import outbox
from inspection_portal.core.models import Message, User, system_user
from inspection_portal.core.sending import send_due
from tests.bench.measuring import medians
from tests.faults.mail_server import MailServer, serving
from tests.faults.production import in_production

MESSAGES, ROUNDS = 200, 7
WORDS = {"subject": "Something happened", "text": "Read it in the portal."}
# What a message takes, to what it takes without the outbox: 0.6 of the rate.
LIMIT = 1 / 0.6


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
        numbers = count()

        def post() -> None:
            key, at = f"bench-{next(numbers)}", timezone.now()
            outbox.post_to_all(
                people, kind=ADDRESS_CHANGED, key=key, by=system_user(), at=at, **WORDS
            )

        _, ours, theirs = medians(
            post, send_due, lambda: bare(server, people), rounds=ROUNDS, clock=time.perf_counter
        )
        assert Message.objects.filter(state="sent").count() == MESSAGES * (ROUNDS + 1)
    measured("sending-to-bare-smtplib", limit=LIMIT, measured=ours / theirs)
