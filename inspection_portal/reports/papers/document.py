"""A paper as data: everything counted and worded, nothing left to ask. It has no field for an
internal note or a name, so none can stand in it.
"""

from dataclasses import dataclass
from datetime import date

from inspection_portal.core.charts import Chart
from inspection_portal.reports.comparing import Comparison

MARKING = "OFFICIAL"


@dataclass(frozen=True)
class Figure:
    """One number and what it counts; `colour` is that of the rule set, empty where it has none."""

    label: str
    value: int
    colour: str = ""


@dataclass(frozen=True)
class Item:
    """One entry of the register as a committee reads it.

    `due` is the date that counts, in words; `moved` says how it came to be that one. `comment` is
    the latest that the body said of it in public.
    """

    reference: str
    kind: str
    asked: str
    due: str
    moved: str
    status: str
    position: str
    colour: str
    words: str
    comment: str


@dataclass(frozen=True)
class Group:
    """The entries of one report."""

    report: str
    published: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Paper:
    """The register of one body on a day, report by report. `rules` names the rule set of the
    colours.
    """

    title: str
    body: str
    as_at: date
    rules: str
    figures: tuple[Figure, ...]
    groups: tuple[Group, ...]
    is_demonstration: bool = False


@dataclass(frozen=True)
class Due:
    """An entry among those to look at first."""

    reference: str
    body: str
    due: str
    words: str
    colour: str


@dataclass(frozen=True)
class Standing:
    """How one body of a region stands."""

    body: str
    grade: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Summary:
    """A region or a body on one page: figures, the colours as shares, and what to look at first.

    `standings` are those of a region's bodies, and empty for a body. `stage` says that a force is
    in the Engage stage of monitoring, and since when.
    """

    title: str
    subject: str
    as_at: date
    rules: str
    figures: tuple[Figure, ...]
    colours: tuple[Figure, ...]
    overdue: tuple[Due, ...]
    next: tuple[Due, ...]
    standings: tuple[Standing, ...] = ()
    stage: str = ""
    is_demonstration: bool = False


@dataclass(frozen=True)
class Row:
    """A line of a table of figures."""

    label: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Section:
    """One table of figures, below its chart where it has one; `note` stands under it."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    chart: Chart | None = None
    note: str = ""


@dataclass(frozen=True)
class FiguresPaper:
    """Disruptions in figures, counted at one moment: `asked` is the filter in words, `address` that
    of the page where each number leads to its list, and `counted_once` what an event counts.
    """

    title: str
    as_at: date
    counted_at: str
    address: str
    counted_once: str
    asked: tuple[tuple[str, str], ...]
    figures: tuple[Figure, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class ComparisonPaper:
    """Two versions of a report, told `before` and `after` in words; `marking` is how a paper with
    their text is handled.
    """

    title: str
    before: str
    after: str
    as_at: date
    marking: str
    comparison: Comparison
    is_demonstration: bool = False
