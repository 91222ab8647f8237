"""How programs get in: clients of the API, and the personal tokens of people."""

from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any, Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Prefetch, Q, When
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.timezone import localdate

from forces.models.people import RoleGrant, standing
from forces.scopes import SCOPES, refuse_unknown
from inspection_portal.core.dates import LondonDay
from inspection_portal.core.history import tracked_without
from inspection_portal.core.models import Identified, User, Versioned

# How every personal token begins: those who look through code for secrets know it by that.
TOKEN_PREFIX = "socp_"  # noqa: S105 - not a secret

ENDS_SOON = timedelta(days=30)

USER_OF_ANOTHER_KIND = """
IF NOT EXISTS (SELECT FROM core_user WHERE id = NEW.user_id AND kind = '{kind}') THEN
    RAISE EXCEPTION '{sentence}';
END IF;
RETURN NEW;
"""


def digest_of(token: bytes) -> str:
    """What is kept of a token: it is long and random, so that one round of SHA-256 is enough."""
    return sha256(token).hexdigest()


def _of_kind(kind: str, sentence: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="user_is_of_the_kind",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=USER_OF_ANOTHER_KIND.format(kind=kind, sentence=sentence),
    )


class AccessQuerySet(models.QuerySet[Any]):
    def live(self, on: date | None = None) -> Self:
        """What lets a program in on that day (default today): neither revoked nor past its last
        day, and of an open account.
        """
        day = on or localdate()
        return self.filter(revoked_at=None, expires_on__gte=day, user__is_active=True)

    def live_first(self, on: date | None = None) -> Self:
        """In their order, but what lets nobody in on that day (default today) comes last."""
        has_ended = Q(revoked_at__isnull=False) | Q(expires_on__lt=on or localdate())
        ended = Case(When(has_ended, then=1), default=0)
        return self.order_by(ended, *self.model._meta.ordering)


class Access(Identified):
    """A way in for a program: what it may do (`scopes`), until the end of which day, and whether it
    was taken back.

    `last_used_at` is right to the minute.
    """

    class State(models.TextChoices):
        LIVE = "live", "In use"
        EXPIRED = "expired", "Past its last day"
        REVOKED = "revoked", "Revoked"

    name = models.CharField(max_length=80)
    scopes = ArrayField(models.CharField(max_length=40), validators=[refuse_unknown])
    expires_on = models.DateField()
    made_at = models.DateTimeField()
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_has_name",
                condition=Q(name__regex=r"\S"),
                violation_error_message="Give it a name.",
            ),
            models.CheckConstraint(
                name="%(class)s_has_scopes",
                condition=Q(scopes__len__gt=0),
                violation_error_message="Choose at least one thing that it may do.",
            ),
            models.CheckConstraint(
                name="%(class)s_revoked_by_someone_iff_revoked",
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                violation_error_message="What was revoked needs who revoked it and when.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """What it is counted and known by for as long as it is there."""
        return f"{self._meta.model_name}:{self.uuid}"

    @property
    def scopes_in_words(self) -> list[tuple[str, str]]:
        """Each scope with what it allows."""
        return [(scope, SCOPES.get(scope, "")) for scope in self.scopes]

    def state(self, on: date | None = None) -> State:
        """How it stands on that day (default today)."""
        if self.revoked_at:
            return self.State.REVOKED
        return self.State.EXPIRED if self.expires_on < (on or localdate()) else self.State.LIVE

    def ends_soon(self, on: date | None = None) -> bool:
        """Whether it works on that day (default today), and has its last day within 30 days."""
        day = on or localdate()
        return self.state(day) == self.State.LIVE and self.expires_on <= day + ENDS_SOON


class ApiClientQuerySet(AccessQuerySet):
    def visible_to(self, user: User) -> Self:
        """Administrators look after the clients; nobody else sees them."""
        return self if standing(user).is_administrator else self.none()

    def with_token(self, digest: str, *, at: datetime) -> Self:
        """The client that holds an access token of that digest, to which these scopes were
        `granted`, parted by spaces.
        """
        held = self.filter(
            application__accesstoken__token_checksum=digest,
            application__accesstoken__expires__gt=at,
        )
        return held.annotate(granted=F("application__accesstoken__scope"))

    def for_list(self) -> Self:
        roles = RoleGrant.objects.for_list()
        return self.select_related("application", "made_by", "revoked_by", "user").prefetch_related(
            Prefetch("user__role_grants", roles)
        )


@tracked_without("last_used_at")
class ApiClient(Access, Versioned):
    """A system that uses the API. It acts as a `user` of its own, whose role says for which body,
    and gets its access tokens by the OAuth application.

    `secret_made_at` is empty until it is given its first secret.
    """

    user = models.OneToOneField(User, models.PROTECT, related_name="api_client")
    application = models.OneToOneField(
        "oauth2_provider.Application", models.PROTECT, related_name="api_client"
    )
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    secret_made_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ApiClientQuerySet.as_manager()

    class Meta(Access.Meta):
        verbose_name = "client of the API"
        verbose_name_plural = "clients of the API"
        ordering = ["name", "pk"]
        triggers = [_of_kind("client", "A client of the API acts as a user of its own.")]

    def get_absolute_url(self) -> str:
        return reverse("forces:client", args=[self.uuid])

    @property
    def client_id(self) -> str:
        return str(self.application.client_id)

    @property
    def role(self) -> RoleGrant | None:
        """The role it acts in, or did until it was revoked; one query, or what was fetched."""
        return next(iter(self.user.role_grants.all()), None)


class PersonalTokenQuerySet(AccessQuerySet):
    def visible_to(self, user: User) -> Self:
        """People see their own tokens; administrators all, to revoke them."""
        return self if standing(user).is_administrator else self.filter(user=user)

    def for_list(self) -> Self:
        return self.select_related("user", "revoked_by")


@tracked_without("digest", "last_used_at")
class PersonalToken(Access):
    """What a program presents to act for a person. Of the token itself only the SHA-256 `digest` is
    kept.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="personal_tokens")
    digest = models.CharField(max_length=64, unique=True, editable=False)

    objects = PersonalTokenQuerySet.as_manager()

    class Meta(Access.Meta):
        ordering = ["-made_at", "-pk"]
        constraints = [
            *Access.Meta.constraints,
            models.CheckConstraint(
                name="personaltoken_ends_after_it_begins",
                condition=Q(expires_on__gte=LondonDay("made_at")),
                violation_error_message="The last day is before the first.",
            ),
            models.UniqueConstraint(
                "user",
                Lower("name"),
                name="personaltoken_name_once",
                condition=Q(revoked_at=None),
                violation_error_message="You have a token of this name. Choose another name.",
            ),
        ]
        triggers = [_of_kind("person", "A personal token is of a person.")]
