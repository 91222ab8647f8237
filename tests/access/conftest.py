from collections.abc import Iterator
from typing import TypeAlias

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from inspection_portal.reports.papers import printing
from tests.access.world import World, build

Clients: TypeAlias = dict[str, Client]


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Made once for all of this package, and gone after it: every test leaves it as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def clients(world: World) -> Clients:
    """A browser for each role, signed in where the role can be."""
    browsers = {role: Client() for role in world.people}
    for role, user in world.people.items():
        if user:
            browsers[role].force_login(user)
    return browsers


@pytest.fixture(scope="package", autouse=True)
def _papers_unprinted() -> Iterator[None]:
    """A paper is what its HTML says: to print it each time would take minutes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(printing, "print_in_child", lambda html, **_: html.encode())
        yield


@pytest.fixture(autouse=True)
def _undone(world: World) -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
