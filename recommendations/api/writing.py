import django_filters
from django_filters.rest_framework import FilterSet
from rest_framework import serializers

from findings.api import PartOfReportViewSet
from recommendations.api.addressees import AddresseeOut
from recommendations.models import DueKind, Recommendation


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
        ]
        read_only_fields = fields
        extra_kwargs = {
            "due_on": {"help_text": "The last day; null where it can't be computed."},
            "due_months": {"help_text": "Months counted from publication."},
            "completion_on": {"help_text": "The second date, where it has two."},
        }


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
