"""The document as HTML and PDF: from the dataclasses alone, with no models and no clock.

The HTML carries in data attributes all that the document holds, so that `reading` gives the same
document back. Everything else on the page (cover, contents, summary, labels, numbers) is derived:

    article[data-report]      data-title, -region, -status, -issue, -published-on (ISO or empty),
                              -demonstration ("true" or "false")
    ol[data-scale] li         data-grade is the key, the text is the label
    section[data-section]     "introduction" or "appendix"; first heading, div[data-text]
    section[data-regional]    div[data-introduction], findings
    section[data-body]        "rocu" or "force"; data-name, data-grade (key or empty), data-outcome;
                              data-standing-grade, -report, -published-on (where a grade stands);
                              div[data-introduction], areas, figures
    tbody[data-figure]        data-as-at (ISO), data-sha256, data-part; what is printed of it in
                              elements data-figure-name, -value, -source, -counted
    figure[data-counts]       the subject; data-as-at (ISO); th[data-counts-part],
                              tr[data-counts-row] with data-counts-name and td[data-number],
                              elements data-counts-source, -counted
    section[data-area]        data-name; div[data-introduction], findings
    section[data-finding]     the kind; data-also-about (names joined by "|"); first heading,
                              div[data-lead], ul[data-parts] li, div[data-text], recommendations
    li[data-recommendation]   data-due-kind, data-due-on (ISO or empty);
                              span[data-recommendation-text]

`data-text` and `data-introduction` hold prose as HTML; what is empty has no element.
"""

from inspection_portal.reports.rendering.charts import CAPTIONS
from inspection_portal.reports.rendering.failures import (
    Interrupted,
    RenderingFailed,
    Unwanted,
)
from inspection_portal.reports.rendering.fingerprint import edition
from inspection_portal.reports.rendering.hearing import Hearing, Warned
from inspection_portal.reports.rendering.markup import content_hash, fragment, html
from inspection_portal.reports.rendering.process import pdf, pdf_in_child, print_in_child
from inspection_portal.reports.rendering.sections import FRONT, Opened, opened, pages
from inspection_portal.reports.rendering.summary import (
    Summary,
    summary,
    summary_fragment,
    summary_pdf,
)
from inspection_portal.reports.rendering.versions import LAYOUTS, NEWEST, folder
from inspection_portal.reports.rendering.word import docx

__all__ = [
    "CAPTIONS",
    "FRONT",
    "LAYOUTS",
    "NEWEST",
    "Hearing",
    "Interrupted",
    "Opened",
    "RenderingFailed",
    "Summary",
    "Unwanted",
    "Warned",
    "content_hash",
    "docx",
    "edition",
    "folder",
    "fragment",
    "html",
    "opened",
    "pages",
    "pdf",
    "pdf_in_child",
    "print_in_child",
    "summary",
    "summary_fragment",
    "summary_pdf",
]
