"""Officers, for other systems; by name to their own body alone."""

from typing import Any
from uuid import UUID

import django_filters
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from disruptions import actions, permissions
from disruptions.api.keeping import KeepingViewSet, OfBodyIn
from disruptions.models import Officer
from inspection_portal.core.api import In, SeenIn

WITHIN = "Empty but for people of the officer’s own body."


class OfficerOut(serializers.ModelSerializer[Officer]):
    body = serializers.UUIDField(source="body.uuid")
    reference = serializers.SerializerMethodField(help_text=WITHIN)
    name = serializers.SerializerMethodField(help_text=WITHIN)

    class Meta:
        model = Officer
        fields = [
            *("uuid", "version", "body", "reference", "name", "rank", "post", "title"),
            *("trained_on", "left_on"),
        ]
        read_only_fields = fields
        extra_kwargs = {"trained_on": {"help_text": "As lead responsible officer."}}

    def get_reference(self, officer: Officer) -> str:
        return officer.reference if self._is_theirs(officer) else ""

    def get_name(self, officer: Officer) -> str:
        return officer.name if self._is_theirs(officer) else ""

    def _is_theirs(self, officer: Officer) -> bool:
        return permissions.can_read_names(self.context["request"].user, officer.body)


class OfficerWordsIn(In):
    reference = serializers.CharField(max_length=40, help_text="Such as a collar number.")
    name = serializers.CharField(max_length=120, required=False, allow_blank=True)
    rank = serializers.ChoiceField(choices=Officer.Rank.choices)
    post = serializers.CharField(
        max_length=120, required=False, allow_blank=True, help_text="Others read it: name nobody."
    )
    trained_on = serializers.DateField(required=False, allow_null=True)


class OfficerIn(OfBodyIn, OfficerWordsIn):
    """An officer of a body that you act for."""


class OfficerLeftIn(SeenIn):
    left_on = serializers.DateField(
        allow_null=True, help_text="The last day; null where they stay after all."
    )


class OfficerFilter(FilterSet):
    body = django_filters.UUIDFilter(field_name="body__uuid", label="The body.")


class OfficerViewSet(KeepingViewSet[Officer]):
    """Officers of your bodies; all, by rank and post, for the inspectorate."""

    queryset = Officer.objects.all()
    serializer_class = OfficerOut
    filterset_class = OfficerFilter

    @extend_schema(request=OfficerIn, responses=OfficerOut)
    @action(detail=False, methods=["post"], filter_backends=[])
    def add(self, request: Request) -> Response:
        """Add an officer to those of a body."""
        return Response(self.get_serializer(self.begin(actions.add_officer, OfficerIn)).data)

    @extend_schema(request=OfficerWordsIn, responses=OfficerOut)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change what is told of an officer."""
        return self._told_after(actions.revise_officer, OfficerWordsIn)

    @extend_schema(request=OfficerLeftIn, responses=OfficerOut)
    @action(detail=True, methods=["post"], url_path="record-left")
    def record_left(self, request: Request, uuid: UUID) -> Response:
        """Record the last day on which an officer serves."""
        return self._told_after(actions.record_left, OfficerLeftIn)

    def _told_after(self, do: Any, form: type[In]) -> Response:
        self.carry_out(do, form)
        return Response(self.get_serializer(self.get_object()).data)
