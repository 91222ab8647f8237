"""MoRiLE assessments, for other systems: read and kept as supplied (domain §6)."""

from typing import Any
from uuid import UUID

import django_filters
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from disruptions import actions
from disruptions.api.keeping import KeepingViewSet, TierField
from disruptions.models import Assessment, Threat
from forces.models import Body
from inspection_portal.core.api import In, SeenIn


class AssessmentOut(serializers.ModelSerializer[Assessment]):
    """As it was supplied: the portal computes no score and no tier."""

    threat = serializers.UUIDField(source="threat.uuid")

    class Meta:
        model = Assessment
        fields = [
            *("uuid", "version", "threat", "type", "scope", "assessed_on", "harm", "likelihood"),
            *("organisational_position", "confidence", "risk_score", "tier"),
            *("moderation", "moderated_on"),
        ]
        read_only_fields = fields


class ScoreField(serializers.DecimalField):
    """A score, or null."""

    def __init__(self) -> None:
        super().__init__(
            max_digits=7, decimal_places=2, min_value=0, required=False, allow_null=True
        )


class SuppliedIn(In):
    type = serializers.ChoiceField(choices=Assessment.Type.choices, required=False)
    scope = serializers.ChoiceField(choices=Assessment.Scope.choices)
    assessed_on = serializers.DateField(help_text="Today or before.")
    harm = ScoreField()
    likelihood = ScoreField()
    organisational_position = ScoreField()
    confidence = ScoreField()
    risk_score = ScoreField()
    tier = TierField()


class AssessmentIn(SuppliedIn):
    """An assessment of a threat that you see, as it was supplied."""

    threat = serializers.SlugRelatedField(slug_field="uuid", queryset=Threat.objects.none())

    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().get_fields()
        if user := self.context.get("user"):
            fields["threat"].queryset = Threat.objects.visible_to(user)
        return fields


class ModerationIn(SeenIn):
    moderation = serializers.ChoiceField(choices=Assessment.Moderation.choices)
    moderated_on = serializers.DateField(required=False, allow_null=True)


class AssessmentFilter(FilterSet):
    threat = django_filters.UUIDFilter(field_name="threat__uuid", label="The threat.")
    scope = django_filters.ChoiceFilter(choices=Assessment.Scope.choices)
    moderation = django_filters.ChoiceFilter(choices=Assessment.Moderation.choices)


class AssessmentViewSet(KeepingViewSet[Assessment]):
    """Assessments of the threats that you see."""

    queryset = Assessment.objects.all()
    serializer_class = AssessmentOut
    filterset_class = AssessmentFilter

    def body_of(self, row: Any) -> Body:
        body: Body = row.threat.body
        return body

    @extend_schema(request=AssessmentIn, responses=AssessmentOut)
    @action(detail=False, methods=["post"], filter_backends=[])
    def add(self, request: Request) -> Response:
        """Keep an assessment of a threat as it was supplied."""
        assessment = self.begin(_add, AssessmentIn)
        return Response(self.get_serializer(assessment).data)

    @extend_schema(request=SuppliedIn, responses=AssessmentOut)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Correct what was supplied."""
        self.carry_out(actions.revise_assessment, SuppliedIn)
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(request=ModerationIn, responses=AssessmentOut)
    @action(detail=True, methods=["post"], url_path="record-moderation")
    def record_moderation(self, request: Request, uuid: UUID) -> Response:
        """Record how far the moderation of an assessment is."""
        self.carry_out(actions.record_moderation, ModerationIn)
        return Response(self.get_serializer(self.get_object()).data)


def _add(*, threat: Threat, **supplied: Any) -> Assessment:
    return actions.add_assessment(threat, **supplied)
