"""The one module that imports WeasyPrint, which takes a second and needs Pango: load it late."""

import gc
import io
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urljoin

from cssselect2 import ElementWrapper
from fontTools.ttLib import woff2
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from inspection_portal.reports.rendering import finishing
from inspection_portal.reports.rendering.failures import RenderingFailed
from inspection_portal.reports.rendering.hearing import Hearing
from inspection_portal.reports.rendering.telling import told
from inspection_portal.reports.rendering.tree import tree

STATIC = Path(__file__).resolve().parents[3] / "static"
FONTS = tuple(
    f"vendor/fonts/atkinson-hyperlegible-next-{subset}-{face}.woff2"
    for subset in ("latin", "latin-ext")
    for face in ("400-normal", "400-italic", "700-normal")
)
# Reserved by RFC 2606, so it leads nowhere even if another part were to ask for it.
STATIC_URL = "https://report.invalid/static/"
BASE_URL = f"{STATIC_URL}reports/"

ACCESSIBLE = {"pdf_variant": "pdf/ua-1", "finisher": finishing.write_once}


class BundledAssets(URLFetcher):
    """Gives a report the style sheets, pictures and fonts that come with it, and nothing else.

    No request leaves, no other file is read; whatever asks for more stops the rendering.
    """

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        name = url.removeprefix(STATIC_URL)
        if name == url or name not in bundled():
            _refuse(f"A report may load only its own styles and fonts, not {url[:200]}.")
        path = STATIC / name
        if not path.is_file():
            _refuse(f"The file static/{name} is missing: run make setup.")
        content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        content = _unpacked(path) if name in FONTS else path.read_bytes()
        return URLFetcherResponse(url, content, {"Content-Type": content_type})


class _Page(HTML):
    """A page that lxml reads. WeasyPrint takes no tree, and its own parser forty times as long."""

    def __init__(self, html: str) -> None:
        self.base_url = BASE_URL
        self.url_fetcher = BundledAssets()
        self.media_type = "print"
        self.wrapper_element = ElementWrapper.from_html_root(tree(html), content_language=None)
        self.etree_element = self.wrapper_element.etree_element


@cache
def bundled() -> frozenset[str]:
    """What a report may load, as paths below `static/`."""
    own = (path.relative_to(STATIC) for path in (STATIC / "reports").rglob("*"))
    return frozenset({*FONTS, *(path.as_posix() for path in own)})


def to_pdf(html: str, *, identifier: bytes, document: bytes | None, hearing: Hearing) -> bytes:
    """See `printing.to_pdf`."""
    try:
        with told(html, hearing), _leaving_garbage():
            page = _Page(html)
            font_config, styles = _styles(_take_styles(page))
            content: bytes = page.write_pdf(
                font_config=font_config,
                stylesheets=styles,
                pdf_identifier=identifier,
                **(ACCESSIBLE if document is None else _archive(document)),
            )
    except FatalURLFetchingError as error:  # a BaseException, which no caller expects
        raise RenderingFailed(str(error)) from error
    return content


def _archive(document: bytes) -> dict[str, Any]:
    attached = Attachment(
        file_obj=io.BytesIO(document),
        name="report.json",
        description="The report as data: what this file was made from",
        relationship="Source",
        url_fetcher=BundledAssets(),
    )
    return {
        "pdf_variant": "pdf/a-3a",
        "attachments": [attached],
        "finisher": finishing.make_accessible_archive,
    }


@contextmanager
def _leaving_garbage() -> Iterator[None]:
    """Look for none while a report is made: its hundred thousands of boxes are all still in use."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _take_styles(page: HTML) -> tuple[str, ...]:
    """The addresses of the bundled style sheets that the page links, which it no longer links."""
    taken = []
    for parent in page.etree_element.iter("head"):
        for link in parent.findall("link[@rel='stylesheet']"):
            url = urljoin(page.base_url, link.get("href", ""))
            if url.removeprefix(STATIC_URL) in bundled():
                parent.remove(link)
                taken.append(url)
    return tuple(taken)


@lru_cache(maxsize=16)
def _styles(urls: tuple[str, ...]) -> tuple[FontConfiguration, list[CSS]]:
    """Style sheets as WeasyPrint keeps them, with their fonts: loaded once in a process.

    One set of sheets shares no fonts with another, so that what was printed before changes nothing.
    """
    sheets, fonts = [_sheet(url) for url in urls], FontConfiguration()
    for _, faces in sheets:
        for descriptors in faces.asked:
            fonts.add_font_face(descriptors, BundledAssets())
    return fonts, [sheet for sheet, _ in sheets]


@cache
def _sheet(url: str) -> tuple[CSS, "_Faces"]:
    faces = _Faces()
    return CSS(url=url, url_fetcher=BundledAssets(), font_config=faces), faces


class _Faces:
    """Stands in for the fonts while a style sheet is read: what it asks for, to be loaded later."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []

    def add_font_face(self, descriptors: dict[str, Any], _: URLFetcher) -> None:
        self.asked.append(descriptors)


@cache
def _unpacked(path: Path) -> bytes:
    """A woff2 font as TrueType. WeasyPrint would do the same again for each set of sheets."""
    font = io.BytesIO()
    woff2.decompress(io.BytesIO(path.read_bytes()), font)
    return font.getvalue()


def warm() -> None:
    """Read the bundled style sheets and fonts, as every child would for itself.

    Without Pango: it starts threads, so what it keeps is of no use after a fork.
    """
    for name in sorted(bundled()):
        if name.endswith(".css") and not name.endswith("screen.css"):
            _sheet(STATIC_URL + name)
    for path in (STATIC / name for name in FONTS):
        if path.is_file():
            _unpacked(path)


def _refuse(reason: str) -> NoReturn:
    raise FatalURLFetchingError(reason)
