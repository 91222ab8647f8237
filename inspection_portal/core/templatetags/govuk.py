"""Tags and filters that every template has without loading them."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.http import QueryDict
from django.shortcuts import resolve_url
from django.utils.dates import MONTHS
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import is_aware, localtime

from inspection_portal.core import gds
from inspection_portal.core.components import component

register = template.Library()

# What the audit trail holds for machines: references, dates, and codes such as "being_progressed".
UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
CODE = re.compile(r"[a-z]+(_[a-z]+)+\Z")


@register.simple_tag(name="govuk")
def govuk_component(name: str, **params: Any) -> SafeString:
    """One component of the design system: {% govuk "inset-text" text="…" %}."""
    return component(name, **params)


@register.simple_tag
def govuk_field(field: gds.GovukBoundField, **options: Any) -> SafeString:
    """One field of a form, set otherwise than usual: see `gds.Options`."""
    return field.as_component(gds.Options(**options))


@register.simple_tag
def error_summary(*forms: gds.Form) -> SafeString:
    """What must be mended before the form can be taken; nothing while there is no error."""
    return gds.error_summary(*(form for form in forms if form))


@register.simple_tag
def tag(text: object, colour: str = "") -> SafeString:
    """A status in a coloured box; the text says it all, the colour only helps."""
    modifier = f" govuk-tag--{colour}" if colour else ""
    return format_html('<strong class="govuk-tag{}">{}</strong>', modifier, text)


@register.filter
@lru_cache(maxsize=4096)
def day(value: date | None) -> str:
    """30 August 2024; empty for no date. A moment is first taken to local time."""
    if not value:
        return ""
    on = _local(value)
    return f"{on.day} {MONTHS[on.month]} {on.year}"


@register.filter
@lru_cache(maxsize=4096)
def short_day(value: date | None) -> str:
    """30 Aug 2024, for tables."""
    if not value:
        return ""
    on = _local(value)
    return f"{on.day} {MONTHS[on.month][:3]} {on.year}"


@register.filter
@lru_cache(maxsize=4096)
def moment(value: datetime | None) -> str:
    """30 August 2024 at 2:05pm, in local time."""
    if not value:
        return ""
    at = localtime(value)
    half = "am" if at.hour < 12 else "pm"
    return f"{day(value)} at {at.hour % 12 or 12}:{at.minute:02}{half}"


@register.filter
def days_from(value: date | None, today: date) -> str:
    """How far a date is from `today`: "in 3 days", "today", "2 days ago"; empty for no date."""
    if not value:
        return ""
    days = (value - today).days
    if days == 0:
        return "today"
    count = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return f"in {count}" if days > 0 else f"{count} ago"


@register.filter
def listed(items: Iterable[object]) -> str:
    """ "A, B and C"."""
    words = [str(item) for item in items]
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


@register.filter
def audit_words(verb: str) -> str:
    """A dotted audit verb as a heading: `register_entry.closed` is "Register entry closed"."""
    return capfirst(_spaced(verb))


@register.filter
def audit_told(detail: Mapping[str, object]) -> list[tuple[str, str]]:
    """What an audit line's detail tells a reader: words and values, without references by UUID.

    A pair is what it was and what it became.
    """
    told = {name: value for name, value in detail.items() if not UUID_TEXT.match(str(value))}
    return [(capfirst(_spaced(name)), _audit_value(value)) for name, value in told.items()]


@register.simple_tag
def breadcrumbs(*pairs: object) -> SafeString:
    """The way here from the home page: words and addresses by turns, without the page itself."""
    items = [{"text": "Home", "href": resolve_url(settings.LOGIN_REDIRECT_URL)}]
    for text, href in zip(pairs[::2], pairs[1::2], strict=True):
        items.append({"text": str(text), "href": str(href)})
    return component("breadcrumbs", items=items, collapseOnMobile=True)


@register.simple_tag
def back_link(text: str, href: str) -> SafeString:
    """The way back from a form, in a landmark of its own since it stands before the main part."""
    link = component("back-link", text=text, href=href)
    return format_html('<nav aria-label="Back">{}</nav>', link)


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(
    context: template.RequestContext, key: str, label: str, **options: Any
) -> dict[str, Any]:
    """The head of a column that a list can be sorted by: a link that puts `sort` in the address.

    `default=True` marks the column that the list is sorted by when the address says nothing,
    `numeric=True` one of numbers. A second press turns the order round; a new order starts at the
    first page.
    """
    query = _query(context)
    current = query.get("sort") or (key if options.get("default") else "")
    ascending = current == key
    query["sort"] = f"-{key}" if ascending else key
    query.pop("page", None)
    order = {key: "ascending", f"-{key}": "descending"}.get(current, "none")
    numeric = options.get("numeric", False)
    return {"label": label, "href": f"?{query.urlencode()}", "order": order, "numeric": numeric}


@register.simple_tag(takes_context=True)
def pagination(context: template.RequestContext, page: Page[Any]) -> SafeString:
    """Links to the other pages of a list, keeping its filters; nothing where all is on one page."""
    if page.paginator.num_pages < 2:
        return SafeString()
    query = _query(context)

    def to(number: int) -> str:
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return component(
        "pagination",
        items=[
            {"number": str(n), "href": to(n), "current": n == page.number}
            if isinstance(n, int)
            else {"ellipsis": True}
            for n in numbers
        ],
        previous={"href": to(page.number - 1)} if page.has_previous() else None,
        next={"href": to(page.number + 1)} if page.has_next() else None,
    )


def _audit_value(value: object) -> str:
    if isinstance(value, list) and len(value) == 2:
        return format_html("<del>{}</del> <ins>{}</ins>", *(_plain(item) for item in value))
    return _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{_spaced(name)}: {_plain(item)}" for name, item in value.items())
    if isinstance(value, list):
        return listed(_plain(item) for item in value)
    if value in (None, "", "None"):
        return "nothing"
    text = str(value)
    if ISO_DATE.match(text):
        return day(date.fromisoformat(text))
    return _spaced(text) if CODE.match(text) else text


def _spaced(code: str) -> str:
    """`due_on` or `role.given` as words: "due on", "role given"."""
    return code.replace("_", " ").replace(".", " ")


def _query(context: template.RequestContext) -> QueryDict:
    return context.request.GET.copy()


def _local(value: date) -> date:
    return localtime(value) if isinstance(value, datetime) and is_aware(value) else value
