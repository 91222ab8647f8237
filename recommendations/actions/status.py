"""How the inspectorate says that an entry stands. Between the two open statuses one inspector moves
it; to close it, or to open it again, one person asks and a second one decides (domain §3.3).
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from findings.actions.gathering import refuse_marked_text
from findings.models import Finding
from inspection_portal.core import audit
from inspection_portal.core.editing import refuse_changed, refuse_invalid, update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from recommendations import events, messages, permissions
from recommendations.actions.access import lock
from recommendations.actions.linking import keep_link
from recommendations.models import (
    Basis,
    Claim,
    EntryLink,
    RegisterEntry,
    StatusChange,
    StatusRequest,
)

Status = RegisterEntry.Status
Decision = StatusRequest.Decision

SAY_WHY = "Say why the status changes."
TAKES_TWO = (
    "To close an entry, or to open it again, takes two people. Ask for the status, and a second "
    "person decides on it."
)
NOT_ONES_OWN = "You asked for this status, so somebody else must decide on it."


# The position of an entry that is opened again: what an earlier one held goes.
UNDER_WAY = {
    "position": RegisterEntry.Position.IN_PROGRESS,
    "position_reason": "",
    "depends_on_body": None,
    "depends_on_organisation": None,
}


@dataclass(frozen=True)
class Reasons:
    """What a status that closes an entry, or opens it again, rests on.

    `narrative` is read by the body and names no person; `internal_note` stays in the inspectorate.
    To close takes a `basis`, to supersede a `successor`. What opens it again may be a later entry
    or a later finding.
    """

    narrative: str
    internal_note: str = ""
    basis: Basis | None = None
    successor: RegisterEntry | None = None
    later_entry: RegisterEntry | None = None
    later_finding: Finding | None = None


@transaction.atomic
def record_status(
    entry: RegisterEntry, *, status: str, reason: str, seen_version: int, by: User, at: datetime
) -> None:
    """Move an open entry to the other open status.

    `reason` is read by the body, so it names no person. Raises RuleBroken for what takes two
    people.
    """
    if not permissions.can_record_status(by):
        raise PermissionDenied
    refuse_changed(entry, seen_version=seen_version)
    new = _other(entry, status)
    if not entry.is_open or new not in RegisterEntry.OPEN:
        raise RuleBroken(TAKES_TWO)
    if not reason.strip():
        raise RuleBroken(SAY_WHY)
    refuse_marked_text(reason)
    give_status(entry, new, narrative=reason, seen_version=seen_version, by=by, at=at)


@transaction.atomic
def request_status(
    entry: RegisterEntry,
    *,
    status: str,
    reasons: Reasons,
    seen_version: int,
    by: User,
    at: datetime,
) -> StatusRequest:
    """Ask a second person of the inspectorate to close an entry, or to open it again.

    Raises RuleBroken where one person is enough, where a claim waits to be verified, and where
    another request waits.
    """
    if not permissions.can_record_status(by):
        raise PermissionDenied
    held = lock(entry)
    refuse_changed(held, seen_version=seen_version)
    new = _other(held, status)
    if held.is_open and new in RegisterEntry.OPEN:
        raise RuleBroken("That status one person records. Record it.")
    if held.claims.open().exists():
        raise RuleBroken("A claim is with the inspectorate. Verify it instead.")
    if new == Status.SUPERSEDED and reasons.successor is None:
        raise RuleBroken("Say which entry takes its place.")
    _refuse_unseen(reasons, by)
    return ask(held, new, reasons, claim=None, by=by, at=at)


@transaction.atomic
def authorise(request: StatusRequest, *, seen_version: int, by: User, at: datetime) -> None:
    """Give an entry the status that somebody else asked for; the body is told.

    A claim that it rests on is accepted. Milestones stay as they are: the entry is closed, and its
    day says so; but where the claim was of one of several, that one is met and the entry stays
    open. Raises RuleBroken for one's own request, and where the entry stands so already.
    """
    held = _hold_to_decide(request, by)
    _decide(request, Decision.AUTHORISED, seen_version=seen_version, by=by, at=at)
    if request.is_of_milestone:
        _accept_part(request, held, by=by, at=at)
        return
    new = _other(held, request.status)
    give_status(
        held,
        new,
        narrative=request.narrative,
        seen_version=held.version,
        request=request,
        by=by,
        at=at,
    )
    _link(held, request, by=by, at=at)
    messages.tell_status(held, by=by, at=at)


@transaction.atomic
def decline(
    request: StatusRequest, *, reason: str, seen_version: int, by: User, at: datetime
) -> None:
    """Refuse the status that somebody else asked for; a claim is then to be verified anew."""
    _hold_to_decide(request, by)
    if not reason.strip():
        raise RuleBroken("Say why the status is not given.")
    refuse_marked_text(reason)
    _decide(request, Decision.DECLINED, reason=reason, seen_version=seen_version, by=by, at=at)
    _verify_anew(request)


@transaction.atomic
def withdraw_request(request: StatusRequest, *, seen_version: int, by: User, at: datetime) -> None:
    """Take one's own request back, until it is decided; a claim is then to be verified anew."""
    if request.requested_by_id != by.pk:
        raise PermissionDenied
    lock(request.entry)
    _decide(request, Decision.WITHDRAWN, seen_version=seen_version, by=by, at=at)
    _verify_anew(request)


def ask(
    entry: RegisterEntry,
    status: Status,
    reasons: Reasons,
    *,
    claim: Claim | None,
    by: User,
    at: datetime,
) -> StatusRequest:
    """Write down the request for an entry that the caller holds. Raises RuleBroken where it lacks
    something.
    """
    refuse_marked_text(reasons.narrative, reasons.internal_note)
    if not reasons.narrative.strip():
        raise RuleBroken(SAY_WHY)
    refuse_ended(reasons.basis, on=localdate(at))
    said = {name: getattr(reasons, name) for name in Reasons.__dataclass_fields__}
    request = StatusRequest(
        entry=entry, status=status, claim=claim, requested_by=by, requested_at=at, **said
    )
    refuse_invalid(request)
    request.save()
    audit.record("status.requested", entry, by=by, at=at, status=[entry.status, status])
    return request


def refuse_ended(basis: Basis | None, *, on: date) -> None:
    """Raise RuleBroken where the basis is no longer, or not yet, on the list."""
    if basis and not Basis.objects.in_force(on).filter(pk=basis.pk).exists():
        raise RuleBroken(f"“{basis}” can’t be chosen any more. Choose another basis.")


def give_status(
    entry: RegisterEntry,
    status: Status,
    *,
    narrative: str,
    seen_version: int,
    by: User,
    at: datetime,
    request: StatusRequest | None = None,
    since: datetime | None = None,
) -> None:
    """Write a status with its line in the log. What closes an entry settles what waits for it.

    `request` is what a second person asked for, where it takes two; `since`, from when on it stood
    so, where that is told later. The caller knows who may.
    """
    since = since or at
    before = Status(entry.status)
    closed_on = None if status in RegisterEntry.OPEN else entry.closed_on or localdate(since)
    changes: dict[str, object] = {"status": status, "closed_on": closed_on}
    if closed_on is None and not entry.is_open:
        changes |= UNDER_WAY
    update_as_seen(entry, seen_version=seen_version, **changes)
    shared = ("basis", "successor", "requested_by")
    asked = {name: getattr(request, name) for name in shared} if request else {}
    log = {"entry": entry, "status": status, "narrative": narrative, "by": by, "at": since}
    change = StatusChange.objects.create(**log, **asked)
    audit.record(
        "entry.status_recorded", entry, by=by, at=at, status=[before, status], reason=narrative
    )
    events.status_changed(entry, at=at)
    if not entry.is_open:
        _settle(entry, change)


def _other(entry: RegisterEntry, status: str) -> Status:
    """The status, which must be another one than the entry has."""
    new = Status(status)
    if new == entry.status:
        raise RuleBroken(f"“{entry}” is already {new.label.lower()}. Choose another status.")
    return new


def _refuse_unseen(reasons: Reasons, by: User) -> None:
    entries = [each.pk for each in (reasons.successor, reasons.later_entry) if each]
    seen = RegisterEntry.objects.visible_to(by).filter(pk__in=entries).count() == len(set(entries))
    finding = reasons.later_finding
    readable = Finding.objects.visible_to(by)
    if not seen or (finding and not readable.filter(pk=finding.pk).exists()):
        raise PermissionDenied


def _hold_to_decide(request: StatusRequest, by: User) -> RegisterEntry:
    """The entry, held, for whoever may decide on the request of somebody else."""
    if not permissions.can_authorise(by):
        raise PermissionDenied
    if request.requested_by_id == by.pk:
        raise RuleBroken(NOT_ONES_OWN)
    return lock(request.entry)


def _decide(
    request: StatusRequest,
    decision: Decision,
    *,
    reason: str = "",
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    request.refresh_from_db(fields=["decision"])
    if request.decision:
        label = request.get_decision_display().lower()
        raise RuleBroken(f"This request is {label}, so nothing more can be decided on it.")
    decided = {"decision": decision, "decision_reason": reason}
    update_as_seen(request, seen_version=seen_version, decided_by=by, decided_at=at, **decided)
    told = {"status": request.status, **({"reason": reason} if reason else {})}
    audit.record(f"status.{decision}", request.entry, by=by, at=at, **told)


def _verify_anew(request: StatusRequest) -> None:
    """Have the claim of a request that came to nothing as it was before it was verified."""
    claim = request.claim
    if claim is None:
        return
    # An earlier answer, of which the body was told, stays one.
    answered_at = claim.answered_at if claim.answered_at != claim.verified_at else None
    nobody = {"verified_by": None, "verified_at": None, "demonstration_until": None}
    update_as_seen(
        claim,
        seen_version=claim.version,
        state=Claim.State.MADE,
        **{"basis": None, "verdict": "", "internal_note": "", "answered_at": answered_at, **nobody},
    )


def _settle(entry: RegisterEntry, change: StatusChange) -> None:
    """End what waits for an entry that has just been closed: its claim, and other requests."""
    for claim in entry.claims.open():
        _answer(claim, change)
    for request in entry.status_requests.waiting():
        seen, why, by, at = request.version, change.narrative, change.by, change.at
        _decide(request, Decision.WITHDRAWN, reason=why, seen_version=seen, by=by, at=at)


def _answer(claim: Claim, change: StatusChange) -> None:
    """Accept a claim of what is complete; otherwise nothing more is asked, so it falls."""
    if claim.state == Claim.State.VERIFIED and change.status == Status.COMPLETE:
        answer: dict[str, object] = {"state": Claim.State.ACCEPTED}
    elif change.status == Status.COMPLETE:
        verified = {"verified_by": change.requested_by, "verified_at": change.at}
        verified |= {"answered_at": claim.answered_at or change.at}
        answer = {"state": Claim.State.ACCEPTED, "basis": change.basis, **verified}
        answer["verdict"] = change.narrative
    else:
        answer = {"state": Claim.State.WITHDRAWN, "verdict": change.narrative}
    update_as_seen(claim, seen_version=claim.version, closed_at=change.at, **answer)
    events.claim_decided(claim, at=change.at)


def _accept_part(request: StatusRequest, entry: RegisterEntry, *, by: User, at: datetime) -> None:
    """The milestone that was claimed is met, and the body goes on with the others."""
    claim = request.claim
    if claim is None or claim.milestone is None:
        raise ValueError("Only a claim of one milestone leaves its entry open.")
    update_as_seen(claim, seen_version=claim.version, state=Claim.State.ACCEPTED, closed_at=at)
    milestone = claim.milestone
    update_as_seen(milestone, seen_version=milestone.version, met_on=localdate(at))
    audit.record("milestone.met", entry, by=by, at=at, words=milestone.words)
    work_again(entry)
    messages.tell_answer(claim, by=by, at=at)
    events.claim_decided(claim, at=at)


def work_again(entry: RegisterEntry) -> None:
    """What the body had submitted it works on again, now that the claim is answered."""
    if entry.position == RegisterEntry.Position.SUBMITTED:
        again = RegisterEntry.Position.IN_PROGRESS
        update_as_seen(entry, seen_version=entry.version, position=again)


def _link(entry: RegisterEntry, request: StatusRequest, *, by: User, at: datetime) -> None:
    """Link what takes the place of an entry, or shows that it is not done, to it."""
    for later, kind in (
        (request.successor, EntryLink.Kind.SUPERSEDES),
        (request.later_entry, EntryLink.Kind.REPEATS),
    ):
        if later:
            keep_link(later, entry, kind, by=by, at=at)
