"""The audit trail."""

from typing import Self
from uuid import UUID

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models
from django.db.models import Model, Q

from inspection_portal.core.models.base import Identified
from inspection_portal.core.models.people import User

# What the verb of a line says that tells of a thing's end.
ENDING = r"\.(deleted|removed)$"
# What it says where somebody read what is closed, or not yet published.
READING = r"(\.read|^extract\.opened)$"
# What it says where somebody read the trail itself.
TRAIL_READ = "trail.read"


def _append_only() -> list[pgtrigger.Trigger]:
    """What refuses every change of a line, whoever asks for it."""
    return [
        pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        pgtrigger.Trigger(
            name="never_truncated",
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            level=pgtrigger.Statement,
            func="RAISE EXCEPTION 'The audit trail is append-only.';",
        ),
    ]


# Each verb once, found by its index alone however long the trail is.
VERBS = """
WITH RECURSIVE found AS (
    (SELECT verb FROM core_auditevent ORDER BY verb LIMIT 1)
    UNION ALL
    SELECT (SELECT verb FROM core_auditevent WHERE verb > found.verb ORDER BY verb LIMIT 1)
    FROM found WHERE found.verb IS NOT NULL
)
SELECT verb FROM found WHERE verb IS NOT NULL
"""


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def about(self, target: Model) -> Self:
        """Everything recorded of one object, whether or not it still exists."""
        return self.of(target._meta.label_lower, target.uuid)  # type: ignore[attr-defined]

    def of(self, object_type: str, uuid: UUID) -> Self:
        """Everything recorded of the object of that type and UUID."""
        return self.filter(object_type=object_type, object_uuid=uuid)

    def verbs(self) -> list[str]:
        """Every verb of the trail."""
        with connection.cursor() as cursor:
            cursor.execute(VERBS)
            return [verb for (verb,) in cursor.fetchall()]

    def of_ends(self, **detail: str) -> Self:
        """Lines that tell of the end of things, with that in their detail."""
        return self.filter(verb__regex=ENDING, detail__contains=detail)

    def without_looks_at_trails(self) -> Self:
        """What was done, and not who looked at that since."""
        return self.exclude(verb=TRAIL_READ)

    def readings(self) -> Self:
        """Lines that tell who read what is closed, or not yet published."""
        return self.filter(verb__regex=READING)

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
            models.Index(
                fields=["object_type", "object_uuid", "-at", "-id"],
                condition=Q(verb__regex=READING),
                name="audit_of_readings",
            ),
            models.Index(fields=["by", "-at", "-id"], name="audit_by_person"),
            models.Index(fields=["verb", "-at", "-id"], name="audit_by_verb"),
            models.Index(fields=["-at", "-id"], name="audit_in_order"),
        ]
        triggers = _append_only()

    def __str__(self) -> str:
        return f"{self.verb}: {self.object_label}"


class AuditLink(models.Model):
    """The place of an audit line in the chain, which the database gives it as it is committed.

    `hash` is the SHA-256 of the line with its sequence and the hash before it, so that no line can
    be changed, left out or put in between without all that follow it (ADR 0009).
    """

    sequence = models.PositiveBigIntegerField(primary_key=True)
    event = models.OneToOneField(AuditEvent, models.PROTECT, related_name="link")
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["sequence"]
        triggers = _append_only()

    def __str__(self) -> str:
        return f"{self.sequence}:{self.hash}"


class AuditCheck(models.Model):
    """What a check of the trail found: how many lines there are and the last of them, or where the
    trail is broken.
    """

    at = models.DateTimeField()
    lines = models.PositiveBigIntegerField(default=0)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        triggers = _append_only()

    def __str__(self) -> str:
        return self.problem or f"{self.sequence}:{self.hash}"
