"""Figures and lists of disruptions when there are a million of them, of ten years and 53 bodies.

Ten thousand and a million stand in databases of their own and are asked in turn, as in
`bench_register`. They are written in batches, as extracts are, and counted by the triggers.
"""

import gc
import tracemalloc
from collections.abc import Callable
from datetime import date
from itertools import islice
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from disruptions import actions
from disruptions.models import Disruption
from forces.models import RoleGrant
from inspection_portal.core.keyset import Place
from inspection_portal.local.postgres import Cluster
from tests.bench.bench_register import People, Signed, database, growth, signed_in, tidy
from tests.bench.rows import without_triggers
from tests.factories import ForceFactory, ThreatFactory, person

DISRUPTIONS = {"bench_few": 10_000, "bench_many": 1_000_000}
BODIES, BATCH = 53, 50_000
LIMIT = 2
# Its own thresholds of garbage.
AS_PYTHON_STARTS = 700, 10, 10
API, STREAMED = "/api/v1/disruptions/", (10_000, 100_000)
LIST, FIGURES = reverse("disruptions:disruptions"), reverse("disruptions:disruption_figures")
TABLE = "disruptions_disruption"
COUNTING = f"ALTER TABLE {TABLE} ENABLE TRIGGER pgtrigger_counted_when_added_c3e95"
MAKE = """
INSERT INTO disruptions_disruption (
    uuid, version, source, reference, threat_id, body_id, lead_body_id, event_on, recorded_on, type,
    strand, category, narrative, evidence, moderation, recorded_by_id, entered_at
)
SELECT gen_random_uuid(), 1, 'apmis', 'D' || number, %(threat)s, body, body, day, day,
    (ARRAY['lead', 'support', 'coordinate'])[1 + floor(random() * 3)],
    (ARRAY['pursue', 'prevent', 'protect', 'prepare', ''])[1 + floor(random() * 5)],
    (ARRAY['major', 'moderate', 'minor', ''])[1 + floor(random() * 4)], '', '',
    CASE WHEN number %% 1000 = 0 THEN 'returned'
    ELSE (ARRAY['moderated', 'downgraded', 'pending', 'refused'])[1 + floor(random() * 4)] END,
    %(by)s, now()
FROM (
    SELECT number, (%(bodies)s)[1 + floor(random() * 53)] AS body,
        %(today)s::date - floor(random() * 3650)::int AS day
    FROM generate_series(%(first)s, %(last)s) AS number
) AS made
"""


@pytest.fixture
def people(
    transactional_db: None, cluster: Cluster, owner: Callable[..., None], seed: int
) -> People:
    """Who asks; both databases know them."""
    bodies = [ForceFactory() for _ in range(BODIES)]
    inspector = signed_in(person(RoleGrant.Role.INSPECTOR))
    lead = signed_in(person(RoleGrant.Role.FORCE_LEAD, bodies[0]))
    said = {
        **{"threat": ThreatFactory().pk, "bodies": [each.pk for each in bodies]},
        **{"by": inspector.user.pk, "today": localdate()},
    }
    written = 0
    for name, number in DISRUPTIONS.items():
        with without_triggers(owner, TABLE):
            owner(COUNTING)
            for first in range(written, number, BATCH):
                owner(MAKE, **said, first=first + 1, last=min(first + BATCH, number))
        written = number
        actions.fold_disruption_counts()
        connection.close()
        cluster.copy_database("soc", name)
        tidy(cluster, name)
    return People(inspector, lead)


def test_a_million_disruptions(people: People, measured: Callable[..., None]) -> None:
    """The page of figures, whose total is what the records say, and pages of the list."""
    first = f"{localdate().year - 9}-01"
    looked_for = {"year": "", "major": "?category=major", "ten-years": f"?since={first}"}
    for what, asked in looked_for.items():
        grown(measured, f"figures-{what}", people.inspector, f"{FIGURES}{asked}")
    with database("bench_many"):
        shown = people.inspector.client.get(FIGURES, {"since": first}).context["figures"]
        passed = Disruption.objects.passed().filter(event_on__gte=date.fromisoformat(f"{first}-01"))
        assert shown.total.number == passed.count()
        body = people.lead.user.role_grants.get().body
    grown(measured, "list-first-page", people.inspector, LIST)
    grown(measured, "list-of-a-body", people.inspector, f"{LIST}?body={body.uuid}")
    grown(measured, "list-major-by-lead", people.inspector, f"{LIST}?category=major&type=lead")
    grown(measured, "list-to-a-lead", people.lead, LIST)
    # One in a thousand.
    grown(measured, "list-returned", people.inspector, f"{LIST}?moderation=returned")
    deepest = {name: deep_page(name) for name in DISRUPTIONS}
    measured(
        "disruption-list-row-950000-to-9500",
        limit=LIMIT,
        measured=growth(
            {name: lambda page=page: people.inspector.get(page) for name, page in deepest.items()}
        ),
    )


def test_other_systems(people: People, measured: Callable[..., None]) -> None:
    """What has changed among a million records, and the memory of a long stream of them."""
    since = {name: changed_since(name) for name in DISRUPTIONS}
    measured(
        "api-updated-since-1000000-to-10000",
        limit=1.5,
        measured=growth(
            {name: lambda address=at: people.inspector.get(address) for name, at in since.items()}
        ),
    )
    with database("bench_many"):
        short, long = (peak(people.inspector.client, rows) for rows in STREAMED)
    measured("api-memory-of-stream-100000-to-10000-rows", limit=1.2, measured=long / short)


def changed_since(name: str) -> str:
    """The address of what changed since the first row that was written after 95 of a hundred."""
    with database(name):
        in_order = Disruption.objects.order_by("changed_at")
        row = in_order[DISRUPTIONS[name] * 95 // 100]
    return f"{API}?{urlencode({'updated_since': row.changed_at.isoformat()})}"


def peak(client: Client, rows: int) -> int:
    """How many bytes are held at most while so many rows are streamed, with garbage collected as
    often as outside of tests.
    """
    in_tests = gc.get_threshold()
    gc.set_threshold(*AS_PYTHON_STARTS)
    tracemalloc.start()
    try:
        answer: Any = client.get(API, headers={"accept": "application/x-ndjson"})
        assert sum(1 for _ in islice(answer.streaming_content, rows)) == rows
        answer.close()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        gc.set_threshold(*in_tests)


def grown(measured: Callable[..., None], what: str, who: Signed, address: str) -> None:
    measured(
        f"disruption-{what}-1000000-to-10000",
        limit=LIMIT,
        measured=growth({name: lambda: who.get(address) for name in DISRUPTIONS}),
    )


def deep_page(name: str) -> str:
    """The address of the page that begins after 95 of a hundred, the latest first."""
    with database(name):
        latest_first = Disruption.objects.order_by("-event_on", "-pk")
        before = latest_first[DISRUPTIONS[name] * 95 // 100]
    return f"{LIST}?page={Place('after', before.uuid)}"
