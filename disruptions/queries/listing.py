"""The lists that snapshots freeze: their columns, their order and the figures that they make.

They hold no narrative, no evidence, no officer and no name: a reference, a body and what a filter
set asks (ADR 0033).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, Value, When

from disruptions.models import Assessment, Disruption, FilterSet, Strand, Threat
from disruptions.queries.filtering import kept_by
from forces.models import Body
from inspection_portal.core.tables import Cell

READ_AT_ONCE = 2000
# In the name of a figure: rows with nothing there.
NONE = "none"


@dataclass(frozen=True)
class Field:
    """A column of a list, the field of a row that it shows, and the words for what is there."""

    heading: str
    name: str
    words: Mapping[Any, str] | None = None

    def cell(self, value: Any) -> Cell:
        if self.words is not None:
            return self.words.get(value, "")
        return "" if value is None else value


@dataclass(frozen=True)
class Listed:
    """One row of a list: its body by key, the figure that it is counted in, and its cells."""

    body: int
    figure: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Layout:
    """How a list is laid out. `key` are the columns by which a row of a body is known again, and
    `name` that of the body’s name, which may change and the row with it not. `figure` are the
    fields that name what a row is counted in, `figures` all that there are, in their order; `told`
    says one in words.
    """

    fields: Sequence[Field]
    key: Sequence[int]
    name: int
    figure: Sequence[str]
    figures: Sequence[str]
    order: Sequence[Any]
    told: Callable[[str], str]

    @property
    def headings(self) -> list[str]:
        return [each.heading for each in self.fields]

    def compared(self, cells: Sequence[str]) -> Sequence[str]:
        """The cells that say something of the row itself."""
        return [each for at, each in enumerate(cells) if at != self.name]

    def rows(self, found: Any) -> Iterator[Listed]:
        """The rows, body by body and figure by figure, read a few at a time."""
        names = [each.name for each in self.fields]
        wanted = found.order_by("body__name", "body", *self.order).values_list(
            "body", *self.figure, *names
        )
        at = 1 + len(self.figure)
        for row in wanted.iterator(chunk_size=READ_AT_ONCE):
            figure = ".".join(NONE if each in (None, "") else str(each) for each in row[1:at])
            cells = zip(self.fields, row[at:], strict=True)
            yield Listed(row[0], figure, tuple(field.cell(value) for field, value in cells))


def _words(choices: Any) -> dict[Any, str]:
    return {value: str(label) for value, label in choices.choices}


def _category(figure: str) -> str:
    return "No category" if figure == NONE else str(Disruption.Category(figure).label)


def _kind_and_tier(figure: str) -> str:
    kind, _, tier = figure.partition(".")
    return f"{Threat.Kind(kind).label}, {'no tier' if tier == NONE else f'tier {tier}'}"


# By severity, what has no category last.
_SEVERITY = Case(
    *(When(category=each, then=Value(at)) for at, each in enumerate(Disruption.Category.values)),
    default=Value(len(Disruption.Category.values)),
)
DISRUPTIONS = Layout(
    (
        Field("Reference", "reference"),
        Field("Source", "source", _words(Disruption.Source)),
        Field("Recording agency", "body__name"),
        Field("Threat", "threat__reference"),
        Field("Threat type", "threat__kind", _words(Threat.Kind)),
        Field("Event date", "event_on"),
        Field("Record date", "recorded_on"),
        Field("Disruption type", "type", _words(Disruption.Type)),
        Field("Category", "category", _words(Disruption.Category)),
        Field("P strand", "strand", _words(Strand)),
        Field("Moderation", "moderation", _words(Disruption.Moderated)),
    ),
    key=(0, 1),
    name=2,
    figure=("category",),
    figures=[*Disruption.Category.values, NONE],
    order=(_SEVERITY, "recorded_on", "pk"),
    told=_category,
)
THREATS = Layout(
    (
        Field("Threat", "reference"),
        Field("Body", "body__name"),
        Field("Threat type", "kind", _words(Threat.Kind)),
        Field("SOC", "is_soc", {True: "SOC", False: "Not SOC"}),
        Field("Tier", "assessed_tier", _words(Threat.Tier)),
        Field("Phase", "phase__name"),
        Field("Type", "assessed_type", _words(Assessment.Type)),
        Field("Moderation status", "assessed_moderation", _words(Assessment.Moderation)),
        Field("Assessed", "assessed_assessed_on"),
    ),
    key=(0,),
    name=1,
    figure=("kind", "assessed_tier"),
    figures=[
        f"{kind}.{tier}" for kind in Threat.Kind.values for tier in (*Threat.Tier.values, NONE)
    ],
    order=("kind", F("assessed_tier").asc(nulls_last=True), "reference", "pk"),
    told=_kind_and_tier,
)


def layout_of(kind: str) -> Layout:
    return THREATS if kind == FilterSet.Kind.THREATS else DISRUPTIONS


def listed(filter_set: FilterSet, bodies: Sequence[Body], *, on: date) -> Iterator[Listed]:
    """The rows that the filter set keeps of those bodies, as they stand now: one statement, and a
    few rows in memory at a time where a transaction is open.
    """
    found = kept_by(filter_set, on=on).filter(body__in=bodies)
    return layout_of(filter_set.kind).rows(found)
