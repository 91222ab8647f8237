"""Whether a PDF is one that the portal published: what anybody may ask (ADR 0045)."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import TextChoices

from inspection_portal.reports.models import Issue
from inspection_portal.reports.queries.issues import Mark
from inspection_portal.reports.queries.publications import Publication, publication

# The first identifier of a PDF stays while it is edited: it is the hash of what the report says, as
# text or as the hexadecimal of that text. It is searched for and nothing else is read of the file.
_IDENTIFIER = re.compile(rb"/ID\s{0,9}\[\s{0,9}(?:\(([0-9a-f]{64})\)|<((?:3[0-9]|6[1-6]){64})>)")

# Programs open a file as a PDF where this stands among its first bytes, even if others come before.
_HEADER, _FIRST = b"%PDF-", 1024


class Verdict(TextChoices):
    GENUINE = "genuine", "Genuine"
    SUPERSEDED = "superseded", "Genuine, but superseded"
    WITHDRAWN = "withdrawn", "Genuine, but withdrawn"
    ALTERED = "altered", "Altered"
    UNKNOWN = "unknown", "Unknown"


VERDICTS = {
    Mark.STANDS: Verdict.GENUINE,
    Mark.SUPERSEDED: Verdict.SUPERSEDED,
    Mark.WITHDRAWN: Verdict.WITHDRAWN,
    Mark.REPLACED: Verdict.SUPERSEDED,
}


@dataclass(frozen=True)
class Verified:
    """What is known of a file, and of which issue it is, or says that it is; None where it is
    unknown.
    """

    verdict: Verdict
    shown: Publication | None = None


def verified(sha256: str, content_sha256: str = "", *, at: datetime) -> Verified:
    """What everybody may know of a PDF by its SHA-256 and by that of what it says that it says.
    Drafts and issues that are not out are unknown. An issue that was replaced is known by its own
    file alone: by the hash of what it said, guesses of the missing words could be tried.
    """
    rows: Any = Issue.objects.issued().out(at).filter(state=Issue.State.READY)
    out = rows.for_list().with_succession(at).order_by("-publish_at", "-pk")
    if same := out.filter(pdf_sha256=sha256).first():
        shown = publication(same, at=at)
        return Verified(VERDICTS[shown.mark], shown)
    said = out.filter(content_sha256=content_sha256, replaced_at=None)
    if content_sha256 and (alike := said.first()):
        return Verified(Verdict.ALTERED, publication(alike, at=at))
    return Verified(Verdict.UNKNOWN)


def is_pdf(content: bytes) -> bool:
    return _HEADER in content[:_FIRST]


def identifier_in(pdf: bytes) -> str:
    """The SHA-256 of what a PDF of the portal says that it says; empty where there is none."""
    found = _IDENTIFIER.search(pdf)
    if found is None:
        return ""
    return (found[1] or bytes.fromhex(found[2].decode())).decode()
