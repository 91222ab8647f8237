"""The text of findings on a page, as it will stand in the report."""

from django import template
from django.utils.safestring import SafeString

from inspection_portal.reports.prose import to_html

register = template.Library()


@register.filter
def prose(markdown: str, heading_level: int = 4) -> SafeString:
    """Markdown as HTML that is safe to show, its sub-headings at the level given (2 to 6)."""
    return to_html(markdown, heading_level=heading_level)
