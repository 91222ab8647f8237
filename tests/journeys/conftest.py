"""The portal in a browser, on the demonstration’s data; no page may give it cause to complain."""

from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from inspection_portal.core.models import User
from inspection_portal.local.postgres import Cluster
from inspection_portal.local.pytest_fixtures import TEMPLATE, start_from
from tests.journeys.looking import complaints

DEMONSTRATION = "soc_demonstration"


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """Opens a page, signed in where a person is given; it must have had nothing to complain of."""
    pages: list[tuple[Page, list[str]]] = []

    def open_(path: str, *, by: User | None = None, **options: Any) -> Page:
        page = browser.new_context(base_url=live_server.url, **options).new_page()
        if by:
            client = Client()
            client.force_login(by)
            cookie = client.cookies["sessionid"].value
            page.context.add_cookies(
                [{"name": "sessionid", "value": cookie, "url": live_server.url}]
            )
        pages.append((page, complaints(page)))
        page.goto(path)
        return page

    yield open_
    for page, heard in pages:
        page.context.close()
        assert heard == []


@pytest.fixture(scope="session")
def demonstration_kept(
    cluster: Cluster, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Made once and kept as a template: the commands take seconds, and a copy does not."""
    with django_db_blocker.unblock():
        for command in ("load_reference_data", "seed_demo"):
            call_command(command, stdout=StringIO())
        connections.close_all()
        cluster.copy_database("soc", DEMONSTRATION)
        start_from(cluster, TEMPLATE)


@pytest.fixture
def demonstration(transactional_db: None, demonstration_kept: None, cluster: Cluster) -> None:
    """The reference data and the demonstration inspections, as a newcomer finds them."""
    start_from(cluster, DEMONSTRATION)
