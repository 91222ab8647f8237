"""The command that checks a file that is at hand, asks, and loads it."""

from collections.abc import Callable
from functools import partial
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from disruptions import actions
from disruptions.actions import extract_runs as running
from disruptions.models import DataExtract, Disruption, Threat
from inspection_portal.core.models import User
from tests.disruptions.test_extract_actions import AT, during_the_run, elsewhere
from tests.disruptions.test_extracts import line, table

pytestmark = pytest.mark.django_db
Command = Callable[..., str]


@pytest.fixture
def file(tmp_path: Path, threat: Threat) -> Path:
    file = tmp_path / "june.csv"
    file.write_text(table(line(threat), line(threat, reference="D2", category="Huge")))
    return file


@pytest.fixture
def command(file: Path, inspector: User) -> Command:
    """Runs it over the file; answers what it wrote, progress first."""

    def run(*more: str) -> str:
        out, progress = StringIO(), StringIO()
        told = [str(file), "--kind=disruptions", f"--by={inspector.email}", "--taken-on=2026-03-01"]
        call_command("import_extract", *told, *more, stdout=out, stderr=progress)
        return progress.getvalue() + out.getvalue()

    return run


def answer(monkeypatch: pytest.MonkeyPatch, does: Callable[[], object]) -> None:
    """Have that happen while it asks, and then answer yes."""

    def asked(question: str) -> str:
        does()
        return "y"

    monkeypatch.setattr("builtins.input", asked)


def test_it_loads_what_it_showed(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "1 new" in command("--check")
    assert not Disruption.objects.exists()
    answer(monkeypatch, lambda: None)
    told = command()
    assert "Row 3, column I (Assessment category), “Huge”: Type one of these" in told
    assert told.endswith("The extract is loaded.\n")
    assert Disruption.objects.get().reference == "D1"
    assert {"Reading", "Checking, 100%", "Loading, 0%"} <= {*told.splitlines()}


def test_it_asks_for_the_day(file: Path) -> None:
    with pytest.raises(CommandError, match="--taken-on"):
        call_command("import_extract", str(file), "--kind=disruptions", "--by=a@example.org")


def test_another_file_than_was_checked_is_not_loaded(
    command: Command, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, lambda: file.write_text(file.read_text().replace("D1", "D9")))
    with pytest.raises(CommandError, match="it was changed since"):
        command()
    assert not Disruption.objects.exists()
    assert DataExtract.objects.count() == 1


def test_something_else_than_was_shown_is_not_loaded(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, lambda: command("--yes"))
    with pytest.raises(CommandError, match="The portal holds something else than when this was"):
        command()
    assert DataExtract.objects.filter(state="loaded").count() == 1


@pytest.mark.django_db(transaction=True)
def test_it_fails_where_somebody_cancels(
    command: Command, inspector: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cancel() -> None:
        actions.cancel_extract(DataExtract.objects.get(), by=inspector, at=AT)

    during_the_run(monkeypatch, partial(elsewhere, cancel))
    with pytest.raises(CommandError, match="Somebody cancelled the extract"):
        command("--yes")
    assert not Disruption.objects.exists()


def test_what_cannot_be_read_says_why(command: Command, file: Path) -> None:
    file.write_text("Ref,Threat\n1,2")
    with pytest.raises(CommandError, match="There is no column"):
        command("--yes")
    file.unlink()
    with pytest.raises(CommandError, match="can't be read"):
        command("--yes")
    assert DataExtract.objects.get().state == running.State.REFUSED
