"""Tests on real services: a throw-away PostgreSQL and Valkey for each process that runs tests.

Loaded with `-p`, since pytest-django reads the settings before it loads any conftest.py.
"""

import gc
import os
import tempfile
from argparse import Namespace
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import pytest
from xdist.remote import Producer

from inspection_portal.local import browser
from inspection_portal.local.bootstrap import Problem
from inspection_portal.local.postgres import Cluster
from inspection_portal.local.pytest_sharing import Pieces, rank
from inspection_portal.local.valkey import Broker

# Objects made between two searches for garbage: with Python's 700 they are a tenth of the time.
GARBAGE = 50_000
NO_BROWSER = "there is no usable Chromium here"
cluster_key = pytest.StashKey[Cluster]()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Start the services before pytest-django reads the settings, and whatever they name.

    Our fixtures are registered here, after those of pytest-django, so that they take their place.
    """
    os.environ["DEVELOPMENT"] = "1"
    # Tests ask more than any client; those of the limits set their own.
    os.environ.update(API_READS_A_MINUTE="1000000", API_WRITES_A_MINUTE="1000000")
    gc.set_threshold(GARBAGE)
    if only_hands_out(early_config.known_args_namespace):
        refuse_if_browser_is_required()  # since workers can't say it in a line
    else:
        start_services(early_config)
    early_config.pluginmanager.import_plugin("inspection_portal.local.pytest_fixtures")
    yield


def only_hands_out(options: Namespace) -> bool:
    """Whether this process leaves the tests to others: with `-n` to pytest-xdist’s workers."""
    return bool(getattr(options, "numprocesses", None)) and "PYTEST_XDIST_WORKER" not in os.environ


def start_services(early_config: pytest.Config) -> None:
    """Services of this process alone, so that workers share no database, no queue and no port."""
    stack = ExitStack()
    early_config.add_cleanup(stack.close)
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="soc-")))
    folder.chmod(0o755)
    cluster, broker = Cluster(folder / "postgres", durable=False), Broker(folder)
    for service in (cluster, broker):
        stack.callback(service.stop)
        try:
            service.start()
        except Problem as problem:
            raise pytest.UsageError(str(problem)) from problem
    os.environ.update(DATABASE_URL=cluster.url("soc_app"), REDIS_URL=broker.url)
    early_config.stash[cluster_key] = cluster


def refuse_if_browser_is_required() -> None:
    if os.environ.get("REQUIRE_BROWSER") == "1" and not browser.is_usable():
        raise pytest.UsageError(f"REQUIRE_BROWSER is set and {NO_BROWSER}. Run: make test")


def needs_browser(item: pytest.Item) -> bool:
    return "browser" in getattr(item, "fixturenames", ())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without Chromium its tests are skipped, or the run refused where REQUIRE_BROWSER says so."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: rank(item.nodeid, needs_browser=needs_browser(item)))
    tests = [item for item in items if needs_browser(item)]
    if not tests or browser.is_usable():
        return
    refuse_if_browser_is_required()
    for item in tests:
        item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Pieces:
    return Pieces(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the tests that did not run for want of a browser."""
    skipped = [
        report.nodeid
        for report in terminalreporter.getreports("skipped")
        if NO_BROWSER in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.section(f"not run, since {NO_BROWSER}")
        for nodeid in skipped:
            terminalreporter.line(nodeid)
