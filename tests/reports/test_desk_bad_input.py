"""What nobody should hand in on the desk: bounded, told in a clear sentence, and others go on."""

import io
import resource
import time
from collections.abc import Iterator
from datetime import datetime

import pikepdf
import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from inspection_portal.core.models import User
from inspection_portal.reports import desk, tasks
from inspection_portal.reports.models import HistoricReading
from inspection_portal.reports.transcribing import failures
from tests.pages import shown, signed_in
from tests.reports.test_desk import ON, TEXT
from tests.reports.test_reading_pdf import page_with

MEGABYTE = 1024**2
SECONDS, MEMORY = 30, 512 * MEGABYTE
NO_CHAPTER = "No chapter of a force or regional unit was found"
CLEAN = "Every line is placed, and none is in doubt."
PAGE = "<!DOCTYPE html><html><body><main><h1>A report</h1>{}</main></body></html>"
QUOTES = "<blockquote>" * 3_000 + "Words" + "</blockquote>" * 3_000
CELLS = '<table><tr><td colspan="1000000" rowspan="1000000">Words</td></tr></table>'
LOCKED = pikepdf.Encryption(owner="owner", user="user")
PAGES = "\n".join(f"Sentence {n} tells what was read on that morning." for n in range(30_000))
HEADING = "The force knows which threats matter"

# Of each: the name of its file, its content, and what the desk says of it.
CASES = {
    "script": ("a.html", PAGE.format("<script>alert(1)</script><p>Words</p>"), NO_CHAPTER),
    "500 pages": ("a.txt", f"{TEXT}\n{PAGES}", CLEAN),
    "a scan": ("a.pdf", page_with(b"0 0 595 842 re f"), failures.NO_TEXT),
    "encrypted": ("a.pdf", page_with(b"", encryption=LOCKED), failures.ENCRYPTED),
    "cut short": ("a.pdf", page_with(b"")[:300], failures.NOT_A_PDF),
    "a word of 2 MB": ("a.txt", "a" * 2 * MEGABYTE, NO_CHAPTER),
    "3,000 quotes": ("a.html", PAGE.format(QUOTES), "Elements are nested too deeply"),
    "colspan": ("a.html", PAGE.format(CELLS), NO_CHAPTER),
    "right to left": ("a.txt", TEXT.replace(HEADING, f"\u202e{HEADING}"), CLEAN),
    "emoji": ("a.txt", TEXT.replace(HEADING, f"{HEADING} 👮🏽‍♀️"), CLEAN),
    "entities": ("a.html", PAGE.format("&lol;" * 100_000), NO_CHAPTER),
}


@pytest.fixture
def bounded() -> Iterator[None]:
    began, held = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    yield
    assert time.monotonic() - began < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - held < MEMORY


@pytest.mark.parametrize("case", CASES)
def test_what_is_handed_in_is_told_and_others_go_on(
    case: str, publisher: User, moment: datetime, bounded: None
) -> None:
    call_command("load_reference_data", stdout=io.StringIO())
    name, told, said = CASES[case]
    content = told.encode() if isinstance(told, str) else told
    who = {"published_on": ON, "by": publisher, "at": moment}
    bad = desk.upload_historic(name=name, content=content, **who)
    good = desk.upload_historic(name="good.txt", content=TEXT.encode(), **who)
    for row in HistoricReading.objects.filter(state="waiting"):
        tasks.read_pdf(row.pk)
    client: Client = signed_in(publisher)
    page = shown(client.get(bad.get_absolute_url()))
    assert said in page
    assert "alert(1)" not in page
    listed = shown(client.get(reverse("reports:historic_readings")))
    is_unread = name.endswith(".pdf") or case == "3,000 quotes"
    assert ("Could not be read" in listed) is is_unread
    assert good.can_be_loaded
