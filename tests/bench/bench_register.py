"""Pages and files of the register when it is twenty times as long.

Both lengths stand in databases of their own and are asked in turn. Every report is about the same
bodies, so each body has twenty times as many entries as well.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from random import Random
from statistics import median

import psycopg2
import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.urls import reverse
from django.utils.timezone import localdate

from forces.models import Body, RoleGrant
from inspection_portal.core.keyset import Place, ordered
from inspection_portal.core.models import User
from inspection_portal.local.postgres import Cluster
from recommendations.filters import RegisterFilter
from recommendations.models import Recommendation, RegisterEntry
from recommendations.views.register import ENTRIES_ON_A_PAGE
from tests.bench.measuring import cost
from tests.factories import (
    CauseOfConcernFactory,
    ForceFactory,
    InspectedBodyFactory,
    InspectionFactory,
    RegionFactory,
    person,
    put_in_print,
)
from tests.factories.findings import PUBLISHED_AT, PUBLISHED_ON

BODIES, RECOMMENDATIONS = 50, 20
REPORTS = {"bench_short": 1, "bench_long": 20}
OPEN = 0.75
ROUNDS, REQUESTS = 5, 5

Ask = Callable[[], object]


@dataclass(frozen=True)
class Signed:
    """A person and the browser that they are signed in with."""

    user: User
    client: Client

    def get(self, address: str) -> bytes:
        """The whole request as a server meets it: the test client would keep, and so copy, the
        context of every template.
        """
        cookies = self.client.cookies.output(header="", sep=";")
        request = RequestFactory().get(address, HTTP_COOKIE=cookies)
        response = ClientHandler()(request.environ)
        assert response.status_code == 200
        return response.getvalue()


@dataclass(frozen=True)
class People:
    inspector: Signed
    lead: Signed


@pytest.fixture
def people(transactional_db: None, cluster: Cluster, seed: int) -> People:
    """Who asks; both databases know them."""
    random, region = Random(seed), RegionFactory()
    bodies = [ForceFactory(region=region) for _ in range(BODIES)]
    inspector = signed_in(person(RoleGrant.Role.INSPECTOR))
    lead = signed_in(person(RoleGrant.Role.FORCE_LEAD, bodies[0]))
    written = 0
    for name, reports in REPORTS.items():
        for _ in range(written, reports):
            publish_report(bodies, random)
        written = reports
        connection.close()
        cluster.copy_database("soc", name)
        tidy(cluster, name)
    return People(inspector, lead)


def signed_in(user: User) -> Signed:
    client = Client()
    client.force_login(user)
    return Signed(user, client)


def publish_report(bodies: list[Body], random: Random) -> None:
    """A report with a thousand entries: one for each body of each recommendation."""
    inspection = InspectionFactory()
    for body in bodies:
        InspectedBodyFactory(inspection=inspection, body=body)
    concern = CauseOfConcernFactory(chapter=None, inspection=inspection, question_area=None)
    asked = Recommendation.objects.bulk_create(
        Recommendation(
            finding=concern,
            position=position,
            text=f"The force should improve what it does ({position}).",
            due_kind="date",
            due_on=PUBLISHED_ON + timedelta(days=random.randrange(1, 1000)),
        )
        for position in range(1, RECOMMENDATIONS + 1)
    )
    RegisterEntry.objects.bulk_create(
        entry(each, body, is_open=random.random() < OPEN) for each, body in product(asked, bodies)
    )
    put_in_print(inspection)


def entry(recommendation: Recommendation, body: Body, *, is_open: bool) -> RegisterEntry:
    return RegisterEntry(
        recommendation=recommendation,
        body=body,
        reference=f"bench/{recommendation.pk}/{body.pk}",
        asked=recommendation.text,
        due_on=recommendation.due_on,
        published_at=PUBLISHED_AT,
        status="being_progressed" if is_open else "complete",
        closed_on=None if is_open else PUBLISHED_ON,
    )


def tidy(cluster: Cluster, name: str) -> None:
    """What autovacuum would soon have done."""
    with closing(psycopg2.connect(cluster.url("soc_owner", name))) as owner:
        owner.autocommit = True
        owner.cursor().execute("VACUUM ANALYZE")


@contextmanager
def database(name: str) -> Iterator[None]:
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def median_costs(asks: dict[str, Ask], requests: int = REQUESTS) -> list[float]:
    """What each database takes for its request, in turn; the first of a turn is left out."""
    taken: dict[str, list[float]] = {name: [] for name in asks}
    for _, (name, ask) in product(range(ROUNDS), asks.items()):
        with database(name):
            ask()
            taken[name] += [cost(ask, time.perf_counter) for _ in range(requests)]
    return [median(of_one) for of_one in taken.values()]


def growth(asks: dict[str, Ask]) -> float:
    short, long = median_costs(asks)
    return long / short


def asks_for(who: Signed, address: str) -> dict[str, Ask]:
    return {name: lambda: who.get(address) for name in REPORTS}


def deepest_page(name: str, user: User) -> str:
    """The address of the last whole page of what is open, as its reader comes to it."""
    with database(name):
        entries = RegisterEntry.objects.visible_to(user)
        found = RegisterFilter(QueryDict(), entries, user=user, on=localdate())
        before = ordered(found.rows, found.order, backwards=True)[ENTRIES_ON_A_PAGE]
    return f"{reverse('recommendations:register')}?page={Place('after', before.uuid)}"


def test_register(people: People, measured: Callable[..., None]) -> None:
    inspector = people.inspector
    first = reverse("recommendations:register")
    deepest = {name: deepest_page(name, inspector.user) for name in REPORTS}
    for name, page in deepest.items():
        with database(name):
            shown = inspector.client.get(page).context["page"]
        assert shown.previous
        assert shown.next is None
        assert len(shown.rows) == ENTRIES_ON_A_PAGE

    measured(
        "register-first-page-20000-to-1000",
        limit=1.5,
        measured=growth(asks_for(inspector, first)),
    )
    measured(
        "register-deepest-page-20000-to-1000",
        limit=1.5,
        measured=growth(
            {name: lambda page=page: inspector.get(page) for name, page in deepest.items()}
        ),
    )
    measured(
        "home-of-force-lead-20000-to-1000",
        limit=1.5,
        measured=growth(asks_for(people.lead, reverse("home:home"))),
    )


def test_csv(people: People, measured: Callable[..., None]) -> None:
    address = f"{reverse('recommendations:register_csv')}?status=any"
    lines = []
    for name in REPORTS:
        with database(name):
            lines.append(people.inspector.get(address).count(b"\r\n") - 1)
    assert lines == [BODIES * RECOMMENDATIONS * reports for reports in REPORTS.values()]

    short, long = median_costs(asks_for(people.inspector, address), requests=1)
    measured(
        "register-csv-per-row-20000-to-1000",
        limit=1.5,
        measured=(long / lines[1]) / (short / lines[0]),
    )
