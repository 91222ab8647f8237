"""Recommendations of causes of concern, as they are read and written."""

from typing import Any, cast
from uuid import UUID

import django_filters
from django.shortcuts import get_object_or_404
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from findings.api import PartOfReportViewSet
from findings.api.verbs import In, SeenIn, StepIn, refuse_strangers
from findings.models import Finding
from forces.models import LocalPolicingBody, Organisation
from inspection_portal.core.api import sent
from inspection_portal.core.conditional import Conditional
from inspection_portal.core.models import User
from recommendations import actions
from recommendations.api.addressees import AddresseeOut
from recommendations.models import DueKind, Recommendation

BY_NAME = "By their names in the list."
COMPLETION = [(kind.value, kind.label) for kind in (DueKind.DATE, DueKind.MONTH)]
# What one says besides whom it addresses.
SAID = ("text", "due_kind", "due_on", "due_months", "completion_kind", "completion_on")


class RecommendationOut(serializers.ModelSerializer[Recommendation]):
    inspection = serializers.UUIDField(source="finding.inspection.uuid")
    finding = serializers.UUIDField(
        source="finding.uuid", help_text="The cause of concern it stands under."
    )
    body = serializers.UUIDField(
        source="finding.chapter.body.uuid",
        allow_null=True,
        help_text=(
            "The body in whose chapter it stands; those that its finding is also about are "
            "addressed too. Null for every body of the inspection."
        ),
    )

    addressees = AddresseeOut(
        source="outside", many=True, help_text="Who is addressed besides the bodies."
    )

    class Meta:
        model = Recommendation
        fields = [
            "uuid",
            "inspection",
            "finding",
            "body",
            "position",
            "text",
            "due_kind",
            "due_on",
            "due_months",
            "completion_kind",
            "completion_on",
            "addressees",
            "version",
        ]
        read_only_fields = fields
        extra_kwargs = {
            "due_on": {"help_text": "The last day; null where it can't be computed."},
            "due_months": {"help_text": "Months counted from publication."},
            "completion_on": {"help_text": "The second date, where it has two."},
        }


class RecommendationIn(In):
    """What is recommended, and by when."""

    text = serializers.CharField(max_length=100_000)
    due_kind = serializers.ChoiceField(choices=DueKind.choices)
    due_on = serializers.DateField(required=False, allow_null=True)
    due_months = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=60
    )
    completion_kind = serializers.ChoiceField(choices=COMPLETION, required=False, allow_blank=True)
    completion_on = serializers.DateField(required=False, allow_null=True)
    organisations = serializers.SlugRelatedField(
        slug_field="name",
        queryset=Organisation.objects.all(),
        many=True,
        required=False,
        help_text=BY_NAME,
    )
    policing_bodies = serializers.SlugRelatedField(
        slug_field="uuid", queryset=LocalPolicingBody.objects.all(), many=True, required=False
    )


class RecommendationFilter(FilterSet):
    inspection = django_filters.UUIDFilter(
        field_name="finding__inspection__uuid", label="The inspection that made it."
    )
    finding = django_filters.UUIDFilter(
        field_name="finding__uuid", label="The cause of concern it stands under."
    )
    due_kind = django_filters.ChoiceFilter(choices=DueKind.choices)
    due_from = django_filters.DateFilter(
        field_name="due_on", lookup_expr="gte", label="Due on that day or later."
    )
    due_to = django_filters.DateFilter(
        field_name="due_on", lookup_expr="lte", label="Due on that day or earlier."
    )


class RecommendationViewSet(PartOfReportViewSet[Recommendation]):
    """What causes of concern ask for, with the deadlines."""

    report = "finding__inspection"
    queryset = Recommendation.objects.with_addressees()
    serializer_class = RecommendationOut
    filterset_class = RecommendationFilter

    @extend_schema(request=RecommendationIn, responses=RecommendationOut)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change its words, its deadline or who is addressed besides the bodies."""
        return self.change(_revise, RecommendationIn)

    @extend_schema(request=StepIn, responses=RecommendationOut)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, uuid: UUID) -> Response:
        """Move it one place up or down under its cause of concern."""
        return self.change(actions.move_recommendation, StepIn)

    @extend_schema(request=SeenIn, responses=RecommendationOut)
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, uuid: UUID) -> Response:
        """Delete it; the answer tells it for the last time."""
        return self.take_away(actions.delete_recommendation)


def _revise(recommendation: Recommendation, **changes: Any) -> None:
    """What is left out stays."""
    said = {name: getattr(recommendation, name) for name in SAID}
    actions.revise_recommendation(recommendation, **{**said, **changes})


class AddRecommendationView(Conditional):
    """What a cause of concern recommends, in a draft that you read."""

    @extend_schema(request=RecommendationIn, responses=RecommendationOut)
    def post(self, request: Request, uuid: UUID) -> Response:
        """Add a recommendation after the others of the cause of concern."""
        drafts = Finding.objects.in_drafts_of(cast(User, request.user)).for_list()
        finding = get_object_or_404(drafts, uuid=uuid)
        refuse_strangers(request, finding.inspection)
        made = actions.add_recommendation(finding, **sent(request, RecommendationIn))
        row = Recommendation.objects.with_addressees().get(pk=made.pk)
        return Response(RecommendationOut(row).data)
