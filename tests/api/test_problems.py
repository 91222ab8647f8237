"""Every refusal of the API has one shape (RFC 9457), also where no view is reached."""

import json
import logging
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from rest_framework import serializers
from rest_framework.exceptions import APIException, ValidationError

from forces.models import Body
from inspection_portal.core import refusals
from inspection_portal.core.api import In
from inspection_portal.core.errors import Changed, RuleBroken
from inspection_portal.core.management.commands.describe_problems import PAGE
from inspection_portal.core.models import User
from inspection_portal.core.problem_kinds import KINDS, in_markdown
from inspection_portal.core.problems import ParameterRefused, handle
from tests.factories import InspectionFactory
from tests.pages import JSON, call, shown, wrong

V1 = "/api/v1/"


def problem(response: Any, code: str, status: int) -> dict[str, Any]:
    """What is told, which has the shape of a problem."""
    told: dict[str, Any] = json.loads(response.content)
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert list(told)[:5] == ["type", "title", "status", "detail", "code"]
    assert (told["type"], told["status"], told["code"]) == (f"{V1}problems/#{code}", status, code)
    assert told["title"]
    assert told["detail"]
    return told


def handled(error: Exception, method: str = "post") -> Any:
    return handle(error, {"request": getattr(RequestFactory(), method)(V1)})


class OutOfTea(APIException):
    status_code = 418
    default_code = "out_of_tea"
    default_detail = "There is no tea left: bring some."
    errors = ({"parameter": "Pot", "detail": "It is empty.", "code": "empty"},)
    wait = 61.2
    auth_header = "Kettle"


class LeafIn(In):
    weight = serializers.IntegerField()


class PotIn(In):
    name = serializers.CharField()
    leaves = LeafIn(many=True)
    cups = serializers.ListField(child=serializers.IntegerField())
    by_day = serializers.DictField(child=serializers.IntegerField())


class TestWhatIsRaised:
    def test_a_rule_is_told_in_its_sentence(self) -> None:
        told = problem(handled(RuleBroken("It is closed. Open it.")), "rule_broken", 409)
        assert told["detail"] == "It is closed. Open it."
        told = problem(handled(Changed("It has changed. Look at it.")), "stale", 412)
        assert told["detail"] == "It has changed. Look at it."

    def test_what_is_hidden_is_told_as_what_is_missing(self) -> None:
        told = problem(handled(Http404("No Inspection matches.")), "not_found", 404)
        assert told["detail"] == KINDS["not_found"].detail
        told = problem(handled(PermissionDenied("Ours.")), "permission_denied", 403)
        assert told["detail"] == KINDS["permission_denied"].detail

    def test_any_exception_of_the_framework_is_told_with_what_it_has(self) -> None:
        answer = handled(OutOfTea())
        told = problem(answer, "out_of_tea", 418)
        assert told["detail"] == "There is no tea left: bring some."
        assert told["errors"] == list(OutOfTea.errors)
        assert (answer["WWW-Authenticate"], answer["Retry-After"]) == ("Kettle", "62")
        told = problem(handled(OutOfTea("None is left: wait.")), "out_of_tea", 418)
        assert told["detail"] == "None is left: wait."

    def test_a_failure_is_left_to_be_logged(self) -> None:
        assert handled(ZeroDivisionError()) is None

    def test_each_part_that_is_wrong_is_pointed_to(self) -> None:
        sent = {"leaves": [{"weight": 1}, {"weight": "x"}, {}], "cups": [1, "y"]}
        form = PotIn(data={**sent, "by_day": {"a/b~c": "z"}})
        with pytest.raises(ValidationError) as refused:
            form.is_valid(raise_exception=True)
        told = problem(handled(refused.value), "invalid", 400)
        assert {each["pointer"]: each["code"] for each in told["errors"]} == {
            "/name": "required",
            "/leaves/1/weight": "invalid",
            "/leaves/2/weight": "required",
            "/cups/1": "invalid",
            "/by_day/a~1b~0c": "invalid",
        }

    def test_what_is_wrong_with_all_of_it_has_an_empty_pointer(self) -> None:
        for detail in (["No."], {"non_field_errors": ["No."]}, {"__all__": ["No."]}):
            (only,) = problem(handled(ValidationError(detail)), "invalid", 400)["errors"]
            assert only == {"pointer": "", "detail": "No.", "code": "invalid"}

    def test_parameters_are_named(self) -> None:
        parameter = {"parameter": "a/b", "detail": "No.", "code": "invalid"}
        error = ValidationError({"a/b": ["No."]})
        assert problem(handled(error, "get"), "invalid_parameter", 400)["errors"] == [parameter]
        refused = handled(ParameterRefused({"a/b": ["No."]}))
        (only,) = problem(refused, "invalid_parameter", 400)["errors"]
        assert only["parameter"] == "a/b"


class TestWhatIsAnswered:
    def test_nobody_signed_in(self, client: Client, db: None) -> None:
        answer = client.get(f"{V1}bodies/")
        problem(answer, "not_authenticated", 401)
        assert answer["WWW-Authenticate"] == 'Bearer realm="api"'

    def test_another_body_s_row_and_none(self, as_lead: Client) -> None:
        hidden = as_lead.get(f"{V1}inspections/{InspectionFactory().uuid}/")
        missing = as_lead.get(f"{V1}inspections/{uuid4()}/")
        problem(hidden, "not_found", 404)
        assert hidden.content == missing.content
        assert hidden.headers.keys() == missing.headers.keys()

    def test_a_method_before_what_else_is_wrong(self, as_lead: Client) -> None:
        answer = as_lead.delete(f"{V1}bodies/?body=none")
        problem(answer, "method_not_allowed", 405)

    def test_a_method(self, as_lead: Client) -> None:
        answer = as_lead.delete(f"{V1}bodies/")
        problem(answer, "method_not_allowed", 405)
        assert answer["Allow"] == "GET, HEAD, OPTIONS"

    def test_a_form_of_the_answer_and_a_type_of_the_content(
        self, as_lead: Client, force: Body
    ) -> None:
        asked = as_lead.get(f"{V1}bodies/", headers={"Accept": "text/html"})
        problem(asked, "not_acceptable", 406)
        sent = as_lead.post(f"{V1}officers/add/", "body=1", content_type="text/plain")
        problem(sent, "unsupported_media_type", 415)

    def test_what_is_no_json(self, as_lead: Client, force: Body) -> None:
        answer = as_lead.post(f"{V1}officers/add/", '{"body":', content_type=JSON)
        problem(answer, "parse_error", 400)

    def test_a_parameter_of_a_verb(self, as_lead: Client, force: Body) -> None:
        row = InspectionFactory()
        address = f"{V1}inspections/{row.uuid}/add-evidence/"
        assert call(as_lead, address).status_code == 404
        told = wrong(as_lead.get(f"{V1}bodies/", {"hat": "red"}))
        assert told == {"hat": "This parameter is not known here."}

    def test_a_change_without_the_token_of_its_page(self, force_lead: User) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(force_lead)
        problem(strict.post(f"{V1}officers/add/", {}, content_type=JSON), "csrf_failed", 403)


@pytest.mark.parametrize("path", ["nowhere/", "bodies/%00/", "bodies/1/", "%ff", "docs/more/"])
def test_an_address_without_a_view(client: Client, path: str, db: None) -> None:
    told = problem(client.get(f"{V1}{path}"), "not_found", 404)
    assert told["detail"] == KINDS["not_found"].detail


def test_pages_keep_their_own_refusals(as_lead: Client) -> None:
    answer = as_lead.get("/nowhere/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/html; charset=utf-8")


def test_a_host_that_is_not_ours(client: Client, db: None) -> None:
    problem(client.get(f"{V1}bodies/", headers={"host": "elsewhere.example"}), "bad_request", 400)


def test_the_views_of_refusal_answer_the_api() -> None:
    request = RequestFactory().get(V1)
    problem(refusals.csrf_failure(request, reason="secret"), "csrf_failed", 403)
    refused = refusals.permission_denied(request, PermissionDenied("secret"))
    problem(refused, "permission_denied", 403)


def test_a_failure_tells_nothing_of_the_inside_and_is_logged(
    force_lead: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: object) -> None:
        raise ZeroDivisionError("canary-55aa")

    view = resolve(f"{V1}bodies/").func.cls  # type: ignore[attr-defined]
    monkeypatch.setattr(view, "list", fail)
    client = Client(raise_request_exception=False)
    client.force_login(force_lead)
    with caplog.at_level(logging.ERROR, "django.request"):
        answer = client.get(f"{V1}bodies/")
    problem(answer, "error", 500)
    assert "canary-55aa" not in answer.content.decode()
    assert any("canary-55aa" in str(record.exc_info) for record in caplog.records)


class TestTheTable:
    def test_the_page_is_current(self) -> None:
        """To mend it: python manage.py describe_problems"""
        assert PAGE.read_text(encoding="utf-8") == in_markdown()

    def test_each_type_leads_to_its_line(self, as_lead: Client) -> None:
        address = problem(handled(Changed("It has changed.")), "stale", 412)["type"]
        path, _, fragment = address.partition("#")
        assert path == reverse("api:problems")
        page = shown(as_lead.get(path))
        assert f'id="{fragment}"' in page
        for code, kind in KINDS.items():
            assert f'id="{code}"' in page
            assert kind.title in page

    def test_it_goes_by_status_and_code(self) -> None:
        order = [(kind.status, code) for code, kind in KINDS.items()]
        assert order == sorted(order)

    def test_every_exception_of_ours_is_in_it(self) -> None:
        ours = [each for each in _below(APIException) if _is_ours(each)]
        assert ours
        for each in ours:
            assert KINDS[each.default_code].status == each.status_code, each
        for rule in (RuleBroken, *_below(RuleBroken)):
            assert rule.code in KINDS, rule


def _below(base: type[Any]) -> list[type[Any]]:
    return [each for direct in base.__subclasses__() for each in (direct, *_below(direct))]


def _is_ours(each: type[Any]) -> bool:
    return each.__module__.split(".")[0] not in ("rest_framework", "tests", "oauth2_provider")
