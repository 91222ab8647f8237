"""The loading of an extract in a process of its own, which is killed on its way."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2

from disruptions.models import DataExtract, Disruption, DisruptionCount, Threat
from inspection_portal.core.models import User
from inspection_portal.local import database
from inspection_portal.local.bootstrap import ROOT
from inspection_portal.local.postgres import Cluster
from inspection_portal.local.services import Services
from tests.disruptions.extract_files import rows, write
from tests.factories import DisruptionStandardFactory, ForceFactory, RegionFactory

THREATS, BODIES = 500, 10
TAKEN_ON = "2026-03-01"
# Seconds within which the database has taken back what a killed process had written.
TO_TAKE_BACK = 120


@dataclass(frozen=True)
class Loading:
    """A file, who loads it, and how many of its rows are good."""

    cluster: Cluster
    file: Path
    by: User
    good: int

    @contextmanager
    def begun(self) -> Iterator["subprocess.Popen[bytes]"]:
        """The command while it runs."""
        url = self.cluster.url("soc_app")
        services = Services(url, url, "redis://localhost:1/0")
        command = [
            *(sys.executable, "manage.py", "import_extract", str(self.file)),
            *("--kind", "disruptions", "--by", self.by.email, "--taken-on", TAKEN_ON, "--yes"),
        ]
        env = {**os.environ, **database.environment(services)}
        with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL) as child:
            try:
                yield child
            finally:
                child.kill()

    def killed(self, step: str, done: float) -> tuple[int, int]:
        """Kill it once that part of a step is done. Says how many disruptions there are when the
        database has taken back what it had not finished, and how many are counted.
        """
        before = DataExtract.objects.count()
        with self.begun() as child:
            while not self._has_come_to(step, done, before):
                assert child.poll() is None, f"It ended without coming to {step}."
                time.sleep(0.05)
            assert child.poll() is None, f"It ended before it was killed at {step}."
            child.send_signal(signal.SIGKILL)
        self._wait_for_the_database()
        return self.there()

    def finished(self) -> tuple[int, int]:
        """Let it run to its end."""
        with self.begun() as child:
            assert child.wait() == 0
        return self.there()

    def there(self) -> tuple[int, int]:
        """How many disruptions there are, and how many are counted."""
        numbers = DisruptionCount.objects.values_list("numbers", flat=True)
        return Disruption.objects.count(), sum(map(sum, numbers))

    def _has_come_to(self, step: str, done: float, before: int) -> bool:
        newest = DataExtract.objects.order_by("pk")[before:].first()
        return newest is not None and newest.step == step and newest.done >= done * newest.total

    def _wait_for_the_database(self) -> None:
        with closing(psycopg2.connect(self.cluster.url("postgres"))) as there:
            there.autocommit = True
            for _ in range(TO_TAKE_BACK * 10):
                cursor = there.cursor()
                cursor.execute(
                    "SELECT count(*) FROM pg_stat_activity"
                    " WHERE usename = 'soc_app' AND query ~ 'extract_' AND state <> 'idle'"
                )
                if cursor.fetchone() == (0,):
                    return
                time.sleep(0.1)
        raise AssertionError("The database is still at what a killed process asked for.")


def prepared(cluster: Cluster, folder: Path, by: User, *, number: int, seed: int) -> Loading:
    """A file of so many rows, one of a hundred of them wrong, and the threats that it names."""
    DisruptionStandardFactory()
    region = RegionFactory()
    forces = [ForceFactory(region=region) for _ in range(BODIES)]
    Threat.objects.bulk_create(
        Threat(kind="ocg", reference=f"OCG {each}", body=forces[each % BODIES])
        for each in range(THREATS)
    )
    names = [force.name for force in forces]
    file = folder / "extract.csv"
    table = rows(number, bodies=names, threats=THREATS, seed=seed, wrong=0.01)
    return Loading(cluster, file, by, number - len(write(file, table)))
