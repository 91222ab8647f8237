"""The text of findings on a page, as it will stand in the report, and the words of a report within
a frame that may be in another language (ADR 0055).
"""

from collections.abc import Hashable
from datetime import datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from inspection_portal.reports.editions import place
from inspection_portal.reports.prose import to_html
from inspection_portal.reports.rendering import language, markup, wording

register = template.Library()


@register.filter
def prose(markdown: str, heading_level: int = 4) -> SafeString:
    """Markdown as HTML that is safe to show, its sub-headings at the level given (2 to 6)."""
    return to_html(markdown, heading_level=heading_level)


@register.simple_tag
def written() -> SafeString:
    """The attribute of an element that holds words of the report alone; nothing where the frame is
    in their language.
    """
    return format_html(' lang="{}"', language.WRITTEN) if language.is_quoting() else SafeString()


@register.simple_tag
def part(template: str, **values: Hashable) -> SafeString:
    """As `include … only`, but rendered once for each of its values."""
    return markup.part(template, language.spoken(), **values)


@register.simple_tag
def publication(name: str, *args: object) -> str:
    """The path of a public page or file, in the edition of the language of this page."""
    return place(name, *args)


@register.filter
def told(words: str) -> str:
    """Words of a layout, marked as the report's own where they are."""
    if isinstance(words, language.Quoted) and language.is_quoting():
        return format_html('<span lang="{}">{}</span>', language.WRITTEN, words)
    return words


@register.filter
def quoted(words: str) -> str:
    """Words of the report among those of the frame."""
    return told(language.Quoted(words)) if language.is_quoting() else words


@register.filter
def official(name: str) -> str:
    """The name of a grade or question area; the report's own words where it is not official."""
    return told(wording.official(name))


@register.filter
def time_of_day(value: datetime) -> str:
    """30 August 2024 at 2:05pm, in local time and the language of the frame."""
    return wording.time_of_day(value)
