"""What lists of the API cost beside the same SQL with nothing made of it."""

import json
from collections.abc import Callable
from time import perf_counter

import orjson
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import include, path
from rest_framework.request import Request
from rest_framework.views import APIView

from forces.models import RoleGrant
from tests.bench.bench_register import Signed, signed_in
from tests.bench.measuring import medians
from tests.factories import (
    CauseOfConcernFactory,
    ForceFactory,
    ImprovementEntryFactory,
    InspectedBodyFactory,
    InspectionFactory,
    RecommendationFactory,
    RegisterEntryFactory,
    person,
    put_in_print,
)

# As large as those of a region: a unit, and a force for each of some counties.
REPORTS, BODIES = 12, 6
LIST = "/api/v1/register-entries/?expand=body,finding,inspection"
RAW = "/raw/"
ROUNDS, REQUESTS = 9, 10
SQL: list[str] = []


class RawView(APIView):
    """The SQL of a list through a cursor, as JSON, behind all that a list stands behind."""

    def get(self, request: Request) -> HttpResponse:
        told = []
        with connection.cursor() as cursor:
            for sql in SQL:
                cursor.execute(sql)
                told.append(cursor.fetchall())
        return HttpResponse(orjson.dumps(told, default=str), content_type="application/json")


urlpatterns = [path("raw/", RawView.as_view()), path("", include("inspection_portal.urls"))]


@pytest.fixture
def inspector(transactional_db: None) -> Signed:
    """Who asks, where there are some reports with entries of both kinds for each body."""
    bodies = [ForceFactory() for _ in range(BODIES)]
    for _ in range(REPORTS):
        inspection = InspectionFactory()
        for body in bodies:
            chapter = InspectedBodyFactory(inspection=inspection, body=body)
            concern = CauseOfConcernFactory(chapter=chapter)
            RegisterEntryFactory(body=body, recommendation=RecommendationFactory(finding=concern))
            ImprovementEntryFactory(body=body, finding__chapter=chapter)
        put_in_print(inspection)
    return signed_in(person(RoleGrant.Role.INSPECTOR))


@pytest.mark.urls(__name__)
def test_a_list_of_the_register(inspector: Signed, measured: Callable[..., None]) -> None:
    SQL[:] = own_sql(inspector)
    assert len(json.loads(inspector.get(LIST))["results"]) == 50
    raw, listed = medians(
        lambda: [inspector.get(RAW) for _ in range(REQUESTS)],
        lambda: [inspector.get(LIST) for _ in range(REQUESTS)],
        rounds=ROUNDS,
        clock=perf_counter,
    )
    measured("api-list-of-50-to-raw-sql", limit=2.5, measured=listed / raw)


def own_sql(inspector: Signed) -> list[str]:
    """What the list asks beyond what the view behind nothing does."""
    SQL.clear()
    queries = []
    for address in (RAW, LIST):
        with CaptureQueriesContext(connection) as captured:
            inspector.get(address)
        queries.append([each["sql"] for each in captured])
    before, all_of_them = queries
    return all_of_them[len(before) :]
