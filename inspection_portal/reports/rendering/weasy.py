"""The one module that imports WeasyPrint, which takes a second and needs Pango: load it late."""

import gc
import io
import logging
import mimetypes
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urljoin

from weasyprint import CSS, HTML, Attachment
from weasyprint.logger import PROGRESS_LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from inspection_portal.reports.rendering import finishing
from inspection_portal.reports.rendering.failures import RenderingFailed

STATIC = Path(__file__).resolve().parents[3] / "static"
FONTS = tuple(
    f"vendor/fonts/atkinson-hyperlegible-next-{subset}-{face}.woff2"
    for subset in ("latin", "latin-ext")
    for face in ("400-normal", "400-italic", "700-normal")
)
# Reserved by RFC 2606, so it leads nowhere even if another part were to ask for it.
STATIC_URL = "https://report.invalid/static/"
BASE_URL = f"{STATIC_URL}reports/"

# Characters of HTML to a page, and how far the work is when the pages are laid out: measured on
# whole reports. They only move the bar, so a guess will do.
HTML_PER_PAGE = 3000
STARTED, LAID_OUT, WRITTEN = 5, 75, 95

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
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": content_type})


@cache
def bundled() -> frozenset[str]:
    """What a report may load, as paths below `static/`."""
    own = (path.relative_to(STATIC) for path in (STATIC / "reports").rglob("*"))
    return frozenset({*FONTS, *(path.as_posix() for path in own)})


class _Progress(logging.Handler):
    """Turns WeasyPrint's own log of its steps into a percentage that only grows."""

    def __init__(self, pages: int, on_progress: Callable[[int], object]) -> None:
        super().__init__(logging.INFO)
        self.pages = pages
        self.on_progress = on_progress
        self.percent = 0

    def emit(self, record: logging.LogRecord) -> None:
        percent = self._percent(record.getMessage())
        if percent > self.percent:
            self.percent = percent
            self.on_progress(percent)

    def _percent(self, message: str) -> int:
        if page := re.search(r"Page (\d+)", message):
            share = min(1.0, int(page[1]) / self.pages)
            return STARTED + round(share * (LAID_OUT - STARTED))
        return {"Step 6": LAID_OUT, "Step 7": WRITTEN}.get(message[:6], STARTED)


@contextmanager
def _reporting(html: str, on_progress: Callable[[int], object] | None) -> Iterator[None]:
    if on_progress is None:
        yield
        return
    handler = _Progress(max(1, len(html) // HTML_PER_PAGE), on_progress)
    PROGRESS_LOGGER.addHandler(handler)
    level = PROGRESS_LOGGER.level
    PROGRESS_LOGGER.setLevel(logging.INFO)
    try:
        yield
    finally:
        PROGRESS_LOGGER.setLevel(level)
        PROGRESS_LOGGER.removeHandler(handler)


def to_pdf(
    html: str,
    *,
    identifier: bytes,
    document: bytes | None,
    on_progress: Callable[[int], object] | None,
) -> bytes:
    """See `printing.to_pdf`."""
    try:
        with _reporting(html, on_progress), _leaving_garbage():
            page = HTML(string=html, base_url=BASE_URL, url_fetcher=BundledAssets())
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
    """Style sheets as WeasyPrint keeps them, with their fonts: read once in a process.

    One set of sheets shares no fonts with another, so that what was printed before changes nothing.
    """
    fonts = FontConfiguration()
    return fonts, [CSS(url=url, url_fetcher=BundledAssets(), font_config=fonts) for url in urls]


def _refuse(reason: str) -> NoReturn:
    raise FatalURLFetchingError(reason)
