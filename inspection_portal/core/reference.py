"""Reference data: a table brought up to date with a CSV file that is kept beside the code."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.db.models import Model

from inspection_portal.core.editing import differences

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Loaded(Generic[Row]):
    """What a load did to a table: all its rows by their identity, the new ones, and the differences
    of those that have changed.
    """

    rows: Mapping[Any, Row]
    created: Sequence[Row]
    changed: Sequence[tuple[Row, dict[str, list[str]]]]

    @property
    def written(self) -> int:
        return len(self.created) + len(self.changed)

    @property
    def touched(self) -> list[Row]:
        return [*self.created, *(row for row, _ in self.changed)]


def read(path: Path) -> list[dict[str, str]]:
    """The lines of a CSV file by the names of its columns, without the notes for its reader."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return [{name: text for name, text in line.items() if name != "note"} for line in lines]


def resolve(lines: Iterable[Mapping[str, str]], **tables: Loaded[Any]) -> list[dict[str, object]]:
    """The lines with the name in the column of each table replaced by the key of the row it names.

    >>> resolve([{"body": "kent"}], body=bodies)
    [{"body_id": 32}]
    """
    return [
        {name: value for name, value in line.items() if name not in tables}
        | {f"{name}_id": table.rows[line[name]].pk for name, table in tables.items()}
        for line in lines
    ]


def load(
    model: type[Row], wanted: Iterable[Mapping[str, object]], *, identity: Sequence[str]
) -> Loaded[Row]:
    """Create the wanted rows that are missing and mend those that differ; delete nothing.

    `identity` names the fields that tell which row of the table is meant. What differs is written
    first, so that a period that now ends makes room for the one that follows it.
    """
    of = attrgetter(*identity)
    present = {of(row): row for row in model._default_manager.all()}
    created, changed = [], []
    for values in (_cleaned(model, line) for line in wanted):
        new = model(**values)
        row = present.setdefault(of(new), new)
        if row is new:
            created.append(new)
        elif difference := differences(row, values):
            for name, value in values.items():
                setattr(row, name, value)
            changed.append((row, difference))
    fields = sorted({name for _, difference in changed for name in difference})
    if changed:
        model._default_manager.bulk_update([row for row, _ in changed], fields)
    model._default_manager.bulk_create(created)
    return Loaded(present, created, changed)


def _cleaned(model: type[Model], line: Mapping[str, object]) -> dict[str, object]:
    """The texts of a line as values of the model; an empty text is None where that is allowed."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {
        name: None if value == "" and fields[name].null else fields[name].to_python(value)
        for name, value in line.items()
    }
