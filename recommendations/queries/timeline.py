"""How an entry came to stand as it does, as one person may read it (domain §3.3)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from forces.rights import Right, holds
from inspection_portal.core.models import User
from inspection_portal.core.templatetags.govuk import day
from recommendations.models import Claim, EntryFile, RegisterEntry, Side
from recommendations.permissions import can_read_notes

State = Claim.State

VERDICTS = {
    State.DEMONSTRATION: "In a demonstration period",
    State.VERIFIED: "Claim verified, to be authorised",
    State.ACCEPTED: "Claim accepted",
    State.SENT_BACK: "Claim sent back for more",
    State.REJECTED: "Claim rejected",
}


@dataclass(frozen=True)
class Event:
    """One line of the history. `by` is empty where the reader is not told; `note` is internal, and
    empty for the other side; `facts` are short sentences of it.
    """

    at: datetime
    title: str
    text: str = ""
    by: str = ""
    note: str = ""
    facts: tuple[str, ...] = ()
    files: tuple[EntryFile, ...] = ()


@dataclass(frozen=True)
class Reader:
    """What a person may read of an entry besides what everybody does who sees it.

    The names of the inspectorate's people are for itself, files for it and the body.
    """

    is_inspectorate: bool
    sides: frozenset[str]
    takes_files: bool

    @classmethod
    def of(cls, user: User, entry: RegisterEntry) -> "Reader":
        sides = frozenset(side for side in Side.values if can_read_notes(user, entry, side))
        return cls(holds(user, Right.REGISTER_READ_ALL), sides, takes_files=bool(sides))

    def state_of(self, claim: Claim) -> str:
        return claim.state if self.is_inspectorate else claim.told_state

    def told(self, person: User | None) -> str:
        """Someone of the inspectorate, by name or not at all."""
        return str(person or "") if self.is_inspectorate else ""


def history(entry: RegisterEntry, user: User) -> list[Event]:
    """What was said and done about an entry by both sides, newest first."""
    reader = Reader.of(user, entry)
    found = [event for source in SOURCES for event in source(entry, reader)]
    return sorted(found, key=lambda event: event.at, reverse=True)


def _statuses(entry: RegisterEntry, reader: Reader) -> Iterator[Event]:
    for each in entry.status_changes.select_related("by", "basis"):
        yield Event(
            each.at,
            f"Status: {each.get_status_display().lower()}",
            each.narrative,
            by=reader.told(each.by),
            facts=(f"Basis: {each.basis}",) if each.basis else (),
        )
    yield Event(
        entry.published_at,
        f"Status: {RegisterEntry.Status.AWAITING_REVIEW.label.lower()}",
        "Entered in the register when the report was published.",
    )


def _updates(entry: RegisterEntry, reader: Reader) -> Iterator[Event]:
    for each in entry.updates.select_related("by"):
        is_ours = each.side == Side.INSPECTORATE
        note = each.internal_note if each.side in reader.sides else ""
        if not (each.narrative or note or each.position):
            continue
        position = each.get_position_display().lower()
        yield Event(
            each.at,
            "From the inspectorate" if is_ours else "Update" if each.narrative else "Note",
            each.narrative,
            by=reader.told(each.by) if is_ours else str(each.by),
            note=note,
            facts=(f"Position: {position}",) if position else (),
        )


def _claims(entry: RegisterEntry, reader: Reader) -> Iterator[Event]:
    for each in entry.claims.for_list().prefetch_related("files"):
        milestone = (f"Of what is asked {each.milestone.words}",) if each.milestone else ()
        yield Event(
            each.made_at,
            "Claimed as done",
            each.done,
            by=str(each.made_by),
            facts=(f"Done from {day(each.done_from)}", *milestone),
            files=tuple(each.files.all()) if reader.takes_files else (),
        )
        if each.state == State.WITHDRAWN and each.closed_at:
            yield Event(each.closed_at, "Claim withdrawn")
        elif reader.state_of(each) in VERDICTS:
            yield _verdict(each, reader)


def _verdict(claim: Claim, reader: Reader) -> Event:
    until = claim.demonstration_until
    return Event(
        claim.closed_at or claim.verified_at or claim.made_at,
        VERDICTS[State(claim.state)],
        claim.verdict,
        by=reader.told(claim.verified_by),
        note=claim.internal_note if reader.is_inspectorate else "",
        facts=(f"To be shown until {day(until)}",) if until else (),
    )


def _requests(entry: RegisterEntry, reader: Reader) -> Iterator[Event]:
    for each in entry.update_requests.select_related("asked_by", "answer"):
        answered = f"Answered on {day(each.answer.at)}" if each.answer else "Not answered yet"
        yield Event(
            each.asked_at,
            "Update asked for",
            each.words,
            by=reader.told(each.asked_by),
            facts=(f"Wanted by {day(each.wanted_by)}", answered),
        )


# What the history is made of; of the same moment, what stands first here is told first.
SOURCES: tuple[Callable[[RegisterEntry, Reader], Iterable[Event]], ...] = (
    _claims,
    _updates,
    _requests,
    _statuses,
)
