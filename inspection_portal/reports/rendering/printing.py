"""HTML to PDF where WeasyPrint may be missing: its absence is one sentence, not a traceback."""

from inspection_portal.reports.rendering.failures import RenderingFailed
from inspection_portal.reports.rendering.hearing import DEAF, Hearing

PANGO_MISSING = (
    "PDF reports need Pango. On Debian or Ubuntu: apt-get install libpango-1.0-0"
    " libpangoft2-1.0-0 libharfbuzz-subset0. On macOS: brew install pango."
)


def load() -> bool:
    """Load WeasyPrint and what reports are made with before it is needed; whether it is there."""
    try:
        from inspection_portal.reports.rendering import weasy
    except OSError:
        return False
    weasy.warm()
    return True


def to_pdf(
    html: str,
    *,
    identifier: bytes,
    document: bytes | None = None,
    hearing: Hearing = DEAF,
) -> bytes:
    """Print HTML as a tagged PDF/UA-1 file; equal arguments give equal bytes.

    With the report's `document` as JSON the file is PDF/A-3a as well, and carries it as its source.
    Raises `RenderingFailed` where Pango is missing, and where the HTML asks for anything but the
    report's own styles and fonts.
    """
    try:
        # Takes a second and loads Pango, so nobody pays for it who makes no PDF.
        from inspection_portal.reports.rendering import weasy
    except OSError as error:
        raise RenderingFailed(PANGO_MISSING) from error
    return weasy.to_pdf(html, identifier=identifier, document=document, hearing=hearing)
