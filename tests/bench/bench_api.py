"""What lists of the API cost beside the same SQL with nothing made of it."""

import json
from collections.abc import Callable
from typing import Any

import orjson
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import include, path
from rest_framework.request import Request
from rest_framework.views import APIView

from tests.bench.bench_register import People, database, people
from tests.bench.measuring import medians

__all__ = ["people"]

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


@pytest.mark.urls(__name__)
def test_a_list_of_the_register(people: People, measured: Callable[..., None]) -> None:
    with database("bench_long"):
        SQL[:] = own_sql(people)
        ask: Any = people.inspector.get
        rows = json.loads(ask(LIST))
        assert len(rows["results"]) == 50
        raw, listed = medians(
            lambda: [ask(RAW) for _ in range(REQUESTS)],
            lambda: [ask(LIST) for _ in range(REQUESTS)],
            rounds=ROUNDS,
        )
        measured("api-list-of-50-to-raw-sql", limit=2.5, measured=listed / raw)


def own_sql(people: People) -> list[str]:
    """What the list asks beyond what the view behind nothing does."""
    SQL.clear()
    queries = []
    for address in (RAW, LIST):
        with CaptureQueriesContext(connection) as captured:
            people.inspector.get(address)
        queries.append([each["sql"] for each in captured])
    before, all_of_them = queries
    return all_of_them[len(before) :]
