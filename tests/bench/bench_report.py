"""The PDF of a whole report, against the same text with no report made of it, and against Typst."""

import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from io import StringIO
from itertools import count
from pathlib import Path

import pikepdf
import pypdfium2
import typst
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from findings.actions import open_correction
from findings.models import Finding, Inspection
from inspection_portal.core.models import User
from inspection_portal.home.demo.published import PUBLISHED_ON, TEXT
from inspection_portal.reports import rendering, snapshot
from inspection_portal.reports.document import Report
from inspection_portal.reports.prose.rendering import to_html
from inspection_portal.reports.reading import read
from inspection_portal.reports.rendering import printing
from inspection_portal.reports.rendering.glossary import said_in
from inspection_portal.reports.rendering.markup import part
from tests.bench import typst_report
from tests.bench.measuring import fork_medians, medians

ROUNDS = 9
TIMES = 10
# What a paragraph is made of where nothing is laid out: a row of a table is one.
BLOCKS = ("p", "li", "dt", "dd", "tr", "h1", "h2", "h3", "h4", "h5")
# A program that prints a report and tells the most memory that it held, in kB. The kernel's figure
# for the children of a process would be that of the process itself, where that holds more.
PRINT = """
import sys
from pathlib import Path
from inspection_portal.reports.rendering.printing import to_pdf
to_pdf(Path(sys.argv[1]).read_text(), identifier=b"x", document=b"{}")
print(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
"""


@dataclass(frozen=True)
class Counted:
    """What is in a PDF; a link counts once a page, however many lines it runs over."""

    pages: int
    words: Counter[str]
    links: int
    tags: int

    def lacks(self, other: "Counted") -> float:
        """The share of the other's words that are not in this one."""
        return (other.words - self.words).total() / other.words.total()


def counted(path: Path) -> Counted:
    words: Counter[str] = Counter()
    for page in pypdfium2.PdfDocument(path):
        text = page.get_textpage().get_text_bounded().replace("\ufffe", "-")
        words.update(re.findall(r"\w+", text))
    with pikepdf.open(path) as file:
        links = {
            (number, str(link.get("/Contents", link.get("/Dest", ""))), round(float(link.Rect[1])))
            for number, page in enumerate(file.pages)
            for link in page.obj.get("/Annots", ())
        }
        tags = sum(
            isinstance(each, pikepdf.Dictionary) and "/S" in each and "/P" in each
            for each in file.objects
        )
        return Counted(len(file.pages), words, len(links), tags)


def bare_page(page: str) -> str:
    """All that a report says but its contents and drawings, each block of it a bare paragraph."""
    [article] = html.fromstring(page).xpath("//article[@data-report]")
    for part_of_layout in article.xpath(".//nav | .//svg"):
        part_of_layout.drop_tree()
    blocks = (each for each in article.iter(*BLOCKS) if not _has_blocks(each))
    paragraphs = "".join(f"<p>{escape(' '.join(block.itertext()))}</p>" for block in blocks)
    return f'<html lang="en-GB"><head><title>Bare</title></head><body>{paragraphs}</body></html>'


def _has_blocks(element: html.HtmlElement) -> bool:
    return next(element.iterdescendants(*BLOCKS), None) is not None


def report_pdf(report: Report) -> bytes:
    """The PDF of a report of which nothing was rendered before."""
    for once in (to_html, said_in, part):
        once.cache_clear()
    return rendering.pdf(report)


def longer(report: Report) -> Report:
    """The report with everything in it so many times over."""
    return replace(
        report,
        introduction=report.introduction * TIMES,
        regional_findings=report.regional_findings * TIMES,
        bodies=report.bodies * TIMES,
        appendices=report.appendices * TIMES,
    )


def memory(report: Report, path: Path) -> int:
    """What a program of its own holds at the most when it prints the report."""
    path.write_text(rendering.html(report))
    program = [sys.executable, "-c", PRINT, path]
    return int(subprocess.run(program, capture_output=True, check=True).stdout)


def test_report(measured: Callable[..., None], tmp_path: Path, seed: int) -> None:
    report = read(TEXT.read_bytes(), published_on=PUBLISHED_ON).report
    page = rendering.html(report)
    plain_page = bare_page(page)
    typst_source = typst_report.source(page, title=report.title, region=report.region).encode()
    typst_report.fonts(tmp_path)
    bare, whole, by_typst = (tmp_path / f"{name}.pdf" for name in ("bare", "whole", "typst"))

    def set_by_typst() -> None:
        typst.compile(
            typst_source, by_typst, font_paths=[tmp_path], ignore_system_fonts=True,
            pdf_standards=["ua-1"],
        )  # fmt: skip

    works = (
        lambda: bare.write_bytes(printing.to_pdf(plain_page, identifier=b"bare")),
        lambda: whole.write_bytes(report_pdf(report)),
    )
    for work in works:
        work()  # The first loads fonts and libraries.
    bare_cost, cost, typst_cost = fork_medians(*works, set_by_typst, rounds=ROUNDS, seed=seed)

    ours, plain, theirs = counted(whole), counted(bare), counted(by_typst)
    assert ours.pages >= max(plain.pages, theirs.pages)
    assert ours.tags > plain.tags
    assert ours.links >= theirs.links > plain.links
    assert max(ours.lacks(plain), ours.lacks(theirs), theirs.lacks(ours)) < 0.02
    # The contents, and what stands at the head and foot of each page.
    assert plain.lacks(ours) < 0.15
    measured("report-pdf-to-bare-text-cpu", limit=2.3, measured=cost / bare_cost)
    measured("report-pdf-to-typst-cpu", limit=15, measured=cost / typst_cost)


def test_ten_times_the_report(measured: Callable[..., None], tmp_path: Path, seed: int) -> None:
    report = read(TEXT.read_bytes(), published_on=PUBLISHED_ON).report
    long = longer(report)
    rendering.pdf(report)
    cost, long_cost = fork_medians(
        partial(report_pdf, report), partial(report_pdf, long), rounds=ROUNDS, seed=seed
    )
    held = memory(long, tmp_path / "long.html") / memory(report, tmp_path / "once.html")

    measured("report-pdf-ten-times-the-text-cpu", limit=11, measured=long_cost / cost)
    measured("report-pdf-ten-times-the-text-memory", limit=5, measured=held)


def test_preview(client: Client, moderator: User, measured: Callable[..., None]) -> None:
    """The page that shows the report as its rows stand, each time after an edit."""
    call_command("load_reference_data")
    call_command("backload", TEXT, stdout=StringIO(), stderr=StringIO())
    row = Inspection.objects.get()
    # While it is corrected it is a draft again.
    open_correction(row, reason="To be measured.", by=moderator, at=timezone.now())
    client.force_login(moderator)
    finding, edits = row.findings.order_by("pk")[0], count()

    def preview() -> None:
        edited = f"Edited {next(edits)} times."
        Finding.objects.filter(pk=finding.pk).update(text=edited)
        page = client.get(reverse("reports:preview", args=[row.uuid]))
        assert edited in page.content.decode()

    cost, pdf_cost = medians(
        preview, lambda: rendering.pdf(snapshot.draft(row)), rounds=ROUNDS, clock=time.perf_counter
    )
    measured("report-preview-to-pdf-time", limit=0.05, measured=cost / pdf_cost)
