"""What a body's tracker would change in the register, worked out before anything is written."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from inspection_portal.core.sheets import shown
from inspection_portal.core.sheets.cells import as_code, as_date, one_of
from inspection_portal.core.sheets.headings import key
from inspection_portal.core.templatetags.govuk import day
from recommendations import permissions
from recommendations.models import (
    Claim,
    Milestone,
    ProgressUpdate,
    RegisterEntry,
    RegisterEntryQuerySet,
    Side,
    TrackerImport,
)
from recommendations.queries.choices import people_of
from recommendations.trackers import NOTE, OWNER, POSITION, TARGET, UPDATE, TrackerRow

Position = RegisterEntry.Position

UNKNOWN = "No entry of your body has this reference. Copy it from the entry’s page."
CLAIMED = (
    "A claim is with the inspectorate, so the position stays. "
    "Leave the cell blank, or withdraw the claim first."
)
# What a row adds to an entry, and does not change of it.
LINES = (UPDATE.heading, NOTE.heading)
# What trackers call a position besides its own name. None of it closes an entry of the register.
SYNONYMS = {
    **dict.fromkeys(("notstarted", "unallocated"), Position.AWAITING_ALLOCATION.label),
    **dict.fromkeys(("ongoing", "started", "underway", "open"), Position.IN_PROGRESS.label),
    **dict.fromkeys(
        ("closed", "complete", "completed", "done", "discharged"), Position.CLOSED_BY_BODY.label
    ),
}
# What no tracker can say, and where it is said instead.
ELSEWHERE = {
    Position.AWAITING_ALLOCATION: "Nothing goes back to that. Leave the cell blank.",
    Position.SUBMITTED: "A tracker claims nothing. Claim it on the entry’s page.",
    Position.DEPENDS: "Say on the entry’s page which body it depends on.",
}


@dataclass(frozen=True)
class Change:
    """What a row says of one field; `is_kept` where the portal's own value stays."""

    label: str
    before: str
    after: str
    is_kept: bool = False


@dataclass
class PlannedRow:
    """What a row would do to its entry: nothing, where there are `reasons` against it."""

    row: TrackerRow
    entry: RegisterEntry | None = None
    target: Milestone | None = None
    position: str = ""
    target_on: date | None = None
    owner: User | None = None
    narrative: str = ""
    internal_note: str = ""
    changes: list[Change] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    @property
    def is_changing(self) -> bool:
        return not self.reasons and any(not change.is_kept for change in self.changes)

    @property
    def is_kept(self) -> bool:
        """Whether the portal keeps all in which the two differ."""
        return not self.reasons and bool(self.changes) and not self.is_changing

    @property
    def says(self) -> bool:
        """Whether it adds a line to what the body says of the entry."""
        return bool(self.position or self.narrative or self.internal_note)

    @property
    def told(self) -> str:
        """What it changes, for the trail: fields with what they were and are, never a note."""
        changed = [change for change in self.changes if not change.is_kept]
        parts = (
            each.label if each.label in LINES else f"{each.label}: {each.before} → {each.after}"
            for each in changed
        )
        return f"{self.row.reference}: {'; '.join(parts)}"

    @property
    def seen(self) -> list[int]:
        """The versions of what it would change."""
        entry = self.entry.version if self.entry else 0
        return [entry, self.target.version if self.target else 0]


@dataclass(frozen=True)
class TrackerPlan:
    """What would become of each row."""

    rows: list[PlannedRow]

    @cached_property
    def changing(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.is_changing]

    @cached_property
    def kept(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.is_kept]

    @cached_property
    def rejected(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.reasons]

    @property
    def unchanged(self) -> int:
        """How many rows say what the register says."""
        return len(self.rows) - len(self.changing) - len(self.kept) - len(self.rejected)


def planned(
    rows: Collection[TrackerRow], user: User, *, takes_tracker: bool, on: date
) -> TrackerPlan:
    """What the rows would do on that day to the entries of the bodies that the person leads.

    Blank cells do nothing. Where both have a value, `takes_tracker` says whose counts. A row is
    taken whole, or rejected with all that is wrong with it.
    """
    register = _Register(rows, user)
    return TrackerPlan([_Planner(row, register, takes_tracker, on).plan() for row in rows])


def plan_of(kept: TrackerImport, user: User, *, on: date) -> TrackerPlan:
    """What the rows that wait would do now; once it is imported, those that were rejected."""
    if kept.imported_at:
        return TrackerPlan([_as_rejected(**row) for row in kept.rows])
    rows = [TrackerRow(**row) for row in kept.rows]
    takes_tracker = kept.policy == TrackerImport.Policy.TAKE
    return planned(rows, user, takes_tracker=takes_tracker, on=on)


def entries_named(rows: Iterable[TrackerRow], user: User) -> RegisterEntryQuerySet:
    """The entries that the rows are of, in the bodies that the person leads."""
    references = {name for row in rows for name in (row.reference, row.reference.lower())}
    theirs = RegisterEntry.objects.visible_to(user).led_by(user)
    return theirs.filter(reference__in=references)


class _Register:
    """What the rows are compared with, in a few queries however many there are."""

    def __init__(self, rows: Collection[TrackerRow], user: User) -> None:
        self.user = user
        self.numbers: dict[str, list[int]] = defaultdict(list)
        for row in rows:
            self.numbers[row.reference.lower()].append(row.number)
        found = entries_named(rows, user).for_list()
        self.entries = {entry.reference.lower(): entry for entry in found}
        of_them = {"entry__in": [entry.pk for entry in self.entries.values()]}
        self.claimed = set(Claim.objects.open().filter(**of_them).values_list("entry", flat=True))
        targets = Milestone.objects.filter(kind=Milestone.Kind.TARGET, **of_them)
        self.targets = {target.entry_id: target for target in targets}
        lines = ProgressUpdate.objects.filter(side=Side.BODY, **of_them)
        self.said = set(lines.values_list("entry", "narrative"))
        self.noted = set(lines.values_list("entry", "internal_note"))
        self._people: dict[object, dict[str, list[User]]] = {}

    def people(self, entry: RegisterEntry) -> dict[str, list[User]]:
        """Who acts for the addressee, by e-mail address and by name."""
        if entry.addressee not in self._people:
            found: dict[str, list[User]] = defaultdict(list)
            for person in people_of(entry):
                for name in {person.email.lower(), person.name.lower()}:
                    found[name].append(person)
            self._people[entry.addressee] = found
        return self._people[entry.addressee]


class _Planner:
    """Reads one row cell by cell."""

    def __init__(self, row: TrackerRow, register: _Register, takes_tracker: bool, on: date) -> None:
        self.row, self.register = row, register
        self.takes_tracker, self.on = takes_tracker, on
        self.planned = PlannedRow(row)

    def plan(self) -> PlannedRow:
        planned = self.planned
        try:
            entry = self._entry()
        except RuleBroken as refusal:
            planned.reasons.append(str(refusal))
            return planned
        planned.entry, planned.target = entry, self.register.targets.get(entry.pk)
        for heading, cell, read in (
            (POSITION.heading, self.row.position, self._position),
            (TARGET.heading, self.row.target, self._target),
            (OWNER.heading, self.row.owner, self._owner),
            (UPDATE.heading, self.row.narrative, self._narrative),
            (NOTE.heading, self.row.internal_note, self._note),
        ):
            try:
                if cell:
                    planned.changes += read(entry, cell)
            except RuleBroken as refusal:
                planned.reasons.append(f"{heading}, “{shown(cell)}”: {refusal}")
        if planned.is_changing and not entry.is_open:
            status = entry.get_status_display().lower()
            planned.reasons.append(f"The entry is closed ({status}), so it stays as it is.")
        return planned

    def _entry(self) -> RegisterEntry:
        reference = as_code(self.row.reference).lower()
        numbers = self.register.numbers[reference]
        if len(numbers) > 1:
            listed = ", ".join(f"{number:,}" for number in numbers[:10])
            raise RuleBroken(f"Rows {listed} have the same reference. Keep one of them.")
        if reference not in self.register.entries:
            raise RuleBroken(UNKNOWN)
        return self.register.entries[reference]

    def _differs(self, label: str, before: str, after: str, *, fills: bool) -> Change:
        """A change that counts where it `fills` what the portal leaves open, or by the policy."""
        return Change(label, before, after, is_kept=not (fills or self.takes_tracker))

    def _position(self, entry: RegisterEntry, cell: str) -> Iterator[Change]:
        labels = {each.label: each for each in Position}
        position = one_of(SYNONYMS.get(key(cell), cell), labels)
        if position == entry.position:
            return
        fills = entry.position == Position.AWAITING_ALLOCATION
        before = entry.get_position_display()
        change = self._differs("Position", before, position.label, fills=fills)
        if not change.is_kept:
            self._refuse_position(entry, position)
            self.planned.position = position
        yield change

    def _refuse_position(self, entry: RegisterEntry, position: Position) -> None:
        if entry.pk in self.register.claimed:
            raise RuleBroken(CLAIMED)
        if position in ELSEWHERE:
            raise RuleBroken(ELSEWHERE[position])
        if position not in permissions.positions_open_to(self.register.user, entry):
            raise RuleBroken("You can’t say this of the entry. Leave the cell blank.")
        if position in RegisterEntry.NEEDS_REASON and not self.row.narrative:
            raise RuleBroken(f"Say why in the column “{UPDATE.heading}”.")

    def _target(self, entry: RegisterEntry, cell: str) -> Iterator[Change]:
        target_on = as_date(cell)
        if target_on == entry.target_on:
            return
        before = day(entry.target_on) if entry.target_on else "None"
        change = self._differs("Own target", before, day(target_on), fills=not entry.target_on)
        if not change.is_kept:
            if target_on < self.on:
                raise RuleBroken("A target is today or later. Type another day.")
            self.planned.target_on = target_on
        yield change

    def _owner(self, entry: RegisterEntry, cell: str) -> Iterator[Change]:
        if entry.owner and cell.lower() in (entry.owner.email.lower(), entry.owner.name.lower()):
            return
        people = self.register.people(entry).get(cell.lower(), [])
        if not people:
            raise RuleBroken(
                f"Nobody who acts for {entry.addressee} is called that. "
                "Type the e-mail address with which the person signs in."
            )
        if len(people) > 1:
            raise RuleBroken("Several people are called that. Type the e-mail address.")
        before = str(entry.owner or "Nobody")
        change = self._differs("Responsible", before, str(people[0]), fills=not entry.owner)
        if not change.is_kept:
            self.planned.owner = people[0]
        yield change

    def _narrative(self, entry: RegisterEntry, cell: str) -> Iterator[Change]:
        """A new line, unless the body has said this before; why a position changes is said anew."""
        explains = self.planned.position in RegisterEntry.NEEDS_REASON
        if (entry.pk, cell) not in self.register.said or explains:
            self.planned.narrative = cell
            yield Change(UPDATE.heading, "", cell)

    def _note(self, entry: RegisterEntry, cell: str) -> Iterator[Change]:
        if (entry.pk, cell) not in self.register.noted:
            self.planned.internal_note = cell
            yield Change(NOTE.heading, "", cell)


def _as_rejected(reasons: list[str], **cells: Any) -> PlannedRow:
    return PlannedRow(TrackerRow(**cells), reasons=reasons)
