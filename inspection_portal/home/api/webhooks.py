"""Webhooks of a client of the API: its endpoints, what was delivered to them, and what it can be
told of.
"""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from forces.permissions import can_add_endpoint
from inspection_portal.core.api import In, SeenIn, VisibleViewSet, sent
from inspection_portal.core.models import Attempt, Delivery, Endpoint
from inspection_portal.core.resources import Resource
from inspection_portal.core.webhooks import types
from inspection_portal.home import actions

SIGNS = "What its deliveries are signed with, as Standard Webhooks asks. It is shown this once."
TYPES = "The types of event that it is told of."
REASON = "Why it was not taken, in a sentence for people; empty where it was."
URL = "An https address that is reached over the Internet."


class EndpointOut(serializers.ModelSerializer[Endpoint]):
    types = serializers.ListField(child=serializers.CharField(), help_text=TYPES)

    class Meta:
        model = Endpoint
        fields: ClassVar[list[str]] = [
            *("uuid", "version", "url", "description", "types", "made_at"),
            *("disabled_at", "disabled_reason", "failing_since", "closed_at"),
        ]
        read_only_fields = fields


class AddedEndpointOut(EndpointOut):
    secret = serializers.CharField(help_text=SIGNS)

    class Meta(EndpointOut.Meta):
        fields: ClassVar[list[str]] = [*EndpointOut.Meta.fields, "secret"]
        read_only_fields = fields


class SecretOut(serializers.Serializer[Any]):
    secret = serializers.CharField(help_text=SIGNS)


class EndpointIn(In):
    url = serializers.CharField(max_length=500, help_text=URL)
    description = serializers.CharField(max_length=200, required=False, allow_blank=True)
    types = serializers.ListField(
        child=serializers.CharField(max_length=60), allow_empty=False, help_text=TYPES
    )


class EndpointViewSet(VisibleViewSet[Endpoint]):
    """Your webhook endpoints: addresses that are told when something happens that you may know of.

    A delivery says what kind of thing happened to which object, when, and where to read it here;
    never what it was. It is signed as Standard Webhooks asks, tried for three days with growing
    gaps until the endpoint answers 2xx, and in order for each object. An answer that leads to
    another address is not followed; 410 disables the endpoint.
    """

    queryset = Endpoint.objects.all()
    serializer_class = EndpointOut

    @extend_schema(request=EndpointIn, responses=AddedEndpointOut)
    @action(detail=False, methods=["post"], filter_backends=[])
    def add(self, request: Request) -> Response:
        """Be told at another address."""
        user: Any = request.user
        given = sent(request, EndpointIn, may=can_add_endpoint(user, user))
        endpoint, secret = actions.add_endpoint(owner=user, **given)
        return Response({**self.get_serializer(endpoint).data, "secret": secret})

    @extend_schema(request=EndpointIn, responses=EndpointOut)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change the address, or what it is told of."""
        endpoint = self.get_object()
        actions.revise_endpoint(endpoint, **sent(request, EndpointIn))
        return Response(self.get_serializer(endpoint).data)

    @extend_schema(request=SeenIn, responses=SecretOut)
    @action(detail=True, methods=["post"])
    def rotate(self, request: Request, uuid: UUID) -> Response:
        """Get a new secret. For a day the one before it signs beside it, separated by a space."""
        secret = actions.rotate_secret(self.get_object(), **sent(request, SeenIn))
        return Response({"secret": secret})

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def test(self, request: Request, uuid: UUID) -> Response:
        """Have an event of the type `webhook.test` sent, of the endpoint itself."""
        return self._press(actions.send_test)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def disable(self, request: Request, uuid: UUID) -> Response:
        """Be told nothing until you enable it; what waits to be sent is not."""
        return self._press(actions.disable_endpoint)

    @extend_schema(request=SeenIn)
    @action(detail=True, methods=["post"])
    def enable(self, request: Request, uuid: UUID) -> Response:
        """Be told again of what happens from now on."""
        return self._press(actions.enable_endpoint, SeenIn)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, uuid: UUID) -> Response:
        """End it for good. It is kept for the record, without its secrets."""
        return self._press(actions.close_endpoint)

    def _press(self, verb: Callable[..., None], form: type[In] = In) -> Response:
        endpoint = self.get_object()
        verb(endpoint, **sent(self.request, form))
        endpoint.refresh_from_db()
        return Response(self.get_serializer(endpoint).data)


class AttemptOut(serializers.ModelSerializer[Attempt]):
    reason = serializers.CharField(help_text=REASON)

    class Meta:
        model = Attempt
        fields = ["at", "status", "reason", "took_ms"]
        read_only_fields = fields


class DeliveryOut(serializers.ModelSerializer[Delivery]):
    endpoint = serializers.UUIDField(source="endpoint.uuid")
    event_id = serializers.CharField(source="event.id_told", help_text="Its `webhook-id`.")
    type = serializers.CharField(source="event.type")
    object = serializers.CharField(source="event.object_kind", help_text="What it is of.")
    object_id = serializers.UUIDField(source="object_uuid")
    url = serializers.CharField(source="event.url", help_text="Where it can be read.")
    at = serializers.DateTimeField(source="event.at", help_text="When it happened.")
    log = AttemptOut(many=True, help_text="Every attempt, the first first.")

    class Meta:
        model = Delivery
        fields: ClassVar[list[str]] = [
            *("uuid", "endpoint", "event_id", "type", "object", "object_id", "url", "at", "state"),
            *("attempts", "next_attempt_at", "status", "reason", "took_ms", "settled_at", "log"),
        ]
        read_only_fields = fields


class DeliveryFilter(FilterSet):
    endpoint = django_filters.UUIDFilter(field_name="endpoint__uuid", label="To this endpoint.")
    state = django_filters.ChoiceFilter(choices=Delivery.State.choices)
    type = django_filters.CharFilter(field_name="event__type", label="Of this type of event.")


class DeliveryViewSet(VisibleViewSet[Delivery]):
    """What was, or is to be, delivered to your endpoints; kept for 90 days once it is settled."""

    queryset = Delivery.objects.all()
    serializer_class = DeliveryOut
    filterset_class = DeliveryFilter

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], url_path="send-again")
    def send_again(self, request: Request, uuid: UUID) -> Response:
        """Have what is settled sent once more, with the same `webhook-id`."""
        delivery = self.get_object()
        actions.deliver_again(delivery, **sent(request, In))
        return Response(self.get_serializer(delivery).data)


class EventTypeOut(serializers.Serializer[Any]):
    type = serializers.CharField(source="name")
    happened = serializers.CharField(source="words", help_text="What happened, in plain words.")


class EventTypesView(Resource):
    """What an endpoint can be told of."""

    @extend_schema(responses=EventTypeOut(many=True))
    def get(self, request: Request) -> Response:
        """The types of event, by name."""
        return Response(EventTypeOut(types.known(), many=True).data)
