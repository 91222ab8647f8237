"""A component of the GOV.UK Design System as HTML, on the macros of govuk-frontend-jinja:
`component("tag", text="Draft")`.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from jinja2 import Environment, PackageLoader, PrefixLoader

Params = dict[str, Any]

LIBRARY = "govuk_frontend_jinja"
# Components that come again on page after page, the same each time: they are kept, unless they hold
# what somebody typed. The macro of a list of fifty choices takes milliseconds.
DRAWN_ONCE = frozenset({"back-link", "breadcrumbs", "button", "input", "select"})


@lru_cache
def _environment() -> Environment:
    loader = PrefixLoader({LIBRARY: PackageLoader(LIBRARY)})
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)


@lru_cache
def _macro(name: str) -> Any:
    macro = "govuk" + "".join(word.capitalize() for word in name.split("-"))
    template = _environment().get_template(f"{LIBRARY}/components/{name}/macro.html")
    return getattr(template.module, macro)


def component(name: str, /, **params: Any) -> SafeString:
    """The component as HTML. Text is escaped, and so is `html` that is not marked safe."""
    data = _escape_html(params)
    is_kept = name in DRAWN_ONCE and not data.get("value")
    html = _drawn(name, json.dumps(data, default=str)) if is_kept else _draw(name, data)
    return mark_safe(html)  # noqa: S308  escaped just here


def data_block(media_type: str, data: object) -> SafeString:
    """Data in a page for programs that read it: no script, so no policy keeps it from standing."""
    text = json.dumps(data, ensure_ascii=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(f'<script type="{media_type}">{text}</script>')  # noqa: S308  escaped just here


def _draw(name: str, data: Params) -> str:
    html: str = _macro(name)(data)
    return html


@lru_cache(maxsize=1024)
def _drawn(name: str, data: str) -> str:
    return _draw(name, json.loads(data))


def _escape_html(value: Any, key: str = "") -> Any:
    """The macros trust whatever is called html: here only a SafeString is."""
    if isinstance(value, Mapping):
        return {name: _escape_html(item, name) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_escape_html(item) for item in value]
    if value and (key == "html" or key.endswith("Html")):
        return conditional_escape(value)
    return value
