"""The one module that imports WeasyPrint, which takes a second and needs Pango: load it late."""

import mimetypes
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from inspection_portal.reports.rendering.failures import RenderingFailed
from inspection_portal.reports.rendering.hearing import Hearing
from inspection_portal.reports.rendering.telling import told

STATIC = Path(__file__).resolve().parents[3] / "static"
FONTS = tuple(
    f"vendor/fonts/atkinson-hyperlegible-next-{subset}-{face}.woff2"
    for subset in ("latin", "latin-ext")
    for face in ("400-normal", "400-italic", "700-normal")
)
# Reserved by RFC 2606, so it leads nowhere even if another part were to ask for it.
STATIC_URL = "https://report.invalid/static/"
BASE_URL = f"{STATIC_URL}reports/"


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


def to_pdf(html: str, *, identifier: bytes, hearing: Hearing) -> bytes:
    """See `printing.to_pdf`."""
    try:
        with told(html, hearing):
            document = HTML(string=html, base_url=BASE_URL, url_fetcher=BundledAssets())
            content: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    except FatalURLFetchingError as error:  # a BaseException, which no caller expects
        raise RenderingFailed(str(error)) from error
    return content


def _refuse(reason: str) -> NoReturn:
    raise FatalURLFetchingError(reason)
