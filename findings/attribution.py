"""The words by which a report says where a claim is from, and the kinds of evidence that carry them
(domain §2.4).
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from findings.models import EvidenceMethod

Attribution = EvidenceMethod.Attribution

_BODY = r"(?:the (?:force|constabulary|unit|ROCU)|it|(?:senior |force )?leaders)"
# Where two begin at one place, the first in this order is meant.
FORMULAS: Mapping[Attribution, tuple[str, ...]] = {
    Attribution.REPORTED: (
        rf"{_BODY} (?:told us|(?:has |have )?(?:reported|said|stated)|assured us)",
        r"according to (?:the (?:force|constabulary|unit|ROCU)|leaders)",
        r"in its (?:self-assessment|force management statement)",
    ),
    Attribution.TOLD: (
        r"we (?:were told|heard)",
        r"(?:\w+ ){0,2}\w+ told us",
        r"(?:people|staff|officers|personnel|analysts|interviewees) (?:said|described)",
    ),
    Attribution.RECORDED: (
        r"(?:records|data|files|documents|figures|minutes|plans) (?:show|showed|shows|suggest)",
        r"we (?:reviewed|examined|audited)",
    ),
    Attribution.SEEN: (
        r"we (?:also )?(?:found|saw|observed|watched)",
        r"(?:our )?inspectors (?:found|saw|observed)",
    ),
}
# "We found" also speaks of what was found in files; leaders may have told us face to face.
CARRIED_BY: Mapping[Attribution, frozenset[Attribution]] = {
    Attribution.SEEN: frozenset({Attribution.SEEN, Attribution.RECORDED}),
    Attribution.TOLD: frozenset({Attribution.TOLD}),
    Attribution.REPORTED: frozenset({Attribution.REPORTED, Attribution.TOLD}),
    Attribution.RECORDED: frozenset({Attribution.RECORDED}),
}
_ANY = re.compile(
    "|".join(
        rf"(?P<{kind.value}>\b(?:{'|'.join(formulas)})\b)" for kind, formulas in FORMULAS.items()
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Claim:
    """Words of a text that say where it is from, and the kind of source that they mean."""

    words: str
    kind: Attribution


def claims(text: str) -> Iterator[Claim]:
    """The claims of a text, in their order.

    >>> [claim.words for claim in claims("We found plans. We were told that they are read.")]
    ['We found', 'We were told']
    """
    for match in _ANY.finditer(text.replace("’", "'")):
        yield Claim(match.group(), Attribution(str(match.lastgroup)))


def disagreements(text: str, kinds: Collection[str]) -> list[Claim]:
    """The claims of a text that evidence of these kinds does not carry; none where there is none of
    it, for then the text is unsupported as a whole.
    """
    if not kinds:
        return []
    return [claim for claim in claims(text) if CARRIED_BY[claim.kind].isdisjoint(kinds)]
