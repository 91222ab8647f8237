"""The one module that imports WeasyPrint, which takes a second and needs Pango: load it late."""

import logging
import mimetypes
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from weasyprint import HTML
from weasyprint.logger import PROGRESS_LOGGER
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

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


def to_pdf(html: str, *, identifier: bytes, on_progress: Callable[[int], object] | None) -> bytes:
    """See `printing.to_pdf`."""
    try:
        with _reporting(html, on_progress):
            document = HTML(string=html, base_url=BASE_URL, url_fetcher=BundledAssets())
            content: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    except FatalURLFetchingError as error:  # a BaseException, which no caller expects
        raise RenderingFailed(str(error)) from error
    return content


def _refuse(reason: str) -> NoReturn:
    raise FatalURLFetchingError(reason)
