"""Headed parts of the introduction and the appendices, for those who read the draft."""

from uuid import UUID

import django_filters
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from findings import actions
from findings.api.verbs import OfDraftViewSet, SeenIn, StepIn
from findings.api.writing import MARKDOWN, SectionIn
from findings.models import Section


class SectionOut(serializers.ModelSerializer[Section]):
    inspection = serializers.UUIDField(source="inspection.uuid")

    class Meta:
        model = Section
        fields = ["uuid", "inspection", "place", "position", "heading", "text", "version"]
        read_only_fields = fields
        extra_kwargs = {
            "position": {"help_text": "Its place among those of its kind."},
            "text": {"help_text": MARKDOWN},
        }


class SectionFilter(FilterSet):
    inspection = django_filters.UUIDFilter(
        field_name="inspection__uuid", label="The inspection it belongs to."
    )
    place = django_filters.ChoiceFilter(choices=Section.Place.choices)


class SectionViewSet(OfDraftViewSet[Section]):
    """Headed parts of the introduction and the appendices, in the drafts that you read."""

    queryset = Section.objects.all()
    serializer_class = SectionOut
    filterset_class = SectionFilter

    @extend_schema(request=SectionIn, responses=SectionOut)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change its heading or its text."""
        return self.change(actions.revise_section, SectionIn)

    @extend_schema(request=StepIn, responses=SectionOut)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, uuid: UUID) -> Response:
        """Move it one place up or down among those of its kind."""
        return self.change(actions.move_section, StepIn)

    @extend_schema(request=SeenIn, responses=SectionOut)
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, uuid: UUID) -> Response:
        """Delete it; the answer tells it for the last time."""
        return self.take_away(actions.delete_section)
