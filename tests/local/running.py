"""The portal as `make run` starts it: on its own data folder and port, with every process real."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from inspection_portal.local import process
from inspection_portal.local.bootstrap import ROOT

# An address that is given would be used instead of services of its own.
GIVEN = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")


@dataclass
class Portal:
    """A running copy; `env` is what another command needs to be of the same copy."""

    launcher: subprocess.Popen[str]
    port: int
    env: dict[str, str]
    said: str

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def command(self, *args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *args],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )

    def start(self, port: int) -> subprocess.CompletedProcess[str]:
        return self.command("-m", "inspection_portal.local", "run", str(port))


@contextmanager
def running() -> Iterator[Portal]:
    """A portal with the demonstration, until the end of the block."""
    env = {name: value for name, value in os.environ.items() if name not in GIVEN}
    with tempfile.TemporaryDirectory(prefix="a portal ") as name:
        Path(name).chmod(0o755)
        env["PORTAL_VAR"] = str(Path(name, "var"))
        port = process.free_port()
        with subprocess.Popen(
            [sys.executable, "-m", "inspection_portal.local", "run", str(port)],
            cwd=ROOT,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as launcher:
            said = announcement(launcher)
            assert "Ctrl-C stops everything" in said, said
            yield Portal(launcher, port, env, said)
            launcher.terminate()


def announcement(launcher: subprocess.Popen[str]) -> str:
    """What the launcher says up to its last line, or up to its end."""
    assert launcher.stdout
    lines = []
    for line in launcher.stdout:
        lines.append(line)
        if "Ctrl-C stops everything" in line:
            break
    return "".join(lines)
