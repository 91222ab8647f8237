"""Row history: every version of a row, kept by triggers of the database, whoever writes the row and
however (ADR 0010).

`@tracked` stands above a model; its versions are the rows of `<Model>Event`. Nothing but a trigger
writes those, and nobody changes them. A trigger keeps `changed_at` too, where the model has it.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import pghistory
import pgtrigger
from django.db.models import BigAutoField, BinaryField, Index, Model, QuerySet
from pghistory.models import Event

AnyModel = TypeVar("AnyModel", bound=type[Model])

CHANGED_AT = "changed_at"
# Its name comes after those of triggers that compare a row with what it was.
KEEP_CHANGED_AT = pgtrigger.Trigger(
    name="when_it_changed",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"NEW.{CHANGED_AT} = clock_timestamp(); RETURN NEW;",
)


class RowEvent(Event):
    """One version of a row: its fields after an insert or update, or before it was deleted.

    `pgh_context` says by whom it was made, or by which job, and `pgh_context_id` in which request.
    """

    pgh_id = BigAutoField(primary_key=True)
    pgh_context: dict[str, Any] | None
    pgh_tracked_model: type[Model]  # type: ignore[assignment]

    class Meta:
        abstract = True
        ordering = ["-pgh_id"]


def versions(model: type[Model]) -> QuerySet[Any]:
    """All versions of all rows of a tracked model; `pgh_obj` is the row that each is of."""
    events: type[RowEvent] = model.pgh_event_model  # type: ignore[attr-defined]
    return events._default_manager.all()


def tracked(model: AnyModel) -> AnyModel:
    """Keep every version of the model's rows."""
    return tracked_without()(model)


def tracked_without(*fields: str) -> Callable[[AnyModel], AnyModel]:
    """Keep every version of the model's rows, but not these fields: secrets, and what only repeats.

    Files and what the database computes are never kept twice.
    """
    return _tracked(fields, pghistory.ObjForeignKey(related_name="+", db_index=True))


def tracked_links(model: AnyModel) -> AnyModel:
    """Keep which rows were linked to which, and when; for a proxy of a many-to-many table."""
    owner = next(field.name for field in model._meta.fields if field.is_relation)
    return _tracked((), None, indexes=[Index(fields=[owner])])(model)


def _tracked(
    without: tuple[str, ...], obj_field: pghistory.ObjForeignKey | None, **meta: Any
) -> Callable[[AnyModel], AnyModel]:
    def decorate(model: AnyModel) -> AnyModel:
        never = [field.name for field in model._meta.fields if _is_left_out(field)]
        track = pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            exclude=[*without, *never] or None,
            obj_field=obj_field,
            context_field=pghistory.ContextJSONField(),
            context_id_field=pghistory.ContextUUIDField(),
            append_only=True,
            model_name=f"{model.__name__}Event",
            base_model=RowEvent,
            meta={"ordering": ["-pgh_id"], **meta},
        )
        recorded: AnyModel = track(model)
        if any(field.name == CHANGED_AT for field in model._meta.fields):
            pgtrigger.register(KEEP_CHANGED_AT)(model)
        return recorded

    return decorate


def _is_left_out(field: Any) -> bool:
    return field.generated or isinstance(field, BinaryField) or field.name == CHANGED_AT
