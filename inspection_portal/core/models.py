"""People, the audit trail, and the abstract rows that every app builds on."""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar, Self

import pgtrigger
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Model, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac


class Identified(models.Model):
    """A row that addresses and the API know by a UUID; the integer key stays inside."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class Versioned(models.Model):
    """A row that two people may edit: `version` grows with every change."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, name: str, password: str | None = None) -> "User":
        """A person who can sign in with `password`, or not yet where it is None."""
        user = self.model(email=email.lower(), name=name)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, Identified):
    """A person, or the portal itself (`kind`): whoever an audit line can name.

    When `session_epoch` grows, every session of the person ends.
    """

    class Kind(models.TextChoices):
        PERSON = "person", "Person"
        SYSTEM = "system", "The portal itself"

    email = models.EmailField("email address", unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PERSON)
    is_active = models.BooleanField(default=True)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="user_email_is_lower_case",
                condition=Q(email=Lower("email")),
                violation_error_message="An email address is stored in lower case.",
            ),
            models.CheckConstraint(
                name="user_kind_is_known",
                condition=Q(kind__in=["person", "system"]),
                violation_error_message="That is not a kind of user.",
            ),
            models.UniqueConstraint(
                name="one_system_user",
                fields=["kind"],
                condition=Q(kind="system"),
                violation_error_message="The portal has one account of its own.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        return self._session_hash()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        return (self._session_hash(secret) for secret in settings.SECRET_KEY_FALLBACKS)

    def _session_hash(self, secret: str | bytes | None = None) -> str:
        value = f"{self.password}.{self.session_epoch}"
        return salted_hmac(
            "inspection_portal.core.models.User", value, secret=secret, algorithm="sha256"
        ).hexdigest()


class ListItemQuerySet(models.QuerySet[Any]):
    def in_force(self, on: date) -> Self:
        """The items that may be chosen on that day."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=on), valid_from__lte=on)


class ListItem(Identified, Versioned):
    """One choice of a list that administrators edit, from its first to its last day.

    What was chosen while an item held keeps it: an item ends, it is never deleted.
    """

    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    objects = ListItemQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="%(class)s_name_once",
                violation_error_message="The list has an item of this name already.",
            ),
            models.CheckConstraint(
                name="%(class)s_has_name",
                condition=Q(name__regex=r"\S"),
                violation_error_message="Give the item a name.",
            ),
            models.CheckConstraint(
                name="%(class)s_ends_after_it_starts",
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                violation_error_message="The last day is before the first.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OwnDraft(models.Model):
    """What a person has typed into a form and not saved: theirs alone, whatever becomes of the tab.

    `key` names the form and what it changes; `seen_version` is that of the row when it was opened.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="own_drafts")
    key = models.CharField(max_length=120)
    data = models.JSONField()
    seen_version = models.PositiveIntegerField(null=True, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="own_draft_once", fields=["user", "key"]),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.key}"


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


class Sweep(models.Model):
    """When a job of the beat last ran to its end; the health page reads it."""

    name = models.CharField(max_length=60, unique=True)
    succeeded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


def system_user() -> User:
    """The account that stands in the audit trail where no person acted: commands and sweeps."""
    return User.objects.get(kind=User.Kind.SYSTEM)
