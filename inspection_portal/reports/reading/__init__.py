"""Reports read in: published plain text, HTML or PDF, or the portal's own HTML, to the document.

Reading needs no database and no clock; a PDF is read by a child process first. It places every
line or refuses, and where the text leaves open what a finding is, it says so in a review.
"""

from collections.abc import Sequence
from datetime import date

from lxml.html import HtmlElement

from inspection_portal.reports.prose.leaves import UnreadableMarkup, parse
from inspection_portal.reports.reading.corrections import Correction, corrected
from inspection_portal.reports.reading.kinds import LineKind
from inspection_portal.reports.reading.lines import Line, plain_lines
from inspection_portal.reports.reading.portal_html import find_report, read_portal_html
from inspection_portal.reports.reading.published import Understood, understand
from inspection_portal.reports.reading.published_html import published_lines
from inspection_portal.reports.reading.results import Problem, Reading, ReadingError, Review
from inspection_portal.reports.reading.sources import decode, fingerprint, is_html
from inspection_portal.reports.transcribing import Unreadable, transcribe

__all__ = [
    "PDF",
    "Correction",
    "LineKind",
    "Problem",
    "Reading",
    "ReadingError",
    "Review",
    "lines_of",
    "read",
    "text_of",
]

# What the bytes of a PDF begin with.
PDF = b"%PDF-"


def read(
    source: str | bytes,
    *,
    published_on: date | None = None,
    corrections: Sequence[Correction] = (),
) -> Reading:
    """Read a report, plain text, HTML or PDF, with lines as `corrections` tell them.

    `published_on` is needed where the text does not say it, or deadlines such as "within six
    months" stay without a date. Raises `ReadingError` with all problems, whatever the source is.
    """
    understood = _understood(decode(text_of(source)), published_on, corrections)
    return Reading(understood.report, understood.reviews, fingerprint(source))


def text_of(source: str | bytes) -> str | bytes:
    """The source, or what it says as HTML where it is a PDF. Raises `ReadingError`."""
    if isinstance(source, str) or not source.startswith(PDF):
        return source
    try:
        return transcribe(source)
    except Unreadable as error:
        raise ReadingError([Problem(1, str(error))]) from error


def lines_of(text: str) -> list[Line]:
    """The lines of plain text or HTML that are not blank: a correction names one by its place."""
    return published_lines(_parsed(text)) if is_html(text) else plain_lines(text)


def _understood(
    text: str, published_on: date | None, corrections: Sequence[Correction]
) -> Understood:
    article = find_report(_parsed(text)) if is_html(text) else None
    if article is not None:
        return Understood(read_portal_html(article), ())
    problems: list[Problem] = []
    lines = corrected(lines_of(text), corrections, problems)
    if problems:
        raise ReadingError(problems)
    return understand(lines, published_on=published_on)


def _parsed(text: str) -> HtmlElement:
    try:
        return parse(text)
    except UnreadableMarkup as error:
        sentence = f"{error}; save the report as plain text instead."
        raise ReadingError([Problem(1, sentence)]) from error
