"""A mail server in a process of its own. What it takes is on disk before it says so, as with any.

python -m tests.faults.mail_server PORT FILE SECONDS_PER_MAIL BUSY_SHARE SEED
"""

import asyncio
import hashlib
import json
import os
import random
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from inspection_portal.local import process
from inspection_portal.local.bootstrap import ROOT
from tests.core.mail import BUSY


@dataclass(frozen=True)
class Copy:
    """One mail that was taken; `content` is a digest of all of it but the hour it was written."""

    identity: str
    recipient: str
    content: str


@dataclass(frozen=True)
class MailServer:
    port: int
    taken: Path

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def copies(self) -> list[Copy]:
        return [Copy(*json.loads(line)) for line in self.taken.read_text().splitlines()]


@contextmanager
def serving(
    folder: Path, *, seconds_per_mail: float = 0, busy_share: float = 0, seed: int = 0
) -> Iterator[MailServer]:
    """Run the server until the block ends."""
    server = MailServer(process.free_port(), folder / "taken.jsonl")
    server.taken.touch()
    settings = (server.port, server.taken, seconds_per_mail, busy_share, seed)
    child = process.start(
        [sys.executable, "-m", __name__, *map(str, settings)],
        log=folder / "mail.log",
        cwd=ROOT,
    )
    try:
        wait_for(server.port)
        yield server
    finally:
        process.stop(child)


def wait_for(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("The mail server did not start.")


class Keeper:
    """What the server does with each mail."""

    def __init__(self, taken: Path, seconds: float, busy_share: float, seed: int) -> None:
        self.file = taken.open("ab", buffering=0)
        self.seconds, self.busy_share = seconds, busy_share
        self.chance = random.Random(seed)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.seconds:
            await asyncio.sleep(self.seconds)
        if self.chance.random() < self.busy_share:
            return BUSY
        mail = message_from_bytes(envelope.content or b"")
        del mail["Date"]
        content = hashlib.sha256(mail.as_bytes()).hexdigest()
        line = json.dumps([mail["Message-ID"], *envelope.rcpt_tos, content])
        self.file.write(f"{line}\n".encode())
        os.fdatasync(self.file.fileno())
        return "250 OK"


async def serve(port: int, keeper: Keeper) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(keeper), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    number, file, seconds, share, seed = sys.argv[1:]
    keeper = Keeper(Path(file), float(seconds), float(share), int(seed))
    asyncio.run(serve(int(number), keeper))
