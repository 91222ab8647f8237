"""The same done to many entries: to each as if alone, and told in one line of the audit trail."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from inspection_portal.core import audit
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from recommendations import messages
from recommendations.actions.deadlines import place_target
from recommendations.actions.progress import ask, say
from recommendations.actions.register import assign
from recommendations.models import RegisterEntry, UpdateRequest

NOT_YOURS = "This is not yours to do for it."


@dataclass
class Outcomes:
    """What came of each entry: changed, or left as it was with the reason."""

    changed: list[RegisterEntry] = field(default_factory=list)
    refused: list[tuple[RegisterEntry, str]] = field(default_factory=list)


@transaction.atomic
def assign_many(
    entries: Mapping[RegisterEntry, int], *, owner: User, by: User, at: datetime
) -> Outcomes:
    """Make one person responsible for each of the entries, as they were read in these versions; the
    person gets one message.
    """

    def change(entry: RegisterEntry) -> None:
        assign(entry, owner=owner, seen_version=entries[entry], by=by)

    outcomes = _each(entries, change, "entries.assigned", by=by, at=at, owner=str(owner))
    if outcomes.changed:
        messages.tell_owner(outcomes.changed, owner=owner, by=by, at=at)
    return outcomes


@transaction.atomic
def set_targets(
    entries: Mapping[RegisterEntry, int | None], *, target_on: date, by: User, at: datetime
) -> Outcomes:
    """Set, or move, the body's own target of each of the entries to one day. The versions are those
    of the targets that were read: 0 where there was none, None for whatever it was.
    """

    def change(entry: RegisterEntry) -> None:
        place_target(entry, target_on=target_on, seen_version=entries[entry], by=by, at=at)

    return _each(entries, change, "entries.target_set", by=by, at=at, target_on=str(target_on))


@transaction.atomic
def note_many(
    entries: Iterable[RegisterEntry],
    *,
    narrative: str,
    internal_note: str,
    by: User,
    at: datetime,
) -> Outcomes:
    """Add the same update, the same internal note, or both, to each of the entries."""

    def change(entry: RegisterEntry) -> None:
        say(
            entry,
            narrative=narrative,
            internal_note=internal_note,
            seen_version=entry.version,
            by=by,
            at=at,
        )

    return _each(entries, change, "entries.updated", by=by, at=at, narrative=narrative)


@transaction.atomic
def request_updates(
    entries: Iterable[RegisterEntry], *, words: str, wanted_by: date, by: User, at: datetime
) -> Outcomes:
    """Ask how far each of the entries is; each person of the bodies gets one message."""
    requests: list[UpdateRequest] = []

    def change(entry: RegisterEntry) -> None:
        requests.append(ask(entry, words=words, wanted_by=wanted_by, by=by, at=at))

    told = {"words": words, "wanted_by": str(wanted_by)}
    outcomes = _each(entries, change, "updates.requested", by=by, at=at, **told)
    if requests:
        messages.tell_update_wanted(requests, by=by, at=at)
    return outcomes


def _each(
    entries: Iterable[RegisterEntry],
    change: Callable[[RegisterEntry], None],
    verb: str,
    *,
    by: User,
    at: datetime,
    **detail: str,
) -> Outcomes:
    """Change each entry alone, and record in one line which are changed, if any are.

    The order is always the same: two at once don't wait for each other.
    """
    outcomes = Outcomes()
    for entry in sorted(entries, key=lambda each: each.pk):
        try:
            with transaction.atomic():
                change(entry)
        except PermissionDenied:
            outcomes.refused.append((entry, NOT_YOURS))
        except RuleBroken as refusal:
            outcomes.refused.append((entry, str(refusal)))
        else:
            outcomes.changed.append(entry)
    if outcomes.changed:
        references = audit.in_lines(entry.reference for entry in outcomes.changed)
        audit.record(verb, by, by=by, at=at, entries=references, **detail)
    return outcomes
