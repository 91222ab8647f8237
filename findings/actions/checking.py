"""The pre-publication check: opened with an extract for each body, read, answered, closed (domain
§2.5).
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from findings import messages, permissions
from findings.actions.access import lock
from findings.extracts import Content, content_hash, to_builtins
from findings.models import Extract, ExtractReply, InspectedBody, Inspection, PrePublicationCheck
from forces.models import standing
from inspection_portal.core import audit
from inspection_portal.core.editing import refuse_invalid
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User

# Why what is not yet published is read: the record of it says so (Data Protection Act 2018 s62).
TO_CHECK_FACTS = "Factual-accuracy check"
TO_RUN_THE_CHECK = "Work on the inspection"


@transaction.atomic
def open_check(
    inspection: Inspection,
    *,
    closes_at: datetime,
    extracts: Mapping[InspectedBody, Content],
    by: User,
    at: datetime,
) -> PrePublicationCheck:
    """Give each body its extract, numbered in the order of the report, until `closes_at`."""
    held = lock_to_run(inspection, by)
    if held.stage != Inspection.Stage.PRE_PUBLICATION_CHECK:
        raise RuleBroken("The report is not in the pre-publication check. Move it there first.")
    if not extracts:
        raise RuleBroken("The inspection has no bodies to check its report. Choose them first.")
    check = PrePublicationCheck(inspection=held, opened_by=by, opened_at=at, closes_at=closes_at)
    refuse_invalid(check)
    check.save()
    given = Extract.objects.bulk_create(_extracts(check, extracts))
    audit.record("check.opened", check, by=by, at=at, closes_at=closes_at.isoformat())
    for extract in given:
        messages.tell_extract_ready(extract, by=by, at=at)
    return check


@transaction.atomic
def extend_check(
    check: PrePublicationCheck, *, closes_at: datetime, reason: str, by: User, at: datetime
) -> None:
    """Give the bodies more time; a check whose time is over, but that nobody closed, opens again.

    Raises RuleBroken unless `closes_at` is later than the end that they had, and still to come.
    """
    lock_to_run(check.inspection, by)
    if not reason.strip():
        raise RuleBroken("Say why the bodies get more time.")
    before = check.closes_at
    if closes_at <= max(before, at):
        raise RuleBroken("Choose a day later than the one that the bodies have now.")
    as_seen = PrePublicationCheck.objects.filter(pk=check.pk, closed_at=None, closes_at=before)
    if not as_seen.update(closes_at=closes_at):
        raise RuleBroken("The check has changed since you read it. Look at it again.")
    check.refresh_from_db()
    ends = [before.isoformat(), closes_at.isoformat()]
    audit.record("check.extended", check, by=by, at=at, closes_at=ends, reason=reason)


@transaction.atomic
def close_check(check: PrePublicationCheck, *, by: User, at: datetime) -> None:
    """End the round: no extract of it can be read any more. Its challenges are still decided."""
    lock_to_run(check.inspection, by)
    still_open = PrePublicationCheck.objects.filter(pk=check.pk, closed_at=None)
    if not still_open.update(closed_by=by, closed_at=at):
        raise RuleBroken("The check is closed already.")
    check.refresh_from_db()
    audit.record("check.closed", check, by=by, at=at)
    messages.tell_check_closed(check, by=by, at=at)


@transaction.atomic
def leave_check(inspection: Inspection, *, by: User, at: datetime) -> None:
    """Close the round that is open, if one is: the report goes back, so its extracts grow old."""
    for check in inspection.checks.filter(closed_at=None):
        close_check(check, by=by, at=at)


@transaction.atomic
def open_extract(extract: Extract, *, by: User, at: datetime) -> None:
    """Read an extract: recorded each time, with the purpose that the reader has by their role."""
    if not Extract.objects.visible_to(by, at).filter(pk=extract.pk).exists():
        raise PermissionDenied
    audit.record_reading("extract.opened", extract, by=by, at=at, reason=purpose_of(extract, by))


@transaction.atomic
def answer_nothing(extract: Extract, *, by: User, at: datetime) -> ExtractReply:
    """A lead says that the body has read its extract and has nothing to challenge."""
    hold_readable(extract, by, at)
    if extract.challenges.standing().exists():
        raise RuleBroken("Your body has challenged the extract. Withdraw its challenges first.")
    reply = ExtractReply(extract=extract, by=by, at=at)
    if ExtractReply.objects.filter(extract=extract).exists():
        raise RuleBroken("Your body has said so already.")
    reply.save()
    audit.record("extract.answered", extract, by=by, at=at, answer="nothing to challenge")
    return reply


def purpose_of(extract: Extract, by: User) -> str:
    """What the person reads of the check for, by the role that lets them."""
    of_the_body = extract.chapter.body_id in standing(by).bodies
    return TO_CHECK_FACTS if of_the_body else TO_RUN_THE_CHECK


def _extracts(
    check: PrePublicationCheck, contents: Mapping[InspectedBody, Content]
) -> Iterator[Extract]:
    in_order = sorted(contents, key=lambda chapter: chapter.position)
    for number, chapter in enumerate(in_order, start=1):
        yield Extract(
            check_round=check,
            chapter=chapter,
            number=number,
            content=to_builtins(contents[chapter]),
            content_sha256=content_hash(contents[chapter]),
        )


def lock_to_run(inspection: Inspection, by: User) -> Inspection:
    """The inspection, held for somebody who runs its check, while its text may still change."""
    if not permissions.can_run_check(by, inspection):
        raise PermissionDenied
    held = lock(inspection)
    if not permissions.is_open_to_change(held):
        raise RuleBroken(f"“{held}” is signed off. Send it back to change it.")
    return held


def hold_readable(extract: Extract, by: User, at: datetime) -> None:
    """Hold the round of an extract for a lead of its body, who may still read it.

    Raises PermissionDenied for those who don't speak for the body, RuleBroken where time is over.
    """
    if not permissions.can_challenge(by, extract):
        raise PermissionDenied
    PrePublicationCheck.objects.select_for_update(no_key=True).get(pk=extract.check_round_id)
    if not Extract.objects.readable_by_body(by, at).filter(pk=extract.pk).exists():
        raise RuleBroken("The check is closed, so the extract can’t be challenged any more.")
