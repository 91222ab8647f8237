"""What a cell means: a date, a reference, one of a few values.

Each raises RuleBroken with a sentence for the person; `Row.problem` adds where the cell stands.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.sheets.headings import key

T = TypeVar("T")

EARLIEST, LATEST = 2000, 2100
LONGEST_CODE = 100
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", re.ASCII)
_BRITISH = re.compile(r"(?P<day>\d\d)/(?P<month>\d\d)/(?P<year>\d{4})", re.ASCII)
_NOT_IN_CODES = re.compile(r"[^A-Za-z0-9./_-]")


def as_date(text: str) -> date:
    """The day, from 2000 to 2100, typed as 31/12/2025 or 2025-12-31, which date cells read as."""
    text = text.strip()
    typed = _ISO.fullmatch(text) or _BRITISH.fullmatch(text)
    if typed is None:
        raise RuleBroken("Type the date as 31/12/2025 or 2025-12-31.")
    year, month, day = (int(typed[part]) for part in ("year", "month", "day"))
    if not EARLIEST <= year <= LATEST:
        raise RuleBroken(f"Type a year from {EARLIEST} to {LATEST}.")
    try:
        return date(year, month, day)
    except ValueError:
        raise RuleBroken(
            "There is no such day. Type the date as 31/12/2025, the day first, or 2025-12-31."
        ) from None


def as_code(text: str) -> str:
    """A reference in letters that cannot be mistaken for others: ASCII, without spaces inside."""
    code = text.strip()
    if not code:
        raise RuleBroken("Type the reference.")
    if len(code) > LONGEST_CODE:
        raise RuleBroken(f"Type a reference of {LONGEST_CODE} characters or fewer.")
    other = _NOT_IN_CODES.search(code)
    if other:
        name = unicodedata.name(other[0], f"U+{ord(other[0]):04X}").lower()
        raise RuleBroken(
            "Type the reference with the letters A to Z, digits and - . / _ only: "
            f"character {other.start() + 1} is another one ({name})."
        )
    return code


def one_of(text: str, allowed: Mapping[str, T]) -> T:
    """What the value stands for among those allowed; case, spaces and punctuation are free."""
    meant = {key(name): value for name, value in allowed.items()}
    try:
        return meant[key(text)]
    except KeyError:
        raise RuleBroken(f"Type one of these: {', '.join(allowed)}.") from None
