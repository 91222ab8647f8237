"""What a list of the API costs a program beside the same SQL with nothing made of it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

import orjson
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.client import ClientHandler
from django.test.utils import CaptureQueriesContext
from django.urls import include, path
from pytest_django import Settings
from rest_framework.request import Request

from forces.models import RoleGrant
from inspection_portal.core.resources import Resource
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
    token_of,
)

# As large as those of a region: a unit, and a force for each of some counties.
REPORTS, BODIES = 12, 6
LIST = "/api/v1/register-entries/?expand=body,finding,inspection"
RAW = "/raw/"
ROUNDS, REQUESTS = 9, 10
SQL: list[str] = []


class RawView(Resource):
    """The SQL of a list through a cursor, as JSON, behind all that a list stands behind: the
    middleware, the token and its scope, and the limits.
    """

    basename = "registerentry"

    def get(self, request: Request) -> HttpResponse:
        told = []
        with connection.cursor() as cursor:
            for sql in SQL:
                cursor.execute(sql)
                told.append(cursor.fetchall())
        return HttpResponse(orjson.dumps(told, default=str), content_type="application/json")


urlpatterns = [path("raw/", RawView.as_view()), path("", include("inspection_portal.urls"))]


@dataclass(frozen=True)
class Program:
    """What asks by a token."""

    token: str

    def get(self, address: str) -> bytes:
        """The whole request as a server meets it."""
        request = RequestFactory().get(address, HTTP_AUTHORIZATION=f"Bearer {self.token}")
        response = ClientHandler()(request.environ)
        assert response.status_code == 200
        return response.getvalue()


@pytest.fixture
def program(transactional_db: None, settings: Settings) -> Program:
    """An inspector’s program, where reports have entries of both kinds for each of some bodies."""
    bodies = [ForceFactory() for _ in range(BODIES)]
    for _ in range(REPORTS):
        inspection = InspectionFactory()
        for body in bodies:
            chapter = InspectedBodyFactory(inspection=inspection, body=body)
            concern = CauseOfConcernFactory(chapter=chapter)
            RegisterEntryFactory(body=body, recommendation=RecommendationFactory(finding=concern))
            ImprovementEntryFactory(body=body, finding__chapter=chapter)
        put_in_print(inspection)
    settings.REQUESTS_A_MINUTE = {"read": 10**9}
    return Program(token_of(person(RoleGrant.Role.INSPECTOR))[1])


@pytest.mark.urls(__name__)
def test_a_list_of_the_register(program: Program, measured: Callable[..., None]) -> None:
    SQL[:] = own_sql(program)
    assert len(json.loads(program.get(LIST))["results"]) == 50
    raw, listed = medians(
        lambda: [program.get(RAW) for _ in range(REQUESTS)],
        lambda: [program.get(LIST) for _ in range(REQUESTS)],
        rounds=ROUNDS,
        clock=perf_counter,
    )
    measured("api-list-of-50-to-raw-sql", limit=2.5, measured=listed / raw)


def own_sql(program: Program) -> list[str]:
    """What the list asks beyond what the view behind nothing does."""
    SQL.clear()
    queries = []
    for address in (RAW, LIST):
        with CaptureQueriesContext(connection) as captured:
            program.get(address)
        queries.append([each["sql"] for each in captured])
    before, all_of_them = queries
    return all_of_them[len(before) :]
