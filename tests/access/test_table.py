"""Every route × role × state gives the code that the table says, and no route is left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.access.conftest import Clients
from tests.access.table import ACCOUNTS, TABLE, Codes, Row
from tests.access.world import ROLES, SIGNED_IN, SIGNED_OUT, World, routes

OF_AN_OBJECT = [row for row in TABLE if row.of]
PAGES = [row for row in TABLE if row.signed_out == 302]


def address(row: Row, uuid: UUID | None = None) -> str:
    known = {name: uuid for name in routes()[row.name] if name not in row.also}
    return reverse(row.name, kwargs={**known, **row.also})


def ask(client: Client, method: str, url: str) -> HttpResponse:
    """The answer; whatever the request changed is undone. The API is sent JSON."""
    form = {"content_type": "application/json"} if (method, url[:5]) == ("post", "/api/") else {}
    with transaction.atomic():
        response: HttpResponse = getattr(client, method)(url, **form)
        transaction.set_rollback(True)
    return response


@dataclass(frozen=True)
class Answer:
    """A code, and all that a 404 tells but the header that tells the second."""

    code: int
    told: tuple[bytes, dict[str, str]] | None

    @classmethod
    def of(cls, response: HttpResponse) -> "Answer":
        if response.status_code != 404:
            return cls(response.status_code, None)
        lasting = {name: value for name, value in response.items() if name != "Expires"}
        return cls(404, (response.content, lasting))


class Answers:
    """What each role gets, asked for once: nothing that is asked for here lasts."""

    def __init__(self, world: World, clients: Clients) -> None:
        self._world, self._clients = world, clients
        self._known: dict[tuple[str, str, str, str], Answer] = {}

    def get(self, row: Row, method: str, state: str, role: str) -> Answer:
        key = row.name, method, state, role
        if key not in self._known:
            url = address(row, self._world.objects[state].get(row.of))
            self._known[key] = Answer.of(ask(self._clients[role], method, url))
        return self._known[key]

    def of_nothing(self, row: Row, method: str, role: str) -> Answer:
        return Answer.of(ask(self._clients[role], method, address(row, uuid4())))


@pytest.fixture(scope="module")
def answers(world: World, clients: Clients) -> Answers:
    return Answers(world, clients)


def cells() -> Iterator[tuple[Row, str, str, Codes]]:
    for row in TABLE:
        for method, codes in row.methods.items():
            for state, expected in codes.items():
                yield row, method, state, expected


def label(cell: object) -> str:
    return cell.name if isinstance(cell, Row) else cell if isinstance(cell, str) else "codes"


def test_every_route_has_a_row() -> None:
    assert {row.name for row in TABLE} | set(ACCOUNTS) == set(routes())


def test_no_route_has_two_rows() -> None:
    names = [row.name for row in TABLE]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("row", OF_AN_OBJECT, ids=label)
def test_every_object_is_asked_for_in_every_state(row: Row, world: World) -> None:
    """Where an object depends on its inspection, the table has codes for each of its states."""
    own_states = [state for state in world.objects if row.of in world.objects[state]]
    shared = len({world.objects[state].get(row.of) for state in world.objects}) == 1
    expected = {"published"} if shared else set(own_states)
    for codes in filter(None, row.methods.values()):
        assert set(codes) == expected


@pytest.mark.parametrize(("row", "method", "state", "expected"), list(cells()), ids=label)
def test_codes(row: Row, method: str, state: str, expected: Codes, answers: Answers) -> None:
    given = {role: answers.get(row, method, state, role).code for role in ROLES}
    assert given == dict.fromkeys(SIGNED_OUT, row.signed_out) | dict(expected)


@pytest.mark.parametrize("row", TABLE, ids=label)
def test_other_methods_are_refused(row: Row, world: World, clients: Clients) -> None:
    url = address(row, world.objects["published"].get(row.of))
    undeclared = {method for method, codes in row.methods.items() if not codes}
    for method in undeclared | {"put", "patch", "delete"}:
        assert ask(clients["moderator"], method, url).status_code == 405, method


@pytest.mark.parametrize("row", PAGES, ids=label)
def test_pages_lead_to_sign_in_and_back(row: Row, world: World, clients: Clients) -> None:
    url = address(row, world.objects["published"].get(row.of))
    response = ask(clients["anonymous"], "get", url)
    assert response["Location"] == f"{reverse('account_login')}?next={url}"


@pytest.mark.parametrize("row", OF_AN_OBJECT, ids=label)
def test_hidden_object_is_byte_for_byte_a_missing_one(row: Row, answers: Answers) -> None:
    for method, role in product(filter(row.methods.get, row.methods), SIGNED_IN):
        missing = answers.of_nothing(row, method, role)
        assert missing.code == 404, (role, method)
        for state, expected in row.methods[method].items():
            if expected[role] == 404:
                hidden = answers.get(row, method, state, role)
                assert hidden == missing, (role, method, state)


@pytest.mark.parametrize("name", ACCOUNTS)
def test_pages_of_signing_in(name: str, clients: Clients) -> None:
    key = {"uidb36": "1", "key": "made-up"} if name == "account_reset_password_from_key" else {}
    signed_out, signed_in = ACCOUNTS[name]
    for role in ROLES:
        expected = signed_out if role in SIGNED_OUT else signed_in
        assert ask(clients[role], "get", reverse(name, kwargs=key)).status_code == expected, role
