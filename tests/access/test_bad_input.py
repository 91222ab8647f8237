"""Whatever is sent to any address of the API, and by whomever: refused, and never a failure.

Each request is undone, so that the world stays as it is.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import yaml
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from tests.access.answers import Clients, address
from tests.access.table import TABLE, Row
from tests.access.world import World, each

DESCRIPTION = Path(__file__).resolve().parents[2] / "docs" / "api" / "openapi.yaml"
JSON = "application/json"
LONG = ("on_team", "force_lead", "administrator")
# As this role each address is sent some of the corpus in turn; `make long` sends all as the others.
SHORT, SOME = "moderator", 4
ROLES = each((SHORT, *LONG), long=LONG)
CHANGES = [
    (method, row)
    for row in TABLE
    for method in ("post", "patch")
    if row.name.startswith("api:") and row.methods[method]
]
# What is sent is looked at before the version that was seen.
SEEN = {"If-Match": '"1"'}
READS = [
    ("get", row)
    for row in TABLE
    if row.name.startswith("api:") and row.get and row.name != "api:docs"
]

BODIES: dict[str, tuple[bytes, str]] = {
    "100,000 deep": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, JSON),
    "lists 100,000 deep": (b"[" * 100_000, JSON),
    "21 deep": (b'{"a":' * 21 + b"1" + b"}" * 21, JSON),
    "a name twice": (b'{"reason": "a", "reason": "b"}', JSON),
    "a name twice within": (b'{"reason": {"a": 1, "a": 2}}', JSON),
    "5,000 digits": (b'{"number": ' + b"9" * 5_000 + b"}", JSON),
    "2 to the 53rd": (b'{"number": 9007199254740992}', JSON),
    "no number": (b'{"number": NaN}', JSON),
    "infinity": (b'{"reason": -Infinity}', JSON),
    "1e999": (b'{"number": 1e999}', JSON),
    "NUL": (rb'{"reason": "a\u0000b"}', JSON),
    "NUL in a name": (rb'{"a\u0000b": 1}', JSON),
    "half a pair": (rb'{"reason": "\ud800"}', JSON),
    "not UTF-8": (b'{"reason": "\xff\xfe"}', JSON),
    "UTF-16": ('{"reason": "a"}'.encode("utf-16"), JSON),
    "a mark before it": (b'\xef\xbb\xbf{"reason": "a"}', JSON),
    "3 MB": (b'{"reason": "' + b"a" * 3_000_000 + b'"}', JSON),
    "cut off": (b'{"reason": "a', JSON),
    "null": (b"null", JSON),
    "a number": (b"5", JSON),
    "a text": (b'"reason"', JSON),
    "a list": (b"[]", JSON),
    "lists in it": (b'[[{"reason": "a"}]]', JSON),
    "an unknown field": (b'{"nonsense": 1}', JSON),
    "a method in it": (b'{"_method": "DELETE"}', JSON),
    "text": (b"reason=a", "text/plain"),
    "XML": (b"<reason/>", "application/xml"),
    "no type": (b'{"nonsense": 1}', ""),
    "a form": (b"nonsense=1", "application/x-www-form-urlencoded"),
    "10,000 fields": (
        "&".join(f"f{number}=1" for number in range(10_000)).encode(),
        "application/x-www-form-urlencoded",
    ),
    "10,000 parts": (
        b"".join(
            b'--x\r\nContent-Disposition: form-data; name="f%d"\r\n\r\n1\r\n' % number
            for number in range(10_000)
        )
        + b"--x--\r\n",
        "multipart/form-data; boundary=x",
    ),
    "parts without a boundary": (b"--x\r\n", "multipart/form-data"),
    "parts cut off": (b"--x\r\nContent-Dispo", "multipart/form-data; boundary=x"),
    "NUL in a part": (
        b'--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\na\x00b\r\n--x--\r\n',
        "multipart/form-data; boundary=x",
    ),
}
# Stands in every field at once.
VALUES: dict[str, Any] = {
    "null": None,
    "true": True,
    "-1": -1,
    "2 to the 31st": 2**31,
    "2 to the 53rd less one": 2**53 - 1,
    "1.5": 1.5,
    "1e300": 1e300,
    "nothing": "",
    "a long text": "x" * 100_000,
    "spaces": "\u2003\u200b",
    "a control": "\x1b[31m\u202e",
    "a list": [],
    "lists": [[["a"]]],
    "many": ["a"] * 5_000,
    "an object": {},
    "objects": [{"a": {"b": 1}}],
    "a UUID": str(uuid4()),
    "UUIDs": [str(uuid4()), None],
    "no day": "2026-02-30",
    "the first day": "0001-01-01",
    "the last moment": "9999-12-31T23:59:59.999999+14:00",
    "a number as text": "9" * 400,
}
PARAMETERS = (
    *("ordering=password", "nonsense=1", "_method=delete", "format=api", "cursor=a&cursor=b"),
    *("cursor=%00", "nonsense=%00", "nonsense", "a[b]=1", "%ff%fe=1", "nonsense=%ff"),
)


@cache
def fields_of(method: str, url: str) -> dict[str, Any]:
    """What the description says can be sent there, by name."""
    described: dict[str, Any] = _described()
    operation = described["paths"][_template(url)][method]
    contents = operation.get("requestBody", {"content": {}})["content"].values()
    for content in contents:
        of_schema = content["schema"].get("$ref", "").rpartition("/")[2]
        schema = described["components"]["schemas"].get(of_schema, content["schema"])
        return dict(schema.get("properties", {}))
    return {}


@cache
def _described() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(DESCRIPTION.read_text(encoding="utf-8"))
    return loaded


def _template(url: str) -> str:
    match = resolve(url)
    for name, value in match.kwargs.items():
        url = url.replace(f"{value}", f"{{{name}}}")
    return url


def cases(world: World, rows: list[tuple[str, Row]]) -> Iterator[tuple[str, Row, str]]:
    """Each address once for each state in which the object may be."""
    for method, row in rows:
        for state in row.methods[method]:
            yield method, row, address(row, world.objects[state].get(row.of))


def undone(act: Callable[[], HttpResponse]) -> tuple[int, bytes]:
    with transaction.atomic():
        response = act()
        content = b"" if response.streaming else response.content
        transaction.set_rollback(True)
    return response.status_code, content


@pytest.fixture
def browser(clients: Clients, role: str, monkeypatch: pytest.MonkeyPatch) -> Client:
    """That of the role; a failure is an answer, to be counted with the others."""
    monkeypatch.setattr(clients[role], "raise_request_exception", False)
    return clients[role]


def in_turn(role: str, world: World, among: dict[str, Any]) -> Iterator[tuple[str, Row, str, str]]:
    """Each change with some of the names in turn, so that all are used; at length, with all."""
    names = cycle(among)
    for method, row, url in cases(world, CHANGES):
        for name in islice(names, SOME) if role == SHORT else among:
            yield method, row, url, name


def refusals(browser: Client, asked: Iterable[tuple[str, str, str, bytes, str]]) -> Iterator[str]:
    """What was neither done nor refused, or was done and should not: each in a line."""
    for what, method, url, body, content_type in asked:
        code = undone(lambda: send(browser, method, url, body, content_type))[0]  # noqa: B023
        if not 400 <= code < 500:
            yield f"{what}: {code}"


@pytest.mark.parametrize("role", ROLES)
def test_every_broken_body_is_refused(role: str, world: World, browser: Client) -> None:
    sent = (
        (f"{method} {row.name}, {name}", method, url, *BODIES[name])
        for method, row, url, name in in_turn(role, world, BODIES)
    )
    assert list(refusals(browser, sent)) == []


@pytest.mark.parametrize("role", ROLES)
def test_no_wrong_value_makes_a_failure(role: str, world: World, browser: Client) -> None:
    """Where a verb is sent nothing, nothing is wrong."""
    sent = (
        (f"{method} {row.name}, {name}", method, url, valued(fields, VALUES[name]), JSON)
        for method, row, url, name in in_turn(role, world, VALUES)
        if (fields := fields_of(method, url))
    )
    assert [line for line in refusals(browser, sent) if not line.endswith(": 200")] == []


@pytest.mark.parametrize("role", ROLES)
def test_every_unknown_parameter_is_refused(role: str, world: World, browser: Client) -> None:
    every = [*cases(world, READS), *cases(world, CHANGES)]
    turns = cycle(PARAMETERS)
    asked = (
        (f"{method} {row.name}?{parameter}", method, f"{url}?{parameter}", b"", JSON)
        for method, row, url in every
        for parameter in (islice(turns, SOME) if role == SHORT else PARAMETERS)
    )
    assert list(refusals(browser, asked)) == []


@pytest.mark.parametrize("role", ROLES)
def test_what_is_hidden_is_named_as_what_is_missing(
    role: str, world: World, browser: Client
) -> None:
    """By the sentence alone nobody learns what there is of others."""
    told = []
    hidden = set(hidden_from(role, world))
    assert hidden
    for method, row, url in cases(world, CHANGES):
        fields = [name for name, field in fields_of(method, url).items() if "uuid" in str(field)]
        if not fields or undone(lambda: send(browser, method, url))[0] in (403, 404):  # noqa: B023
            continue
        missing = named(browser, method, url, fields, uuid4())
        told += [
            f"{method} {row.name}: {uuid} is told apart"
            for uuid in hidden
            if named(browser, method, url, fields, uuid) != missing
        ]
    assert told == []


def hidden_from(role: str, world: World) -> Iterator[UUID]:
    """What there is that the API tells the role is not there."""
    for _, row in READS:
        if row.name.endswith("-detail"):
            for state, codes in row.get.items():
                if codes[role] == 404:
                    yield world.objects[state][row.of]


def named(
    browser: Client, method: str, url: str, fields: list[str], uuid: UUID
) -> tuple[int, bytes]:
    """The answer where those fields name that row, without its identifier."""
    schema = fields_of(method, url)
    body = {
        name: [f"{uuid}"] if schema[name].get("type") == "array" else f"{uuid}" for name in fields
    }
    code, content = undone(lambda: send(browser, method, url, json.dumps(body).encode()))
    return code, content.replace(f"{uuid}".encode(), b"")


def send(
    browser: Client, method: str, url: str, body: bytes = b"{}", content_type: str = JSON
) -> HttpResponse:
    return browser.generic(method.upper(), url, body, content_type, headers=SEEN)


def valued(fields: Iterable[str], value: object) -> bytes:
    return json.dumps(dict.fromkeys(fields, value)).encode()


@pytest.mark.parametrize("role", [SHORT])
def test_a_method_is_not_overridden(role: str, world: World, browser: Client) -> None:
    """A verb that is said to be a GET stays a POST, and a read said to be a POST a read."""
    verb = "/api/v1/reminder-preference/choose/"
    for name in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        assert browser.post(verb, "{}", JSON, headers={name: "GET"}).status_code == 400
        assert browser.post("/api/v1/regions/", headers={name: "GET"}).status_code == 405
        assert browser.get("/api/v1/regions/", headers={name: "POST"}).status_code == 200


@pytest.mark.parametrize("role", [SHORT])
def test_a_body_of_a_read_is_ignored(role: str, world: World, browser: Client) -> None:
    wrong = []
    for _, row, url in cases(world, READS):
        plain = undone(lambda: browser.get(url))  # noqa: B023
        with_body = undone(lambda: browser.generic("GET", url, b"{{", "text/plain"))  # noqa: B023
        if plain[0] != with_body[0]:
            wrong.append(row.name)
    assert wrong == []


@pytest.mark.parametrize("role", [SHORT])
@pytest.mark.parametrize(
    "path", ["%00", "regions/%00/", "bodies/%ff%fe/", "../admin/", "a" * 5_000, "regions/1%00"]
)
def test_no_address_makes_a_failure(role: str, world: World, browser: Client, path: str) -> None:
    answer = browser.get(f"/api/v1/{path}")
    assert answer.status_code == 404
    assert answer["Content-Type"].endswith("json")
