"""The dates of entries as a page shows them: as published, as agreed since, and their colour."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from forces.rights import Right, holds
from inspection_portal.core.models import User
from recommendations import permissions, rag
from recommendations.models import BodyRules, DeadlineChange, Milestone, RegisterEntry

INSPECTORATE = "the inspectorate"


@dataclass(frozen=True)
class Move:
    """Another date that a body asked for, and what became of it. Who decided is named to the
    inspectorate alone.
    """

    change: DeadlineChange
    decided_by: str


@dataclass(frozen=True)
class Deadline:
    """One date of an entry: how often it has moved, what is asked for now, and what was decided,
    the newest first.
    """

    milestone: Milestone
    moves: int
    waiting: DeadlineChange | None
    decided: tuple[Move, ...]
    is_late: bool

    @property
    def waits_for_event(self) -> bool:
        return self.milestone.kind == Milestone.Kind.EVENT and self.milestone.happened_on is None


@dataclass(frozen=True)
class Deadlines:
    """All dates of one entry on a day, with what the person may do about them."""

    entry: RegisterEntry
    today: date
    mark: rag.Mark
    target: Deadline | None
    of_the_inspectorate: tuple[Deadline, ...]
    can_ask: bool
    can_decide: bool


def deadlines(entry: RegisterEntry, user: User, on: date) -> Deadlines:
    """The dates of one entry, in a fixed number of queries."""
    milestones = entry.milestones.with_moves().prefetch_related("changes__decided_by")
    named = holds(user, Right.REGISTER_READ_ALL)
    found = [_deadline(each, on, named=named) for each in milestones.order_by("position")]
    return Deadlines(
        entry=entry,
        today=on,
        mark=marks([entry], on)[entry.pk],
        target=next((each for each in found if each.milestone.is_target), None),
        of_the_inspectorate=tuple(each for each in found if not each.milestone.is_target),
        can_ask=entry.is_open and permissions.can_claim(user, entry),
        can_decide=entry.is_open and permissions.can_decide_deadlines(user),
    )


def _deadline(milestone: Milestone, on: date, *, named: bool) -> Deadline:
    changes = list(milestone.changes.all())
    # Each version of a target but the first is a change of it.
    moves = milestone.version - 1 if milestone.is_target else milestone.moves  # type: ignore[attr-defined]
    return Deadline(
        milestone,
        moves,
        next((each for each in changes if each.is_waiting), None),
        tuple(
            Move(each, str(each.decided_by) if named else INSPECTORATE)
            for each in changes
            if not each.is_waiting
        ),
        milestone.is_late(on),
    )


def marks(entries: Collection[RegisterEntry], on: date) -> dict[int, rag.Mark]:
    """The mark of each entry on that day, by its key: by the rule set that its body had chosen."""
    bodies = {each.body_id for each in entries if each.body_id}
    chosen = BodyRules.objects.filter(body__in=bodies).chosen(on)
    return {each.pk: mark_of(each, on, chosen) for each in entries}


def mark_of(entry: RegisterEntry, on: date, chosen: Mapping[int, rag.RuleSet]) -> rag.Mark:
    """The mark of an entry on that day, where bodies, by key, have chosen rule sets."""
    return rag.of(entry, on, chosen.get(entry.body_id or 0, rag.RuleSet.DEADLINES))


def waiting_changes(user: User) -> QuerySet[DeadlineChange]:
    """The dates that are asked for and not decided, that the person sees, the oldest first."""
    seen = DeadlineChange.objects.visible_to(user).waiting()
    return seen.for_list().order_by("requested_at", "pk")
