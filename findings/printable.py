"""What typed Markdown may not hold: the report prints words alone, and runs nothing."""

import re

_PICTURE = re.compile(r"(?<!\\)!\[[^\]]*\](?:\(|\[)|(?<!\\)<(?:img|picture|svg)\b", re.IGNORECASE)
_SCRIPT = re.compile(
    r"(?<!\\)<(?:script|iframe|object|embed|style|link)\b"
    r"|\]\(\s*<?\s*(?:javascript|vbscript|data):",
    re.IGNORECASE,
)

NO_PICTURES = "The report prints no pictures. Take “{found}” out, or add the picture as evidence."
NO_SCRIPTS = "The report runs no scripts. Take “{found}” out."


def unprintable_in(text: str) -> str | None:
    """The sentence that says what of the text is not printed; None where all of it is."""
    for pattern, sentence in ((_PICTURE, NO_PICTURES), (_SCRIPT, NO_SCRIPTS)):
        if found := pattern.search(text):
            return sentence.format(found=found.group())
    return None
