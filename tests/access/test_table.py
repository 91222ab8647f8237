"""Every route × role × state gives the code that the table says, and no route is left out."""

from collections.abc import Iterator
from itertools import product
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.access.conftest import Clients
from tests.access.table import ACCOUNTS, TABLE, Row
from tests.access.world import ROLES, World, routes

SIGNED_OUT = ("anonymous", "disabled")
SIGNED_IN = tuple(role for role in ROLES if role not in SIGNED_OUT)
OF_AN_OBJECT = [row for row in TABLE if row.of]
PAGES = [row for row in TABLE if row.signed_out == 302]


def address(row: Row, uuid: UUID | None = None) -> str:
    known = {name: uuid for name in routes()[row.name] if name not in row.also}
    return reverse(row.name, kwargs={**known, **row.also})


def ask(client: Client, method: str, url: str) -> HttpResponse:
    """The answer; whatever the request changed is undone."""
    with transaction.atomic():
        response: HttpResponse = getattr(client, method)(url)
        transaction.set_rollback(True)
    return response


def lasting(response: HttpResponse) -> dict[str, str]:
    """The headers of an answer but the one that tells the second."""
    return {name: value for name, value in response.items() if name != "Expires"}


def cells() -> Iterator[tuple[Row, str, str, str]]:
    for row in TABLE:
        for method, codes in row.methods.items():
            for state, expected in codes.items():
                yield row, method, state, expected


def label(cell: object) -> str:
    return cell.name if isinstance(cell, Row) else str(cell)


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
def test_codes(
    row: Row, method: str, state: str, expected: str, world: World, clients: Clients
) -> None:
    url = address(row, world.objects[state].get(row.of))
    codes = dict(zip(SIGNED_IN, map(int, expected.split()), strict=True))
    codes |= dict.fromkeys(SIGNED_OUT, row.signed_out)
    given = {role: ask(clients[role], method, url).status_code for role in ROLES}
    assert given == {role: codes[role] for role in ROLES}


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
def test_hidden_object_is_byte_for_byte_a_missing_one(
    row: Row, world: World, clients: Clients
) -> None:
    for method, role in product(filter(row.methods.get, row.methods), SIGNED_IN):
        missing = ask(clients[role], method, address(row, uuid4()))
        assert missing.status_code == 404, (role, method)
        for state, expected in row.methods[method].items():
            if expected.split()[SIGNED_IN.index(role)] == "404":
                hidden = ask(clients[role], method, address(row, world.objects[state][row.of]))
                assert hidden.content == missing.content, (role, method, state)
                assert lasting(hidden) == lasting(missing), (role, method, state)


@pytest.mark.parametrize("name", ACCOUNTS)
def test_pages_of_signing_in(name: str, clients: Clients) -> None:
    key = {"uidb36": "1", "key": "made-up"} if name == "account_reset_password_from_key" else {}
    signed_out, signed_in = ACCOUNTS[name]
    for role in ROLES:
        expected = signed_out if role in SIGNED_OUT else signed_in
        assert ask(clients[role], "get", reverse(name, kwargs=key)).status_code == expected, role
