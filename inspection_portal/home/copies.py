"""What is copied from threats and plans into an inspection, as it stood on a day (ADR 0031).

A copy names references alone: no officer, no action of a plan, no text that a force has written.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from disruptions import queries
from disruptions.checks import CHECKS, AnyCheck
from disruptions.queries import Countable, Line, RecordCount, Result
from findings.models import Figure, InspectedBody, KeyFigure
from forces.models import Body
from inspection_portal.core.models import User
from inspection_portal.core.uploads import Upload

# Threats and orders are known by reference here: whoever keeps the copy marks it so (domain §8).
MARKING = "OFFICIAL-SENSITIVE"
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
                *(MARKING, "", "Result of a quality check", ""),
                f"Body: {self.body}",
                f"Day: {told(self.on)}",
                f"Check: {self.check.title} ({self.check.id})",
                f"Severity: {self.check.severity.label}",
                f"Why it is asked: {self.check.reason}",
                f"Asked of {self.check.of.several}: {self.line.asked}",
                *("", *_listed("Failed", failed)),
                *("", *_listed("Failed with a waiver", waived)),
                *("", MARKING, ""),
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
    """A figure that the portal counts of a body today, and the value entered for today, if any."""

    figure: Figure
    count: RecordCount
    held: KeyFigure | None

    @property
    def seen(self) -> int:
        """The version of what a copy replaces; 0 where it replaces nothing."""
        return self.held.version if self.held else 0

    @property
    def is_copied(self) -> bool:
        """Whether the value for today is this very count already."""
        held, count = self.held, self.count
        if held is None or held.value != count.value:
            return False
        return (held.source, held.counted) == (SOURCE, count.filter)


def offers(chapter: InspectedBody, user: User, *, on: date) -> list[Offer]:
    """The figures on the list that the portal counts, with what it counts on that day."""
    counts = queries.count_records(chapter.body, user, on=on)
    entered = KeyFigure.objects.visible_to(user).for_list().filter(chapter=chapter, as_at=on)
    held = {row.figure_id: row for row in entered}
    figures = Figure.objects.in_force(on).filter(name__in=COUNTED)
    return [
        Offer(figure, counts[COUNTED[figure.name]], held.get(figure.pk))
        for figure in figures.order_by("position", "name")
    ]


def told(day: date) -> str:
    """A day in words: "28 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def _listed(heading: str, references: Sequence[str]) -> Iterable[str]:
    yield f"{heading}: {len(references)}"
    yield from (f"- {reference}" for reference in references)
