"""Sources are known by their role, never by their name (domain §2.4)."""

import re

_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame)\.?"
_NAMED = re.compile(
    rf"\b{_TITLE} [A-Z]"  # “Dr Shah”
    r"|\S@\S"  # an email address
    r"|\b[A-Z]{2,3} ?\d{3,6}\b"  # a collar number: “PC 1234”
)


def names_a_person(role: str) -> bool:
    """Whether the text says who the source is, as far as that can be told from its form."""
    return bool(_NAMED.search(role))
