"""An inspector uploads an extract, looks at what it would do, and has it loaded by the job."""

import subprocess
from collections.abc import Callable
from csv import DictReader
from pathlib import Path

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from disruptions.models import DataExtract, Disruption
from forces.models import Body
from inspection_portal.core.models import User
from tests.factories import ThreatFactory
from tests.journeys.looking import assert_sound

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEADINGS = (
    *("Reference", "Threat ref", "Force", "Event date", "Record data", "Disruption type"),
    *("Category", "Narrative", "Moderation status"),
)
SECONDS = 30_000
Open = Callable[..., Page]


def table(path: Path, force: Body, *rows: tuple[str, str, str]) -> Path:
    """A file of disruptions: reference, threat and day of the event of each."""
    lines = [",".join(HEADINGS)]
    for reference, threat, day in rows:
        told = (reference, threat, str(force), day, str(localdate()), "Lead Disruption", "Minor")
        lines.append(",".join((*told, "A phone was taken.", "Moderated")))
    path.write_text("\n".join(lines))
    return path


def uploads(page: Page, file: Path) -> None:
    page.get_by_role("button", name="Upload an extract").click()
    page.get_by_label("Disruptions", exact=True).check()
    page.get_by_label("The file").set_input_files(file)
    assert_sound(page)
    for part, typed in (("Day", "1"), ("Month", "3"), ("Year", "2026")):
        page.get_by_label(part, exact=True).fill(typed)
    page.get_by_role("button", name="Upload and check").click()


def test_uploaded_looked_at_and_loaded(
    open_page: Open,
    worker: subprocess.Popen[bytes],
    tmp_path: Path,
    force: Body,
    inspector: User,
) -> None:
    threat, day = ThreatFactory(body=force).reference, "2026-02-03"
    rows = [(f"APM-{number}", threat, day) for number in range(1, 4)]
    bad = (("APM-8", threat, "2026-02-30"), ("APM-9", "OCG Nobody", day))
    page = open_page("/disruptions/", by=inspector)
    page.get_by_role("button", name="Data extracts").click()
    assert_sound(page)
    uploads(page, table(tmp_path / "march.csv", force, *rows, *bad))

    load = page.get_by_role("button", name="Load 3 rows")
    expect(load).to_be_visible(timeout=SECONDS)
    expect(page.get_by_text("There is no such day.")).to_be_visible()
    expect(page.get_by_text("The portal has no threat of this reference.")).to_be_visible()
    assert_sound(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the refused rows as CSV").click()
    lines = list(DictReader(download.value.path().read_text("utf-8-sig").splitlines()))
    assert [(line["Row"], line["Value"]) for line in lines] == [
        *(("5", "2026-02-30"), ("6", "OCG Nobody"))
    ]
    assert not Disruption.objects.exists()

    load.click()
    expect(page.get_by_text("Loaded on")).to_be_visible(timeout=SECONDS)
    assert_sound(page)
    page.get_by_role("link", name="Look at the disruptions").click()
    for reference, _, _ in rows:
        expect(page.get_by_role("link", name=reference)).to_be_visible()

    page.get_by_role("button", name="Data extracts").click()
    uploads(page, table(tmp_path / "april.csv", force, ("APM-4", threat, day)))
    expect(page.get_by_role("button", name="Load 1 row")).to_be_visible(timeout=SECONDS)
    page.get_by_role("button", name="Cancel this extract").click()
    expect(page.get_by_text("and nothing was loaded")).to_be_visible()
    assert_sound(page)
    assert Disruption.objects.count() == len(rows)
    assert DataExtract.objects.filter(state="cancelled").get().name == "april.csv"
