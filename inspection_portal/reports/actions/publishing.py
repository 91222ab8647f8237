"""Publication: under embargo until a moment, corrected by a new issue, withdrawn with a reason."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

import findings.actions
import recommendations.actions
from findings.actions.access import lock
from findings.models import Finding, Inspection
from findings.permissions import can_load_published
from inspection_portal.core import audit
from inspection_portal.core.dates import LONDON
from inspection_portal.core.editing import update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from inspection_portal.reports import document, permissions, queries, snapshot
from inspection_portal.reports.actions.issuing import freeze, next_number
from inspection_portal.reports.actions.moving import permit, record, refuse_unread, refuse_unready
from inspection_portal.reports.models import Issue
from inspection_portal.reports.stages import Stage, Who

Purpose = Issue.Purpose


@transaction.atomic
def publish(
    inspection: Inspection, *, publish_at: datetime, seen_version: int, by: User, at: datetime
) -> Issue:
    """Issue a report that everyone may read from `publish_at` on: its register is opened, its text
    frozen, its document made. Until then it is under embargo.

    Raises RuleBroken for a moment that has passed, and with everything that keeps it back. The
    portal itself loads what was published elsewhere, whatever its stage and moment.
    """
    day = localdate(publish_at, LONDON)
    if can_load_published(by):
        _refuse_unsound(lock(inspection))
    else:
        step = permit(inspection, Stage.EMBARGOED, by=by, at=at)
        if publish_at < at:
            raise RuleBroken("The moment of publication has passed. Choose a later one.")
        refuse_unready(inspection, step, on=day)
        record(inspection, step, by=by, at=at, publish_at=publish_at.isoformat())
    recommendations.actions.open_register(inspection, publish_at=publish_at, by=by, at=at)
    findings.actions.issue(
        inspection, publish_at=publish_at, seen_version=seen_version, by=by, at=at
    )
    return _issue(inspection, publish_at, by=by, at=at)


@transaction.atomic
def recall(
    inspection: Inspection, *, reason: str, seen_version: int, by: User, at: datetime
) -> None:
    """Take a report back while it is under embargo: nobody outside has read it, and nobody will.

    Its register entries go; the issue stays in the record, without a moment of publication.
    """
    step = permit(inspection, Stage.SIGN_OFF, reason=reason, by=by, at=at)
    recommendations.actions.recall_register(inspection, by=by, at=at)
    inspection.issues.published().filter(publish_at__gt=at).update(publish_at=None)
    update_as_seen(
        inspection,
        seen_version=seen_version,
        stage=Inspection.Stage.SIGN_OFF,
        publish_at=None,
        issued_by=None,
        signed_off_by=None,
        signed_off_at=None,
    )
    record(inspection, step, reason, by=by, at=at)


@transaction.atomic
def withdraw(
    inspection: Inspection, *, reason: str, seen_version: int, by: User, at: datetime
) -> None:
    """Withdraw a published report: it stays in the record, marked, and its text is for the
    inspectorate alone.
    """
    step = permit(inspection, Stage.WITHDRAWN, reason=reason, by=by, at=at)
    update_as_seen(
        inspection,
        seen_version=seen_version,
        withdrawn_by=by,
        withdrawn_at=at,
        withdrawal_reason=reason,
    )
    record(inspection, step, reason, by=by, at=at)


@transaction.atomic
def publish_correction(
    inspection: Inspection, *, text_sha256: str, seen_version: int, by: User, at: datetime
) -> Issue:
    """End the open correction with a new issue that supersedes the last; the last one is kept.

    Raises what `refuse_unread` does, where it is not the text that the publisher has read.
    """
    step = permit(inspection, Stage.PUBLISHED, by=by, at=at)
    held = lock(inspection)
    if held.publish_at is None or held.published_on is None:
        raise RuleBroken(f"“{held}” is not published, so there is nothing to correct.")
    if can_load_published(by):
        _refuse_unsound(held)
    else:
        refuse_unready(held, step, on=held.published_on)
    refuse_unread(held, text_sha256)
    update_as_seen(held, seen_version=seen_version)
    recommendations.actions.open_register(held, publish_at=held.publish_at, by=by, at=at)
    findings.actions.close_correction(held.corrections.open().get(), by=by, at=at)
    record(held, step, by=by, at=at)
    return _issue(inspection, at, by=by, at=at)


@transaction.atomic
def accelerate(finding: Finding, *, publish_at: datetime, by: User, at: datetime) -> Issue:
    """Publish a cause of concern on its own, before its report (domain §2.2): a significant failure
    or a risk to the public does not wait.

    Its recommendations enter the register at that moment. Raises RuleBroken for another kind of
    finding, one without recommendations or not agreed, and one that is out already.
    """
    inspection = lock(finding.inspection)
    if not permissions.may(by, inspection, Who.PUBLISHER):
        raise PermissionDenied
    _refuse_accelerating(finding, inspection, publish_at, at)
    changed = Finding.objects.filter(pk=finding.pk, accelerated_at=None)
    if not changed.update(accelerated_at=publish_at):
        raise RuleBroken(f"“{finding}” is published on its own already.")
    finding.refresh_from_db()
    recommendations.actions.open_accelerated(finding, publish_at=publish_at, by=by, at=at)
    audit.record("concern.accelerated", finding, by=by, at=at, publish_at=publish_at.isoformat())
    number = next_number(inspection, Purpose.ACCELERATED)
    report = snapshot.accelerated(finding, publish_at=publish_at, issue=number)
    return freeze(
        inspection,
        report,
        Purpose.ACCELERATED,
        publish_at=publish_at,
        finding=finding,
        by=by,
        at=at,
    )


def _refuse_accelerating(
    finding: Finding, inspection: Inspection, publish_at: datetime, at: datetime
) -> None:
    if finding.kind != Finding.Kind.CAUSE_OF_CONCERN or not finding.recommendations.exists():
        raise RuleBroken("Only a cause of concern with recommendations is published on its own.")
    if finding.state != Finding.State.AGREED:
        raise RuleBroken(f"“{finding}” is not agreed yet. Have it agreed first.")
    if inspection.is_issued:
        raise RuleBroken(f"“{inspection}” is issued, and this cause of concern with it.")
    if publish_at < at:
        raise RuleBroken("The moment of publication has passed. Choose a later one.")


def _refuse_unsound(inspection: Inspection) -> None:
    """A loaded report has to be whole, whatever was or wasn't done for it here."""
    found = queries.blocking_loaded(inspection, on=localdate())
    if found:
        sentences = " ".join(dict.fromkeys(line.sentence for line in found))
        raise RuleBroken(f"The report can’t be loaded as published. {sentences}")


def _issue(inspection: Inspection, publish_at: datetime, *, by: User, at: datetime) -> Issue:
    inspection.refresh_from_db()
    number = next_number(inspection, Purpose.PUBLICATION)
    report = snapshot.take(inspection, status=document.Status.PUBLISHED, issue=number)
    return freeze(
        inspection,
        report,
        Purpose.PUBLICATION,
        publish_at=publish_at,
        announced_at=at if can_load_published(by) else None,
        by=by,
        at=at,
    )
