"""What a trail is of: a thing that is there, or was."""

from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.apps import apps
from django.db.models import Model
from django.urls import reverse

from forces.permissions import can_audit
from inspection_portal.core.models import AuditEvent, Identified, User
from inspection_portal.home import audit


@dataclass(frozen=True)
class Subject:
    """A thing by its type and UUID; `row` is None where it was deleted."""

    model: type[Model]
    uuid: UUID
    row: Identified | None
    label: str
    back_url: str

    @property
    def object_type(self) -> str:
        return self.model._meta.label_lower

    @property
    def kind(self) -> str:
        """What sort of thing it is, in words."""
        return str(self.model._meta.verbose_name)


@cache
def recorded_models() -> dict[str, type[Identified]]:
    """The models that the trail can be of, by their type."""
    return {
        model._meta.label_lower: model
        for model in apps.get_models()
        if issubclass(model, Identified) and model is not AuditEvent
    }


def subject(user: User, object_type: str, uuid: UUID) -> Subject | None:
    """The thing, if the person may read its trail: auditors that of anything there ever was, others
    of the inspectorate that of what they see all of.
    """
    readable = audit.readable(user, object_type)
    row = readable.filter(uuid=uuid).first() if readable is not None else None
    if row is not None:
        return Subject(type(row), uuid, row, str(row), audit.page_of(row))
    model = recorded_models().get(object_type)
    if model is None or not can_audit(user):
        return None
    row = model._default_manager.filter(uuid=uuid).first()
    last = AuditEvent.objects.of(object_type, uuid).first()
    if row is None and last is None:
        return None
    label = str(row) if row else last.object_label if last else ""
    return Subject(model, uuid, row, label, reverse("home:trail"))
