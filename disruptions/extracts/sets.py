"""What both kinds of extract do in SQL: of all rows at once, in tables of the transaction."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from io import StringIO
from typing import Any, ClassVar, NamedTuple

from django.db import DatabaseError, connection

from disruptions.extracts.fields import Field, copied_row
from disruptions.extracts.reading import Lines

# The temporary tables of a run, which a transaction may go through twice.
TABLES = ("row", "judged", "threat", "twice", "standard", "latest")
# As many rows as one statement writes, so that there is progress to show, and a point to stop at.
BATCH = 50_000
FETCHED = 2_000
NEW = "held IS NULL AND faults = '{}'"
OTHER = "held IS NOT NULL AND NOT is_same AND faults = '{}'"
CHANGED, OLDER = f"{OTHER} AND NOT is_kept", f"{OTHER} AND is_kept"
# What became of what differs and is not changed.
KEPT = "left as it is: something later is here"


class Change(NamedTuple):
    """What became of a record that the portal holds: a line of the file of differences. The
    reference is one of the agency.
    """

    reference: str
    agency: str
    record: str
    what: str
    column: str = ""
    before: str = ""
    after: str = ""


class Wanting(NamedTuple):
    """A row that can't be loaded: under which heading, what stands there, and why."""

    number: int
    heading: str
    value: str
    reason: str


class Rows(ABC):
    """One kind of extract. `prepare` judges the rows of `extract_row` into `extract_judged`:

    `number` of the row, the columns it would fill, `held` the key of what the portal has of it,
    `is_same` where it says the same, `is_kept` where what it says otherwise changes nothing, since
    what is there is later, and `faults`, for which it is refused. `notes` are for who looks at the
    preview.
    """

    # What a row is of.
    record: ClassVar[str]
    notes: Sequence[str] = ()
    # Counts of what is worth a look and loaded all the same: name and condition.
    notable: ClassVar[Mapping[str, str]] = {}

    def __init__(self, today: date, pause: Callable[[], None] = lambda: None) -> None:
        """`pause` is called before each statement, of which some take long: it may raise."""
        self.today, self._pause = today, pause
        self._cursor = connection.cursor()

    @abstractmethod
    def fields(self) -> Sequence[Field]:
        """The columns that are read."""

    @abstractmethod
    def hold(self) -> None:
        """Have what is about to be judged and loaded stay as it is until then."""

    @abstractmethod
    def prepare(self, has: Collection[str], *, keep: bool) -> None:
        """Judge the rows; `has` are the columns of `extract_row` that the file fills. With `keep`
        what the portal has stays as it is.
        """

    @abstractmethod
    def wanting(self) -> Iterator[Wanting]:
        """The rows with faults, in the order of the file."""

    @abstractmethod
    def changes(self) -> Iterator[Change]:
        """What differs of the rows that the portal has, and what the file has no more."""

    @abstractmethod
    def load(self, *, by: int, at: datetime, told: Callable[[int], None]) -> None:
        """Write the rows without faults; `told` hears how many of the file are done."""

    def stage(self, lines: Lines, fields: Sequence[Field]) -> None:
        """Copy the rows into `extract_row`. Columns that the file lacks are null."""
        kinds = {name: kind for each in fields for name, kind in each.names.items()}
        columns = listed(f"{name} {kind}" for name, kind in kinds.items())
        self.execute(f"DROP TABLE IF EXISTS {listed(f'pg_temp.extract_{each}' for each in TABLES)}")
        self.execute(
            "CREATE TEMP TABLE extract_row (number integer, is_bad boolean, "
            f"{columns}) ON COMMIT DROP"
        )
        names = listed(["number", "is_bad", *lines.names])
        try:
            with connection.wrap_database_errors:
                self._cursor.copy_expert(f"COPY extract_row ({names}) FROM STDIN", lines)
        except DatabaseError:
            if lines.error is None:
                raise
            raise lines.error from None
        self.analyze("extract_row")

    def judge(self, statement: str, params: Mapping[str, Any]) -> None:
        """Make `extract_judged` by that statement."""
        self.execute(statement, params)
        self.execute("CREATE INDEX ON extract_judged (number)")
        self.analyze("extract_judged")

    def gone(self, statement: str) -> Iterator[Change]:
        """The references that the statement finds: the portal has them and the file no more."""
        for reference, agency in self.stream(statement):
            yield Change(reference, agency, self.record, "not in this extract; it stays")

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many rows are new, changed, older than what is here, the same; and of those that are
        worth a look.
        """
        asked = {
            "new": NEW,
            "changed": CHANGED,
            "older": OLDER,
            "same": "held IS NOT NULL AND is_same AND faults = '{}'",
            **{
                name: f"{condition} AND faults = '{{}}'" for name, condition in self.notable.items()
            },
        }
        counted = listed(f"count(*) FILTER (WHERE {condition})" for condition in asked.values())
        self.execute(f"SELECT {counted} FROM extract_judged")  # noqa: S608
        return dict(zip(asked, self._cursor.fetchone() or (), strict=True))

    def execute(self, statement: str, params: Mapping[str, Any] | None = None) -> None:
        self._pause()
        self._cursor.execute(statement, params)

    def batches(self) -> Iterator[tuple[int, int]]:
        """The first and the last number of the rows that a statement is to write."""
        self.execute("SELECT max(number) FROM extract_judged")
        last = (self._cursor.fetchone() or (0,))[0] or 0
        return ((first, first + BATCH - 1) for first in range(1, last + 1, BATCH))

    def add(self, table: str, rows: Iterable[Sequence[object]]) -> None:
        """Copy a few rows into a temporary table."""
        text = StringIO("".join(f"{copied_row(row)}\n" for row in rows))
        self._cursor.copy_expert(f"COPY {table} FROM STDIN", text)

    def analyze(self, *tables: str) -> None:
        """Tell the planner what is in temporary tables; without it a join takes minutes."""
        for table in tables:
            self.execute(f"ANALYZE {table}")

    def stream(self, statement: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, a few at a time."""
        with connection.connection.cursor(name="extract_rows") as cursor:
            cursor.itersize = FETCHED
            self._pause()
            cursor.execute(statement)
            for number, row in enumerate(cursor, 1):
                if number % FETCHED == 0:
                    self._pause()
                yield row


def listed(parts: Iterable[str]) -> str:
    return ", ".join(parts)


def same_as_held(values: Mapping[str, str], held: str = "held") -> str:
    """Whether these columns of what is held are what the file says."""
    columns = listed(f"{held}.{name}" for name in values)
    return f"({columns}) IS NOT DISTINCT FROM ({listed(values.values())})"


def in_words(words: Mapping[str, str], *values: str) -> Iterator[str]:
    """What people read for values of a list."""
    return (words.get(value, value) for value in values)
