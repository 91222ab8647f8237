"""Each record of a body has the number after its last one, however many there are."""

from datetime import date, datetime
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, transaction

from disruptions import actions
from disruptions.models import Disruption, Threat
from forces.models import Body
from inspection_portal.core.models import User
from tests.factories import DisruptionFactory, ThreatFactory

SAID: dict[str, Any] = {"type": "lead", "strand": "pursue", "category": "minor"}


def record(threat: Threat, by: User, at: datetime) -> str:
    on = date(2026, 2, 27)
    made = actions.record_disruption(
        body=threat.body, threat=threat, event_on=on, by=by, at=at, **SAID
    )
    return made.reference


@pytest.mark.django_db
def test_the_number_after_the_last_whatever_an_extract_brought(
    threat: Threat, force_contributor: User, moment: datetime
) -> None:
    slug = threat.body.slug
    assert record(threat, force_contributor, moment) == f"{slug}-1"
    DisruptionFactory(threat=threat, source="apmis", reference="APMIS 900")
    DisruptionFactory(threat__reference="of another body", reference="other-77")
    assert record(threat, force_contributor, moment) == f"{slug}-2"
    DisruptionFactory(threat=threat, reference=f"{slug}-11000")
    assert record(threat, force_contributor, moment) == f"{slug}-11001"


@pytest.mark.django_db
def test_the_last_is_found_by_its_index(force: Body) -> None:
    own = Disruption.objects.filter(body=force, source=Disruption.Source.PORTAL)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        assert "disruption_last_of_body" in own.order_by("-pk").values("reference")[:1].explain()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_have_two_numbers(
    force: Body, force_contributor: User, force_lead: User, moment: datetime
) -> None:
    threat, both, made = ThreatFactory(body=force), Barrier(2), []

    def work(by: User) -> None:
        both.wait(timeout=10)
        try:
            made.append(record(threat, by, moment))
        finally:
            connection.close()

    threads = [Thread(target=work, args=[by]) for by in (force_contributor, force_lead)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(made) == [f"{force.slug}-1", f"{force.slug}-2"]
