"""Figures of disruptions: how many passed moderation, and how many wait for it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format

from disruptions.models import KINDS, Disruption, DisruptionCountQuerySet, Kind, Strand
from forces.models import Body
from inspection_portal.core.dates import months_after

# What the list is asked for: those that passed moderation, those without a category or strand, and
# those that the person's own bodies recorded.
PASSED, NOT_GIVEN, OWN = "passed", "not_given", "own"
WITHOUT = (NOT_GIVEN, "Not given")
CATEGORY_LABELS = {**dict(Disruption.Category.choices), "": "No category given"}
STRAND_LABELS = {**dict(Strand.choices), "": "No P strand given"}
TYPE_LABELS = dict(Disruption.Type.choices)
LEAD = Disruption.Type.LEAD
COUNTED_ONCE = (
    "An event has one lead disruption, so lead disruptions count each event once. The total adds "
    "support and co-ordination: an event that three bodies record counts three times in it."
)
# Up to so many months stand in a chart month by month, more of them year by year.
MOST_MONTHS = 12

Numbers = Sequence[int]


class Said(NamedTuple):
    """One filter in words."""

    label: str
    value: str


@dataclass(frozen=True)
class Asked:
    """What figures are asked for: the counts of bodies, from the first to the last month, of some
    kinds. `in_words` says so, and `query` is what the address of the list says of it.
    """

    counts: DisruptionCountQuerySet
    bodies: Sequence[Body]
    first: date
    last: date
    kinds: Sequence[Kind]
    whose: str
    in_words: Sequence[Said]
    query: Mapping[str, str]

    @property
    def months(self) -> str:
        """The months in words."""
        return months_in_words(self.first, self.last)


@dataclass(frozen=True)
class Part:
    """How many of a line are of one category, and the address of the list of them."""

    label: str
    number: int
    query: str

    @property
    def address(self) -> str:
        return list_address(self.query)


@dataclass(frozen=True)
class FigureLine:
    """How many disruptions of one body, month or kind passed moderation, the same category by
    category, how many wait, and the addresses of the lists of both. `key` is what a system calls
    it.
    """

    key: str
    label: str
    number: int
    query: str
    categories: tuple[Part, ...]
    waiting: int
    waiting_query: str

    @property
    def address(self) -> str:
        return list_address(self.query)

    @property
    def waiting_address(self) -> str:
        return list_address(self.waiting_query)


@dataclass(frozen=True)
class DisruptionFigures:
    """Disruptions in figures, all of one moment. `by_period` is by year where there are too many
    months for a chart.
    """

    as_at: datetime
    asked: Asked
    total: FigureLine
    by_body: tuple[FigureLine, ...]
    by_month: tuple[FigureLine, ...]
    by_period: tuple[FigureLine, ...]
    by_category: tuple[FigureLine, ...]
    by_strand: tuple[FigureLine, ...]
    by_type: tuple[FigureLine, ...]

    @property
    def led(self) -> FigureLine | None:
        """Lead disruptions, which count an event once; None where others or no others are asked
        for.
        """
        several = len(self.by_type) > 1
        return next((line for line in self.by_type if several and line.key == LEAD), None)

    @property
    def headline(self) -> list[tuple[str, FigureLine]]:
        """What stands first, with its label: lead disruptions before all."""
        if self.led is None:
            return [("Passed moderation", self.total)]
        return [("Lead disruptions", self.led), ("Passed moderation, any type", self.total)]

    @property
    def counted_once(self) -> str:
        """What an event counts in the total, where types are added up in it."""
        return COUNTED_ONCE if self.led else ""

    @property
    def tables(self) -> list[tuple[str, tuple[FigureLine, ...]]]:
        """All lines, by what they tell apart."""
        return [
            ("Month", self.by_month),
            ("Body", self.by_body),
            ("Category", self.by_category),
            ("P strand", self.by_strand),
            ("Type", self.by_type),
        ]

    @property
    def recording(self) -> tuple[FigureLine, ...]:
        """Bodies with a record that passed or waits; the only body in any case."""
        return tuple(line for line in self.by_body if line not in self.silent)

    @property
    def silent(self) -> tuple[FigureLine, ...]:
        """Those of several bodies that have none."""
        several = len(self.by_body) > 1
        return tuple(line for line in self.by_body if several and not (line.number or line.waiting))

    @property
    def silent_names(self) -> str:
        return ", ".join(line.label for line in self.silent)

    @property
    def category_labels(self) -> list[str]:
        return [part.label for part in self.total.categories]


def disruption_figures(asked: Asked, *, as_at: datetime) -> DisruptionFigures:
    """What was asked for, in one query of the counts: `as_at` is the moment of asking."""
    table = _Table(asked)
    months = list(_months(asked.first, asked.last))
    by_month = tuple(table.months(month_in_words(each), [each]) for each in months)
    return DisruptionFigures(
        as_at,
        asked,
        table.line("", "All", table.total, asked.query),
        tuple(table.body(each) for each in asked.bodies),
        by_month,
        by_month if len(months) <= MOST_MONTHS else tuple(table.years(months)),
        tuple(table.kinds("category", CATEGORY_LABELS)),
        tuple(table.kinds("strand", STRAND_LABELS)),
        tuple(table.kinds("type", TYPE_LABELS)),
    )


def list_address(query: str) -> str:
    """Where the disruptions of a number are listed, within the portal."""
    return f"{reverse('disruptions:disruptions')}?{query}"


def kinds_of(*, waits: bool | None = None, **narrowed: str) -> tuple[Kind, ...]:
    """The kinds of which category, strand and type are these, where they are given."""
    wanted = {name: "" if value == NOT_GIVEN else value for name, value in narrowed.items()}
    return tuple(
        kind
        for kind in KINDS
        if waits in (None, kind.waits)
        and all(getattr(kind, name) == value for name, value in wanted.items())
    )


def number_of(counts: DisruptionCountQuerySet, kinds: Sequence[Kind]) -> int:
    """How many disruptions of these kinds there are."""
    return sum(sum(numbers) for body, _, numbers in counts.totals(kinds) if body is not None)


def month_in_words(month: date) -> str:
    return date_format(month, "F Y")


def months_in_words(first: date, last: date) -> str:
    begun, ended = month_in_words(first), month_in_words(last)
    return begun if begun == ended else f"{begun} to {ended}"


def days_asked(first: date, last: date) -> dict[str, str]:
    """What the address of the list says of its first and last day."""
    days = {"since": first, "until": last}
    parts = ("day", "month", "year")
    return {
        f"{name}_{part}": str(getattr(day, part)) for name, day in days.items() for part in parts
    }


def last_day(month: date) -> date:
    """The last day of a month, of which the first is given."""
    return date.fromordinal(months_after(month, 1).toordinal() - 1)


class _Table:
    """The numbers of each body and of each month, in the order of the kinds."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.of_bodies: dict[int, Numbers] = {}
        self.of_months: dict[date, Numbers] = {}
        for body, month, numbers in asked.counts.totals(asked.kinds):
            if body is not None:
                self.of_bodies[body] = numbers
            else:
                self.of_months[month] = numbers
        self.total = self._sum(list(self.of_bodies.values()))
        self.waiting = [place for place, kind in enumerate(asked.kinds) if kind.waits]
        self.passed = {
            category: [
                place
                for place, kind in enumerate(asked.kinds)
                if kind.category == category and not kind.waits
            ]
            for category in CATEGORY_LABELS
        }
        if not _of(self.total, self.passed[""]):
            del self.passed[""]

    def body(self, body: Body) -> FigureLine:
        numbers = self.of_bodies.get(body.pk, self._sum([]))
        query = {**self.asked.query, "body": str(body.uuid)}
        return self.line(str(body.uuid), body.name, numbers, query)

    def months(self, label: str, months: Sequence[date]) -> FigureLine:
        found = [self.of_months[each] for each in months if each in self.of_months]
        query = {**self.asked.query, **days_asked(months[0], last_day(months[-1]))}
        return self.line(f"{months[0]:%Y-%m}", label, self._sum(found), query)

    def years(self, months: Sequence[date]) -> Iterator[FigureLine]:
        for year in range(months[0].year, months[-1].year + 1):
            yield self.months(str(year), [each for each in months if each.year == year])

    def kinds(self, name: str, labels: Mapping[str, str]) -> Iterator[FigureLine]:
        """A line for each category, strand or type that was asked for; what was not given only
        where it occurs.
        """
        values = [str(getattr(kind, name)) for kind in self.asked.kinds]
        for value in filter(set(values).__contains__, labels):
            pairs = zip(self.total, values, strict=True)
            numbers = [number if each == value else 0 for number, each in pairs]
            query = {**self.asked.query, name: value or NOT_GIVEN}
            of = [value] if name == "category" else None
            if value or any(numbers):
                yield self.line(value or NOT_GIVEN, labels[value], numbers, query, of)

    def line(
        self,
        key: str,
        label: str,
        numbers: Numbers,
        query: Mapping[str, str],
        categories: Sequence[str] | None = None,
    ) -> FigureLine:
        """Category by category: of all that were asked for, or of these."""
        parts = tuple(
            Part(
                CATEGORY_LABELS[category],
                _of(numbers, places),
                urlencode({**query, "category": category or NOT_GIVEN}),
            )
            for category, places in self.passed.items()
            if places and (categories is None or category in categories)
        )
        return FigureLine(
            key,
            label,
            sum(part.number for part in parts),
            urlencode(query),
            parts,
            _of(numbers, self.waiting),
            urlencode({**query, "moderation": Disruption.Moderated.PENDING.value}),
        )

    def _sum(self, rows: Sequence[Numbers]) -> Numbers:
        return [sum(column) for column in zip(*rows, strict=True)] or [0] * len(self.asked.kinds)


def _of(numbers: Numbers, places: Iterable[int]) -> int:
    return sum(numbers[place] for place in places)


def _months(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = months_after(first, 1)
