import logging
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils.timezone import now
from pytest_django import DjangoDbBlocker

from inspection_portal.home import health
from inspection_portal.reports import rendering
from inspection_portal.reports.papers import printing
from tests.access.answers import Answers, Clients
from tests.access.world import World, build


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Made once for all of this package, and gone after it: every test leaves it as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def clients(world: World) -> Iterator[Clients]:
    """A browser for each role, signed in where the role can be.

    None keeps the context of every template, which nobody asks for here and takes time to copy;
    and refusals, which are thousands here, are not logged: a failure says which was wrong.
    """
    browsers = {role: Client() for role in world.people}
    for role, user in world.people.items():
        if user:
            browsers[role].force_login(user)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.test.client.store_rendered_templates", lambda *_, **__: None)
        patch.setattr(logging.getLogger("django.request"), "disabled", True)
        # However long the tests take, nothing is late.
        patch.setattr(health, "STARTED_AT", now() + timedelta(days=1))
        yield browsers


@pytest.fixture(scope="package")
def answers(clients: Clients) -> Answers:
    return Answers(clients)


@pytest.fixture(scope="package", autouse=True)
def _papers_unprinted() -> Iterator[None]:
    """A paper is what its HTML says: to print it each time would take minutes."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (printing.__name__, f"{rendering.__name__}.summary"):
            name = "print_in_child"
            patch.setattr(sys.modules[module], name, lambda html, **_: html.encode())
        yield


@pytest.fixture(autouse=True)
def _undone(world: World) -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
