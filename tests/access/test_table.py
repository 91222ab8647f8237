"""Every route × role × state gives the code that the table says, and no route is left out.

One test asks everything of one role and names every wrong answer. Workers take it together with the
crawls of that role, so that they share answers.
"""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.urls import resolve, reverse
from rest_framework.test import APIRequestFactory

from tests.access.answers import Answers, Clients, address, ask
from tests.access.table import ACCOUNTS, TABLE, Codes, Row
from tests.access.world import ROLES, SIGNED_IN, SIGNED_OUT, World, each, routes

OF_AN_OBJECT = [row for row in TABLE if row.of]
PAGES = [row for row in TABLE if row.signed_out == 302]


def cells(rows: list[Row] | tuple[Row, ...]) -> Iterator[tuple[Row, str, str, Codes]]:
    for row in rows:
        for method, codes in row.methods.items():
            for state, expected in codes.items():
                yield row, method, state, expected


def test_every_route_has_a_row() -> None:
    assert {row.name for row in TABLE} | set(ACCOUNTS) == set(routes())


def test_no_route_has_two_rows() -> None:
    names = [row.name for row in TABLE]
    assert sorted(names) == sorted(set(names))


def test_every_cell_has_a_code_for_everybody_signed_in() -> None:
    for row, method, state, expected in cells(TABLE):
        assert set(expected) == set(SIGNED_IN), (row.name, method, state)


def test_every_object_is_asked_for_in_every_state(world: World) -> None:
    """Where an object depends on its inspection, the table has codes for each of its states."""
    given, wanted = {}, {}
    for row in OF_AN_OBJECT:
        own_states = {state for state in world.objects if row.of in world.objects[state]}
        shared = len({world.objects[state].get(row.of) for state in world.objects}) == 1
        for method, codes in row.methods.items():
            if codes:
                given[row.name, method] = set(codes)
                wanted[row.name, method] = {"published"} if shared else own_states
    assert given == wanted


@pytest.mark.parametrize("role", each(ROLES))
def test_codes(role: str, world: World, answers: Answers) -> None:
    wrong = []
    for row, method, state, expected in cells(TABLE):
        given = answers.get(role, method, address(row, world.objects[state].get(row.of))).code
        signed_out = row.signed_out or expected["partner"]
        wanted = signed_out if role in SIGNED_OUT else expected[role]
        if given != wanted:
            wrong.append(f"{row.name} {method} {state}: {given} and not {wanted}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", each(SIGNED_IN))
def test_hidden_object_is_byte_for_byte_a_missing_one(
    role: str, world: World, answers: Answers, clients: Clients
) -> None:
    wrong = []
    for row in OF_AN_OBJECT:
        for method in filter(row.methods.get, row.methods):
            missing = ask(clients[role], method, address(row, uuid4()))
            if missing.code != 404:
                wrong.append(f"{row.name} {method} of nothing: {missing.code} and not 404")
            for state, expected in row.methods[method].items():
                url = address(row, world.objects[state][row.of])
                if expected[role] == 404 and answers.get(role, method, url) != missing:
                    wrong.append(f"{row.name} {method} {state}: told apart from nothing")
    assert not wrong, "\n".join(wrong)


def test_other_methods_are_refused(world: World) -> None:
    """Asked of the views themselves, which say which methods they have before anything else."""
    wrong = []
    for row in TABLE:
        url = address(row, world.objects["published"].get(row.of))
        view = resolve(url)
        undeclared = {method for method, codes in row.methods.items() if not codes}
        for method in sorted(undeclared | {"put", "delete"}):
            request = APIRequestFactory().generic(method.upper(), url)
            request.user = world.people["moderator"]
            if (code := view.func(request, *view.args, **view.kwargs).status_code) != 405:
                wrong.append(f"{row.name} {method}: {code} and not 405")
    assert not wrong, "\n".join(wrong)


def test_pages_lead_to_sign_in_and_back(world: World, answers: Answers) -> None:
    astray = {}
    for row in PAGES:
        url = address(row, world.objects["published"].get(row.of))
        there = answers.get("anonymous", "get", url).headers.get("Location")
        if there != f"{reverse('account_login')}?next={url}":
            astray[row.name] = there
    assert astray == {}


@pytest.mark.parametrize("name", ACCOUNTS)
def test_pages_of_signing_in(name: str, clients: Clients) -> None:
    key = {"uidb36": "1", "key": "made-up"} if name == "account_reset_password_from_key" else {}
    signed_out, signed_in = ACCOUNTS[name]
    for role in ROLES:
        expected = signed_out if role in SIGNED_OUT else signed_in
        assert ask(clients[role], "get", reverse(name, kwargs=key)).code == expected, role
