"""What other tests stand on: a database made anew after a commit, a worker, a browser."""

import subprocess
import time
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from inspection_portal.core.models import Sweep, User
from inspection_portal.home.health import HEARTBEAT
from inspection_portal.home.tasks import heartbeat
from inspection_portal.local.postgres import Cluster
from inspection_portal.local.pytest_fixtures import TEMPLATE

SECONDS_FOR_A_TASK = 20


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time_round", ["first", "second"])
def test_committed_rows_do_not_outlive_their_test(time_round: str) -> None:
    assert not User.objects.filter(email="left.over@example.org").exists()
    User.objects.create_user("left.over@example.org", "Left Over")


@pytest.mark.django_db(transaction=True)
def test_restored_database_gives_the_application_no_more_rights() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, has_database_privilege('soc', 'TEMPORARY'),"
            " has_schema_privilege('public', 'CREATE')"
        )
        assert cursor.fetchone() == ("soc_app", True, False)


@pytest.mark.usefixtures("django_db_setup")
def test_loaded_database_is_the_saved_one(cluster: Cluster, tmp_path: Path) -> None:
    """With its owners, rights, triggers and rows. Each file has a word of its own in two lines."""
    saved, again = tmp_path / "saved.sql", tmp_path / "again.sql"
    cluster.save(TEMPLATE, saved)
    cluster.copy_database("template1", "loaded")
    cluster.load("loaded", saved)
    cluster.save("loaded", again)
    before, after = (
        [line for line in file.read_text().splitlines() if "restrict " not in line]
        for file in (saved, again)
    )
    assert "CREATE TRIGGER" in "".join(before)
    assert after == before


@pytest.mark.django_db(transaction=True)
def test_worker_does_what_is_asked_of_it(worker: subprocess.Popen[bytes]) -> None:
    heartbeat.delay()
    until = time.monotonic() + SECONDS_FOR_A_TASK
    while not Sweep.objects.filter(name=HEARTBEAT).exists():
        assert time.monotonic() < until
        time.sleep(0.05)
    assert worker.poll() is None


@pytest.mark.browser
def test_browser_sees_the_live_server(browser: Browser, live_server: LiveServer) -> None:
    with browser.new_context() as context:
        answer = context.new_page().goto(f"{live_server.url}/health/live")
    assert answer
    assert answer.status == 200
