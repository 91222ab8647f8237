"""A million disruptions loaded from an extract, against a bare COPY of the good ones.

Both go into the same table, with its keys, indexes and triggers, in databases of their own.
"""

import csv
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import psycopg2
import pytest
from django.db import connection

from disruptions.models import Threat
from forces.models import RoleGrant
from inspection_portal.core.models import User
from inspection_portal.local import database
from inspection_portal.local.bootstrap import ROOT
from inspection_portal.local.postgres import Cluster
from inspection_portal.local.services import Services
from tests.bench.bench_register import tidy
from tests.disruptions.extract_files import rows, write
from tests.factories import DisruptionStandardFactory, ForceFactory, RegionFactory, person

ROWS, THREATS, BODIES, WRONG = 1_000_000, 5_000, 53, 0.01
# 0.6 of the rate of a bare COPY, and MiB.
SLOWEST, MOST_MEMORY = 1 / 0.6, 256
COLUMNS = (
    *("uuid", "version", "source", "reference", "threat_id", "body_id", "lead_body_id"),
    *("event_on", "recorded_on", "type", "strand", "category", "narrative", "evidence"),
    *("moderation", "recorded_by_id", "entered_at"),
)


@pytest.fixture
def inspector(transactional_db: None, cluster: Cluster) -> User:
    """Who loads; both databases know them, the bodies and the threats."""
    DisruptionStandardFactory()
    region = RegionFactory()
    forces = [ForceFactory(region=region) for _ in range(BODIES)]
    Threat.objects.bulk_create(
        Threat(kind="ocg", reference=f"OCG {number}", body=forces[number % BODIES])
        for number in range(THREATS)
    )
    user = person(RoleGrant.Role.INSPECTOR)
    connection.close()
    for name in ("bench_copy", "bench_import"):
        cluster.copy_database("soc", name)
        tidy(cluster, name)
    return user


def test_import(
    inspector: User, cluster: Cluster, measured: Callable[..., None], tmp_path: Path, seed: int
) -> None:
    bodies = dict(Threat.objects.order_by().values_list("body__name", "body").distinct())
    threats = dict(Threat.objects.values_list("reference", "pk"))
    file, good = tmp_path / "extract.csv", tmp_path / "good.csv"
    names = list(dict(Threat.objects.order_by("pk").values_list("body__name", "body")))
    made = {"bodies": names, "threats": THREATS, "seed": seed, "wrong": WRONG}
    refused = write(file, rows(ROWS, **made))
    with good.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(
            [
                *(uuid4(), 1, "apmis", row["Disruption reference"], threats[row["Threat ref"]]),
                *(bodies[row["Recording agency"]], bodies[row["Lead agency"]]),
                *(row["Event date"], row["Record data"], row["Disruption type"].split()[0].lower()),
                *(row["P strand"].lower(), row["Category"].lower(), row["Narrative"]),
                *(
                    row["Evidence"],
                    "moderated" if row["Moderation status"] == "Moderated" else "pending",
                ),
                *(inspector.pk, "2026-03-02T09:00:00Z"),
            ]
            for row, heading in rows(ROWS, **made)
            if not heading
        )
    copied = copy(cluster, good)
    loaded, memory = load(cluster, file, inspector)
    with closing(psycopg2.connect(cluster.url("soc_app", "bench_import"))) as there:
        cursor = there.cursor()
        cursor.execute("SELECT count(*) FROM disruptions_disruption")
        assert cursor.fetchone() == (ROWS - len(refused),)
    measured("import-to-bare-copy", limit=SLOWEST, measured=loaded / copied)
    measured("import-peak-mib", limit=MOST_MEMORY, measured=memory)


def copy(cluster: Cluster, file: Path) -> float:
    """Seconds that a bare COPY takes."""
    with closing(psycopg2.connect(cluster.url("soc_app", "bench_copy"))) as there:
        cursor = there.cursor()
        cursor.execute("SET statement_timeout = 0")
        began = time.perf_counter()
        with file.open(encoding="utf-8") as source:
            cursor.copy_expert(
                f"COPY disruptions_disruption ({', '.join(COLUMNS)}) FROM STDIN (FORMAT csv)",
                source,
            )
        there.commit()
        return time.perf_counter() - began


def load(cluster: Cluster, file: Path, by: User) -> tuple[float, float]:
    """Seconds that the command takes, and the most memory that it held in MiB."""
    url = cluster.url("soc_app", "bench_import")
    services = Services(url, url, "redis://localhost:1/0")
    command = [
        *(sys.executable, "manage.py", "import_extract", str(file), "--kind", "disruptions"),
        *("--by", by.email, "--taken-on", "2026-03-01", "--yes"),
    ]
    env, peak = {**os.environ, **database.environment(services)}, 0.0
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL) as child:
        while child.poll() is None:
            peak = max(peak, peak_of(child.pid))
            time.sleep(0.1)
    assert child.returncode == 0
    return time.perf_counter() - began, peak


def peak_of(pid: int) -> float:
    """The most memory that a process has had, in MiB. Not `ru_maxrss`, which counts its parent."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0
