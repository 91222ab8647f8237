"""The languages in which the frame of a report is told. What a report says itself stays in the
language it was written in, and is marked so where the frame is in another (ADR 0055).

The language is that of Django's translation, which is English wherever nobody chose another.
"""

from contextlib import AbstractContextManager

from django.utils.translation import get_language, override

# As HTML, PDF and Word name them; each calls itself so.
ENGLISH, WELSH = "en-GB", "cy"
LANGUAGES = {ENGLISH: "English", WELSH: "Cymraeg"}
# What reports are written in.
WRITTEN = ENGLISH


class Quoted(str):
    """Words of the report itself, for a frame that may be in another language."""

    __slots__ = ()


def speaking(language: str) -> AbstractContextManager[None]:
    """All that is rendered within has its frame in that language."""
    return override(language)


def spoken() -> str:
    """The language that the frame is in now."""
    return WELSH if get_language() == WELSH else ENGLISH


def is_quoting() -> bool:
    """Whether the words of the report are foreign to the frame."""
    return spoken() != WRITTEN


def gettext_noop(text: str) -> str:
    """Text of the catalogue that is looked up when it is told. Django's own asks for settings, of
    which the parent that prints has none.
    """
    return text
