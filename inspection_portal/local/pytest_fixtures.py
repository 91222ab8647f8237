"""Fixtures on the throw-away services.

The migrations run as the owner and every test as the application role; what they make is kept for
the next run, until any of the files it is made from changes. A test that commits
(`transaction=True`, `live_server`) leaves its rows behind: the application role may not truncate,
and nobody may empty the audit trail, so the whole database is then made anew from a template.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.management import call_command
from django.db import connection, connections
from django.test import TransactionTestCase
from playwright.sync_api import Browser, sync_playwright
from pytest_django import DjangoDbBlocker
from redis import Redis

from inspection_portal.celery import app
from inspection_portal.local import browser as chromium
from inspection_portal.local import process
from inspection_portal.local.bootstrap import ROOT, VAR, alone, digest
from inspection_portal.local.postgres import Cluster
from inspection_portal.local.pytest_plugin import cluster_key

TEMPLATE = "soc_template"
QUEUES = ("celery", "pdf", "extracts", "webhooks")
# What the migrations and what follows them read, as patterns below the checkout.
SOURCES = (
    *("requirements.txt", "inspection_portal/local/*.sql", "inspection_portal/settings.py"),
    *("*/migrations/*.py", "inspection_portal/*/migrations/*.py"),
    *("*/models/*.py", "inspection_portal/*/models.py", "inspection_portal/core/**/*.py"),
)
KEPT = VAR / "test"


@pytest.fixture(scope="session")
def cluster(pytestconfig: pytest.Config) -> Cluster:
    """The PostgreSQL of this run; `cluster.url("soc_owner")` gives a test the owner's rights."""
    return pytestconfig.stash[cluster_key]


@contextmanager
def as_owner(cluster: Cluster) -> Iterator[None]:
    """Django's connection as the owner role for the length of the block."""
    application = connection.settings_dict["USER"], connection.settings_dict["PASSWORD"]
    connection.close()
    connection.settings_dict.update(USER="soc_owner", PASSWORD=cluster.passwords["soc_owner"])
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(USER=application[0], PASSWORD=application[1])


def start_from(cluster: Cluster, template: str) -> None:
    """Make the test database a copy of `template`, and the queues empty."""
    connections.close_all()
    cluster.copy_database(template, "soc")
    Redis.from_url(settings.REDIS_URL).delete(*QUEUES)


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Argon2 at its least: to be slow is its work, and no test's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Argon2PasswordHasher, "time_cost", 1)
        patch.setattr(Argon2PasswordHasher, "memory_cost", 8)
        patch.setattr(Argon2PasswordHasher, "parallelism", 1)
        yield


@pytest.fixture(scope="session")
def initial_data() -> None:
    """Loads what every test finds in the database; tests/conftest.py may put its own in place."""


@pytest.fixture(scope="session")
def migrated(
    cluster: Cluster, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """The tables. Of the workers one migrates, unless a run before has; then all load."""
    sources = sorted({file for pattern in SOURCES for file in ROOT.glob(pattern)})
    kept = KEPT / f"{digest(*sources)}.sql"
    with alone("test-database"):
        if not kept.exists():
            with django_db_blocker.unblock(), as_owner(cluster):
                call_command("migrate", verbosity=0)
            KEPT.mkdir(parents=True, exist_ok=True)
            for outdated in KEPT.iterdir():
                outdated.unlink()
            cluster.save("soc", kept)
            # PostgreSQL words conditions anew as it loads them, so that all workers have to load.
            cluster.copy_database("template1", "soc")
    cluster.load("soc", kept)


@pytest.fixture(scope="session")
def django_db_setup(
    cluster: Cluster,
    migrated: None,
    django_db_blocker: DjangoDbBlocker,
    request: pytest.FixtureRequest,
) -> Iterator[None]:
    """The test database, for pytest-django; kept as a template for the tests that commit."""
    with django_db_blocker.unblock():
        request.getfixturevalue("initial_data")
        connection.close()
    cluster.copy_database("soc", TEMPLATE)

    def restore(_: TransactionTestCase) -> None:
        start_from(cluster, TEMPLATE)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", restore)
        yield


@pytest.fixture(scope="session")
def worker(
    django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[subprocess.Popen[bytes]]:
    """A Celery worker in its own process, for tests that commit and wait for a job to be done."""
    log = tmp_path_factory.mktemp("worker") / "worker.log"
    command = ("-m", "celery", "-A", "inspection_portal", "worker", "--pool=solo")
    child = process.start(
        [sys.executable, *command, f"--queues={','.join(QUEUES)}", "--loglevel=INFO"],
        log=log,
        cwd=ROOT,
    )
    for _ in range(60):
        if app.control.ping(timeout=0.5):
            break
    else:
        pytest.fail(f"the worker did not start:\n{log.read_text()}")
    yield child
    process.stop(child)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, driven by Playwright; each test makes its own context in it."""
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(
            executable_path=chromium.chromium(), args=chromium.arguments()
        ) as launched,
        pytest.MonkeyPatch.context() as patch,
    ):
        # Playwright keeps an event loop in this thread; Django would take us for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield launched
