"""What WeasyPrint says while it works: how far it is, and what it could not do as asked."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from weasyprint.logger import LOGGER, PROGRESS_LOGGER

from inspection_portal.reports.rendering.hearing import DEAF, Hearing, Warned

# Characters of HTML to a page, and how far the work is when the pages are laid out: measured on
# whole reports. They only move the bar, so a guess will do.
HTML_PER_PAGE = 3000
STARTED, LAID_OUT, WRITTEN = 5, 75, 95
STEPS = {
    "Step 6": (LAID_OUT, "All pages are laid out and being drawn"),
    "Step 7": (WRITTEN, "The file is being written"),
}
READING = (STARTED, "The text and its styles are being read")

# A report that is wrong in one place is often wrong in a thousand: the first ones tell enough.
MOST_WARNINGS = 50
LONGEST_WARNING = 300

_HEADING = re.compile(r"<h[1-6][^>]{0,500}>(.{1,2000}?)</h[1-6]>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# What a warning is about, as it stands in the HTML: an anchor, an address or one character.
_ABOUT = re.compile(
    r"(?P<anchor>#[\w.:-]+)|(?P<address>\w+://[^\s'\"]+)|U\+(?P<code>[0-9A-F]{4,6})"
)


class _Ear(logging.Handler):
    """Hears both logs of WeasyPrint; the percentage that it passes on only grows."""

    def __init__(self, html: str, hearing: Hearing) -> None:
        super().__init__(logging.INFO)
        self.html = html
        self.hearing = hearing
        self.percent = 0
        self.page = 0
        self.warned: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if record.name == PROGRESS_LOGGER.name:
            self._step(message)
        elif record.levelno >= logging.WARNING:
            self._warn(message[:LONGEST_WARNING])

    def _step(self, message: str) -> None:
        percent, words = STEPS.get(message[:6], READING)
        if page := re.search(r"Page (\d+)", message):
            self.page = int(page[1])
            pages = max(self.page, len(self.html) // HTML_PER_PAGE)
            percent = STARTED + round(self.page / pages * (LAID_OUT - STARTED))
            words = f"Page {self.page} of about {pages} is laid out"
        if percent > self.percent:
            self.percent = percent
            self.hearing.on_progress(percent, words)

    def _warn(self, text: str) -> None:
        if text not in self.warned and len(self.warned) < MOST_WARNINGS:
            self.warned.add(text)
            self.hearing.on_warning(Warned(text, self._place(text)))

    def _place(self, text: str) -> str:
        """The heading above what the warning names, else the page that is being laid out."""
        if about := _ABOUT.search(text):
            named = chr(int(about["code"], 16)) if about["code"] else about[0].rstrip(".:")
            if heading := _heading_above(self.html, self.html.find(named)):
                return f"“{heading}”"
        if re.search(r" at \d+:\d+", text):
            return "the style sheet"
        return f"page {self.page + 1}" if self.page else ""


def _heading_above(html: str, position: int) -> str:
    """The last heading that begins before that position; none where it is not found."""
    last = ""
    for heading in _HEADING.finditer(html, 0, max(position, 0)):
        last = heading[1]
    return " ".join(_TAG.sub("", last).split())[:120]


@contextmanager
def told(html: str, hearing: Hearing) -> Iterator[None]:
    """Pass on what WeasyPrint says meanwhile of that HTML."""
    if hearing is DEAF:
        yield
        return
    ear, level = _Ear(html, hearing), PROGRESS_LOGGER.level
    PROGRESS_LOGGER.addHandler(ear)
    LOGGER.addHandler(ear)
    PROGRESS_LOGGER.setLevel(logging.INFO)
    try:
        yield
    finally:
        PROGRESS_LOGGER.setLevel(level)
        LOGGER.removeHandler(ear)
        PROGRESS_LOGGER.removeHandler(ear)
