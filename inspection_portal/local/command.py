"""`manage.py` on the services that the environment names, on the running portal's, or its own."""

import os
import signal
import sys

from django.core.management import execute_from_command_line

from inspection_portal.local import database, services
from inspection_portal.local.bootstrap import plain_errors
from inspection_portal.local.postgres import wheel_programs

WITHOUT_SERVICES = {
    *("-h", "--help", "help", "--version", "version", "check", "diffsettings"),
    *("collectstatic", "findstatic", "makemessages", "compilemessages", "spectacular"),
    "describe_rights",
}
# Commands about the tables themselves find the database as it is.
ABOUT_TABLES = {
    *("migrate", "makemigrations", "showmigrations", "sqlmigrate", "squashmigrations"),
    *("optimizemigration", "flush", "pgtrigger", "dbshell"),
}
AS_OWNER = {"migrate", "flush", "pgtrigger", "createcachetable"}


def run(argv: list[str]) -> None:
    command = argv[1] if len(argv) > 1 else "help"
    signal.signal(signal.SIGTERM, end)
    with plain_errors():
        if services.setting("DATABASE_URL"):
            run_on_given(command, argv)
        elif command in WITHOUT_SERVICES:
            os.environ.setdefault("DEVELOPMENT", "1")
            execute(argv)
        else:
            run_on_own(command, argv)


def end(number: int, _: object) -> None:
    """Leave by way of the exits that stop the services."""
    sys.exit(128 + number)


def execute(argv: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspection_portal.settings")
    execute_from_command_line(argv)


def run_on_given(command: str, argv: list[str]) -> None:
    """In production: the owner's address, where it is known, for what changes tables."""
    owner = services.setting("DATABASE_OWNER_URL")
    if owner and command in AS_OWNER:
        os.environ.pop("DATABASE_URL_FILE", None)
        os.environ["DATABASE_URL"] = owner
    execute(argv)


def run_on_own(command: str, argv: list[str]) -> None:
    """In development: the running portal's services, or some for the length of the command."""
    with services.borrow_or_own(f"manage.py {command}") as ours:
        if command not in ABOUT_TABLES:
            database.bring_up_to_date(ours)
        elif command in AS_OWNER:
            database.forget(ours)
        os.environ.update(database.environment(ours, owner=command in AS_OWNER))
        os.environ["PATH"] += f"{os.pathsep}{wheel_programs()}"
        execute(argv)
