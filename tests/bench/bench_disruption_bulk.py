"""A thousand disruptions in one request, beside as many requests with one each."""

import time
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.timezone import localdate

from disruptions.models import Disruption
from forces.models import RoleGrant
from tests.bench.measuring import medians
from tests.factories import DisruptionStandardFactory, ForceFactory, ThreatFactory, person

ONE, BULK = "/api/v1/disruptions/record/", "/api/v1/disruptions/bulk/"
AT_ONCE, ALONE = 1_000, 50
FASTER = 20


@pytest.mark.django_db(transaction=True)
def test_bulk_beside_single_posts(measured: Callable[..., None]) -> None:
    """By the clock on the wall, since most of the work is the database's."""
    DisruptionStandardFactory()
    body, client = ForceFactory(), Client()
    client.force_login(person(RoleGrant.Role.FORCE_CONTRIBUTOR, body))
    threats = [str(ThreatFactory(body=body).uuid) for _ in range(20)]

    def row(number: int) -> dict[str, str]:
        return {
            "body": str(body.uuid),
            "threat": threats[number % len(threats)],
            "event_on": str(localdate()),
            **{"type": "lead", "strand": "pursue", "category": "moderate"},
            **{"narrative": "Two were charged.", "evidence": "Charge sheets."},
        }

    def send(address: str, said: object) -> None:
        assert client.post(address, said, content_type="application/json").status_code == 200

    def alone() -> None:
        for number in range(ALONE):
            send(ONE, row(number))

    def at_once() -> None:
        send(BULK, {"disruptions": [row(number) for number in range(AT_ONCE)]})

    each, all_of_them = medians(alone, at_once, rounds=3, clock=time.perf_counter)
    assert Disruption.objects.count() == 4 * (ALONE + AT_ONCE)
    # How much of the time of as many single posts a bulk takes: a twentieth at most.
    share = (all_of_them / AT_ONCE) / (each / ALONE)
    measured("disruptions-bulk-of-1000-to-single", limit=1 / FASTER, measured=share)
