"""Which addresses prose may link to."""

import re

from markdown_it.common.normalize_url import normalizeLink

_ALLOWED = re.compile(r"(?:https?://[^\s/]|mailto:[^\s])\S*", re.IGNORECASE)


def is_allowed(href: str) -> bool:
    """Web and mail addresses in full: an address relative to one page means nothing on another."""
    return bool(_ALLOWED.fullmatch(href))


def safe_href(href: str) -> str | None:
    """The address in the one form in which it is written, or None if prose may not link to it."""
    normal = normalizeLink(href.strip()).replace("(", "%28").replace(")", "%29")
    return normal if is_allowed(normal) else None
