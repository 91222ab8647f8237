"""The first step of every make target: the virtual environment and the locked packages.

The machine's own Python runs this file as a script before any package is there, so it uses the
standard library alone; the other modules take from here what both need (apt, the log, errors).
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Data and logs; another folder makes another copy of the portal, with data of its own.
VAR = Path(os.environ.get("PORTAL_VAR") or ROOT / "var").resolve()
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
ROOM_NEEDED = 1_500_000_000
OLDEST_PYTHON = (3, 11)


class Problem(Exception):
    """What the person at the keyboard must put right: one line, what happened and what to do."""


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn a Problem, a full disk and Ctrl-C into one line and exit status 1."""
    try:
        yield
    except Problem as problem:
        sys.exit(f"Problem: {problem}")
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        sys.exit("Problem: the disk is full. Make room and run the same command again.")
    except KeyboardInterrupt:
        sys.exit("Stopped before it was done.")


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Wait until no other process of this checkout does `name`, and keep others out meanwhile."""
    folder = VAR / "run"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def shown(path: Path) -> str:
    """The path as a person in the checkout would type it."""
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


def digest(*files: Path) -> str:
    """One hash over the paths and contents of `files`, in their order."""
    total = hashlib.sha256()
    for file in files:
        total.update(f"{file.relative_to(ROOT)}\0{file.stat().st_size}\0".encode())
        total.update(file.read_bytes())
    return total.hexdigest()


def run_logged(
    args: Sequence[str | Path], *, otherwise: str, env: Mapping[str, str] | None = None
) -> None:
    """Run a command with its output in var/log/setup.log; a failure is the Problem `otherwise`."""
    log = VAR / "log" / "setup.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a+b") as output:
        start = output.tell()
        status = subprocess.call(
            [str(arg) for arg in args],
            cwd=ROOT,
            env=None if env is None else {**os.environ, **env},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
        output.seek(start)
        said = output.read().decode(errors="replace")
    if status == 0:
        return
    if "No space left on device" in said or "ENOSPC" in said:
        raise Problem("the disk is full. Make room and run the same command again.")
    raise Problem(f"{otherwise} Details: {shown(log)}")


def apt_install(packages: Sequence[str], *, what: str) -> bool:
    """As root on Debian or Ubuntu install packages and say so; elsewhere answer False."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"Installing {what} with apt: {' '.join(packages)}")
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    wait = ("-o", "DPkg::Lock::Timeout=120")
    failed = (
        f"apt could not install {what}. "
        "Check the network and apt's sources, then run the same command again."
    )
    run_logged(["apt-get", *wait, "update"], otherwise=failed, env=env)
    run_logged(
        ["apt-get", *wait, "install", "--yes", "--no-install-recommends", *packages],
        otherwise=failed,
        env=env,
    )
    return True


def check_machine() -> None:
    if sys.version_info < OLDEST_PYTHON:
        raise Problem(
            f"Python 3.11 or newer is needed and this is {sys.version.split()[0]}. "
            "Name a newer one: make run PYTHON=python3.11"
        )
    if not PYTHON.exists() and shutil.disk_usage(ROOT).free < ROOM_NEEDED:
        raise Problem(
            f"set-up needs {ROOM_NEEDED / 1e9:.1f} GB of room beside {ROOT}. Make room first."
        )


def make_venv() -> None:
    if PYTHON.exists():
        return
    try:
        import ensurepip  # noqa: F401  (Debian packs it apart from Python)
    except ImportError:
        package = f"python3.{sys.version_info.minor}-venv"
        if not apt_install([package], what="Python's venv module"):
            raise Problem(
                f"Python's venv module is missing. Run: sudo apt-get install {package}"
            ) from None
    say("Making the virtual environment .venv")
    shutil.rmtree(VENV, ignore_errors=True)
    run_logged(
        [sys.executable, "-m", "venv", VENV], otherwise="the virtual environment could not be made."
    )


def pip_install(lock: Path) -> None:
    run_logged(
        [PYTHON, "-m", "pip", "install", "--require-hashes", "--no-deps", "--requirement", lock],
        otherwise="the Python packages could not be fetched. "
        "Check the network and pip's package index, then run the same command again.",
    )


def uv() -> str | None:
    """The uv program: the machine's own, else the locked one put into .venv, else none."""
    found = shutil.which("uv") or shutil.which("uv", path=str(PYTHON.parent))
    if found:
        return found
    try:
        pip_install(ROOT / "requirements-uv.txt")
    except Problem:
        return None
    return shutil.which("uv", path=str(PYTHON.parent))


def uv_environment() -> dict[str, str]:
    """pip's index and certificates under uv's names, since uv ignores pip's settings."""
    settings = subprocess.run(
        [PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    found = dict(re.findall(r"^[\w:]+\.(index-url|cert)='(.+)'$", settings, flags=re.MULTILINE))
    names = {"index-url": "UV_DEFAULT_INDEX", "cert": "SSL_CERT_FILE"}
    return {
        names[setting]: value
        for setting, value in found.items()
        if names[setting] not in os.environ
    }


def uv_install(program: str, lock: Path) -> None:
    """Compiled as pip does it: else every process that may not write bytecode compiles anew."""
    options = ("--require-hashes", "--compile-bytecode")
    run_logged(
        [program, "pip", "install", "--python", PYTHON, *options, "--requirement", lock],
        otherwise="uv could not install the Python packages.",
        env=uv_environment(),
    )


def install(lock_name: str) -> None:
    """Bring .venv up to the hashed lock `lock_name`, unless its stamp says that it is."""
    lock, stamp = ROOT / lock_name, VENV / f".{lock_name}.sha256"
    wanted = digest(lock)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say(f"Installing the Python packages of {lock_name}")
    program = uv()
    try:
        if program is None:
            raise Problem("there is no uv here.")
        uv_install(program, lock)
    except Problem:
        say("Installing with pip instead of uv, which takes a little longer")
        pip_install(lock)
    stamp.write_text(wanted)


def prepare(*, development: bool) -> None:
    check_machine()
    with alone("bootstrap"):
        make_venv()
        install("requirements-dev.txt" if development else "requirements.txt")


def main(arguments: list[str]) -> None:
    """Prepare .venv and go on in it, in this same process, as `-m inspection_portal.local`."""
    os.chdir(ROOT)
    with plain_errors():
        prepare(development=arguments[:1] not in (["run"], ["setup"]))
    os.execv(PYTHON, [str(PYTHON), "-m", "inspection_portal.local", *arguments])  # noqa: S606


if __name__ == "__main__":
    main(sys.argv[1:])
