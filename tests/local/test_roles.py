"""What each database role may do, on the real cluster."""

from contextlib import closing

import psycopg2
import pytest
from django.db import ProgrammingError, connection

from inspection_portal.local.postgres import Cluster

pytestmark = pytest.mark.django_db


def test_tests_run_as_the_application_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, session_user")
        assert cursor.fetchone() == ("soc_app", "soc_app")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE intruder ()",
        "CREATE EXTENSION citext",
        "ALTER TABLE core_user ADD COLUMN intruder integer",
        "ALTER TABLE core_user DISABLE TRIGGER USER",
        "TRUNCATE core_user",
        "DROP TABLE core_user",
        "SET ROLE soc_owner",
    ],
)
def test_application_role_cannot_change_tables(statement: str) -> None:
    with (
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
    ):
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO django_migrations (app, name, applied) VALUES ('core', '0999_x', now())",
        "UPDATE django_migrations SET name = 'another'",
        "DELETE FROM django_migrations",
        "UPDATE core_auditevent SET verb = 'another'",
        "DELETE FROM core_auditevent",
    ],
)
def test_application_role_cannot_rewrite_the_record(statement: str) -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute(statement)


def test_roles_have_no_power_over_other_roles(cluster: Cluster) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname FROM pg_roles WHERE rolname LIKE 'soc\\_%'"
            " AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication)"
        )
        assert cursor.fetchall() == []


@pytest.mark.parametrize(
    ("role", "limits"),
    [("soc_app", ("30s", "5s", "1min")), ("soc_owner", ("0", "0", "0"))],
)
def test_only_the_application_is_held_to_time(
    role: str, limits: tuple[str, ...], cluster: Cluster
) -> None:
    """A migration takes as long as it takes."""
    with closing(psycopg2.connect(cluster.url(role))) as direct, direct.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('statement_timeout'), current_setting('lock_timeout'),"
            " current_setting('idle_in_transaction_session_timeout')"
        )
        assert cursor.fetchone() == limits
