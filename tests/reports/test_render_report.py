"""`manage.py render_report`: as published or as drafted, the same bytes twice."""

import io
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest
from django.core.management import CommandError, call_command

from findings.actions import open_correction, revise_finding
from findings.models import Inspection
from inspection_portal.core.models import User, system_user
from inspection_portal.reports import actions, rendering
from inspection_portal.reports.rendering import LAYOUTS


def rendered(inspection: Inspection, out: Path, *more: str) -> bytes:
    call_command("render_report", inspection.slug, "--out", str(out), *more, stdout=io.StringIO())
    return out.read_bytes()


def test_a_draft_is_written_alike_twice(draft: Inspection, tmp_path: Path) -> None:
    first = rendered(draft, tmp_path / "first.pdf")
    assert first == rendered(draft, tmp_path / "second.pdf")
    with pikepdf.open(tmp_path / "first.pdf") as pdf:
        assert str(pdf.docinfo["/Title"]) == draft.title


def test_a_published_report_is_written_as_it_was_published(
    draft: Inspection, inspector: User, moment: datetime, tmp_path: Path
) -> None:
    actions.publish(
        draft, publish_at=moment, seen_version=draft.version, by=system_user(), at=moment
    )
    published = rendered(draft, tmp_path / "published.pdf")
    open_correction(draft, reason="A figure was wrong.", by=inspector, at=moment)
    finding = draft.findings.get()
    revise_finding(finding, text="Corrected.", seen_version=1, by=inspector, at=moment)
    assert rendered(draft, tmp_path / "again.pdf") == published


@pytest.mark.usefixtures("db")
def test_an_inspection_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no inspection “nowhere”"):
        call_command("render_report", "nowhere", "--out", str(tmp_path / "x.pdf"))


def test_a_folder_that_is_not_there_is_one_sentence(draft: Inspection, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="could not be written"):
        rendered(draft, tmp_path / "missing" / "x.pdf")


def test_it_is_written_in_welsh_where_its_layout_can_be(
    draft: Inspection, moment: datetime, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    welsh = rendered(draft, tmp_path / "welsh.pdf", "--language", "cy")
    assert welsh != rendered(draft, tmp_path / "english.pdf")
    with pikepdf.open(tmp_path / "welsh.pdf") as pdf:
        assert (str(pdf.Root.Lang), str(pdf.docinfo["/Title"])) == ("cy", draft.title)
    monkeypatch.setattr(rendering, "NEWEST", LAYOUTS[0])
    with pytest.raises(CommandError, match="in English alone, not in Cymraeg"):
        rendered(draft, tmp_path / "old.pdf", "--language", "cy")
