"""Webhooks: what other systems asked to be told of, and how far each telling has got."""

from datetime import datetime
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from inspection_portal.core.addresses import address_of
from inspection_portal.core.history import tracked_without
from inspection_portal.core.models.base import Identified, Versioned
from inspection_portal.core.models.people import User


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    def visible_to(self, user: User) -> Self:
        """A client's or person's own."""
        return self.filter(owner=user)

    def kept(self) -> Self:
        """Those that were not closed."""
        return self.filter(closed_at=None)

    def in_use(self) -> Self:
        return self.kept().filter(disabled_at=None)

    def choosing(self, event_type: str) -> Self:
        """Those in use that chose to be told of what happens of that type."""
        return self.in_use().filter(types__contains=[event_type])

    def with_work(self, at: datetime) -> Self:
        """Those with something to send at that moment, the one that waits longest for its turn
        first: so a slow one holds up nobody but itself.
        """
        ready = Delivery.objects.ready(at).filter(endpoint=OuterRef("pk"))
        return self.filter(Exists(ready)).order_by(F("tried_at").asc(nulls_first=True), "pk")

    def for_list(self) -> Self:
        return self.select_related("owner", "made_by")


@tracked_without("failing_since", "tried_at")
class Endpoint(Identified, Versioned):
    """An address of another system, and the types of event that it is told of.

    Its `owner` is the client or person whose rights decide what it may know. `failing_since` is
    the first failure since the last success, `tried_at` the last time that it had its turn.
    One that is disabled is told of nothing until it is enabled; one that is closed is kept for the
    record alone.
    """

    owner = models.ForeignKey(User, models.PROTECT, related_name="endpoints")
    url = models.CharField(max_length=500)
    description = models.CharField(max_length=200, blank=True)
    types = ArrayField(models.CharField(max_length=60))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    disabled_at = models.DateTimeField(null=True, blank=True)
    disabled_reason = models.CharField(max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True, editable=False)
    tried_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = EndpointQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="endpoint_url_is_an_address",
                condition=Q(url__regex=r"^https?://[^\s/?#@]+([/?][^\s#]*)?$"),
                violation_error_message="Give the whole address, beginning with https://.",
            ),
            models.CheckConstraint(
                name="endpoint_chooses_something",
                condition=Q(types__len__gt=0),
                violation_error_message="Choose at least one type of event.",
            ),
            models.CheckConstraint(
                name="endpoint_disabled_iff_reason",
                condition=Q(disabled_at=None, disabled_reason="")
                | Q(disabled_at__isnull=False) & ~Q(disabled_reason=""),
                violation_error_message="Say why the endpoint is disabled.",
            ),
        ]
        indexes = [models.Index(fields=["owner"], name="endpoint_by_owner")]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.description or self.url

    def get_absolute_url(self) -> str:
        return address_of("home:webhook", self.uuid)

    @property
    def is_in_use(self) -> bool:
        return self.disabled_at is None and self.closed_at is None


class EndpointSecretQuerySet(models.QuerySet["EndpointSecret"]):
    def in_force(self, at: datetime) -> Self:
        """Those that sign at that moment, the newest first."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at)).order_by("-made_at", "-pk")


class EndpointSecret(models.Model):
    """What signs for an endpoint, encrypted: `sealed` is opened by `core.webhooks.secrets` alone.

    The newest has no end; the one before it signs beside it until `ends_at`.
    """

    endpoint = models.ForeignKey(Endpoint, models.PROTECT, related_name="secrets")
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = EndpointSecretQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="endpoint_has_one_lasting_secret",
                fields=["endpoint"],
                condition=Q(ends_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"Secret of {self.made_at:%d %B %Y}"


class Event(Identified):
    """That something happened that an endpoint chose to be told of: to what, when, and where in the
    API it can be read. What it was is never said.
    """

    type = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=60)
    object_uuid = models.UUIDField()
    link = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="event_links_into_the_portal",
                condition=Q(link__regex=r"^/[^/\s][^\s]*$"),
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="event_is_frozen",
                fields=["uuid", "type", "object_kind", "object_uuid", "link", "at"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.type} of {self.at:%d %B %Y %H:%M:%S}"

    @property
    def id_told(self) -> str:
        """What a receiver knows it by, in every attempt."""
        return f"evt_{self.uuid.hex}"

    @property
    def url(self) -> str:
        """Where in the API a receiver reads what it was told of."""
        return f"{settings.PORTAL_URL}{self.link}"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, user: User) -> Self:
        """Those to the endpoints that the client or person keeps."""
        return self.filter(endpoint__in=Endpoint.objects.visible_to(user))

    def ready(self, at: datetime) -> Self:
        """What may be sent at that moment, the longest due first: nothing of an object while
        something earlier of it is open, and one at a time to an endpoint.
        """
        of_endpoint = Delivery.objects.filter(endpoint=OuterRef("endpoint"))
        of_object = of_endpoint.filter(object_uuid=OuterRef("object_uuid"))
        # Asked for by value: as an anti-join it took a second where 1,600 waited on 25 objects.
        first = of_object.open().order_by("pk").values("pk")[:1]
        being_sent = of_endpoint.filter(state=Delivery.State.SENDING)
        due = self.filter(state=Delivery.State.DUE, next_attempt_at__lte=at)
        free = due.filter(~Exists(being_sent), pk=Subquery(first))
        return free.order_by("next_attempt_at", "pk")

    def open(self) -> Self:
        return self.filter(state__in=Delivery.OPEN)

    def abandoned(self, at: datetime) -> Self:
        """Those whose sender was stopped: whether the receiver has them is unknown."""
        return self.filter(state=Delivery.State.SENDING, lease_until__lte=at)

    def for_list(self) -> Self:
        return self.select_related("event", "endpoint").prefetch_related("log")


class Delivery(Identified):
    """An event on its way to one endpoint.

    `attempts` counts the senders that took it up, as of a `Message`; each claim has a lease of its
    own. `object_uuid` is that of the event: what tells of one object arrives in order. `status`
    (HTTP), `reason` and `took_ms` are of the last attempt, or say why it was cancelled.
    """

    class State(models.TextChoices):
        DUE = "due", "Waiting to be sent"
        SENDING = "sending", "Being sent"
        DELIVERED = "delivered", "Delivered"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"

    OPEN = ("due", "sending")

    event = models.ForeignKey(Event, models.CASCADE, related_name="deliveries")
    endpoint = models.ForeignKey(Endpoint, models.PROTECT, related_name="deliveries")
    object_uuid = models.UUIDField()
    state = models.CharField(max_length=10, choices=State, default=State.DUE)
    attempts = models.PositiveSmallIntegerField(default=0)
    attempts_allowed = models.PositiveSmallIntegerField()
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    took_ms = models.PositiveIntegerField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(name="delivery_once_to_each", fields=["event", "endpoint"]),
            models.CheckConstraint(
                name="delivery_state_is_known",
                condition=Q(state__in=["due", "sending", "delivered", "failed", "cancelled"]),
            ),
            models.CheckConstraint(
                name="delivery_due_iff_next_attempt",
                condition=Q(state="due", next_attempt_at__isnull=False)
                | ~Q(state="due") & Q(next_attempt_at=None),
            ),
            models.CheckConstraint(
                name="delivery_sending_iff_lease",
                condition=Q(state="sending", lease_until__isnull=False, attempts__gt=0)
                | ~Q(state="sending") & Q(lease_until=None),
            ),
            models.CheckConstraint(
                name="delivery_settled_iff_settled_at",
                condition=Q(state__in=["due", "sending"], settled_at=None)
                | ~Q(state__in=["due", "sending"]) & Q(settled_at__isnull=False),
            ),
            models.CheckConstraint(
                name="delivery_undelivered_says_why",
                condition=~Q(state__in=["failed", "cancelled"]) | ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["endpoint", "next_attempt_at", "id"],
                condition=Q(state="due"),
                name="delivery_due",
            ),
            models.Index(
                fields=["endpoint", "object_uuid", "id"],
                condition=Q(state__in=["due", "sending"]),
                name="delivery_in_order",
            ),
            models.Index(
                fields=["endpoint", "lease_until"],
                condition=Q(state="sending"),
                name="delivery_lease",
            ),
            models.Index(fields=["endpoint", "-id"], name="delivery_by_endpoint"),
            models.Index(
                fields=["settled_at"],
                condition=Q(settled_at__isnull=False),
                name="delivery_settled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} to {self.endpoint}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class Attempt(models.Model):
    """One try to deliver: the HTTP status that came back, or why none did, and how long it took."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="log")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    took_ms = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.at:%d %B %Y %H:%M:%S}: {self.status or self.reason}"
