"""Many disruptions recorded by one request, each judged by itself."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, UUIDField
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from disruptions import actions
from disruptions.api.said import RecordDisruptionIn
from disruptions.models import Disruption
from inspection_portal.core.api import In
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from inspection_portal.core.problems import by_pointer

MOST = 1_000
TWICE = "This reference stands above already. Send each disruption once."


class DisruptionRowIn(RecordDisruptionIn):
    reference = serializers.CharField(
        required=False,
        max_length=100,
        help_text="Your own of the row: told back with its result and not kept. None comes twice.",
    )


@extend_schema_field(DisruptionRowIn(many=True))
class RowsField(serializers.ListField):
    """Rows as they were sent: what is wrong with one is no fault of the others."""


class ManyDisruptionsIn(In):
    disruptions = RowsField(allow_empty=False, max_length=MOST, help_text="Up to 1,000.")


class RowErrorOut(serializers.Serializer[Any]):
    pointer = serializers.CharField(
        help_text="The field of the row, as a JSON pointer; empty for all of the row."
    )
    detail = serializers.CharField(help_text="What is wrong, as a sentence.")
    code = serializers.CharField(help_text="What is wrong, as a code.")


class RowResultOut(serializers.Serializer[Any]):
    index = serializers.IntegerField(help_text="The place of the row in what was sent, from 0.")
    reference = serializers.CharField(allow_null=True, help_text="Your own of the row.")
    uuid = serializers.UUIDField(allow_null=True, help_text="Of the record; null if refused.")
    errors = RowErrorOut(  # type: ignore[assignment]  # A field is kept apart from attributes.
        many=True, help_text="Why it is refused; empty where it is recorded."
    )


class ManyDisruptionsOut(serializers.Serializer[Any]):
    results = RowResultOut(many=True, help_text="One for each row, in the order of the rows.")


class _Among:
    """Rows that were fetched at once, asked for one by one as a queryset is."""

    def __init__(self, rows: QuerySet[Any], named: set[UUID]) -> None:
        self._model = rows.model
        self._by_uuid = {row.uuid: row for row in rows.filter(uuid__in=named)}

    def get(self, *, uuid: Any) -> Any:
        """Raise as a queryset does: ValidationError for what is no UUID, or DoesNotExist."""
        row = self._by_uuid.get(UUIDField().to_python(uuid))
        if row is None:
            raise self._model.DoesNotExist
        return row


def record_many(rows: Sequence[Any], *, by: User, at: datetime) -> list[dict[str, Any]]:
    """Record what can be recorded, and tell of each row what became of it."""
    form = DisruptionRowIn(context={"user": by})
    _fetch_at_once(form, rows)
    said: dict[int, Any] = {}
    errors: dict[int, list[dict[str, str]]] = {}
    references: set[str] = set()
    for index, row in enumerate(rows):
        try:
            said[index] = _judged(form, row, references)
        except ValidationError as error:
            errors[index] = [*by_pointer(error.detail)]
    made = dict(zip(said, actions.record_disruptions([*said.values()], by=by, at=at), strict=True))
    return [
        _result(index, row, made.get(index), errors.get(index)) for index, row in enumerate(rows)
    ]


def _judged(form: DisruptionRowIn, row: Any, references: set[str]) -> Any:
    """What the row says, as actions take it; its reference joins the others. Raises
    ValidationError.
    """
    said: Any = form.run_validation(row)
    reference = said.pop("reference", None)
    if reference in references:
        raise ValidationError({"reference": [TWICE]}, code="unique")
    if reference is not None:
        references.add(reference)
    return said


def _result(
    index: int, row: Any, made: Disruption | RuleBroken | None, errors: list[dict[str, str]] | None
) -> dict[str, Any]:
    if isinstance(made, RuleBroken):
        errors = [{"pointer": "", "detail": str(made), "code": "rule_broken"}]
    reference = row.get("reference") if isinstance(row, dict) else None
    return {
        "index": index,
        "reference": reference if isinstance(reference, str) else None,
        "uuid": made.uuid if isinstance(made, Disruption) else None,
        "errors": errors or [],
    }


def _fetch_at_once(form: In, rows: Sequence[Any]) -> None:
    """Have the form find rows of the portal among those that are named, fetched with one query for
    each field and not for each value.
    """
    for name, field in form.fields.items():
        related = getattr(field, "child_relation", field)
        if isinstance(related, serializers.SlugRelatedField):
            values = [row.get(name) for row in rows if isinstance(row, dict)]
            seen: Any = related.get_queryset()
            among = _Among(seen, {*_uuids(values)})
            vars(related)["get_queryset"] = lambda among=among: among


def _uuids(values: Sequence[Any]) -> Iterator[UUID]:
    for value in values:
        if isinstance(value, list):
            yield from _uuids(value)
        elif isinstance(value, str):
            try:
                yield UUID(value)
            except ValueError:
                continue
