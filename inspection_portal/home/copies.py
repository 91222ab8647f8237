"""What is copied from threats, plans and frozen lists into an inspection, as it stood on a day
(ADR 0031, 0033).

A copy names references alone: no officer, no action of a plan, no text that a force has written.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from disruptions import queries
from disruptions.checks import CHECKS, AnyCheck
from disruptions.models import FilterSet, Snapshot
from disruptions.queries import Countable, Line, RecordCount, Result
from findings.actions import UNTRACED
from findings.models import Figure, InspectedBody, KeyFigure
from forces.models import Body
from inspection_portal.core.markings import SENSITIVE
from inspection_portal.core.models import User
from inspection_portal.core.uploads import Upload

# Threats and orders are known by reference here: whoever keeps the copy marks it so (domain §8).
SOURCE = "The portal’s records"
# The figures that the portal counts, by their names on the list that it begins with.
COUNTED: Mapping[str, Countable] = {
    "OCGs managed": Countable.GROUPS,
    "OCGs with a plan": Countable.GROUPS_WITH_PLAN,
    "SCPOs": Countable.ORDERS,
    "SCPOs of people released": Countable.ORDERS_RELEASED,
    "SCPOs actively managed": Countable.ORDERS_ACTIVE,
    "LROs trained": Countable.LROS_TRAINED,
}
# Those that are counted from a snapshot of lead disruptions: which figure of it, all where none.
TRACED: Mapping[str, str] = {
    "Lead disruptions": "",
    "Major lead disruptions": "major",
    "Moderate lead disruptions": "moderate",
    "Minor lead disruptions": "minor",
}


@dataclass(frozen=True)
class Citation:
    """The result of one check of a body on a day, in words that stay as they are.

    The same result of the same day has the same text, and so the same hash, whoever takes it.
    """

    body: Body
    on: date
    line: Line
    results: Sequence[Result]

    @property
    def check(self) -> AnyCheck:
        return self.line.check

    @property
    def summary(self) -> str:
        """What the evidence shows, as the inspection reads it beside its other evidence."""
        return (
            f"Quality check of the portal on {told(self.on)}: “{self.check.title}”. Asked of "
            f"{self.check.of.several} of {self.body}: {self.line.asked}, failed: "
            f"{self.line.found}, failed with a waiver: {self.line.waived}. "
            "The file lists them by reference."
        )

    @property
    def text(self) -> str:
        failed = [each.subject.label for each in self.results if each.waived is None]
        waived = [
            f"{each.subject.label} (waived until {told(each.waived.until)})"
            for each in self.results
            if each.waived
        ]
        return "\n".join(
            [
                *(SENSITIVE, "", "Result of a quality check", ""),
                f"Body: {self.body}",
                f"Day: {told(self.on)}",
                f"Check: {self.check.title} ({self.check.id})",
                f"Severity: {self.check.severity.label}",
                f"Why it is asked: {self.check.reason}",
                f"Asked of {self.check.of.several}: {self.line.asked}",
                *("", *_listed("Failed", failed)),
                *("", *_listed("Failed with a waiver", waived)),
                *("", SENSITIVE, ""),
            ]
        )

    @property
    def file(self) -> Upload:
        name = f"check-{self.check.id}-{self.body.slug}-{self.on}.txt".replace("_", "-")
        return Upload(name, "text/plain", self.text.encode())


def citation(body: Body, check: str, *, on: date) -> Citation | None:
    """What the check finds of the body; None where it is asked of nothing there."""
    if check not in CHECKS:
        return None
    checked = queries.check(queries.of_bodies([body.pk], only=CHECKS[check].of), on=on)
    line = next((each for each in checked.lines(body.pk) if each.check.id == check), None)
    return Citation(body, on, line, checked.of(check)) if line else None


@dataclass(frozen=True)
class Offer:
    """A figure that the portal counts of a body as at the day `on`, and the value entered for that
    day, if any. `traced` names the frozen list that it is counted from, as `KeyFigure` holds it.
    """

    figure: Figure
    count: RecordCount
    held: KeyFigure | None
    on: date
    day: str = "today"
    source: str = SOURCE
    traced: Mapping[str, Any] = field(default_factory=lambda: UNTRACED)

    @property
    def seen(self) -> int:
        """The version of what a copy replaces; 0 where it replaces nothing."""
        return self.held.version if self.held else 0

    @property
    def is_copied(self) -> bool:
        """Whether the value for that day is this very count already."""
        held, count = self.held, self.count
        if held is None or held.value != count.value:
            return False
        if any(getattr(held, name) != value for name, value in self.traced.items()):
            return False
        return (held.source, held.counted) == (self.source, count.filter)


def offers(chapter: InspectedBody, user: User, *, on: date) -> list[Offer]:
    """The figures on the list that the portal counts, with what it counts on that day."""
    counts = queries.count_records(chapter.body, user, on=on)
    held = _entered(chapter, user, on)
    return [
        Offer(figure, counts[COUNTED[figure.name]], held.get(figure.pk), on)
        for figure in _figures(COUNTED, on)
    ]


def snapshots_of(body: Body, user: User) -> QuerySet[Snapshot]:
    """Snapshots of lead disruptions that cover the body, the latest first."""
    sets = FilterSet.objects.of(FilterSet.Kind.DISRUPTIONS)
    leads = [each.pk for each in sets if each.counts_leads]
    seen = Snapshot.objects.visible_to(user).covering(body)
    return seen.filter(filter_set__in=leads).for_list()


def offers_of_snapshot(
    chapter: InspectedBody, snapshot: Snapshot, user: User, *, today: date
) -> list[Offer]:
    """The figures on the list that are counted from that snapshot, as at its day."""
    on, body = localdate(snapshot.as_at), chapter.body
    numbers = {name: rows for _, name, rows in queries.parts_of(snapshot, user, body).totals()}
    held = _entered(chapter, user, on)
    source = _source(snapshot)
    trace = {"snapshot": snapshot.uuid, "snapshot_sha256": snapshot.sha256}
    return [
        Offer(
            figure,
            RecordCount(_number(numbers, name), _filter(snapshot, name)),
            held.get(figure.pk),
            on,
            told(on),
            source,
            {**trace, "snapshot_figure": name},
        )
        for figure in _figures(TRACED, today)
        for name in (TRACED[figure.name],)
    ]


def _source(snapshot: Snapshot) -> str:
    """The filter set, and how old the records were: of which extract, by its day and hash."""
    words = f"Snapshot: {snapshot.filter_set}"
    if not (extract := snapshot.extract):
        return words
    return f"{words}. Data extract of {told(extract.taken_on)}, SHA-256 {extract.sha256}"


def _number(numbers: Mapping[str, int], figure: str) -> int:
    return numbers.get(figure, 0) if figure else sum(numbers.values())


def _filter(snapshot: Snapshot, figure: str) -> str:
    kept = f"{snapshot.filter_set.in_words} Counted for the body that recorded them."
    return f"{kept} Of these, the {figure} ones." if figure else kept


def _figures(named: Collection[str], on: date) -> QuerySet[Figure]:
    figures = Figure.objects.in_force(on).filter(name__in=named)
    return figures.order_by("position", "name")


def _entered(chapter: InspectedBody, user: User, on: date) -> Mapping[int, KeyFigure]:
    """The values entered for that day, by the key of their figure."""
    entered = KeyFigure.objects.visible_to(user).for_list().filter(chapter=chapter, as_at=on)
    return {row.figure_id: row for row in entered}


def told(day: date) -> str:
    """A day in words: "28 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def _listed(heading: str, references: Sequence[str]) -> Iterable[str]:
    yield f"{heading}: {len(references)}"
    yield from (f"- {reference}" for reference in references)
