"""Evidence: add, revise and withdraw it, and the files behind it (domain §2.4, §8)."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from findings import permissions
from findings.actions.access import lock, lock_for_work
from findings.actions.gathering import (
    next_number,
    refuse_ended,
    refuse_unfit,
    stored,
)
from findings.models import (
    Evidence,
    EvidenceFile,
    EvidenceMethod,
    HandlingInstruction,
    InspectedBody,
    Inspection,
    QuestionArea,
)
from forces.rights import Right
from inspection_portal.core import audit
from inspection_portal.core.editing import as_revised, differences, replaced, update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.following import tell_anew
from inspection_portal.core.models import User
from inspection_portal.core.uploads import Upload

TO_WORK_ON_IT = "Work on the inspection"


class Gathered(TypedDict, total=False):
    """What is known of a piece of evidence; `chapter` is None for the region."""

    chapter: InspectedBody | None
    question_area: QuestionArea | None
    method: EvidenceMethod
    place: str
    gathered_on: date
    is_after_fieldwork: bool
    source_role: str
    sources: int
    summary: str
    marking: str


@transaction.atomic
def add_evidence(
    inspection: Inspection,
    *,
    handling: Collection[HandlingInstruction] = (),
    files: Iterable[Upload] = (),
    by: User,
    at: datetime,
    **gathered: Unpack[Gathered],
) -> Evidence:
    """Keep a piece of evidence under the inspection's next number.

    Raises RuleBroken for what is marked above OFFICIAL-SENSITIVE or dated outside the fieldwork.
    """
    held = lock_for_work(inspection, by, Right.EVIDENCE_WRITE)
    number, on = next_number(held), localdate(at)
    evidence = Evidence(inspection=held, number=number, added_by=by, added_at=at, **gathered)
    refuse_ended([evidence.method, *handling], on=on)
    refuse_unfit(evidence, handling, on=on)
    evidence.save()
    evidence.handling.set(handling)
    audit.record("evidence.added", evidence, by=by, at=at, inspection=str(held.uuid))
    for upload in files:
        _keep(evidence, upload, by=by, at=at)
    return evidence


@transaction.atomic
def revise_evidence(
    evidence: Evidence,
    *,
    handling: Collection[HandlingInstruction] | None = None,
    seen_version: int,
    by: User,
    at: datetime,
    **changes: Unpack[Gathered],
) -> None:
    """Change what is known of a piece of evidence; what is left out stays."""
    lock_for_work(evidence.inspection, by, Right.EVIDENCE_WRITE)
    _refuse_withdrawn(evidence)
    on, before = localdate(at), list(evidence.handling.all())
    handled = before if handling is None else list(handling)
    revised = as_revised(evidence, changes)
    chosen = [revised.method] if revised.method_id != evidence.method_id else []
    refuse_ended([*chosen, *(item for item in handled if item not in before)], on=on)
    refuse_unfit(revised, handled, on=on)
    changed: dict[str, object] = {**differences(evidence, dict(changes))}
    update_as_seen(evidence, seen_version=seen_version, **changes)
    evidence.handling.set(handled)
    changed |= replaced("handling", before, handled)
    audit.record("evidence.revised", evidence, by=by, at=at, **changed)


@transaction.atomic
def withdraw_evidence(
    evidence: Evidence, *, reason: str, seen_version: int, by: User, at: datetime
) -> None:
    """Take evidence back, published or not: whatever rests on it is flagged from now on."""
    if not permissions.can_work_on(by, evidence.inspection, Right.EVIDENCE_WRITE):
        raise PermissionDenied
    lock(evidence.inspection)
    _refuse_withdrawn(evidence)
    if not reason.strip():
        raise RuleBroken("Say why the evidence is withdrawn.")
    update_as_seen(
        evidence,
        seen_version=seen_version,
        withdrawn_by=by,
        withdrawn_at=at,
        withdrawal_reason=reason,
    )
    findings = evidence.links.values("paragraph__finding").distinct().count()
    audit.record("evidence.withdrawn", evidence, by=by, at=at, reason=reason, findings=findings)


@transaction.atomic
def add_evidence_file(
    evidence: Evidence, *, upload: Upload, by: User, at: datetime
) -> EvidenceFile:
    """Put a file behind a piece of evidence; it stays as it was handed in."""
    lock_for_work(evidence.inspection, by, Right.EVIDENCE_WRITE)
    _refuse_withdrawn(evidence)
    return _keep(evidence, upload, by=by, at=at)


@transaction.atomic
def take_evidence_file(file: EvidenceFile, *, by: User, at: datetime) -> bytes:
    """The bytes of a file, for somebody who reads the drafts; that they took it is recorded."""
    if not EvidenceFile.objects.visible_to(by).filter(pk=file.pk).exists():
        raise PermissionDenied
    content = file.intact_content()
    audit.record_reading(
        "evidence_file.read", file.evidence, by=by, at=at, reason=TO_WORK_ON_IT, file=file.name
    )
    return content


def _keep(evidence: Evidence, upload: Upload, *, by: User, at: datetime) -> EvidenceFile:
    kept = stored(upload, by=by, at=at)
    if evidence.files.filter(sha256=upload.sha256).exists():
        raise RuleBroken(f"{evidence} has this file already.")
    file = EvidenceFile.objects.create(evidence=evidence, **kept)
    tell_anew(Evidence.objects.filter(pk=evidence.pk))
    audit.record("evidence_file.added", evidence, by=by, at=at, file=file.name, sha256=file.sha256)
    return file


def _refuse_withdrawn(evidence: Evidence) -> None:
    evidence.refresh_from_db(fields=["withdrawn_at"])
    if evidence.is_withdrawn:
        raise RuleBroken(f"{evidence} is withdrawn, so it stays as it is.")
