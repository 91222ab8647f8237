"""Copies of what the portal knows of threats and plans, taken into an inspection (ADR 0031).

Each is written by an action of `findings`, so that evidence and figures have one writer.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from disruptions.models import Snapshot
from disruptions.queries import bodies_checked
from findings.actions import add_evidence, add_key_figure, revise_key_figure
from findings.actions.access import lock, lock_for_work
from findings.models import (
    Evidence,
    EvidenceFile,
    EvidenceMethod,
    Figure,
    HandlingInstruction,
    InspectedBody,
    Inspection,
    KeyFigure,
)
from findings.permissions import can_work_on
from findings.queries import Period, fieldwork
from forces.models import Body
from forces.rights import Right
from inspection_portal.core import audit
from inspection_portal.core.errors import Changed, RuleBroken
from inspection_portal.core.models import User
from inspection_portal.home.copies import (
    Citation,
    Offer,
    citation,
    offers,
    offers_of_snapshot,
    told,
)

NOT_ASKED = "The check is asked of nothing of {body} today, so there is no result to cite."
NOT_INSPECTED = "{body} is not inspected there. Choose an inspection of it."
NOT_BEGUN = "The fieldwork begins on {day}. Cite the check then."
CITED = "{evidence} cites this result of today already. Use that."
NOT_COUNTED = "The portal does not count “{figure}”. Enter it by hand."
NOT_COVERED = "The snapshot does not cover {body}. Choose another one."
NO_LEADS = "Its filter set does not keep lead disruptions alone. Choose another snapshot."
HELD = (
    "“{figure}” has a value for {day} already: {told} ({source}). Look at it, then choose again "
    "whether the count replaces it."
)


@transaction.atomic
def cite_check(
    body: Body,
    inspection: Inspection,
    *,
    check: str,
    method: EvidenceMethod,
    handling: Collection[HandlingInstruction] = (),
    by: User,
    at: datetime,
) -> Evidence:
    """Keep the result of a check of a body today as evidence: its words in a file with their hash,
    which stay as they are whatever is mended later.

    Raises RuleBroken where the same result of the day is cited there already.
    """
    _refuse_who_reads_no_threats(by, body)
    held, on = lock_for_work(inspection, by, Right.EVIDENCE_WRITE), localdate(at)
    chapter = _chapter(held, body)
    cited = _result(held, body, check, on)
    evidence = add_evidence(
        held,
        chapter=chapter,
        method=method,
        handling=handling,
        files=[cited.file],
        gathered_on=on,
        is_after_fieldwork=_is_after(fieldwork(held, chapter), cited),
        summary=cited.summary,
        marking=Evidence.Marking.OFFICIAL_SENSITIVE,
        by=by,
        at=at,
    )
    said = {"check": cited.check.id, "body": str(body.uuid), "sha256": cited.file.sha256}
    audit.record("check.cited", evidence, by=by, at=at, **said)
    return evidence


@transaction.atomic
def copy_counts(
    chapter: InspectedBody, *, figures: Mapping[Figure, int], by: User, at: datetime
) -> list[KeyFigure]:
    """Enter what the portal counts of a body today as key figures, with the filter in words.

    `figures` are those wanted, each with the version of the value of today that the count replaces,
    0 where there is none. Raises RuleBroken, and copies nothing, where that is not what is stored.
    """
    _refuse_who_reads_no_threats(by, chapter.body)
    if not can_work_on(by, chapter.inspection, Right.EVIDENCE_WRITE):
        raise PermissionDenied
    lock(chapter.inspection)
    found = offers(chapter, by, on=localdate(at))
    return _copy_chosen(chapter, found, figures, by=by, at=at)


@transaction.atomic
def copy_from_snapshot(
    chapter: InspectedBody,
    snapshot: Snapshot,
    *,
    figures: Mapping[Figure, int],
    is_printed: bool = False,
    by: User,
    at: datetime,
) -> list[KeyFigure]:
    """Enter what a snapshot of lead disruptions counts of a body as key figures as at its day; each
    is traced to the frozen list behind it, and printed in the report if they all are to be.

    `figures` and RuleBroken are as of `copy_counts`.
    """
    _refuse_who_reads_no_threats(by, chapter.body)
    if not can_work_on(by, chapter.inspection, Right.EVIDENCE_WRITE):
        raise PermissionDenied
    if not snapshot.filter_set.counts_leads:
        raise RuleBroken(NO_LEADS)
    if not Snapshot.objects.visible_to(by).covering(chapter.body).filter(pk=snapshot.pk).exists():
        raise RuleBroken(NOT_COVERED.format(body=chapter.body))
    lock(chapter.inspection)
    found = offers_of_snapshot(chapter, snapshot, by, today=localdate(at))
    return _copy_chosen(chapter, found, figures, is_printed=is_printed, by=by, at=at)


def _copy_chosen(
    chapter: InspectedBody,
    offered: Iterable[Offer],
    figures: Mapping[Figure, int],
    *,
    is_printed: bool = False,
    by: User,
    at: datetime,
) -> list[KeyFigure]:
    if not figures:
        raise RuleBroken("Choose at least one figure.")
    found = {offer.figure: offer for offer in offered}
    rows = []
    for figure, seen in figures.items():
        if figure not in found:
            raise RuleBroken(NOT_COUNTED.format(figure=figure))
        rows.append(_copy(chapter, found[figure], seen, is_printed=is_printed, by=by, at=at))
    return rows


def _copy(
    chapter: InspectedBody, offer: Offer, seen: int, *, is_printed: bool, by: User, at: datetime
) -> KeyFigure:
    held, value = offer.held, Decimal(offer.count.value)
    if seen != offer.seen:
        raise Changed(_conflict(offer))
    said: Any = {"value": value, "source": offer.source, "counted": offer.count.filter}
    said |= {"traced": offer.traced, "is_printed": is_printed}
    if held is None:
        said |= {"figure": offer.figure, "as_at": offer.on}
        row = add_key_figure(chapter, **said, by=by, at=at)
    else:
        row = held
        revise_key_figure(row, seen_version=seen, **said, by=by, at=at)
    told_so = {"value": row.told, "counted": row.counted, "is_printed": str(row.is_printed)}
    audit.record("key_figure.counted", row, by=by, at=at, **told_so, **row.trace)
    return row


def _conflict(offer: Offer) -> str:
    held = offer.held
    if held is None:
        return f"The value of “{offer.figure}” for {offer.day} is gone. Look again, then choose."
    words = {"figure": offer.figure, "day": offer.day, "told": held.told, "source": held.source}
    return HELD.format(**words)


def _refuse_who_reads_no_threats(user: User, body: Body) -> None:
    if not bodies_checked(user).filter(pk=body.pk).exists():
        raise PermissionDenied


def _chapter(inspection: Inspection, body: Body) -> InspectedBody:
    chapter = inspection.inspected_bodies.select_related("body").filter(body=body).first()
    if chapter is None:
        raise RuleBroken(NOT_INSPECTED.format(body=body))
    return chapter


def _result(inspection: Inspection, body: Body, check: str, on: date) -> Citation:
    """What there is to cite, unless it is cited there already."""
    cited = citation(body, check, on=on)
    if cited is None:
        raise RuleBroken(NOT_ASKED.format(body=body))
    files = EvidenceFile.objects.filter(sha256=cited.file.sha256)
    standing = files.filter(evidence__in=inspection.evidence.standing()).select_related("evidence")
    if file := standing.first():
        raise RuleBroken(CITED.format(evidence=file.evidence))
    return cited


def _is_after(period: Period | None, cited: Citation) -> bool:
    """Whether the day lies after the fieldwork; before it nothing is cited."""
    if period is None:
        return False
    if cited.on < period.first:
        raise RuleBroken(NOT_BEGUN.format(day=told(period.first)))
    return not period.covers(cited.on)
