"""Senders of webhooks are killed while receivers hang, hang up, fail, lead elsewhere and move.
Nothing may be lost, overtake what came before it, be unsigned, or reach an inner address.
"""

import multiprocessing
import random
import socket
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.utils import timezone
from standardwebhooks import Webhook

from inspection_portal.core import webhooks
from inspection_portal.core.models import Attempt, Delivery, Event
from inspection_portal.core.webhooks import failures, posting, reaching, secrets, sending, types
from tests.core.certificates import Authority
from tests.core.network import PUBLIC, reroute
from tests.core.receiver import Arrived, Receiver, listening
from tests.factories import EndpointFactory, UserFactory

SENDERS, THINGS = 3, 25
DOMAIN = "hook.example"
# How each receiver is, by the name of its server; each chose a type of event of its own.
TYPES = {
    host: f"faults.{host}"
    for host in ("well", "failing", "silent", "dropping", "leading", "moving")
}
INNER = ("127.0.0.1", "169.254.169.254", "::1", "10.0.0.1", "fd00::1")
# One request in so many, the first of them too; and how often a server is away.
SILENT_ONE_IN, DROPPED_ONE_IN, AWAY_SHARE = 10, 5, 0.5
SECONDS_TO_ANSWER, SECONDS_TO_END = 0.5, 270
# What has to have gone wrong in a run, or it would show nothing.
WENT_WRONG = {
    failures.ANSWERED.format(status=500),
    failures.SILENT.format(seconds=SECONDS_TO_ANSWER),
    failures.HUNG_UP,
    failures.LEADS_ELSEWHERE.format(status=302),
    reaching.NOT_PUBLIC,
}


@dataclass(frozen=True)
class Outcome:
    """What came of a run, in numbers: `overtaken` are the things of which a receiver took an event
    before an earlier one, `confused` the events whose copies differ or have two ids, `forbidden`
    the connections to addresses that are not public, `untried` the kinds of failure that never
    happened.
    """

    kills: int
    lost: int
    undelivered: int
    overtaken: int
    unsigned: int
    confused: int
    forbidden: int
    untried: set[str]


@dataclass
class World:
    """Time goes `rate` times as fast as ours, and for as long as `unwell` says some receivers are.
    `takings` are host, thing and event, as they were taken.
    """

    rate: float
    unwell: timedelta
    seed: int
    takings: list[tuple[str, str, str]] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)

    def begin(self) -> None:
        self.began, self.began_at = timezone.now(), time.monotonic()

    def now(self) -> datetime:
        return self.began + timedelta(seconds=(time.monotonic() - self.began_at) * self.rate)

    @property
    def is_unwell(self) -> bool:
        return self.now() < self.began + self.unwell

    def answer(self, arrived: Arrived) -> int | None:
        """What a receiver answers; what it takes it notes before it answers."""
        host = arrived.headers["host"].partition(".")[0]
        self.asked[host] += 1
        if host in ("failing", "leading") and self.is_unwell:
            return 500 if host == "failing" else 302
        if host == "dropping" and self.asked[host] % DROPPED_ONE_IN == 1:
            return None
        self.takings.append((host, arrived.object_id, arrived.id))
        if host == "silent" and self.asked[host] % SILENT_ONE_IN == 1:
            time.sleep(2 * SECONDS_TO_ANSWER)
        return 204

    def leads_to(self, name: str) -> str:
        """The address of a server: one moves about, into the inner network and out of it."""
        is_away = name.startswith("moving") and self.is_unwell and random.random() < AWAY_SHARE
        return random.choice(INNER) if is_away else PUBLIC


def run(
    patch: pytest.MonkeyPatch,
    folder: Path,
    *,
    events: int,
    rounds: int,
    rate: float,
    unwell: timedelta,
    seed: int,
) -> Outcome:
    """Tell of so many events and kill a sender in each round, as long as deliveries are open."""
    authority = Authority(folder)
    patch.setenv("SSL_CERT_FILE", str(authority.path))
    patch.setattr(settings, "DEVELOPMENT", False)
    patch.setattr(posting, "SECONDS", SECONDS_TO_ANSWER)
    patch.setattr(types, "_types", {})
    for each in TYPES.values():
        types.register(each, words="It happened", scope="", may_know=lambda user, event: True)
    world, keys = World(rate, unwell, seed), {host: secrets.new() for host in TYPES}

    def answer(arrived: Arrived) -> int | None:
        host = random.choice(("127.0.0.1", "169.254.169.254", "[::1]"))
        receiver.headers = {"Location": f"https://{host}:{trap.port}/"}
        return world.answer(arrived)

    receiver = Receiver(answer=answer)
    with trapping() as trap, listening(receiver, authority.server(f"*.{DOMAIN}")):
        reroute(patch, world.leads_to, elsewhere=trap.port)
        _tell(receiver.port, keys, events)
        world.begin()
        kills = _disturb(world, rounds)
        return _outcome(kills, receiver, world, keys, trap)


@dataclass
class Trap:
    """Where connections end that should not be made; how many did."""

    port: int
    caught: int = 0


@contextmanager
def trapping() -> Iterator[Trap]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        trap = Trap(listener.getsockname()[1])

        def catch() -> None:
            with suppress(OSError):
                while True:
                    listener.accept()[0].close()
                    trap.caught += 1

        thread = threading.Thread(target=catch)
        thread.start()
        try:
            yield trap
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def _tell(port: int, keys: dict[str, str], events: int) -> None:
    for host, chosen in TYPES.items():
        url = f"https://{host}.{DOMAIN}:{port}/"
        EndpointFactory(url=url, types=[chosen], secret=keys[host])
    things, in_turn = [UserFactory() for _ in range(THINGS)], cycle(TYPES.values())
    for number in range(events // THINGS):
        at = timezone.now() - timedelta(seconds=events - number)
        webhooks.tell_all(next(in_turn), things, route="api:registerentry-detail", at=at)


def _disturb(world: World, rounds: int) -> int:
    connections.close_all()
    fork, chance = multiprocessing.get_context("fork"), random.Random(world.seed)

    def begin(number: int) -> multiprocessing.Process:
        sender = fork.Process(target=_send_on, args=[world.now, world.seed + number], daemon=True)
        sender.start()
        return sender

    senders, kills = [begin(number) for number in range(SENDERS)], 0
    until = time.monotonic() + SECONDS_TO_END
    try:
        while time.monotonic() < until and _is_open():
            time.sleep(chance.uniform(0.1, 0.6))
            if kills < rounds:
                place = chance.randrange(SENDERS)
                senders[place].kill()
                senders[place].join()
                connections.close_all()
                kills += 1
                senders[place] = begin(SENDERS + kills)
    finally:
        for sender in senders:
            sender.kill()
            sender.join()
    return kills


def _send_on(now: Callable[[], datetime], seed: int) -> None:
    """What a sender does until it is killed. Where its connection is gone it makes a new one, as a
    worker does for its next job.
    """
    random.seed(seed)
    while True:
        try:
            sending.send_due(now)
        except DatabaseError:
            connection.close()
        time.sleep(0.02)


def _is_open() -> bool:
    return Delivery.objects.open().exists()


def _outcome(
    kills: int, receiver: Receiver, world: World, keys: dict[str, str], trap: Trap
) -> Outcome:
    place = {event.id_told: event.pk for event in Event.objects.all()}
    taken: dict[tuple[str, str], list[int]] = defaultdict(list)
    for host, thing, event in dict.fromkeys(world.takings):
        taken[host, thing].append(place[event])
    reasons = set(Attempt.objects.values_list("reason", flat=True))
    return Outcome(
        kills=kills,
        lost=Delivery.objects.count() - sum(map(len, taken.values())),
        undelivered=Delivery.objects.exclude(state=Delivery.State.DELIVERED).count(),
        overtaken=sum(each != sorted(each) for each in taken.values()),
        unsigned=sum(not _is_signed(each, keys) for each in receiver.arrived),
        confused=_confused(receiver.arrived),
        forbidden=trap.caught,
        untried=WENT_WRONG - reasons,
    )


def _is_signed(arrived: Arrived, keys: dict[str, str]) -> bool:
    """By the secret of its endpoint, at the time that it says."""
    key = keys[arrived.headers["host"].partition(".")[0]]
    at = datetime.fromtimestamp(int(arrived.headers["webhook-timestamp"]), UTC)
    signature = Webhook(key).sign(arrived.id, at, arrived.body.decode())
    return arrived.headers["webhook-signature"] == signature


def _confused(arrived: list[Arrived]) -> int:
    """Events have one id and one body each, in every copy."""
    pairs = {(each.id, each.body) for each in arrived}
    ids, bodies = (Counter(pair[n] for pair in pairs) for n in (0, 1))
    return sum(count > 1 for count in (*ids.values(), *bodies.values()))
