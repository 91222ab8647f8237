"""Protective markings above OFFICIAL-SENSITIVE, as people type them: what bears one is not kept
here (domain §8).
"""

import re
import unicodedata
from collections.abc import Iterator

# The highest marking that anything here bears.
SENSITIVE = "OFFICIAL-SENSITIVE"
# A line that is nothing but the marking, in any case: "Secret", "*TOP SECRET*", "Marking: secret".
_ALONE = re.compile(
    r"(?:(?:protective )?marking|classification)?\W*"
    r"(?:(?:uk )?(?:top ?)?secret|uk confidential)",
    re.IGNORECASE,
)
# A line in capitals that begins with it, and goes on with caveats: "SECRET - UK EYES ONLY".
_WITH_CAVEATS = re.compile(r"(?:UK )?(?:TOP ?)?SECRET\b[^a-z]*")
# The same in short, alone or before a paragraph: "TS", "S//UK EYES ONLY", "(S) A source said".
_SHORT = re.compile(r"(?:UK )?(?:TS|S)(?://[A-Z0-9 /,-]+)?|\((?:TS|S)(?:/[A-Z0-9 /,-]*)?\).*")
# Text that opens with it: "SECRET: a source said".
_OPENING = re.compile(r"(?:UK )?(?:TOP ?)?SECRET\b")
_IN_A_FILE_NAME = re.compile(r"(?:uk )?(?:top ?)?secret(?= |$)", re.IGNORECASE)
_IN_CAPITALS = re.compile(r"(?:^| )(?:TOP ?)?SECRET(?= |$)")
_EDGES = " \t*_#>~`'\"“”‘’[]{}|.:;,!–—-"
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))

ABOVE = (
    "The portal keeps nothing above OFFICIAL-SENSITIVE, and “{found}” is above it. Leave it out."
)


def above_in(text: str) -> str | None:
    """The line of typed text that marks it above OFFICIAL-SENSITIVE; None where none does."""
    lines = [line for line in _lines(text) if line]
    if lines and _OPENING.match(lines[0]):
        return lines[0]
    return next((line for line in lines if _is_marking(line) or _SHORT.fullmatch(line)), None)


def above_in_lines(text: str) -> str | None:
    """The same for the lines of a file, where a letter alone means nothing."""
    return next((line for line in _lines(text) if _is_marking(line)), None)


def above_in_name(name: str) -> str | None:
    """The file name, where it opens with such a marking or has one in capitals."""
    words = re.sub(r"[\W_]+", " ", _plain(name)).strip()
    marked = _IN_A_FILE_NAME.match(words) or _IN_CAPITALS.search(words)
    return name if marked or re.match(r"TS ", words) else None


def _is_marking(line: str) -> bool:
    return bool(_ALONE.fullmatch(line) or _WITH_CAVEATS.fullmatch(line))


def _lines(text: str) -> Iterator[str]:
    for line in _plain(text).splitlines():
        yield re.sub(r"[\s_-]+", " ", line.strip(_EDGES)).strip()


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_INVISIBLE)
