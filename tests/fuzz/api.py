"""The API under schemathesis: the portal's own server in another process, and what came of it."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

from inspection_portal.local import launcher, process
from inspection_portal.local.bootstrap import ROOT
from inspection_portal.local.postgres import Cluster
from tests.fuzz.peers import Peer

TEMPLATE = "fuzz_template"
DESCRIPTION = ROOT / "docs" / "api" / "openapi.yaml"


@dataclass(frozen=True)
class Outcome:
    """How often each operation answered with each status, how often each check failed of which
    operation, and what schemathesis said.
    """

    asked: Counter[str]
    failures: Counter[str]
    said: str
    code: int

    @property
    def done(self) -> set[str]:
        """The operations that answered with what was asked for."""
        return {each.removesuffix(" 200") for each in self.asked if each.endswith(" 200")}


def operations() -> set[str]:
    """Each operation that is described, by its method and path."""
    paths = yaml.load(DESCRIPTION.read_text(encoding="utf-8"), yaml.CSafeLoader)["paths"]
    return {f"{method.upper()} {path}" for path in paths for method in paths[path]}


@contextmanager
def served(cluster: Cluster, database: str, folder: Path) -> Iterator[str]:
    """The address of a server on that database."""
    port = process.free_port()
    address = f"http://127.0.0.1:{port}"
    log = folder / f"{database}.log"
    child = process.start(
        [sys.executable, "-m", *launcher.web_command(port)],
        log=log,
        env={"DATABASE_URL": cluster.url("soc_app", database), "PORTAL_URL": address},
        cwd=ROOT,
    )
    try:
        launcher.wait_for(f"{address}/health/live", {"web": child})
        yield address
    finally:
        process.stop(child)


def fuzz(peer: Peer, peers: list[Peer], cluster: Cluster, folder: Path, *options: str) -> Outcome:
    """What comes of asking as that one of the peers, on a copy of the template of its own."""
    database = f"fuzz_{peer.name.replace('-', '_')}"
    cluster.copy_database(TEMPLATE, database)
    counts, settings, sign_ins = (
        folder / f"{peer.name}-{name}.json" for name in ("counts", "settings", "sign-ins")
    )
    sign_ins.write_text(json.dumps({"auth": [_sign_in(each) for each in peers]}))
    with served(cluster, database, folder) as address:
        told = {
            "peer": asdict(peer),
            "counts": str(counts),
            "url": address,
            "cluster": {"folder": str(cluster.folder), "port": cluster.port},
            "template": TEMPLATE,
            "database": database,
        }
        settings.write_text(json.dumps(told))
        names = {
            "FUZZ_SETTINGS": str(settings),
            "FUZZ_SIGN_INS": str(sign_ins),
            "FUZZ_PEER": peer.name,
        }
        done = subprocess.run(
            [
                *(sys.executable, "-m", "schemathesis.cli", "run", str(DESCRIPTION)),
                *("--url", address, "--no-color", *options),
            ],
            env=os.environ | names,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    counted = json.loads(counts.read_text()) if counts.exists() else {"asked": {}, "failures": {}}
    return Outcome(
        Counter(counted["asked"]), Counter(counted["failures"]), done.stdout, done.returncode
    )


def _sign_in(peer: Peer) -> dict[str, object]:
    header = {"name": "Authorization", "value": f"Bearer {peer.token}"}
    return {"name": peer.name, "fixedHeaders": [header]}
