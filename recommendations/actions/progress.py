"""How an entry gets on: what its body says, and what the inspectorate asks (domain §3.3)."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from findings.actions.gathering import refuse_marked_text
from forces.models import Body, Organisation
from inspection_portal.core import audit
from inspection_portal.core.editing import refuse_invalid, update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from recommendations import messages, permissions, queries
from recommendations.actions.access import hold_open
from recommendations.actions.claims import WITH_THE_INSPECTORATE, taking
from recommendations.models import ProgressUpdate, RegisterEntry, Side, UpdateRequest

Position = RegisterEntry.Position


@transaction.atomic
def write_update(
    entry: RegisterEntry,
    *,
    narrative: str = "",
    internal_note: str = "",
    position: str = "",
    depends_on: Body | Organisation | None = None,
    seen_version: int,
    by: User,
    at: datetime,
) -> ProgressUpdate:
    """Add a line on how an open entry gets on, and give it a new position where one is named.

    `narrative` is read by both sides, and says why where the position is that it is not accepted
    or does not apply; `internal_note` never leaves the side that writes it, not even in the trail.
    What the body says answers an open request. `seen_version` is compared where the position
    changes: lines of two people both stand.
    """
    before = entry.position
    update = say(
        entry,
        narrative=narrative,
        internal_note=internal_note,
        position=position,
        depends_on=depends_on,
        seen_version=seen_version,
        by=by,
        at=at,
    )
    told: dict[str, object] = {"update": str(update.uuid), "narrative": narrative}
    if position:
        told["position"] = [before, position]
    audit.record("entry.updated", entry, by=by, at=at, **told)
    return update


def say(
    entry: RegisterEntry,
    *,
    narrative: str,
    internal_note: str,
    position: str = "",
    depends_on: Body | Organisation | None = None,
    seen_version: int,
    by: User,
    at: datetime,
) -> ProgressUpdate:
    """Write an update, for a caller who records it, alone or with others."""
    side = permissions.side_of(by, entry)
    if side is None or (position and position not in permissions.positions_open_to(by, entry)):
        raise PermissionDenied
    held = hold_open(entry, at=at)
    refuse_marked_text(narrative, internal_note)
    said = {"narrative": narrative, "internal_note": internal_note, "position": position}
    update = ProgressUpdate(entry=held, side=side, **said, by=by, at=at)
    refuse_invalid(update)
    update.save()
    if position:
        taken = _taken(held, position, reason=narrative, depends_on=depends_on)
        update_as_seen(entry, seen_version=seen_version, **taken)
    if side == Side.BODY and narrative.strip():
        held.update_requests.waiting().update(answer=update)
    return update


@transaction.atomic
def request_update(
    entry: RegisterEntry, *, words: str = "", wanted_by: date, by: User, at: datetime
) -> UpdateRequest:
    """Ask a body how far its open entry is, by that day; its owner and leads get a message."""
    request = ask(entry, words=words, wanted_by=wanted_by, by=by, at=at)
    audit.record("update.requested", entry, by=by, at=at, words=words, wanted_by=str(wanted_by))
    messages.tell_update_wanted([request], by=by, at=at)
    return request


def ask(
    entry: RegisterEntry, *, words: str, wanted_by: date, by: User, at: datetime
) -> UpdateRequest:
    """Keep the question, for a caller who records it and has the body told, alone or with others.

    Raises RuleBroken where one waits already, the day has passed, or nobody acts for the addressee.
    """
    if not permissions.can_ask(by):
        raise PermissionDenied
    held = hold_open(entry, at=at)
    refuse_marked_text(words)
    if wanted_by < localdate(at):
        raise RuleBroken("The day has passed. Give the body time to answer.")
    if held.update_requests.waiting().exists():
        raise RuleBroken("An update has been asked for and not come yet.")
    if not queries.speakers_for([held])[held.pk]:
        raise RuleBroken(f"Nobody acts for {held.addressee} here. Ask them by other means.")
    return UpdateRequest.objects.create(
        entry=held, words=words, wanted_by=wanted_by, asked_by=by, asked_at=at
    )


def _taken(
    held: RegisterEntry, position: str, *, reason: str, depends_on: Body | Organisation | None
) -> dict[str, object]:
    """What the entry holds of its new position. Raises RuleBroken where that makes no sense."""
    if held.claims.open().exists():
        raise RuleBroken(WITH_THE_INSPECTORATE)
    if position == Position.DEPENDS:
        return _waiting_for(held, depends_on)
    if position == held.position:
        label = held.get_position_display().lower()
        raise RuleBroken(f"The position is “{label}” already. Leave it, or choose another one.")
    if position not in RegisterEntry.NEEDS_REASON:
        return taking(position)
    if not reason.strip():
        raise RuleBroken("Say why it is not accepted, or does not apply.")
    return taking(position, reason=reason)


def _waiting_for(held: RegisterEntry, other: Body | Organisation | None) -> dict[str, object]:
    if other is None:
        raise RuleBroken("Name the one body that it depends on.")
    if other in (held.body, held.organisation):
        raise RuleBroken(f"{other} can’t wait for itself. Choose another body.")
    if other == held.depends_on:
        raise RuleBroken(f"The entry depends on {other} already. Leave it, or choose another body.")
    field = "depends_on_body" if isinstance(other, Body) else "depends_on_organisation"
    return taking(Position.DEPENDS, depends_on={field: other})
