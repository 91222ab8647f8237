"""The audit trail."""

from typing import Self

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Model, Q

from inspection_portal.core.models.base import Identified
from inspection_portal.core.models.people import User

# What the verb of a line says that tells of a thing's end.
ENDING = r"\.(deleted|removed)$"


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def about(self, target: Model) -> Self:
        """Everything recorded of one object, whether or not it still exists."""
        return self.filter(object_type=target._meta.label_lower, object_uuid=target.uuid)  # type: ignore[attr-defined]

    def of_ends(self, **detail: str) -> Self:
        """Lines that tell of the end of things, with that in their detail."""
        return self.filter(verb__regex=ENDING, detail__contains=detail)

    def for_list(self) -> Self:
        return self.select_related("by")


class AuditEvent(Identified):
    """Who did what to which object, and when. Written by `core.audit` alone; the database refuses
    any change.

    `object_label` is copied so that the line reads after the object is gone. `detail` holds JSON
    values only.
    """

    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_uuid = models.UUIDField()
    object_label = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["object_type", "object_uuid", "-at"], name="audit_by_object"),
            GinIndex(
                fields=["detail"],
                opclasses=["jsonb_path_ops"],
                condition=Q(verb__regex=ENDING),
                name="audit_of_ends",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="never_truncated",
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                level=pgtrigger.Statement,
                func="RAISE EXCEPTION 'The audit trail is append-only.';",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb}: {self.object_label}"
