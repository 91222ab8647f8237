"""The database brought up to the code: tables, reference data, demonstration data."""

import os
import subprocess
import sys
from pathlib import Path

from inspection_portal.local.bootstrap import (
    ROOT,
    VAR,
    Problem,
    alone,
    digest,
    run_logged,
    say,
    shown,
)
from inspection_portal.local.services import Services

# What the tables and the reference data are made from, as patterns below the checkout.
SOURCES = (
    "requirements.txt",
    "*/migrations/*.py",
    "inspection_portal/*/migrations/*.py",
    "inspection_portal/home/management/commands/load_reference_data.py",
    "forces/data/*",
    "findings/data/*",
    "disruptions/data/*",
)


def environment(services: Services, *, owner: bool = False) -> dict[str, str]:
    """What a process of the portal has to know, and no more: one address of the database."""
    return {
        "DEVELOPMENT": "1",
        **dict.fromkeys(("DATABASE_URL_FILE", "REDIS_URL_FILE"), ""),
        **dict.fromkeys(("DATABASE_OWNER_URL", "DATABASE_OWNER_URL_FILE"), ""),
        "DATABASE_URL": services.owner_url if owner else services.database_url,
        "REDIS_URL": services.redis_url,
    }


def manage(command: str, services: Services, *, owner: bool = False) -> None:
    run_logged(
        [sys.executable, "manage.py", command],
        env=environment(services, owner=owner),
        otherwise=f"`manage.py {command}` failed.",
    )


def bring_up_to_date(services: Services) -> None:
    """Migrate as the owner and load the reference data, unless both were done from the same files.

    What was done is noted beside the cluster; for a database that is not ours both always run.
    """
    sources = sorted(file for pattern in SOURCES for file in ROOT.glob(pattern) if file.is_file())
    wanted = digest(*sources)
    note = Path(services.folder) / "up-to-date" if services.folder else None
    with alone("database"):
        if note and note.exists() and note.read_text() == wanted:
            return
        say("Bringing the database up to date")
        manage("migrate", services, owner=True)
        manage("load_reference_data", services)
        if note:
            note.write_text(wanted)


def forget(services: Services) -> None:
    """The tables are about to change by hand: look again next time."""
    if services.folder:
        (Path(services.folder) / "up-to-date").unlink(missing_ok=True)


def seed_demonstration(services: Services) -> str:
    """Load the demonstration data where it is missing; answers what names its sign-ins."""
    log = VAR / "log" / "seed.log"
    with log.open("w") as errors:
        done = subprocess.run(
            [sys.executable, "manage.py", "seed_demo"],
            cwd=ROOT,
            env={**os.environ, **environment(services)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            check=False,
        )
    if done.returncode != 0:
        raise Problem(f"`manage.py seed_demo` failed. Details: {shown(log)}")
    return done.stdout.strip()
