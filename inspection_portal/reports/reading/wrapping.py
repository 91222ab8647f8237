"""Plain text that was wrapped at a width, as mail and old editors do: paragraphs whole again."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

BULLET = re.compile(r"(?:[-–*•·▪◦‣]|\uf0b7)[ \t\u00a0]+(?=\S)")
# The longest line of text that may be wrapped, and how many of its lines break off within a
# sentence at the least.
_WIDEST, _LEAST_BROKEN, _PART_BROKEN = 100, 2, 0.03


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines are cut at a width: none is long, and many go on in small letters below."""
    texts = [line.strip() for line in lines]
    width = max(map(len, texts), default=0)
    if width > _WIDEST:
        return False
    broken = sum(
        below[:1].islower() and _is_full(line, below, width) for line, below in pairwise(texts)
    )
    return broken >= max(_LEAST_BROKEN, _PART_BROKEN * len([text for text in texts if text]))


def unwrapped(numbered: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines with those put together of which the first had no room for the next one's word."""
    told = [(number, line.strip()) for number, line in numbered]
    width = max((len(line) for _, line in told), default=0)
    whole: list[tuple[int, str]] = []
    last = ""
    for number, line in told:
        if whole and last and line and not BULLET.match(line) and _is_full(last, line, width):
            begun, text = whole[-1]
            whole[-1] = (begun, f"{text} {line}")
        else:
            whole.append((number, line))
        last = line
    return whole


def _is_full(line: str, below: str, width: int) -> bool:
    first, *_ = below.split(maxsplit=1) or [""]
    return bool(line) and len(line) + 1 + len(first) > width
