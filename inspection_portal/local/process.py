"""Child processes of the launcher: they end when their parent ends, however that happens."""

import ctypes
import os
import pwd
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Account:
    """Whom a child runs as; PostgreSQL refuses to run as root."""

    uid: int
    gid: int


def unprivileged() -> Account | None:
    """`nobody` when we are root, else None: the child stays what we are."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def reaches(account: Account | None, path: Path) -> bool:
    """Whether the account may pass through every folder down to `path`."""
    if account is None:
        return True
    return (
        subprocess.call(
            ["test", "-x", str(path)], cwd="/", user=account.uid, group=account.gid, extra_groups=[]
        )
        == 0
    )


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def is_free(port: int) -> bool:
    """Whether nothing listens on 127.0.0.1:`port`; connections that linger there do not count."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def start(
    args: Sequence[str | Path],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    account: Account | None = None,
    cwd: Path = Path("/"),
    at_parents_death: signal.Signals = signal.SIGTERM,
    stdin: bytes | None = None,
) -> subprocess.Popen[bytes]:
    """Start a child that logs to `log`, in its own session: Ctrl-C is for the launcher alone."""

    def die_with_parent() -> None:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, at_parents_death)

    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        child = subprocess.Popen(
            [str(arg) for arg in args],
            cwd=cwd,
            env=None if env is None else {**os.environ, **env},
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            stdin=subprocess.DEVNULL if stdin is None else subprocess.PIPE,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
    if child.stdin is not None and stdin is not None:
        child.stdin.write(stdin)
        child.stdin.close()
    return child


def stop(
    *children: subprocess.Popen[bytes],
    how: signal.Signals = signal.SIGTERM,
    patience: float = 15,
) -> None:
    """Ask the children to end, all at once; after `patience` seconds, end those that did not."""
    until = time.monotonic() + patience
    for child in children:
        child.send_signal(how)
    for child in children:
        try:
            child.wait(max(0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
