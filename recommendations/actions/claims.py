"""The claim that an entry is done: made and withdrawn by the lead of the body (domain §3.3)."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from findings.actions.gathering import refuse_marked_text
from inspection_portal.core import audit
from inspection_portal.core.editing import update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from inspection_portal.core.uploads import Upload
from recommendations import events, messages, permissions
from recommendations.actions.access import hold_open, lock
from recommendations.actions.files import keep
from recommendations.models import Claim, EntryFile, Milestone, RegisterEntry

Position = RegisterEntry.Position

WITH_THE_INSPECTORATE = (
    "A claim is with the inspectorate already. Wait for its answer, or withdraw it."
)
NO_EVIDENCE = "Show what was done: choose a file of the entry, or add one."


@transaction.atomic
def make_claim(
    entry: RegisterEntry,
    *,
    done: str,
    done_from: date,
    files: Collection[EntryFile] = (),
    uploads: Iterable[Upload] = (),
    milestone: Milestone | None = None,
    seen_version: int,
    by: User,
    at: datetime,
) -> Claim:
    """Claim that an open entry, or one milestone of it, is done from that day on, and show it with
    files of the entry or with new ones. The inspectorate then verifies it.

    Raises RuleBroken for a second open claim, one without evidence or words, and a day that lies in
    the future or before the publication.
    """
    if not permissions.can_claim(by, entry):
        raise PermissionDenied
    held = hold_open(entry, at=at)
    _refuse_unfit(held, done, done_from, milestone, on=localdate(at))
    added = [keep(held, upload, by=by, at=at) for upload in uploads]
    shown = _of_the_entry(held, [*files, *added])
    claim = Claim.objects.create(
        entry=held, milestone=milestone, done=done, done_from=done_from, made_by=by, made_at=at
    )
    claim.files.set(shown)
    update_as_seen(entry, seen_version=seen_version, **taking(Position.SUBMITTED))
    audit.record("claim.made", entry, by=by, at=at, claim=str(claim.uuid), **_told(claim, shown))
    messages.tell_claim_made(claim, by=by, at=at)
    events.claim_made(claim, at=at)
    return claim


@transaction.atomic
def withdraw_claim(claim: Claim, *, seen_version: int, by: User, at: datetime) -> None:
    """Take a claim back that the inspectorate has not verified; the work on the entry goes on."""
    if not permissions.can_claim(by, claim.entry):
        raise PermissionDenied
    held = lock(claim.entry)
    claim.refresh_from_db(fields=["state"])
    if claim.state not in Claim.UNDECIDED:
        is_told = claim.told_state == claim.state
        standing = claim.get_state_display().lower() if is_told else "being decided on"
        raise RuleBroken(f"{claim} is {standing}, so it stays.")
    state = Claim.State.WITHDRAWN
    update_as_seen(claim, seen_version=seen_version, state=state, closed_at=at)
    update_as_seen(held, seen_version=held.version, **taking(Position.IN_PROGRESS))
    audit.record("claim.withdrawn", held, by=by, at=at, claim=str(claim.uuid))


def taking(
    position: str, *, reason: str = "", depends_on: dict[str, object] | None = None
) -> dict[str, object]:
    """What an entry holds of a position of its body; what an earlier one held goes."""
    nobody = {"depends_on_body": None, "depends_on_organisation": None}
    return {"position": position, "position_reason": reason, **nobody, **(depends_on or {})}


def _refuse_unfit(
    held: RegisterEntry, done: str, done_from: date, milestone: Milestone | None, *, on: date
) -> None:
    if held.claims.open().exists():
        raise RuleBroken(WITH_THE_INSPECTORATE)
    if not done.strip():
        raise RuleBroken("Say what is done.")
    refuse_marked_text(done)
    if done_from > on:
        raise RuleBroken("The day is in the future. Claim it once it is done.")
    if done_from < held.opened_on:
        raise RuleBroken("The day is before the publication. Enter a day since then.")
    claimable = held.milestones.of_the_inspectorate().filter(met_on=None)
    if milestone and not claimable.filter(pk=milestone.pk).exists():
        raise RuleBroken("That deadline is met, or is not of this entry. Choose another one.")


def _of_the_entry(held: RegisterEntry, files: Collection[EntryFile]) -> Collection[EntryFile]:
    if not files:
        raise RuleBroken(NO_EVIDENCE)
    if any(file.entry_id != held.pk for file in files):
        raise RuleBroken("One of the files is of another entry. Choose files of this one.")
    return files


def _told(claim: Claim, shown: Collection[EntryFile]) -> dict[str, object]:
    """What the trail keeps of a claim."""
    milestone = {"milestone": claim.milestone.words} if claim.milestone else {}
    files = [file.name for file in shown]
    return {"done": claim.done, "done_from": str(claim.done_from), "files": files, **milestone}
