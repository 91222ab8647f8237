"""Lists as plain values: the declared fields of an `XxxOut` say which columns are read.

A serializer takes every row through a model and every field through an object; that is most of what
a list costs. Where all fields of a list are columns, of the row or of what it points to, they are
read as such. A list with another field is read as rows, and told by the serializer itself.

Two things widen what is read as columns, both in the `Meta` of the serializer:

- `columns`: for a field, the expression that the database answers it by;
- `needs`: for a method field, the columns of the row's own that the method reads.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Expression, Field, Model, QuerySet
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
)
_FORMATTED = (serializers.DateTimeField, serializers.DecimalField)


@dataclass(frozen=True)
class _Column:
    """One field that the database answers, and how its value is told where that differs."""

    name: str
    source: str | Expression
    tell: Tell | None = None


@dataclass(frozen=True)
class _Method:
    """One field that a method answers from a row that holds no more than what it needs."""

    name: str
    tell: Tell
    needs: Sequence[str]


class Projection:
    """How the rows of one list are told; `out` is the serializer with its context, `only` the
    fields asked for, None for all. `beside` reads what is told with rows from elsewhere, for all of
    them at once, into the context.
    """

    def __init__(
        self,
        out: serializers.Serializer[Any],
        only: Collection[str] | None = None,
        *,
        beside: Callable[[Sequence[Any]], Mapping[str, object]] = lambda rows: {},
    ) -> None:
        self.out, self.beside = out, beside
        for name in [] if only is None else set(out.fields) - set(only):
            del out.fields[name]

    @property
    def fields(self) -> Iterable[str]:
        return self.out.fields

    def __call__(self, rows: QuerySet[Any], *, by: Sequence[str] = ()) -> list[Row]:
        """Each row told, in their order, beside its values of the columns `by`. The number of
        queries doesn't depend on that of the rows.
        """
        plan = self._plan(rows)
        if plan is None:
            return self._from_rows(list(rows), by)
        return list(_read(rows, by, *plan))

    def _from_rows(self, rows: Sequence[Any], by: Sequence[str]) -> list[Row]:
        context: Any = self.out.context
        context.update(self.beside(rows))
        tell = self.out.to_representation
        return [(tuple(getattr(row, name) for name in by), tell(row)) for row in rows]

    def _plan(self, rows: QuerySet[Any]) -> tuple[list[_Column], list[_Method]] | None:
        """What to read of the rows; None where a field can't be read as columns."""
        columns: list[_Column] = []
        methods: list[_Method] = []
        for name, field in self.out.fields.items():
            found = self._column(name, field, rows) or self._method(name, field)
            if isinstance(found, _Column):
                columns.append(found)
            elif found:
                methods.append(found)
            else:
                return None
        return columns, methods

    def _column(self, name: str, field: Any, rows: QuerySet[Any]) -> _Column | None:
        given = _meta(self.out, "columns").get(name)
        if given is not None:
            return _Column(name, given)
        if not isinstance(field, _PLAIN + _FORMATTED) or field.source == "*":
            return None
        path = _path(rows, field.source_attrs)
        return _Column(name, path, _tell(field)) if path else None

    def _method(self, name: str, field: Any) -> _Method | None:
        needs = _meta(self.out, "needs").get(name)
        return _Method(name, field.to_representation, needs) if needs else None


def _meta(out: serializers.Serializer[Any], name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = getattr(getattr(out, "Meta", None), name, {})
    return found


def _path(rows: QuerySet[Any], attrs: Sequence[str]) -> str | None:
    """The look-up that leads from the rows to a column; None where there is none."""
    if len(attrs) == 1 and attrs[0] in rows.query.annotations:
        return attrs[0]
    model: type[Model] = rows.model
    for position, name in enumerate(attrs, start=1):
        field = _concrete(model, name)
        is_last = position == len(attrs)
        if field is None or is_last == field.is_relation:
            return None
        model = field.related_model if field.is_relation else model
    return "__".join(attrs)


def _concrete(model: type[Model], name: str) -> Any:
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
    rows: QuerySet[Any],
    by: Sequence[str],
    columns: Sequence[_Column],
    methods: Sequence[_Method],
) -> Iterator[Row]:
    needed = {need for each in methods for need in each.needs}
    # `from_db` takes them in the order of the model.
    own = [each.attname for each in rows.model._meta.concrete_fields if each.attname in needed]
    places = [*own, *by]
    places += [each.source for each in columns if each.source not in places]
    told = [(each.name, places.index(each.source), each.tell) for each in columns]
    first, last = len(own), len(own) + len(by)
    for values in rows.prefetch_related(None).values_list(*places):
        row = {name: tell(values[at]) if tell else values[at] for name, at, tell in told}
        if methods:
            held = rows.model.from_db(rows.db, own, values[:first])
            row |= {method.name: method.tell(held) for method in methods}
        yield values[first:last], row
