"""Senders of webhooks are killed while a receiver comes and goes; nothing may be lost, or overtake
what came before it.
"""

import multiprocessing
import random
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, connections
from django.utils import timezone

from inspection_portal.core import webhooks
from inspection_portal.core.models import Delivery, Event
from inspection_portal.core.webhooks import sending, types
from inspection_portal.core.webhooks.telling import ATTEMPTS
from tests.core.receiver import Arrived, Receiver, listening
from tests.factories import EndpointFactory, UserFactory

TYPE = "faults.happened"
SENDERS, THINGS, ENDPOINTS = 2, 10, 3
REFUSED_SHARE = 0.1
SECONDS_PER_DELIVERY = 0.005


@dataclass(frozen=True)
class Outcome:
    """What came of a run: `repeated` were taken again by a receiver that had them, `overtaken` are
    the things of which an event arrived before an earlier one.
    """

    kills: int
    lost: int
    undelivered: int
    repeated: int
    overtaken: int


def run(patch: pytest.MonkeyPatch, *, events: int, rounds: int, seed: int) -> Outcome:
    """Tell of so many events and kill a sender in each round, as long as deliveries are open."""
    patch.setattr(sending, "LEASE", timedelta(seconds=1))
    patch.setattr(sending, "GAPS", [timedelta(seconds=0.2)] * ATTEMPTS)
    patch.setattr(types, "_types", {})
    types.register(TYPE, words="It happened", may_know=lambda user, event: True)
    chance, moods = random.Random(seed), random.Random(seed)
    taken: Counter[tuple[str, str]] = Counter()

    def answer(arrived: Arrived) -> int | None:
        time.sleep(SECONDS_PER_DELIVERY)
        if moods.random() < REFUSED_SHARE:
            return moods.choice([None, 503])
        taken[arrived.path, arrived.id] += 1
        return 204

    with listening(Receiver(answer=answer)) as receiver:
        _tell(receiver, events)
        kills = _disturb(chance, rounds)
        return _outcome(kills, receiver, taken)


def _tell(receiver: Receiver, events: int) -> None:
    for number in range(ENDPOINTS):
        EndpointFactory(url=f"{receiver.url}/{number}", types=[TYPE])
    things = [UserFactory() for _ in range(THINGS)]
    for number in range(events):
        thing = things[number % THINGS]
        webhooks.tell(TYPE, thing, route="api:registerentry-detail", at=timezone.now())


def _disturb(chance: random.Random, rounds: int) -> int:
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    senders = [fork.Process(target=_send_on, daemon=True) for _ in range(SENDERS)]
    for sender in senders:
        sender.start()
    kills = 0
    try:
        while kills < rounds and _is_open():
            time.sleep(chance.uniform(0.1, 0.4))
            place = chance.randrange(SENDERS)
            senders[place].kill()
            senders[place].join()
            connections.close_all()
            senders[place] = fork.Process(target=_send_on, daemon=True)
            senders[place].start()
            kills += 1
        until = time.monotonic() + 60
        while _is_open() and time.monotonic() < until:
            time.sleep(0.05)
    finally:
        for sender in senders:
            sender.kill()
            sender.join()
    return kills


def _send_on() -> None:
    """What a sender does until it is killed. Where its connection is gone it makes a new one, as a
    worker does for its next job.
    """
    while True:
        try:
            sending.send_due()
        except DatabaseError:
            connection.close()
        time.sleep(0.02)


def _is_open() -> bool:
    return Delivery.objects.open().exists()


def _outcome(kills: int, receiver: Receiver, taken: Counter[tuple[str, str]]) -> Outcome:
    place = {event.id_told: event.pk for event in Event.objects.all()}
    told: dict[tuple[str, str], list[int]] = defaultdict(list)
    for arrived in receiver.arrived:
        told[arrived.path, arrived.object_id].append(place[arrived.id])
    firsts = [list(dict.fromkeys(each)) for each in told.values()]
    return Outcome(
        kills=kills,
        lost=ENDPOINTS * len(place) - len(taken),
        undelivered=Delivery.objects.exclude(state=Delivery.State.DELIVERED).count(),
        repeated=sum(taken.values()) - len(taken),
        overtaken=sum(each != sorted(each) for each in firsts),
    )
