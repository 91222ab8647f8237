"""Who of a body's people is responsible for its entries."""

from typing import Any, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from findings.api.verbs import In, SeenIn
from inspection_portal.core.models import User
from recommendations import actions, permissions, queries
from recommendations.api.entries import SeenEntriesField
from recommendations.api.progress import ProgressVerbs, RowField


class AssignIn(SeenIn):
    responsible = RowField(
        lambda entry, user: queries.people_of(entry),
        source="owner",
        allow_null=True,
        help_text="One of the people of the addressee; null for nobody yet.",
    )


class HandOverIn(In):
    entries = SeenEntriesField(
        source="seen", help_text="All that they are responsible for and is open, as you read it."
    )
    person = RowField(
        lambda entry, user: queries.owners_led_by(user),
        source="owner",
        help_text="Whose open entries are handed over.",
    )
    successor = RowField(
        lambda entry, user: queries.colleagues_of(user),
        help_text="Who is responsible for them from now on.",
    )


class HandOverOut(serializers.Serializer[Any]):
    entries = serializers.IntegerField(help_text="How many were handed over.")


class HandingVerbs(ProgressVerbs):
    """Who is responsible for an entry, or for all that a person had."""

    @extend_schema(request=AssignIn)
    @action(detail=True, methods=["post"])
    def assign(self, request: Request, uuid: UUID) -> Response:
        """Say as a lead who is responsible, or hand on what you are responsible for."""
        entry = self._one(permissions.can_hand_on)
        actions.assign_owner(entry, **self._sent(AssignIn, entry))
        return Response(self.get_serializer(entry).data)

    @extend_schema(request=HandOverIn, responses=HandOverOut)
    @action(detail=False, methods=["post"], url_path="hand-over", filter_backends=[])
    def hand_over(self, request: Request) -> Response:
        """Hand all open entries of one person to another, as a lead of their body. Nothing is
        handed over where these are not the ones that you read.
        """
        if not permissions.can_hand_over(cast(User, request.user)):
            raise PermissionDenied
        handed = actions.hand_over(**self._sent(HandOverIn))
        return Response(HandOverOut({"entries": handed}).data)
