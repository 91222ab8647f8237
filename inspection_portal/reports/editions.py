"""The editions of what is published: one for each language in which its layout can be told, the
same issue with the same content (ADR 0055).
"""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from inspection_portal.reports import rendering
from inspection_portal.reports.models import Issue
from inspection_portal.reports.rendering import language

# Where the pages of an edition are, by its language.
NAMESPACES = {language.ENGLISH: "publications", language.WELSH: "publications:welsh"}


@dataclass(frozen=True)
class Edition:
    """The edition of one page: `name` is what its language calls itself."""

    language: str
    name: str
    address: str
    is_shown: bool


def place(name: str, *args: object, told_in: str = "") -> str:
    """The path of a public page or file, in that language or the one that the frame is in."""
    namespace = NAMESPACES[told_in or language.spoken()]
    return reverse(f"{namespace}:{name}", args=args)


def address(name: str, *args: object, told_in: str = "") -> str:
    """The same as a whole address."""
    return f"{settings.PORTAL_URL}{place(name, *args, told_in=told_in)}"


def of(issue: Issue, name: str, *args: object) -> tuple[Edition, ...]:
    """All editions of that page; none where there is but one."""
    told_in = rendering.languages(issue.template)
    if len(told_in) == 1:
        return ()
    return tuple(
        Edition(
            each,
            language.LANGUAGES[each],
            address(name, issue.uuid, *args, told_in=each),
            each == language.spoken(),
        )
        for each in told_in
    )
