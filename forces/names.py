"""Names of bodies, compared: a report, a spreadsheet and a person write one force differently."""

import re

from inspection_portal.core.text import fold

# What may follow the place in a force's name without changing which force is meant.
_SUFFIX = re.compile(r" (?:police service|police force|police|constabulary)$")
_ROCU = re.compile(r"\bregional organised crime unit\b")


def key(name: str) -> str:
    """What two names of one body have in common; equal keys mean the same body.

    Case, `&` or "and", quotes, hyphens, a leading "the", an abbreviation in brackets and a trailing
    "Police", "Constabulary" or "Police Service" make no difference. A name that is nothing but such
    a word keeps it.

    >>> key("The Metropolitan Police Service (MPS)")
    'metropolitan'
    """
    words = re.sub(r"\s*\([^()]*\)$", "", fold(name))
    words = re.sub(r"^(.+), (\w+ of)$", r"\2 \1", words)
    words = re.sub(r"[^\w\s]|_", " ", words.replace("&", " and ").replace("'", ""))
    words = " ".join(words.split()).removeprefix("the ")
    return _SUFFIX.sub("", _ROCU.sub("rocu", words))


def names_a_police_force(name: str) -> bool:
    """Whether the name ends as those of forces do ("… Police", "… Constabulary")."""
    return bool(_SUFFIX.search(re.sub(r"\s*\([^()]*\)$", "", fold(name))))
