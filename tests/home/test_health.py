"""What a load balancer and the person on duty are told."""

import signal
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg2
import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from inspection_portal.core.models import Sweep, system_user
from inspection_portal.home.health import readiness
from inspection_portal.home.tasks import heartbeat
from inspection_portal.local.postgres import Cluster
from inspection_portal.local.process import free_port
from inspection_portal.local.valkey import Broker
from recommendations.actions import sweep

NOW = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
LONG_AGO = NOW - timedelta(hours=5)
# What is asked of the database, besides whether it answers.
ON_THE_DATABASE = ["migrations", "beat", "outbox", "reminders"]
UNAPPLY = "DELETE FROM django_migrations WHERE app = 'core' AND name LIKE '{}%'"


def do_as_owner(cluster: Cluster, statement: str) -> None:
    with closing(psycopg2.connect(cluster.url("soc_owner"))) as owner, owner.cursor() as cursor:
        cursor.execute(statement)
        owner.commit()


@pytest.fixture
def broker(tmp_path: Path, settings: Settings) -> Iterator[Broker]:
    """A broker of this test alone, which it may stop."""
    own = Broker(tmp_path)
    own.start()
    settings.REDIS_URL = own.url
    yield own
    assert own.server
    if own.server.poll() is None:
        own.server.send_signal(signal.SIGCONT)
    own.stop()


@pytest.fixture
def beating(db: None) -> None:
    """Beat has just succeeded, however long ago this process started."""
    heartbeat()


def test_live_asks_nobody(client: Client) -> None:
    response = client.get("/health/live")
    assert (response.status_code, response.json()) == (200, {"status": "live"})


def test_ready_without_signing_in(client: Client, beating: None) -> None:
    response = client.get("/health/ready")
    assert response.status_code == 200
    told = response.json()
    assert told.pop("beat_succeeded_at")
    assert told == {
        "status": "ready",
        "failed": [],
        "parts": dict.fromkeys(
            ["database", "migrations", "broker", "beat", "outbox", "reminders"], "ok"
        ),
    }


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_answers_are_not_kept_in_caches(path: str, client: Client, db: None) -> None:
    assert "no-store" in client.get(path)["Cache-Control"]


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_only_reading_is_allowed(path: str, client: Client, db: None) -> None:
    assert client.post(path).status_code == 405


def test_dead_broker_is_named(broker: Broker, client: Client, beating: None) -> None:
    broker.stop()
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["failed"] == ["broker"]


def test_frozen_broker_is_named_within_seconds(
    broker: Broker, client: Client, beating: None
) -> None:
    assert broker.server
    broker.server.send_signal(signal.SIGSTOP)
    began = time.monotonic()
    response = client.get("/health/ready")
    assert time.monotonic() - began < 3
    assert response.json()["failed"] == ["broker"]


@pytest.mark.django_db(transaction=True)
def test_dead_database_is_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    connection.close()
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "PORT", str(free_port()))
        response = client.get("/health/ready")
        live = client.get("/health/live")
    assert response.status_code == 503
    assert response.json()["parts"]["database"] == "does not answer"
    assert live.status_code == 200


@pytest.fixture
def frozen_database(cluster: Cluster, transactional_db: None) -> Iterator[None]:
    """The database takes connections and says nothing. An open connection is not the way out."""
    connection.ensure_connection()
    assert cluster.server
    cluster.server.send_signal(signal.SIGSTOP)
    yield
    cluster.server.send_signal(signal.SIGCONT)


def test_frozen_database_is_named_within_seconds(frozen_database: None, client: Client) -> None:
    began = time.monotonic()
    response = client.get("/health/ready")
    assert time.monotonic() - began < 6
    assert response.status_code == 503
    assert response.json()["failed"] == ["database", *ON_THE_DATABASE]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("forgotten", "parts"),
    [
        (True, {"migrations": "1 not applied", **dict.fromkeys(ON_THE_DATABASE[1:], "unknown")}),
        (
            False,
            {
                "migrations": "ok",
                "outbox": "ok",
                **dict.fromkeys(["beat", "reminders"], "does not answer"),
            },
        ),
    ],
    ids=["never migrated", "lost since"],
)
def test_missing_table_is_told_and_not_fallen_over(
    forgotten: bool, parts: dict[str, str], cluster: Cluster, client: Client
) -> None:
    do_as_owner(cluster, "DROP TABLE core_sweep")
    if forgotten:
        do_as_owner(cluster, UNAPPLY.format("0001"))
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["parts"] == {"database": "ok", "broker": "ok", **parts}


@pytest.mark.django_db(transaction=True)
def test_connection_that_was_cut_is_a_failure_of_the_database(client: Client) -> None:
    """Psycopg calls it an InterfaceError, which is no DatabaseError."""
    connection.ensure_connection()
    connection.connection.close()
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["failed"] == ON_THE_DATABASE


@pytest.mark.django_db(transaction=True)
def test_missing_migration_is_counted(cluster: Cluster) -> None:
    do_as_owner(cluster, UNAPPLY.format("0003"))
    state = readiness(at=NOW, started_at=NOW)
    assert state.failed == ON_THE_DATABASE
    assert state.parts["migrations"] == "1 not applied"


@pytest.mark.parametrize(
    ("since_success", "since_start", "failed"),
    [
        (None, timedelta(minutes=10), []),
        (None, timedelta(minutes=10, seconds=1), ["beat"]),
        (timedelta(minutes=10), timedelta(hours=9), []),
        (timedelta(minutes=10, seconds=1), timedelta(hours=9), ["beat"]),
        (timedelta(days=3), timedelta(minutes=2), []),
    ],
)
def test_beat_is_late_after_ten_minutes_from_success_or_start(
    since_success: timedelta | None, since_start: timedelta, failed: list[str], db: None
) -> None:
    if since_success:
        heartbeat((NOW - since_success).isoformat())
    assert readiness(at=NOW, started_at=NOW - since_start).failed == failed


@pytest.mark.parametrize(
    ("since_sweep", "since_start", "failed"),
    [
        (None, timedelta(hours=30), []),
        (None, timedelta(hours=31), ["reminders"]),
        (timedelta(hours=30), timedelta(days=9), []),
        (timedelta(hours=31), timedelta(days=9), ["reminders"]),
    ],
)
def test_reminders_are_late_a_day_after_the_last_sweep_or_start(
    since_sweep: timedelta | None, since_start: timedelta, failed: list[str], db: None
) -> None:
    heartbeat(NOW.isoformat())
    if since_sweep:
        sweep(by=system_user(), at=NOW - since_sweep)
    assert readiness(at=NOW, started_at=NOW - since_start).failed == failed


def test_last_success_of_beat_is_shown(client: Client, db: None) -> None:
    heartbeat(NOW.isoformat())
    assert client.get("/health/ready").json()["beat_succeeded_at"] == "2026-03-02T10:30:00Z"


def test_last_success_never_goes_back(db: None) -> None:
    heartbeat(NOW.isoformat())
    heartbeat(LONG_AGO.isoformat())
    assert Sweep.objects.get().succeeded_at == NOW


def test_heartbeat_takes_the_time_of_day_where_none_is_given(db: None) -> None:
    heartbeat()
    assert datetime.now(UTC) - Sweep.objects.get().succeeded_at < timedelta(minutes=1)
