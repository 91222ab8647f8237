"""What a row of the register shows. Tags and not includes: a list draws them two hundred times."""

from datetime import date
from functools import lru_cache, partial, reduce

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from inspection_portal.core.templatetags.govuk import days_from, short_day, tag
from recommendations.models import RegisterEntry
from recommendations.queries import Line
from recommendations.rag import Colour, Mark

register = template.Library()

STATUS_COLOURS = {
    RegisterEntry.Status.COMPLETE: "green",
    RegisterEntry.Status.BEING_PROGRESSED: "blue",
    RegisterEntry.Status.AWAITING_REVIEW: "yellow",
}
# The design system has no amber; black and white are the portal's own.
MARK_CLASSES = {
    Colour.AMBER: "govuk-tag--orange",
    Colour.BLACK: "app-tag--black",
    Colour.WHITE: "app-tag--white",
}


@register.simple_tag
def entry_tag(entry: RegisterEntry) -> SafeString:
    """The status that the inspectorate gave an entry."""
    return _status_tag(RegisterEntry.Status(entry.status))


@register.simple_tag
@lru_cache
def rag_tag(mark: Mark) -> SafeString:
    """How an entry is doing, in words and colour."""
    tone = MARK_CLASSES.get(mark.colour) or f"govuk-tag--{mark.colour}"
    return format_html('<strong class="govuk-tag {}">{}</strong>', tone, mark.words)


@register.simple_tag
def deadline(line: Line, today: date) -> SafeString:
    """The date of an entry, and how it stands against it."""
    entry = line.entry
    mark = None if entry.closed_on else line.mark
    pressing = days_from(entry.due_on, today) if line.is_pressing else ""
    return _deadline(entry.due_on, entry.closed_on, mark, pressing)


@register.simple_tag
def responsible(line: Line) -> SafeString:
    """The owner of an entry, with a word where they no longer act for its body."""
    entry = line.entry
    if not entry.owner:
        return _muted("Nobody yet")
    if not line.owner_has_left:
        return conditional_escape(str(entry.owner))
    gone = _muted(f"(no longer acts for {entry.addressee})")
    return format_html("{} {}", entry.owner, gone)


@lru_cache
def _status_tag(status: RegisterEntry.Status) -> SafeString:
    return tag(status.label, STATUS_COLOURS.get(status, "grey"))


@lru_cache(maxsize=4096)
def _deadline(
    due_on: date | None, closed_on: date | None, mark: Mark | None, pressing: str
) -> SafeString:
    """`mark` is None of what is closed; `pressing` are the days, where they count."""
    shown = [_whole(short_day(due_on))] if due_on else []
    if mark:
        shown.append(rag_tag(mark))
    else:
        shown.append(_muted(format_html("Closed {}", _whole(short_day(closed_on)))))
    if pressing:
        shown.append(_muted(pressing, "govuk-body-s"))
    return format_html("<span>{}</span>", reduce(partial(format_html, "{}<br>{}"), shown))


def _whole(text: str) -> SafeString:
    return format_html('<span class="app-nowrap">{}</span>', text)


def _muted(text: str, *classes: str) -> SafeString:
    return format_html('<span class="{}">{}</span>', " ".join(("app-muted", *classes)), text)
