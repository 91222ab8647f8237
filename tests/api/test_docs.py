"""The description of the API: current, open to people only, and readable in a browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml
from django.core.management import call_command
from django.test import Client
from jsonschema import Draft202012Validator
from playwright.sync_api import Browser, ConsoleMessage, Page

from forces.scopes import SCOPES
from inspection_portal.core.models import User
from inspection_portal.dictionary import dictionary, is_text

COMMITTED = Path(__file__).resolve().parents[2] / "docs" / "api" / "openapi.yaml"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(COMMITTED.read_text(encoding="utf-8"))
    return loaded


def test_committed_description_is_current(tmp_path: Path) -> None:
    """To mend it: python manage.py spectacular --file docs/api/openapi.yaml"""
    made = tmp_path / "openapi.yaml"
    call_command("spectacular", file=str(made), validate=True, fail_on_warn=True)
    assert made.read_text(encoding="utf-8") == COMMITTED.read_text(encoding="utf-8")


def test_it_is_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")


def test_files_are_given_to_who_asks_for_their_type(
    document: dict[str, Any], as_inspector: Client
) -> None:
    """The form of an answer is settled first; here there is nothing to answer with."""
    asked = [
        (path.replace("{uuid}", str(uuid4())), media_type)
        for path, operations in document["paths"].items()
        if "{uuid}" in path and "get" in operations
        for media_type in operations["get"]["responses"]["200"]["content"]
        if media_type != "application/json"
    ]
    assert len(asked) >= 7
    for path, media_type in asked:
        assert as_inspector.get(path, headers={"Accept": media_type}).status_code == 404, path


def test_every_scope_is_needed_somewhere(document: dict[str, Any]) -> None:
    asked = {
        scope
        for operations in document["paths"].values()
        for operation in operations.values()
        for ways in operation["security"]
        for scopes in ways.values()
        for scope in scopes
    }
    assert asked == set(SCOPES)


def test_every_operation_is_described(document: dict[str, Any]) -> None:
    """Each address is read, and perhaps edited, or is one verb; all say how they refuse."""
    for path, operations in document["paths"].items():
        assert set(operations) in ({"get"}, {"post"}, {"get", "patch"}), path
        for method, operation in operations.items():
            assert operation["description"], path
            refusals = {"400", "401", "403", "404"} | ({"409"} if method != "get" else set())
            assert {"200", *refusals} <= set(operation["responses"]), path


def test_what_is_sent_and_shown_is_described_as_it_is(document: dict[str, Any]) -> None:
    """Nothing else is taken, texts aren't empty; a column that may be empty is shown so; a time of
    the day has no zone.
    """
    forms = document["components"]["schemas"]
    assert forms["ThreatIn"]["additionalProperties"] is False
    assert forms["ThreatIn"]["properties"]["reference"]["minLength"] == 1
    assert "additionalProperties" not in forms["ThreatOut"]
    shown = forms["PreventionOrderOut"]["properties"]["severity"]
    assert {"$ref": "#/components/schemas/BlankEnum"} in shown["oneOf"]
    link = forms["NationalReportOut"]["properties"]["link"]
    assert {"type": "string", "maxLength": 0} in link["oneOf"]
    assert "format" not in forms["PlanEntryOut"]["properties"]["timed_at"]


def test_what_was_read_is_named_by_a_header(document: dict[str, Any]) -> None:
    of_row = document["paths"]["/api/v1/assessments/{uuid}/"]
    assert of_row["get"]["responses"]["200"]["headers"]["ETag"]
    assert "304" in of_row["get"]["responses"]
    assert {"412", "428"} <= set(of_row["patch"]["responses"])
    asked = {each["name"]: each.get("required") for each in of_row["patch"]["parameters"]}
    assert asked == {"If-Match": True, "uuid": True}
    sent_back = document["paths"]["/api/v1/challenges/{uuid}/send-back/"]["post"]
    assert "412" in sent_back["responses"]


def test_every_parameter_is_described(document: dict[str, Any]) -> None:
    for path, operations in document["paths"].items():
        for operation in operations.values():
            for parameter in operation["parameters"]:
                assert parameter.get("description"), (path, parameter["name"])


def fields(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for schema, form in document["components"]["schemas"].items():
        for field, said in form.get("properties", {}).items():
            yield schema, field, said


def test_every_field_is_described(document: dict[str, Any]) -> None:
    silent = {f"{schema}.{field}" for schema, field, said in fields(document) if not has(said)}
    assert silent == set()


def has(said: dict[str, Any]) -> bool:
    return bool(said.get("description"))


def test_every_text_has_an_example_that_it_would_take(document: dict[str, Any]) -> None:
    """To mend it: dictionary.toml."""
    for schema, field, said in fields(document):
        if is_text(said):
            for example in said.get("examples", [None]):
                assert Draft202012Validator(said).is_valid(example), (schema, field, example)


@pytest.mark.parametrize("table", ["words", "examples"])
def test_the_dictionary_has_nothing_that_is_not_used(table: str, document: dict[str, Any]) -> None:
    own = {"words": "description", "examples": "examples"}[table]
    told = {str(said.get(own)) for _, _, said in fields(document)}
    unused = {name for name, words in dictionary()[table].items() if not shows(words, told)}
    assert unused == set()


def shows(words: str, told: set[str]) -> bool:
    return bool({words, str([words]), str([[words]])} & told)


@pytest.mark.parametrize("word", ["internal_note", "given_by", "email", "password", "owner"])
def test_inner_fields_are_not_named(word: str) -> None:
    assert word not in COMMITTED.read_text(encoding="utf-8")


def test_people_who_are_not_signed_in_are_led_to_sign_in(client: Client, db: None) -> None:
    response = client.get("/api/v1/docs/")
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/accounts/sign-in/")
    assert client.get("/api/v1/schema/").status_code == 401


def test_the_served_description_is_the_committed_one(
    client: Client, inspector: User, document: dict[str, Any]
) -> None:
    client.force_login(inspector)
    assert yaml.safe_load(client.get("/api/v1/schema/").content) == document


def operations_shown(page: Page) -> set[str]:
    """All that come on the screen from top to bottom: of more than 118, no others are there."""
    shown: set[str] = set()
    at_the_end = False
    while not at_the_end:
        page.wait_for_timeout(100)
        shown |= set(page.locator(".opblock").evaluate_all("all => all.map(each => each.id)"))
        at_the_end = page.evaluate("scrollY + innerHeight >= document.body.scrollHeight - 2")
        page.evaluate("scrollBy(0, 500)")
    return shown


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_swagger_shows_every_operation_under_the_strict_policy(
    browser: Browser, live_server: Any, client: Client, inspector: User, document: dict[str, Any]
) -> None:
    client.force_login(inspector)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context = browser.new_context()
    context.add_cookies([{**session, "url": live_server.url}])
    page, said = context.new_page(), []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            said.append(message.text)

    page.on("console", note)
    page.goto(f"{live_server.url}/api/v1/docs/")
    page.wait_for_selector(".opblock")
    assert len(operations_shown(page)) == sum(map(len, document["paths"].values()))
    page.evaluate("scrollTo(0, 0)")
    page.locator(".opblock-summary").first.click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    page.wait_for_selector(".live-responses-table")
    status = page.locator(".live-responses-table tr.response .response-col_status")
    assert status.inner_text() == "200"
    assert said == []
    context.close()
