"""What each paragraph rests on."""

from datetime import datetime

from django.db import transaction

from findings.actions.access import lock_for_work
from findings.models import Evidence, EvidenceLink, Paragraph
from inspection_portal.core import audit
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User

QUOTED = 120


@transaction.atomic
def link_evidence(paragraph: Paragraph, *, number: int, by: User, at: datetime) -> EvidenceLink:
    """Say that a paragraph rests on the evidence of that number; twice is the same as once."""
    evidence = _evidence_of(paragraph, number, by)
    if evidence.is_withdrawn:
        raise RuleBroken(f"{evidence} is withdrawn. Link other evidence.")
    if paragraph.position is None:
        raise RuleBroken("That paragraph is no longer in the text.")
    link, is_new = EvidenceLink.objects.get_or_create(
        paragraph=paragraph, evidence=evidence, defaults={"by": by, "at": at}
    )
    if is_new:
        _record("evidence.linked", paragraph, evidence, by=by, at=at)
    return link


@transaction.atomic
def unlink_evidence(paragraph: Paragraph, *, number: int, by: User, at: datetime) -> None:
    """Say that a paragraph does not rest on the evidence of that number after all."""
    evidence = _evidence_of(paragraph, number, by)
    deleted, _ = EvidenceLink.objects.filter(paragraph=paragraph, evidence=evidence).delete()
    if deleted:
        _record("evidence.unlinked", paragraph, evidence, by=by, at=at)


def _evidence_of(paragraph: Paragraph, number: int, by: User) -> Evidence:
    held = lock_for_work(paragraph.finding.inspection, by)
    paragraph.refresh_from_db(fields=["position", "text"])
    evidence = held.evidence.filter(number=number).first()
    if evidence is None:
        raise RuleBroken(f"There is no E{number} in this inspection. Enter another number.")
    return evidence


def _record(verb: str, paragraph: Paragraph, evidence: Evidence, *, by: User, at: datetime) -> None:
    quoted = paragraph.text[:QUOTED]
    audit.record(verb, paragraph.finding, by=by, at=at, evidence=str(evidence), paragraph=quoted)
