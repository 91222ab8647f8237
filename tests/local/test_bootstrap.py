"""The first step of every make target, and how it says what went wrong."""

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from inspection_portal.local import bootstrap
from inspection_portal.local.bootstrap import ROOT, Problem


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VAR", tmp_path / "var")
    return tmp_path / "var"


def test_runs_without_any_package() -> None:
    code = "import sys; sys.path.insert(0, 'inspection_portal/local'); import bootstrap"
    subprocess.run([sys.executable, "-I", "-S", "-c", code], cwd=ROOT, check=True)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Problem("the cat sleeps. Wake it."), "Problem: the cat sleeps. Wake it."),
        (OSError(errno.ENOSPC, "No space left on device"), "Problem: the disk is full."),
        (KeyboardInterrupt(), "Stopped before it was done."),
    ],
)
def test_errors_are_one_plain_line(error: BaseException, said: str) -> None:
    with pytest.raises(SystemExit) as ended, bootstrap.plain_errors():
        raise error
    message = str(ended.value)
    assert message.startswith(said)
    assert "\n" not in message


def test_other_errors_are_not_hidden() -> None:
    with pytest.raises(FileNotFoundError), bootstrap.plain_errors():
        raise FileNotFoundError("a fault of our own")


def test_failed_command_names_its_log(var: Path) -> None:
    with pytest.raises(Problem, match=r"it failed\. Details: var/log/setup\.log$"):
        bootstrap.run_logged(
            [sys.executable, "-c", "import sys; sys.exit('the reason')"], otherwise="it failed."
        )
    assert "the reason" in (var / "log" / "setup.log").read_text()


def test_full_disk_is_recognised_in_the_output_of_a_tool(var: Path) -> None:
    tool = "import sys; sys.exit('npm error code ENOSPC')"
    with pytest.raises(Problem, match="the disk is full"):
        bootstrap.run_logged([sys.executable, "-c", tool], otherwise="it failed.")


def test_earlier_output_does_not_explain_a_later_failure(var: Path) -> None:
    bootstrap.run_logged([sys.executable, "-c", "print('ENOSPC')"], otherwise="it failed.")
    with pytest.raises(Problem, match="it failed"):
        bootstrap.run_logged([sys.executable, "-c", "raise SystemExit(1)"], otherwise="it failed.")


@pytest.mark.usefixtures("var")
def test_too_little_room_is_noticed_before_anything_is_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(bootstrap, "PYTHON", tmp_path / "missing")
    monkeypatch.setattr(bootstrap, "ROOM_NEEDED", 10**18)
    with pytest.raises(Problem, match="GB of room"):
        bootstrap.check_machine()


def test_old_python_is_told_the_newest_that_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "OLDEST_PYTHON", (99, 0))
    with pytest.raises(Problem, match=r"make run PYTHON=python3\.11"):
        bootstrap.check_machine()


def test_installed_lock_is_not_installed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    installed: list[Path] = []
    monkeypatch.setattr(bootstrap, "uv", lambda: None)
    monkeypatch.setattr(bootstrap, "pip_install", installed.append)
    lock = tmp_path / "requirements.txt"
    for content in ("first", "first", "second"):
        lock.write_text(content)
        bootstrap.install("requirements.txt")
    assert installed == [lock, lock]


def test_development_lock_holds_every_pin_of_the_runtime_lock() -> None:
    def pins(name: str) -> set[str]:
        lines = (ROOT / name).read_text().splitlines()
        return {line.rstrip(" \\") for line in lines if line[:1].isalnum()}

    assert pins("requirements.txt") <= pins("requirements-dev.txt")


@pytest.mark.parametrize("lock", sorted(ROOT.glob("requirements*.txt")), ids=lambda lock: lock.name)
def test_locks_are_hashed_and_name_no_index(lock: Path) -> None:
    text = lock.read_text()
    assert "://" not in text
    pinned = [line for line in text.splitlines() if line[:1].isalnum()]
    assert pinned
    assert all("==" in line and line.endswith("\\") for line in pinned)
