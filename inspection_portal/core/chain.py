"""The audit trail checked line by line against its hashes, trusting no function of the database
(ADR 0009).
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from django.db.models import TextField
from django.db.models.functions import Cast

from inspection_portal.core.models import AuditEvent, AuditLink

CHUNK = 2000


@dataclass(frozen=True)
class Anchor:
    """A place in the chain as it was once seen, kept where nobody can change it with the chain."""

    sequence: int
    hash: str

    def __str__(self) -> str:
        return f"{self.sequence}:{self.hash}"


# What the first line follows.
START = Anchor(0, "0" * 64)


@dataclass(frozen=True)
class Verified:
    """How many lines were checked, and the last of them."""

    lines: int
    head: Anchor


class ChainBroken(Exception):
    """The trail is not what was written; the message names the line."""


def read_anchor(text: str) -> Anchor:
    """The anchor written as "sequence:hash". Raises ValueError."""
    sequence, _, digest = text.strip().partition(":")
    if not sequence.isdecimal() or len(digest) != len(START.hash):
        raise ValueError("An anchor is a number, a colon and the 64 characters of a hash.")
    return Anchor(int(sequence), digest.lower())


def head() -> Anchor:
    """The last line of the chain, or its start."""
    last = AuditLink.objects.order_by("sequence").last()
    return Anchor(last.sequence, last.hash) if last else START


def verify(*, since: Anchor = START, expected: Anchor | None = None) -> Verified:
    """Check the trail from the line after `since` to its end, a chunk at a time.

    `expected` is an anchor that the chain must still hold: it tells of a tail that was cut off.
    Raises ChainBroken at the first line that is not as it was written.
    """
    for anchor in (since, expected):
        _check_held(anchor)
    last, lines = since, 0
    for link in _links(since):
        _check(link, last)
        last, lines = Anchor(link.sequence, link.hash), lines + 1
    unlinked = AuditEvent.objects.filter(link=None).order_by("pk").first()
    if unlinked:
        raise ChainBroken(f"The line {_named(unlinked)} was never part of the chain.")
    return Verified(lines, last)


def _check_held(anchor: Anchor | None) -> None:
    if anchor in (None, START):
        return
    held = AuditLink.objects.filter(sequence=anchor.sequence).first()
    if held is None:
        raise ChainBroken(
            f"Line {anchor.sequence} is missing: the chain ends at line {head().sequence}."
        )
    if held.hash != anchor.hash:
        raise ChainBroken(f"Line {anchor.sequence} has another hash than the one that was kept.")


def _links(since: Anchor) -> Iterator[AuditLink]:
    links = AuditLink.objects.select_related("event").order_by("sequence")
    links = links.annotate(detail=Cast("event__detail", TextField()))
    last = since.sequence
    while chunk := list(links.filter(sequence__gt=last)[:CHUNK]):
        yield from chunk
        last = chunk[-1].sequence


def _check(link: AuditLink, last: Anchor) -> None:
    if link.sequence != last.sequence + 1:
        raise ChainBroken(f"Line {last.sequence + 1} is missing.")
    if link.previous_hash != last.hash or link.hash != _digest(link):
        raise ChainBroken(f"Line {link.sequence}, {_named(link.event)}, is not as it was written.")


def _digest(link: AuditLink) -> str:
    """The hash of a line, each part of its text led by its length."""
    event = link.event
    parts = (
        str(link.sequence),
        link.previous_hash,
        str(event.uuid),
        event.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f"),
        str(event.by_id),
        event.verb,
        event.object_type,
        str(event.object_uuid),
        event.object_label,
        link.detail,  # type: ignore[attr-defined]
    )
    text = ",".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()


def _named(event: AuditEvent) -> str:
    return f"“{event.verb}” of {event.object_label} at {event.at:%Y-%m-%d %H:%M:%S} UTC"
