"""Recommendations and the register, as other systems read them."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from django_filters.rest_framework import FilterSet
from rest_framework import serializers

from inspection_portal.core.api import VisibleViewSet
from recommendations.models import (
    DueKind,
    Lateness,
    Recommendation,
    RegisterEntry,
    RegisterEntryQuerySet,
    Section55Response,
)


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
        ]
        read_only_fields = fields
        extra_kwargs = {
            "due_on": {"help_text": "The last day; null where it can't be computed."},
            "due_months": {"help_text": "Months counted from publication."},
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


class RecommendationViewSet(VisibleViewSet[Recommendation]):
    """What causes of concern ask for, with the deadlines."""

    queryset = Recommendation.objects.all()
    serializer_class = RecommendationOut
    filterset_class = RecommendationFilter


class RegisterEntryOut(serializers.ModelSerializer[RegisterEntry]):
    inspection = serializers.UUIDField(source="source.inspection.uuid")
    body = serializers.UUIDField(source="body.uuid", help_text="The body that must act.")
    recommendation = serializers.UUIDField(
        source="recommendation.uuid",
        allow_null=True,
        help_text="The recommendation followed up; null for an area for improvement.",
    )
    finding = serializers.UUIDField(
        source="finding.uuid",
        allow_null=True,
        help_text="The area for improvement followed up; null for a recommendation.",
    )
    lateness = serializers.SerializerMethodField(help_text="As it stands today.")

    class Meta:
        model = RegisterEntry
        fields = [
            "uuid",
            "inspection",
            "body",
            "recommendation",
            "finding",
            "asked",
            "status",
            "opened_on",
            "due_on",
            "closed_on",
            "lateness",
        ]
        read_only_fields = fields
        extra_kwargs = {"asked": {"help_text": "The published words."}}

    def get_lateness(self, entry: RegisterEntry) -> Lateness:
        return entry.lateness(self.context["today"])


class RegisterEntryFilter(FilterSet):
    body = django_filters.UUIDFilter(field_name="body__uuid", label="The body that must act.")
    inspection = django_filters.UUIDFilter(
        label="The inspection that asked for it.", method="of_inspection"
    )
    status = django_filters.ChoiceFilter(choices=RegisterEntry.Status.choices)
    lateness = django_filters.ChoiceFilter(
        choices=Lateness.choices, label="How it stands today.", method="standing_today"
    )
    due_from = django_filters.DateFilter(
        field_name="due_on", lookup_expr="gte", label="Due on that day or later."
    )
    due_to = django_filters.DateFilter(
        field_name="due_on", lookup_expr="lte", label="Due on that day or earlier."
    )

    def of_inspection(
        self, entries: QuerySet[RegisterEntry], field: str, uuid: str
    ) -> QuerySet[RegisterEntry]:
        return entries.filter(
            Q(recommendation__finding__inspection__uuid=uuid) | Q(finding__inspection__uuid=uuid)
        )

    def standing_today(
        self, entries: RegisterEntryQuerySet, field: str, lateness: str
    ) -> QuerySet[RegisterEntry]:
        return entries.standing_at(lateness, localdate())


class RegisterEntryViewSet(VisibleViewSet[RegisterEntry]):
    """What each body must do until the inspectorate closes it: your own entries, or all for the
    inspectorate.
    """

    queryset = RegisterEntry.objects.all()
    serializer_class = RegisterEntryOut
    filterset_class = RegisterEntryFilter

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "today": localdate()}


class Section55ResponseOut(serializers.ModelSerializer[Section55Response]):
    inspection = serializers.UUIDField(source="inspection.uuid")
    body = serializers.UUIDField(
        source="policing_body.body.uuid", help_text="The force that the policing body oversees."
    )
    policing_body = serializers.CharField(source="policing_body.name")
    published_on = serializers.DateField(source="inspection.published_on")
    due_on = serializers.DateField(
        help_text="The last of the 56 days that begin with the day of publication."
    )

    class Meta:
        model = Section55Response
        fields = ["uuid", "inspection", "body", "policing_body", "published_on", "due_on"]
        read_only_fields = fields


class Section55ResponseFilter(FilterSet):
    inspection = django_filters.UUIDFilter(
        field_name="inspection__uuid", label="The inspection whose report is answered."
    )
    body = django_filters.UUIDFilter(
        field_name="policing_body__body__uuid", label="The force that the policing body oversees."
    )


class Section55ResponseViewSet(VisibleViewSet[Section55Response]):
    """Which local policing bodies answer a report in public, and by when (Police Act 1996, section
    55): your own bodies’, or all for the inspectorate.
    """

    queryset = Section55Response.objects.all()
    serializer_class = Section55ResponseOut
    filterset_class = Section55ResponseFilter
