"""10,000 messages, two workers, two beats, and SIGKILLs while they are sent; all as in production.

Leases, back-off and the schedule of beat are those of the portal: nothing is set for this run.
"""

import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import Error as DatabaseFailure
from django.db import connection
from django.db.models import Q
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from forces.messages import ADDRESS_CHANGED
from inspection_portal.core import outbox
from inspection_portal.core.models import Message, User, system_user
from tests.faults.mail_server import MailServer, serving
from tests.faults.production import CHILDREN, Production, in_production, kill

MESSAGES, MESSAGES_WITHOUT_BROKER = 10_000, 500
KINDS = ("worker", "child", "valkey", "postgres")
KILLS_OF_EACH = 13
# What a mail server takes for a message at its fastest; so that there is something left to kill.
SECONDS_PER_MAIL = 0.04
BUSY_SHARE = 0.02
SECONDS_TO_END = 300

State = Message.State
VISIBLE = Q(state__in=[State.DUE, State.FAILED, State.UNCONFIRMED])


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="soc-") as name:
        yield Path(name)


@pytest.fixture(scope="module")
def mail_server(folder: Path) -> Iterator[MailServer]:
    settings = {"seconds_per_mail": SECONDS_PER_MAIL, "busy_share": BUSY_SHARE}
    with serving(folder, **settings, seed=1) as server:
        yield server


@pytest.fixture(scope="module")
def production(
    folder: Path, mail_server: MailServer, django_db_blocker: DjangoDbBlocker
) -> Iterator[Production]:
    with django_db_blocker.unblock(), in_production(folder, mail_server.url) as production:
        yield production


def post(number: int, key: str) -> set[str]:
    """Post to so many people, each of whom is new; answers the identities of the messages."""
    people = User.objects.bulk_create(
        User(email=f"{key}{each}@example.org", name=f"Recipient {each}", password="!")
        for each in range(number)
    )
    words = {"subject": "Something happened", "text": "Read it in the portal."}
    by, at = system_user(), timezone.now()
    outbox.post_to_all(people, kind=ADDRESS_CHANGED, key=key, by=by, at=at, **words)
    return set(of(key).values_list("message_id", flat=True))


def of(key: str) -> "Message.objects":
    return Message.objects.filter(key__startswith=f"{key}:")


def is_open() -> bool:
    """Whether a message waits or is being sent; asked again while the database comes back."""
    while True:
        try:
            return Message.objects.filter(state__in=[State.DUE, State.SENDING]).exists()
        except DatabaseFailure:
            connection.close()
            time.sleep(0.1)


def disturb(production: Production, chance: random.Random) -> None:
    """Kill one thing after another, as long as there is work, until each kind had its share."""
    kinds = list(KINDS) * KILLS_OF_EACH
    chance.shuffle(kinds)
    for kind in kinds:
        pause = time.monotonic() + chance.uniform(2, 4)
        while time.monotonic() < pause or not is_killed(production, kind, chance):
            production.supervise()
            time.sleep(0.2)
        if not is_open():
            return


def is_killed(production: Production, kind: str, chance: random.Random) -> bool:
    before = production.kills.total()
    production.kill(kind, chance)
    return production.kills.total() > before


def seconds_to_end(work: Callable[[], object]) -> float:
    """Go on until nothing is open, for so long as is allowed."""
    began = time.monotonic()
    while is_open() and time.monotonic() < began + SECONDS_TO_END:
        work()
        time.sleep(0.5)
    return time.monotonic() - began


def test_kills(
    production: Production, mail_server: MailServer, measured: Callable[..., None], seed: int
) -> None:
    identities = post(MESSAGES, "kills")
    production.start_processes()
    disturb(production, random.Random(seed))
    took = seconds_to_end(production.supervise)
    kills = production.kills
    measured("kills short of 50", limit=0, measured=max(0, 50 - kills.total()))
    measured("kinds killed less than 8 times", limit=0, measured=sum(kills[k] < 8 for k in KINDS))
    measured("messages beyond 10,000", limit=0, measured=len(identities) - MESSAGES)
    measured("messages twice in the outbox", limit=0, measured=twice("kills"))
    account_for("kills", identities, mail_server, measured)
    copies = Counter(copy.identity for copy in mail_server.copies)
    repeated = copies.total() - len(copies)
    measured("second copies", limit=kills.total() * CHILDREN, measured=repeated)
    measured("seconds from the last kill to the end", limit=SECONDS_TO_END, measured=took)


def test_without_broker(
    production: Production, mail_server: MailServer, measured: Callable[..., None]
) -> None:
    production.stop_processes()
    kill(production.broker.server)
    identities = post(MESSAGES_WITHOUT_BROKER, "alone")
    seconds_to_end(lambda: production.manage("send_due"))
    account_for("alone", identities, mail_server, measured, "no broker: ")
    copies = Counter(copy.identity for copy in mail_server.copies if copy.identity in identities)
    measured("no broker: second copies", limit=0, measured=copies.total() - len(copies))


def twice(key: str) -> int:
    people = of(key).values_list("recipient", flat=True)
    return len(people) - len(set(people))


def account_for(
    key: str, identities: set[str], server: MailServer, measured: Callable[..., None], run: str = ""
) -> None:
    """Every message has arrived, or an operator sees that it has not."""
    arrived = {copy.identity for copy in server.copies}
    seen = set(of(key).filter(VISIBLE).values_list("message_id", flat=True))
    sent = set(of(key).filter(state=State.SENT).values_list("message_id", flat=True))
    contents = {(copy.identity, copy.content, copy.recipient) for copy in server.copies}
    measured(f"{run}messages lost", limit=0, measured=len(identities - arrived - seen))
    measured(f"{run}sent but not arrived", limit=0, measured=len(sent - arrived))
    measured(f"{run}neither sent nor seen", limit=0, measured=len(identities - sent - seen))
    measured(f"{run}left unsent", limit=0, measured=len(identities - sent))
    measured(f"{run}copies that differ", limit=0, measured=len(contents) - len(arrived))
