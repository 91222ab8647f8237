"""Inspections put at a stage as they stand, ready or not."""

from datetime import datetime, timedelta

from findings.models import Correction, Inspection, Paragraph, PrePublicationCheck
from inspection_portal.core.models import User, system_user
from inspection_portal.reports import actions, rendering, snapshot
from inspection_portal.reports.models import Issue
from inspection_portal.reports.stages import Stage
from tests.factories import EvidenceFactory, EvidenceLinkFactory

ISSUED = {Stage.EMBARGOED, Stage.PUBLISHED, Stage.BEING_CORRECTED, Stage.WITHDRAWN}
SIGNED = {Stage.SIGNED_OFF, *ISSUED}
WEEK = timedelta(days=7)


def put_at(inspection: Inspection, stage: Stage, *, hmi: User, at: datetime) -> Inspection:
    """The inspection as it is told at that stage at that moment."""
    stored = "issued" if stage in ISSUED else "sign_off" if stage in SIGNED else str(stage)
    changes: dict[str, object] = {"stage": stored}
    if stage in SIGNED:
        changes |= {"signed_off_by": hmi, "signed_off_at": at}
    if stage in ISSUED:
        publish_at = at + WEEK if stage == Stage.EMBARGOED else at - WEEK
        changes |= {"publish_at": publish_at, "issued_by": system_user()}
    if stage == Stage.WITHDRAWN:
        changes |= {"withdrawn_by": hmi, "withdrawn_at": at, "withdrawal_reason": "Wrong."}
    Inspection.objects.filter(pk=inspection.pk).update(**changes)
    if stage == Stage.BEING_CORRECTED:
        Correction.objects.create(
            inspection=inspection, reason="Wrong year.", opened_by=hmi, opened_at=at
        )
    inspection.refresh_from_db()
    return inspection


def support(inspection: Inspection) -> None:
    """Have every paragraph rest on a piece of evidence."""
    evidence = EvidenceFactory(inspection=inspection)
    for paragraph in Paragraph.objects.standing().filter(finding__inspection=inspection):
        EvidenceLinkFactory(paragraph=paragraph, evidence=evidence)


def check_through(inspection: Inspection, *, by: User, at: datetime) -> None:
    """A pre-publication check that was held and closed."""
    PrePublicationCheck.objects.create(
        inspection=inspection,
        opened_by=by,
        opened_at=at - 3 * WEEK,
        closes_at=at - WEEK,
        closed_by=by,
        closed_at=at - WEEK,
    )


def text_of(inspection: Inspection) -> str:
    """The hash of its text as it stands: what somebody has just read."""
    return rendering.content_hash(snapshot.draft(inspection))


def correct(inspection: Inspection, *, by: User, at: datetime) -> Issue:
    """The open correction, published as it stands by somebody who has just read it."""
    inspection.refresh_from_db()
    return actions.publish_correction(
        inspection,
        text_sha256=text_of(inspection),
        seen_version=inspection.version,
        by=by,
        at=at,
    )
