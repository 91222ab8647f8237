"""Lists as plain values: the declared fields of an `XxxOut` say which columns are read.

A serializer takes every row through a model and every field through an object; that is most of what
a list costs. Where all fields of a list are columns, of the row or of what it points to, they are
read as such. A list with another field is read as rows, and told by the serializer itself.

Two things widen what is read as columns, both in the `Meta` of the serializer:

- `columns`: for a field, the expression that the database answers it by, or what makes that;
- `needs`: for a field that is worked out from a row, the columns and annotations that it takes.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model, QuerySet
from rest_framework import serializers
from rest_framework.fields import empty

Told: TypeAlias = Mapping[str, Any]
Row: TypeAlias = tuple[tuple[Any, ...], Told]
Tell: TypeAlias = Callable[[Any], Any]

# Fields whose stored value is what JSON says; all others say it by themselves.
_PLAIN = (
    serializers.UUIDField,
    serializers.CharField,
    serializers.IntegerField,
    serializers.BooleanField,
    serializers.DateField,
    serializers.ChoiceField,
    serializers.FloatField,
    serializers.JSONField,
    serializers.ListField,
    serializers.ReadOnlyField,
    # What DRF tells of a column that the database computes.
    serializers.ModelField,
)
_FORMATTED = (serializers.DateTimeField, serializers.DecimalField)


@dataclass(frozen=True)
class _Column:
    """One field that the database answers, and how its value is told where that differs."""

    name: str
    source: Any
    tell: Tell | None = None


@dataclass(frozen=True)
class _Worked:
    """One field that is worked out from a row that holds no more than what that takes."""

    name: str
    field: Any
    needs: Sequence[str]

    def tell(self, out: serializers.Serializer[Any], row: Model) -> Any:
        if isinstance(self.field, serializers.SerializerMethodField):
            return getattr(out, self.field.method_name)(row)
        return self.field.to_representation(self.field.get_attribute(row))


@dataclass(frozen=True)
class _Plan:
    """How all fields of a list are read; None for one stands for a list that is told row by row."""

    fields: Mapping[str, _Column | _Worked | None]

    def of(self, only: Collection[str]) -> tuple[list[_Column], list[_Worked]] | None:
        """What to read for these fields; None where one of them can't be read as columns."""
        chosen = [found for name, found in self.fields.items() if name in only]
        if None in chosen:
            return None
        columns = [each for each in chosen if isinstance(each, _Column)]
        return columns, [each for each in chosen if isinstance(each, _Worked)]


class Projection:
    """How the rows of one list are told; `out` is the serializer with its context. `beside` reads
    what is told with rows from elsewhere, for all of them at once, into that.
    """

    def __init__(
        self,
        out: serializers.Serializer[Any],
        rows: QuerySet[Any],
        *,
        beside: Callable[[Sequence[Any]], Mapping[str, object]],
    ) -> None:
        self.out, self.beside = out, beside
        annotations = frozenset(rows.query.annotations)
        # A class is hashable, whatever it is of.
        self.plan = _plan(type(out), rows.model, annotations)  # type: ignore[arg-type]
        self.fields: Sequence[str] = [*self.plan.fields]

    def keep(self, only: Collection[str]) -> None:
        """Tell of each row nothing but these fields."""
        self.fields = [name for name in self.fields if name in only]

    def __call__(self, rows: QuerySet[Any], *, by: Sequence[str] = ()) -> list[Row]:
        """Each row told, in their order, beside its values of the columns `by`. The number of
        queries doesn't depend on that of the rows.
        """
        read = self.plan.of(self.fields)
        if read is None:
            return self._from_rows(list(rows), by)
        return list(_read(self.out, rows, by, *read))

    def _from_rows(self, rows: Sequence[Any], by: Sequence[str]) -> list[Row]:
        for name in set(self.out.fields) - set(self.fields):
            del self.out.fields[name]
        context: Any = self.out.context
        context.update(self.beside(rows))
        tell = self.out.to_representation
        return [(tuple(getattr(row, name) for name in by), tell(row)) for row in rows]


@cache
def _plan(
    form: type[serializers.Serializer[Any]], model: type[Model], annotations: frozenset[str]
) -> _Plan:
    """Worked out once by each process: a serializer makes its fields anew for each answer."""
    out, meta = form(), getattr(form, "Meta", None)
    columns, needs = getattr(meta, "columns", {}), getattr(meta, "needs", {})

    def planned(name: str, field: Any) -> _Column | _Worked | None:
        if name in columns:
            return _Column(name, columns[name])
        if name in needs:
            return _Worked(name, field, needs[name])
        path = _path(model, annotations, field)
        return _Column(name, path, _tell(field)) if path else None

    return _Plan({name: planned(name, field) for name, field in out.fields.items()})


def _path(model: type[Model], annotations: Collection[str], field: Any) -> str | None:
    """The look-up that leads from a row to what the field tells; None where there is none."""
    if not isinstance(field, _PLAIN + _FORMATTED) or field.source == "*":
        return None
    attrs = field.source_attrs
    if len(attrs) == 1 and attrs[0] in annotations:
        return str(attrs[0])
    for name in attrs[:-1]:
        pointer = concrete(model, name)
        if pointer is None or not pointer.is_relation:
            return None
        model = pointer.related_model
    column = concrete(model, attrs[-1])
    return "__".join(attrs) if column and not column.is_relation else None


def concrete(model: type[Model], name: str) -> Any:
    """The field of that name that is a column of the model; None where it has none."""
    try:
        field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, Field) and field.concrete and not field.many_to_many else None


def _tell(field: serializers.Field[Any, Any, Any, Any]) -> Tell | None:
    """How the field tells a value that is not told as it is stored."""
    formatted: Tell | None = field.to_representation if isinstance(field, _FORMATTED) else None
    missing = None if field.default is empty or len(field.source_attrs) == 1 else field.default
    if formatted is None and missing is None:
        return None

    def tell(value: Any) -> Any:
        if value is None:
            return missing
        return formatted(value) if formatted else value

    return tell


def _read(
    out: serializers.Serializer[Any],
    rows: QuerySet[Any],
    by: Sequence[str],
    columns: Sequence[_Column],
    worked: Sequence[_Worked],
) -> Iterator[Row]:
    needed = {need for each in worked for need in each.needs}
    # `from_db` takes them in the order of the model.
    own = [each.attname for each in rows.model._meta.concrete_fields if each.attname in needed]
    annotated = sorted(needed.difference(own))
    places: list[Any] = [*own, *annotated, *by]
    places += [each.source for each in columns if each.source not in places]
    told = [(each.name, places.index(each.source), each.tell) for each in columns]
    first, last = len(own) + len(annotated), len(own) + len(annotated) + len(by)
    asked = [each() if callable(each) else each for each in places]
    for values in rows.prefetch_related(None).values_list(*asked):
        row = {name: tell(values[at]) if tell else values[at] for name, at, tell in told}
        if worked:
            held = rows.model.from_db(rows.db, own, values[: len(own)])
            held.__dict__.update(zip(annotated, values[len(own) : first], strict=True))
            row |= {each.name: each.tell(out, held) for each in worked}
        yield values[first:last], row
