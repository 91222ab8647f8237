import logging
import os
import re
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pypdfium2
import pytest
import weasyprint

from inspection_portal.reports import rendering
from inspection_portal.reports.document import Report, Section
from inspection_portal.reports.rendering import Hearing, RenderingFailed, markup, printing, process
from tests.reports.sample import BARE

CANARY = "canary-7c1f"


class Listener(HTTPServer):
    """Notes each request to this machine, and redirects it back to itself once."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        self.send_response(404)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Keep the tests' output to the tests."""


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def secret_file(tmp_path: Path) -> Path:
    path = tmp_path / "secret.txt"
    path.write_text(CANARY)
    return path


VECTORS = {
    "img": '<img src="{url}/a" alt="">',
    "img in srcset": '<img src="{url}/a" srcset="{url}/b 2x" alt="">',
    "link": '<link rel="stylesheet" href="{url}/a">',
    "import": '<style>@import url("{url}/a");</style>',
    "background": '<p style="background: url({url}/a)">x</p>',
    "page background": "<style>@page {{ background: url({url}/a) }}</style>",
    "font": (
        "<style>@font-face {{ font-family: x; src: url({url}/a) }} p {{ font-family: x }}</style>"
    ),
    "attachment": '<link rel="attachment" href="{url}/a">',
    "attachment in a link": '<a rel="attachment" href="{url}/a">x</a>',
    "svg image": '<svg xmlns="http://www.w3.org/2000/svg"><image href="{url}/a"/></svg>',
    "svg style": (
        '<svg xmlns="http://www.w3.org/2000/svg">'
        '<style>@import url("{url}/a");</style><text>x</text></svg>'
    ),
    "svg use": '<svg xmlns="http://www.w3.org/2000/svg"><use href="{url}/a#b"/></svg>',
    "embed": '<embed src="{url}/a" type="image/png">',
    "object": '<object data="{url}/a" type="image/png"></object>',
    "base": '<base href="{url}/"><img src="a" alt="">',
    "content": "<style>p::before {{ content: url({url}/a) }}</style><p>x</p>",
    "list style": '<ul style="list-style-image: url({url}/a)"><li>x</li></ul>',
    "border image": '<p style="border: 1px solid; border-image: url({url}/a) 1">x</p>',
    "protocol relative": '<base href="http:"><img src="{url}/a" alt="">',
    "svg in data": (
        "<img alt='' src='data:image/svg+xml,"
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="{url}/a"/></svg>\'>'
    ),
}


def page(body: str) -> str:
    return f'<!DOCTYPE html><html lang="en"><head><title>x</title></head><body>{body}</body></html>'


def attempt(html: str) -> bytes:
    """The PDF of hostile HTML, empty where it is refused."""
    try:
        return printing.to_pdf(html, identifier=b"x")
    except RenderingFailed:
        return b""


@pytest.mark.parametrize("vector", VECTORS.values(), ids=VECTORS)
def test_no_request_leaves(vector: str, listener: Listener) -> None:
    attempt(page(vector.format(url=listener.url)))

    assert listener.asked == []


def test_the_listener_would_have_heard_a_request(listener: Listener) -> None:
    logging.getLogger("weasyprint").disabled = True
    try:
        weasyprint.HTML(string=page(VECTORS["img"].format(url=listener.url))).write_pdf()
    finally:
        logging.getLogger("weasyprint").disabled = False

    assert listener.asked == ["/a"]


@pytest.mark.parametrize("vector", VECTORS.values(), ids=VECTORS)
def test_no_file_is_read(vector: str, secret_file: Path) -> None:
    pdf = attempt(page(vector.format(url=secret_file.parent.as_uri()).replace("/a", "/secret.txt")))

    assert CANARY.encode() not in pdf
    assert pdf == b"" or CANARY not in text(pdf)


def test_a_report_that_asks_for_more_is_refused_by_name(listener: Listener) -> None:
    with pytest.raises(RenderingFailed, match=re.escape(f"and fonts, not {listener.url}/a.")):
        printing.to_pdf(page(VECTORS["img"].format(url=listener.url)), identifier=b"x")


@pytest.mark.parametrize("path", ["../manage.py", "%2e%2e/manage.py", "css/app.css", ""])
def test_other_files_of_the_portal_are_not_bundled(path: str) -> None:
    with pytest.raises(RenderingFailed, match="only its own styles and fonts"):
        printing.to_pdf(
            page(f'<img alt="" src="https://report.invalid/static/{path}">'), identifier=b"x"
        )


@pytest.mark.parametrize("vector", VECTORS.values(), ids=VECTORS)
def test_typed_into_a_report_it_is_only_text(vector: str, listener: Listener) -> None:
    typed = vector.format(url=listener.url) + f"\n\n![x]({listener.url}/a)"
    report = replace(BARE, introduction=(Section(typed, typed),), regional_introduction=typed)

    pdf = rendering.pdf(report)

    assert listener.asked == []
    assert listener.url in text(pdf)


def text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_bounded() for page in document)


def hostile(monkeypatch: pytest.MonkeyPatch, body: str) -> Report:
    """A report whose HTML is `body`, as no Markdown could make it."""
    monkeypatch.setattr(markup, "html", lambda *_: page(body))
    return BARE


HUGE_TABLE = "<table><tr><td colspan=1000000>x</td></tr></table>"


def test_endless_layout_is_killed_when_its_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RenderingFailed, match="longer than 3 seconds"):
        rendering.pdf_in_child(hostile(monkeypatch, HUGE_TABLE), timeout=3)


@pytest.mark.long
def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    report = hostile(monkeypatch, "<p>x" * 400_000)

    with pytest.raises(RenderingFailed, match="memory"):
        rendering.pdf_in_child(report, memory=250 * 1024**2)


def test_nesting_without_end_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RenderingFailed, match="nested too deeply"):
        rendering.pdf_in_child(hostile(monkeypatch, "<div>" * 3000))


def test_a_word_longer_than_its_page_is_broken_and_not_cut_off() -> None:
    report = replace(BARE, regional_introduction="ÿ" * 9_000)

    assert text(rendering.pdf(report)).count("ÿ") == 9_000


def test_reason_comes_from_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RenderingFailed, match=r"and fonts, not http://a\.test/"):
        rendering.pdf_in_child(hostile(monkeypatch, '<img alt="" src="http://a.test/">'))


def test_child_is_gone_when_nobody_listens_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped(BaseException):
        pass

    def stop(percent: int, words: str) -> None:
        raise Stopped

    report = hostile(monkeypatch, HUGE_TABLE)
    with pytest.raises(Stopped):
        rendering.pdf_in_child(report, timeout=600, hearing=Hearing(on_progress=stop))


def test_child_knows_no_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\nenv > {tmp_path}/environment\nexit 3\n")
    program.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(process, "_kept", lambda: [])
    monkeypatch.setenv("SECRET_KEY", CANARY)

    with pytest.raises(RenderingFailed, match="exit status 3"):
        rendering.pdf_in_child(BARE)

    environment = (tmp_path / "environment").read_text()
    assert f"PATH={os.environ['PATH']}" in environment
    assert CANARY not in environment
    assert "DATABASE" not in environment


class WithoutPango(MetaPathFinder):
    def find_spec(
        self, name: str, path: object, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name == "inspection_portal.reports.rendering.weasy":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return None


def test_missing_pango_is_one_sentence_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "inspection_portal.reports.rendering.weasy", raising=False)
    monkeypatch.delattr(rendering, "weasy", raising=False)
    monkeypatch.setattr(sys, "meta_path", [WithoutPango(), *sys.meta_path])

    with pytest.raises(RenderingFailed, match=r"apt-get install libpango-1\.0-0"):
        rendering.pdf(BARE)
