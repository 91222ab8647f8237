"""Issues as everybody may read them, signed in or not (ADR 0039)."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from forces.models import Body, BodyName
from forces.names import key
from inspection_portal.core.errors import RuleBroken
from inspection_portal.reports import document
from inspection_portal.reports.models import Issue
from inspection_portal.reports.queries.issues import Mark, mark

# A feed is for who looks into it now and then: nobody reads on it what is older.
MOST_LISTED = 200
NOT_MADE = "The PDF of this issue is not made yet. Ask for it again in a minute."
DAMAGED = (
    "What the portal keeps of this issue is no longer what was made, so it is not given out. Tell "
    "whoever runs the portal."
)


class Damaged(RuleBroken):
    """What is kept of an issue does not have its hash."""


@dataclass(frozen=True)
class Publication:
    """An issue as it stands at a moment. `heading` is its title, or that of its cause of concern;
    `changed_at` is when it was published, superseded or withdrawn, whichever came last.
    """

    issue: Issue
    mark: Mark
    heading: str
    supersedes: UUID | None
    superseded_by: UUID | None
    changed_at: datetime


def publications(*, at: datetime) -> list[Publication]:
    """What is out at that moment, withdrawn reports included, the last that changed first."""
    rows = Issue.objects.issued().out(at).for_list().with_succession(at)
    found = [publication(row, at=at) for row in rows.order_by("-publish_at", "-pk")[:MOST_LISTED]]
    return sorted(found, key=lambda each: each.changed_at, reverse=True)


def publication(issue: Any, *, at: datetime) -> Publication:
    """How an issue stands that was read `for_list` and `with_succession`."""
    standing = mark(issue, issue.latest, at)
    superseded = standing == Mark.SUPERSEDED
    later = issue.latest_at if superseded else None
    moments = (issue.publish_at, later, issue.inspection.withdrawn_at)
    return Publication(
        issue=issue,
        mark=standing,
        heading=issue.concern or issue.title,
        supersedes=issue.supersedes,
        superseded_by=issue.latest_uuid if superseded else None,
        changed_at=max(moment for moment in moments if moment),
    )


def bodies_named(named: Iterable[str]) -> Mapping[str, Body]:
    """The bodies that reports call so, by these names."""
    wanted = [*named]
    found = BodyName.objects.filter(key__in=map(key, wanted)).select_related("body")
    by_key = {each.key: each.body for each in found}
    return {name: by_key[key(name)] for name in wanted if key(name) in by_key}


def kept_document(issue: Issue) -> bytes:
    """The document as JSON text, byte for byte what `content_sha256` is the hash of. Raises
    Damaged where it is not.
    """
    report = document.from_builtins(issue.content)
    return _checked(document.encoded(report), issue.content_sha256)


def kept_pdf(issue: Issue) -> bytes:
    """The PDF as it was made. Raises RuleBroken where it is not made yet, and Damaged where it is
    another one.
    """
    if issue.pdf is None:
        raise RuleBroken(NOT_MADE)
    return _checked(bytes(issue.pdf), issue.pdf_sha256)


def made_before(issue: Issue, edition: str) -> bytes | None:
    """The PDF of an issue that says the same and was made by that edition, if there is one that is
    still as it was made.
    """
    for alike in Issue.objects.made_alike(issue, edition)[:1]:
        if alike.pdf and hashlib.sha256(alike.pdf).hexdigest() == alike.pdf_sha256:
            return bytes(alike.pdf)
    return None


def _checked(content: bytes, sha256: str) -> bytes:
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Damaged(DAMAGED)
    return content
