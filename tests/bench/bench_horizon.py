"""The horizon, filtered lists and the home page when the open register is a hundred times as long.

Both lengths stand in databases of their own and are asked in turn, as in `bench_register`.
"""

import time
import tracemalloc
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import product
from random import Random
from urllib.parse import urlencode

import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from findings.models import Finding
from forces.models import Body, RoleGrant
from inspection_portal.local.postgres import Cluster
from recommendations import actions, exports
from recommendations.models import Recommendation, RegisterEntry
from tests.bench.bench_register import REPORTS, People, asks_for, database, growth, signed_in, tidy
from tests.bench.measuring import medians
from tests.factories import (
    CauseOfConcernFactory,
    ForceFactory,
    InspectedBodyFactory,
    InspectionFactory,
    RegionFactory,
    person,
)
from tests.factories.findings import PUBLISHED_AT

BODIES, UNDATED = 50, 0.4
# Recommendations in all, each to every body: 1,000 entries, then 100,000.
ASKED = dict(zip(REPORTS, (20, 2000), strict=True))
LIMIT, BATCH = 2.0, 1_000


@pytest.fixture
def readers(transactional_db: None, cluster: Cluster, seed: int) -> People:
    """Who asks; both databases know them."""
    random, region = Random(seed), RegionFactory()
    bodies = [ForceFactory(region=region) for _ in range(BODIES)]
    readers = People(
        signed_in(person(RoleGrant.Role.INSPECTOR)),
        signed_in(person(RoleGrant.Role.FORCE_LEAD, bodies[0])),
    )
    inspection = InspectionFactory()
    for body in bodies:
        InspectedBodyFactory(inspection=inspection, body=body)
    concern = CauseOfConcernFactory(chapter=None, inspection=inspection, question_area=None)
    written = 0
    for name, asked in ASKED.items():
        open_entries(concern, bodies, range(written, asked), random)
        written = asked
        actions.fold_due_counts()
        connection.close()
        cluster.copy_database("soc", name)
        tidy(cluster, name)
    return readers


def open_entries(concern: Finding, bodies: list[Body], numbers: range, random: Random) -> None:
    """One entry for each body of each recommendation, most of them with a date."""
    asked = Recommendation.objects.bulk_create(
        Recommendation(
            finding=concern,
            position=number + 1,
            text=f"The force should improve what it does ({number}).",
            due_kind="none",
        )
        for number in numbers
    )
    today = localdate()
    RegisterEntry.objects.bulk_create(
        (
            RegisterEntry(
                recommendation=each,
                body=body,
                reference=f"bench/{each.pk}/{body.pk}",
                asked=each.text,
                due_on=None
                if random.random() < UNDATED
                else today + timedelta(days=random.randrange(-300, 700)),
                published_at=PUBLISHED_AT,
            )
            for each, body in product(asked, bodies)
        ),
        batch_size=BATCH,
    )


Measured = Callable[..., None]


def test_long_register(readers: People, measured: Measured) -> None:
    """All in one test: to write the long register takes minutes."""
    for part in (horizon_and_home, filtered_lists, list_of_fifty, csv_in_constant_memory):
        part(readers, measured)


def horizon_and_home(readers: People, measured: Measured) -> None:
    for who, reader in (("inspector", readers.inspector), ("force-lead", readers.lead)):
        for page in ("recommendations:register_horizon", "home:home"):
            name = page.rpartition(":")[2].replace("_", "-")
            measured(
                f"{name}-of-{who}-100000-to-1000",
                limit=LIMIT,
                measured=growth(asks_for(reader, reverse(page))),
            )


FILTERS = {
    "colour": {"rag": "red"},
    "days": {"due_from": localdate(), "due_to": localdate() + timedelta(days=30)},
    "late": {"late_by": 90},
    "claim": {"claimed": "none"},
    "owner": {"owner": "nobody"},
    "body-and-words": {"words": "what it does (1)", "deadline": "overdue"},
}


def filtered_lists(readers: People, measured: Measured) -> None:
    for name, query in FILTERS.items():
        address = f"{reverse('recommendations:register')}?{urlencode(query)}"
        measured(
            f"register-by-{name}-100000-to-1000",
            limit=LIMIT,
            measured=growth(asks_for(readers.inspector, address)),
        )


def list_of_fifty(readers: People, measured: Measured) -> None:
    """The page, against its own SQL through a bare cursor and orjson."""
    page = partial(readers.inspector.get, reverse("recommendations:register"))
    with database("bench_long"):
        page()
        with CaptureQueriesContext(connection) as asked:
            page()
        reads = [each["sql"] for each in asked if each["sql"].startswith("SELECT")]
        whole, bare = medians(page, partial(read_bare, reads), rounds=15, clock=time.perf_counter)
    measured("register-list-of-50-to-bare-cursor-and-orjson", limit=4.5, measured=whole / bare)


def read_bare(reads: list[str]) -> None:
    with connection.cursor() as cursor:
        for read in reads:
            cursor.execute(read)
            orjson.dumps(cursor.fetchall(), default=str)


def csv_in_constant_memory(readers: People, measured: Measured) -> None:
    """What the portal holds of the whole register while it is written out."""
    peaks = []
    for name in REPORTS:
        with database(name):
            lines = exports.csv_lines(RegisterEntry.objects.all(), localdate())
            tracemalloc.start()
            for _ in lines:
                pass
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    measured("register-csv-100000-rows-peak-to-1000", limit=1.5, measured=peaks[1] / peaks[0])
