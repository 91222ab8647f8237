"""The horizon and the home page when the open register is a hundred times as long.

Both lengths stand in databases of their own and are asked in turn, as in `bench_register`.
"""

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from random import Random

import pytest
from django.db import connection
from django.urls import reverse
from django.utils.timezone import localdate

from findings.models import Finding
from forces.models import Body, RoleGrant
from inspection_portal.local.postgres import Cluster
from recommendations import actions
from recommendations.models import Recommendation, RegisterEntry
from tests.bench.bench_register import REPORTS, People, asks_for, growth, signed_in, tidy
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


def test_horizon_and_home(readers: People, measured: Callable[..., None]) -> None:
    for who, reader in (("inspector", readers.inspector), ("force-lead", readers.lead)):
        for page in ("recommendations:register_horizon", "home:home"):
            name = page.rpartition(":")[2].replace("_", "-")
            measured(
                f"{name}-of-{who}-100000-to-1000",
                limit=LIMIT,
                measured=growth(asks_for(reader, reverse(page))),
            )
