"""Reports read in: published plain text or HTML, or the portal's own HTML, to the document.

Reading needs no database and no clock. It places every line or refuses, and where the text leaves
open what a finding is, it says so in a review.
"""

from datetime import date

from lxml.html import HtmlElement

from inspection_portal.reports.prose.leaves import UnreadableMarkup, parse
from inspection_portal.reports.reading.lines import plain_lines
from inspection_portal.reports.reading.portal_html import find_report, read_portal_html
from inspection_portal.reports.reading.published import Understood, understand
from inspection_portal.reports.reading.published_html import published_lines
from inspection_portal.reports.reading.results import Problem, Reading, ReadingError, Review
from inspection_portal.reports.reading.sources import decode, fingerprint, is_html

__all__ = ["Problem", "Reading", "ReadingError", "Review", "read"]


def read(source: str | bytes, *, published_on: date | None = None) -> Reading:
    """Read a report, plain text or HTML.

    `published_on` is needed where the text does not say it, or deadlines such as "within six
    months" stay without a date. Raises `ReadingError` with all problems, whatever the source is.
    """
    understood = _understood(decode(source), published_on)
    return Reading(understood.report, understood.reviews, fingerprint(source))


def _understood(text: str, published_on: date | None) -> Understood:
    if not is_html(text):
        return understand(plain_lines(text), published_on=published_on)
    root = _parsed(text)
    article = find_report(root)
    if article is not None:
        return Understood(read_portal_html(article), ())
    return understand(published_lines(root), published_on=published_on)


def _parsed(text: str) -> HtmlElement:
    try:
        return parse(text)
    except UnreadableMarkup as error:
        sentence = f"{error}; save the report as plain text instead."
        raise ReadingError([Problem(1, sentence)]) from error
