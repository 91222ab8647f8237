"""The document as HTML: one template per layout, filled from the dataclasses alone."""

import hashlib
from collections.abc import Hashable
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from inspection_portal.reports.document import Report, encoded
from inspection_portal.reports.rendering.language import is_quoting, speaking, spoken
from inspection_portal.reports.rendering.layout import lay_out
from inspection_portal.reports.rendering.versions import NEWEST, folder

# A report is read page by page, and each page is cut out of the whole article.
ARTICLES = 16
# An edit changes few of the bodies, findings and charts of some reports.
PARTS = 1024


def html(report: Report, layout: str = NEWEST) -> SafeString:
    """A whole HTML document: what the PDF is made of, and what `reading` reads back. Raises
    `RenderingFailed` for an unknown layout, as `fragment` does.
    """
    return _render(f"{folder(layout)}.html", report)


def fragment(report: Report, layout: str = NEWEST) -> SafeString:
    """The report's `<article>`, with its own `<h1>`, for a page of the portal.

    The page links `shared.css` and `screen.css` of the layout's folder; there is no inline style.
    """
    return _article(report, layout, spoken())


@lru_cache(maxsize=PARTS)
def part(template: str, _language: str, **values: Hashable) -> SafeString:
    """A part of a report that says nothing but its values, rendered once for each of them: after an
    edit, the parts alone that it changed.
    """
    return render_to_string(template, values)


def content_hash(report: Report) -> str:
    """SHA-256 of the content: equal for equal documents, printed in the PDF and its identifier."""
    return hashlib.sha256(encoded(report)).hexdigest()


def identifier(report: Report) -> str:
    """What a PDF of it is known by: nothing else has it, and no edition in another language."""
    return content_hash(report) + (f"-{spoken()}" if is_quoting() else "")


@lru_cache(maxsize=ARTICLES)
def _article(report: Report, layout: str, language: str) -> SafeString:
    with speaking(language):
        return _render(f"{folder(layout)}/article.html", report)


def _render(template: str, report: Report) -> SafeString:
    return render_to_string(
        template, {"layout": lay_out(report, content_hash=content_hash(report))}
    )
