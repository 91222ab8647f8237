"""HTML to PDF where WeasyPrint may be missing: its absence is one sentence, not a traceback."""

from inspection_portal.reports.rendering.failures import RenderingFailed
from inspection_portal.reports.rendering.hearing import DEAF, Hearing

PANGO_MISSING = (
    "PDF reports need Pango. On Debian or Ubuntu: apt-get install libpango-1.0-0"
    " libpangoft2-1.0-0 libharfbuzz-subset0. On macOS: brew install pango."
)


def load() -> bool:
    """Load WeasyPrint before it is needed; whether it is there."""
    try:
        from inspection_portal.reports.rendering import weasy  # noqa: F401
    except OSError:
        return False
    return True


def to_pdf(html: str, *, identifier: bytes, hearing: Hearing = DEAF) -> bytes:
    """Print HTML as a tagged PDF; equal HTML and identifier give equal bytes.

    Raises `RenderingFailed` where Pango is missing, and where the HTML asks for anything but the
    report's own styles and fonts.
    """
    try:
        # Takes a second and loads Pango, so nobody pays for it who makes no PDF.
        from inspection_portal.reports.rendering import weasy
    except OSError as error:
        raise RenderingFailed(PANGO_MISSING) from error
    return weasy.to_pdf(html, identifier=identifier, hearing=hearing)
