"""Rounds of the pre-publication check, as the team runs them."""

from uuid import UUID

import django_filters
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from findings.actions import checking
from findings.api.verbs import In, OfInspectionViewSet
from findings.models import PrePublicationCheck

CLOSES = "Until that moment bodies can challenge: usually the end of a working day."


class ExtendCheckIn(In):
    closes_at = serializers.DateTimeField(help_text="Later than what the bodies have now.")
    reason = serializers.CharField(help_text="It stays in the audit trail.")


class CheckRoundOut(serializers.ModelSerializer[PrePublicationCheck]):
    inspection = serializers.UUIDField(source="inspection.uuid")

    class Meta:
        model = PrePublicationCheck
        fields = ["uuid", "inspection", "opened_at", "closes_at", "closed_at"]
        read_only_fields = fields
        extra_kwargs = {
            "closes_at": {"help_text": CLOSES},
            "closed_at": {"help_text": "When it was closed by a person; null before that."},
        }


class CheckFilter(FilterSet):
    inspection = django_filters.UUIDFilter(
        field_name="inspection__uuid", label="The inspection that is checked."
    )


class CheckViewSet(OfInspectionViewSet[PrePublicationCheck]):
    """Rounds of the pre-publication check of the inspections whose drafts you read."""

    queryset = PrePublicationCheck.objects.all()
    serializer_class = CheckRoundOut
    filterset_class = CheckFilter

    @extend_schema(request=ExtendCheckIn, responses=CheckRoundOut)
    @action(detail=True, methods=["post"])
    def extend(self, request: Request, uuid: UUID) -> Response:
        """Give the bodies more time; a round whose time is over opens again."""
        return self.change(checking.extend_check, ExtendCheckIn)

    @extend_schema(request=None, responses=CheckRoundOut)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, uuid: UUID) -> Response:
        """End the round: no body reads its extract any more."""
        return self.change(checking.close_check, In)
