"""What the docs tell whoever writes a program: done as it stands there, block by block, against
what `make run` starts.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import requests
import yaml

from inspection_portal.home.demo.sign_ins import HAMPSHIRE_TRACKER
from inspection_portal.local import process
from inspection_portal.local.bootstrap import ROOT
from tests.local.running import Portal, running

DOCS = ROOT / "docs" / "api"
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What the pages name, and a test has others of.
PORTAL, RECEIVER_PORT = "http://localhost:8000", "8900"
SECONDS = 300


class Block(NamedTuple):
    """A block of a page; one with the name of a file is to be saved as that."""

    language: str
    file: str
    text: str


def blocks(page: str) -> list[Block]:
    return [Block(*found) for found in BLOCK.findall((DOCS / page).read_text(encoding="utf-8"))]


def test_every_block_can_be_read(tmp_path: Path) -> None:
    for block in blocks("walk.md") + blocks("clients.md"):
        match block.language:
            case "python":
                compile(block.text, "a block", "exec")
            case "bash":
                subprocess.run(["bash", "-n"], input=block.text, text=True, check=True)
            case "yaml":
                assert yaml.safe_load(block.text)
            case language:
                pytest.fail(f"nothing runs a block of {language}")


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    with running() as portal:
        yield portal


@pytest.fixture
def reader(portal: Portal, tmp_path: Path) -> "Reader":
    """Who reads the pages in a checkout, with the environment that `make run` makes."""
    (tmp_path / ".venv").symlink_to(sys.prefix)
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    reader = Reader(tmp_path, portal.address, str(process.free_port()))
    for block in blocks("walk.md") + blocks("clients.md"):
        if block.file:
            reader.save(block)
    return reader


class Reader(NamedTuple):
    checkout: Path
    address: str
    receiver_port: str

    @property
    def folder(self) -> Path:
        folder = self.checkout / "var" / "walk"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def save(self, block: Block) -> None:
        (self.folder / block.file).write_text(self._adapted(block.text), encoding="utf-8")

    def does(self, page: str, language: str) -> str:
        """All blocks of the page in the language, one after the other; what they print."""
        texts = [each.text for each in blocks(page) if (each.language, each.file) == (language, "")]
        script = self._adapted("\n".join(texts))
        if language == "bash":
            start = self.checkout if page == "walk.md" else self.folder
            return self._runs(["bash", "-c", f"set -euo pipefail\n{script}"], start)
        return self._runs([sys.executable, "-c", script], self.folder)

    def _adapted(self, text: str) -> str:
        return text.replace(PORTAL, self.address).replace(RECEIVER_PORT, self.receiver_port)

    def _runs(self, command: list[str], folder: Path) -> str:
        said = self.checkout / "said.txt"
        env = {**os.environ, "PATH": f"{sys.prefix}/bin{os.pathsep}{os.environ['PATH']}"}
        with said.open("w") as out:
            child = subprocess.Popen(
                command, cwd=folder, env=env, stdout=out, stderr=out, start_new_session=True
            )
            try:
                code = child.wait(SECONDS)
            finally:
                with suppress(ProcessLookupError):  # The receiver is left where a block fails.
                    os.killpg(child.pid, signal.SIGKILL)
        assert code == 0, said.read_text()
        return said.read_text()


@pytest.fixture
def tracker(portal: Portal) -> "Tracker":
    return Tracker(portal.address)


class Tracker:
    """The program that the walk is of, looked over the shoulder."""

    def __init__(self, address: str) -> None:
        self.api, self.address = requests.Session(), f"{address}/api/v1"
        known = (HAMPSHIRE_TRACKER.client_id, HAMPSHIRE_TRACKER.secret)
        grant = {"grant_type": "client_credentials"}
        told = requests.post(f"{address}/oauth/token/", auth=known, data=grant, timeout=30).json()
        self.api.headers["Authorization"] = f"Bearer {told['access_token']}"

    def rows(self, things: str, **asked: str) -> dict[str, Any]:
        """Of that list, by their identifiers."""
        answer = self.api.get(f"{self.address}/{things}/", params=asked, timeout=30)
        return {row["uuid"]: row for row in answer.json()["results"]}


@pytest.fixture
def walked(tracker: Tracker) -> Iterator[None]:
    """Whatever it is done with, the walk leaves the same traces, and all else as it was."""
    overdue = tracker.rows("register-entries", lateness="overdue", claimed="none")
    (entry,) = overdue
    before = {things: tracker.rows(things) for things in TRACES}
    yield
    made = {
        things: [row for uuid, row in tracker.rows(things).items() if uuid not in before[things]]
        for things in TRACES
    }
    (update,), (claim,), (endpoint,) = (made[things] for things in TRACES[:3])
    assert (update["entry"], update["position"]) == (entry, "pending_sign_off")
    assert (claim["entry"], claim["state"]) == (entry, "withdrawn")
    assert endpoint["closed_at"]
    # Perhaps at the second attempt: the test button is pressed while the receiver still starts.
    assert sorted((row["type"], row["state"]) for row in made["webhook-deliveries"]) == [
        ("claim.made", "delivered"),
        ("webhook.test", "delivered"),
    ]
    assert [*tracker.rows("register-entries", lateness="overdue", claimed="none")] == [entry]


TRACES = ("updates", "claims", "webhook-endpoints", "webhook-deliveries")


@pytest.mark.long
@pytest.mark.usefixtures("walked")
def test_the_walk_by_curl(reader: Reader) -> None:
    said = reader.does("walk.md", "bash")
    assert HAMPSHIRE_TRACKER.scopes[0] in said
    assert "Idempotency-Replayed: true" in said
    assert '"code": "stale"' in said
    assert '"position":"submitted"' in said.rpartition('"as_of"')[0]


@pytest.mark.long
@pytest.mark.usefixtures("walked")
def test_the_walk_in_python(reader: Reader) -> None:
    said = reader.does("walk.md", "python")
    assert "412 stale" in said
    assert "claim.made" in said


@pytest.mark.long
@pytest.mark.usefixtures("walked")
def test_the_walk_with_a_client_made_from_the_description(reader: Reader) -> None:
    """Each operation is a function of it, and nothing that it makes is left out or broken."""
    reader.does("clients.md", "bash")
    made = {file.stem for file in (reader.folder / "portal_client" / "api").glob("*/[a-z]*.py")}
    described = yaml.safe_load((DOCS / "openapi.yaml").read_text(encoding="utf-8"))
    named = {each["operationId"] for path in described["paths"].values() for each in path.values()}
    assert made == named
    subprocess.run(
        [sys.executable, "-m", "compileall", "-q", reader.folder / "portal_client"], check=True
    )
    said = reader.does("clients.md", "python")
    assert "412 stale" in said
    assert "claim.made made" in said
