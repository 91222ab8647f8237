"""People, and the account of the portal itself."""

from collections.abc import Iterator
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from inspection_portal.core.history import tracked_without
from inspection_portal.core.models.base import Identified


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, name: str, password: str | None = None) -> "User":
        """A person who can sign in with `password`, or not yet where it is None."""
        user = self.model(email=email.lower(), name=name)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


@tracked_without("password", "last_login")
class User(AbstractBaseUser, Identified):
    """A person, a system that uses the API, or the portal itself (`kind`): whoever an audit line
    can name.

    When `session_epoch` grows, every session of the person ends.
    """

    class Kind(models.TextChoices):
        PERSON = "person", "Person"
        CLIENT = "client", "Client of the API"
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
                condition=Q(kind__in=["person", "client", "system"]),
                violation_error_message="That is not a kind of user.",
            ),
            models.CheckConstraint(
                name="client_has_no_password",
                condition=~Q(kind="client") | Q(password__startswith="!"),  # noqa: S106
                violation_error_message="A client of the API never signs in to pages.",
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


def system_user() -> User:
    """The account that stands in the audit trail where no person acted: commands and sweeps."""
    return User.objects.get(kind=User.Kind.SYSTEM)
