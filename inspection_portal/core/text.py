"""Text compared as a reader compares it: typography apart."""

import re
import unicodedata
from decimal import Decimal

_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "\u00ad": None,
        "\u200b": None,
        "\ufeff": None,
    }
)


def fold(text: str) -> str:
    """The same for texts that differ in case, kind of quote, hyphen or space only.

    >>> fold("The  south‑east “region”")
    'the south-east "region"'
    """
    plain = unicodedata.normalize("NFKC", text.translate(_TYPOGRAPHY)).translate(_TYPOGRAPHY)
    return re.sub(r"\s+", " ", plain).strip().casefold()


def plain(number: Decimal) -> str:
    """A number without the noughts at its end that say nothing: "11", "8.5"."""
    return f"{number.normalize():f}"
