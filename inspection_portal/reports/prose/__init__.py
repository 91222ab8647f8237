"""The restricted Markdown that findings are written in, and its one canonical form.

Paragraphs, bullets and numbers, bold, italic, links to whole addresses, and one level of
sub-heading. Anything else is printed as it was typed; no HTML passes. Two texts that print alike
have the same canonical form, so it is what is stored, compared and read back from HTML.
"""

from functools import lru_cache

from inspection_portal.reports.prose.leaves import blocks_in
from inspection_portal.reports.prose.plain import plain
from inspection_portal.reports.prose.rendering import to_html
from inspection_portal.reports.prose.replacing import replaced
from inspection_portal.reports.prose.writing import write

# More than a report has of texts, so that after an edit only the edited one is worked out anew.
TEXTS = 512

__all__ = ["canonical", "from_html", "plain", "replaced", "to_html"]


def from_html(html: str) -> str:
    """The HTML of one piece of prose as canonical Markdown; what has no mark there goes plain."""
    return write(blocks_in(html))


@lru_cache(maxsize=TEXTS)
def canonical(markdown: str) -> str:
    """The same prose as it would be read back from print. Changes nothing the second time."""
    return from_html(to_html(markdown))
