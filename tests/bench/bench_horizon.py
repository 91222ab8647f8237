"""The horizon, filtered lists and the home page when the open register is a hundred times as long.

Both lengths stand in databases of their own and are asked in turn, as in `bench_register`.
"""

import time
import tracemalloc
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from urllib.parse import urlencode

import orjson
import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from findings.models import Finding
from forces.models import RoleGrant
from inspection_portal.core import keyset
from inspection_portal.core.models import User
from inspection_portal.core.tables import CHUNK
from inspection_portal.local.postgres import Cluster
from recommendations import exports, queries
from recommendations.filters import BY_DEADLINE, SORTS
from recommendations.models import Recommendation, RegisterEntry, RegisterEntryQuerySet
from recommendations.views.register import ENTRIES_ON_A_PAGE
from tests.bench.bench_register import REPORTS, People, asks_for, database, growth, signed_in, tidy
from tests.bench.measuring import medians
from tests.bench.rows import without_triggers
from tests.factories import (
    CauseOfConcernFactory,
    ForceFactory,
    InspectedBodyFactory,
    InspectionFactory,
    RegionFactory,
    person,
)
from tests.factories.findings import PUBLISHED_AT

BODIES = 50
# Recommendations in all, each to every body: 1,000 entries, then 100,000.
ASKED = dict(zip(REPORTS, (20, 2000), strict=True))
LIMIT = 2.0
# Two of five without a date, the others from 300 days late to 700 days ahead.
MAKE_ENTRIES = """
INSERT INTO recommendations_registerentry (
    uuid, version, recommendation_id, body_id, reference, asked, status, position,
    position_reason, published_at, due_on
)
SELECT gen_random_uuid(), 1, asked.id, chapter.body_id, asked.id || '/' || chapter.body_id,
       asked.text, 'awaiting_review', 'awaiting_allocation', '', %(published_at)s,
       CASE WHEN (asked.id * 31 + chapter.body_id * 17) %% 5 > 1 THEN
           %(today)s::date - 300 + ((asked.id * 7919 + chapter.body_id * 104729) %% 1000)::int
       END
FROM recommendations_recommendation AS asked, findings_inspectedbody AS chapter
WHERE asked.position > %(written)s
"""
COUNT_WHAT_IS_DUE = """
INSERT INTO recommendations_duecount (body_id, month, number)
SELECT body_id, date_trunc('month', due_on::timestamp)::date, count(*)
FROM recommendations_registerentry GROUP BY 1, 2
"""


@pytest.fixture
def readers(transactional_db: None, cluster: Cluster, owner: Callable[..., None]) -> People:
    """Who asks; both databases know them."""
    region = RegionFactory()
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
        ask(concern, range(written, asked))
        with without_triggers(owner, "recommendations_registerentry"):
            owner(MAKE_ENTRIES, written=written, today=localdate(), published_at=PUBLISHED_AT)
        owner("TRUNCATE recommendations_duecount")
        owner(COUNT_WHAT_IS_DUE)
        written = asked
        connection.close()
        cluster.copy_database("soc", name)
        tidy(cluster, name)
    return readers


def ask(concern: Finding, numbers: range) -> None:
    Recommendation.objects.bulk_create(
        Recommendation(
            finding=concern,
            position=number + 1,
            text=f"The force should improve what it does ({number}).",
            due_kind="none",
        )
        for number in numbers
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
    """The list on the first page, and the whole page with its filters and its frame, each against
    its own SQL through a bare cursor and orjson.
    """
    works = {
        "list-of-50": (partial(draw_list, readers.inspector.user), 4.5),
        "page-of-50": (partial(readers.inspector.get, reverse("recommendations:register")), 7),
    }
    with database("bench_long"):
        for name, (work, limit) in works.items():
            work()
            with CaptureQueriesContext(connection) as asked:
                work()
            reads = [each["sql"] for each in asked if each["sql"].startswith("SELECT")]
            bare = partial(read_bare, reads)
            whole, floor = medians(work, bare, rounds=15, clock=time.perf_counter)
            measured(
                f"register-{name}-to-bare-cursor-and-orjson",
                limit=limit,
                measured=whole / floor,
            )


def draw_list(user: User) -> str:
    """What the page does for its list, as HTML."""
    request = RequestFactory().get(reverse("recommendations:register"))
    request.user = user
    today, order = localdate(), keyset.Order(SORTS[BY_DEADLINE])
    found = RegisterEntry.objects.visible_to(user)
    shown = keyset.window(found.open(), order, among=found.for_lines(), size=ENTRIES_ON_A_PAGE)
    context = {"lines": queries.lines(shown.rows, today), "today": today, "several_bodies": True}
    return render_to_string("recommendations/parts/entries_table.html", context, request)


def read_bare(reads: list[str]) -> None:
    with connection.cursor() as cursor:
        for read in reads:
            cursor.execute(read)
            orjson.dumps(cursor.fetchall(), default=str)


def csv_in_constant_memory(readers: People, measured: Measured) -> None:
    """What the portal holds of the whole register while it is written out, to what it holds of a
    tenth: both are many times what is read at once.
    """
    with database("bench_long"):
        entries = RegisterEntry.objects.all()
        tenth = entries.filter(recommendation__position__lte=ASKED["bench_long"] // 10)
        assert tenth.count() > 2 * CHUNK
        small, large = (peak_of_csv(each) for each in (tenth, entries))
    measured("register-csv-100000-rows-peak-to-10000", limit=1.5, measured=large / small)


def peak_of_csv(entries: RegisterEntryQuerySet) -> int:
    """Bytes at most while the file is made."""
    tracemalloc.start()
    for _ in exports.csv_lines(entries, localdate()):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak
