"""An operation that is to be taken away says so in every answer, and in the description."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import override_settings
from django.urls import path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import CharField, Serializer
from rest_framework.test import APIRequestFactory, force_authenticate
from rest_framework.viewsets import ViewSet

from inspection_portal.core.models import User
from inspection_portal.core.resources import Resource
from inspection_portal.core.retiring import retired

SINCE, UNTIL = datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, 12, tzinfo=UTC)
INSTEAD = "https://portal.example/docs/api/versioning#old"
old = retired(since=SINCE, until=UNTIL, instead=INSTEAD)


class OldOut(Serializer[Any]):
    name = CharField()


class OldView(Resource):
    @extend_schema(responses=OldOut)
    @old
    def get(self, request: Request) -> Response:
        return Response({})

    @extend_schema(request=None, responses=None)
    def post(self, request: Request) -> Response:
        return Response({})


class OldViewSet(Resource, ViewSet):
    @extend_schema(request=None, responses=None)
    @old
    @action(detail=False, methods=["post"])
    def ask(self, request: Request) -> Response:
        return Response({})


urlpatterns = [
    path("old/", OldView.as_view()),
    path("old/ask/", OldViewSet.as_view({"post": "ask"})),
]


def asked(view: Any, method: str, user: User, **headers: str) -> Response:
    request = getattr(APIRequestFactory(), method)("/", headers=headers)
    force_authenticate(request, user=user)
    answer: Response = view(request)
    assert answer.status_code == 200
    return answer


def test_every_answer_tells_since_when_until_when_and_what_instead(inspector: User) -> None:
    answer = asked(OldView.as_view(), "get", inspector)
    assert answer["Deprecation"] == "@1798761600"
    assert answer["Sunset"] == "Sat, 01 Jan 2028 12:00:00 GMT"
    assert answer["Link"] == f'<{INSTEAD}>; rel="deprecation"; type="text/html"'


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "k"}])
def test_a_verb_of_a_viewset_tells_it_too(inspector: User, headers: dict[str, str]) -> None:
    view = OldViewSet.as_view({"post": "ask"})
    assert asked(view, "post", inspector, **headers)["Deprecation"] == "@1798761600"


def test_what_stays_tells_nothing(inspector: User) -> None:
    assert "Deprecation" not in asked(OldView.as_view(), "post", inspector)


@override_settings(ROOT_URLCONF=__name__)
def test_the_description_marks_it() -> None:
    paths = SchemaGenerator(patterns=urlpatterns).get_schema(public=True)["paths"]
    assert paths["/old/"]["get"]["deprecated"] is True
    assert paths["/old/ask/"]["post"]["deprecated"] is True
    assert "deprecated" not in paths["/old/"]["post"]


def test_nothing_ends_before_it_is_deprecated() -> None:
    with pytest.raises(ValueError, match="deprecated"):
        retired(since=UNTIL, until=SINCE, instead=INSTEAD)
