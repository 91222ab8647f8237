"""Markdown to HTML that is safe to print."""

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from inspection_portal.reports.prose.blocks import without_unprintable
from inspection_portal.reports.prose.links import is_allowed

_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "h2", "h3", "h4", "h5", "h6"}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}


class _Markdown(MarkdownIt):
    """The restricted Markdown of findings: every other mark is printed as it was typed."""

    def __init__(self) -> None:
        super().__init__("zero", {"maxNesting": 100})
        self.enable(["list", "heading", "emphasis", "link", "escape"])

    def validateLink(self, url: str) -> bool:
        return is_allowed(url)


_MARKDOWN = _Markdown()
# Each text of a report as the snapshot reads it, and at the level of heading that it is printed at.
_TEXTS = 1024


@lru_cache(maxsize=_TEXTS)
def to_html(markdown: str, *, heading_level: int = 5) -> SafeString:
    """The prose as HTML, sub-headings at the level given (2 to 6); empty for empty prose."""
    tokens = _MARKDOWN.parse(without_unprintable(markdown))
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{heading_level}"
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    clean = nh3.clean(
        html.strip(), tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, url_relative="deny"
    )
    return mark_safe(clean)  # noqa: S308 - cleaned in the line above
