"""Inspections and what they found, as other systems read them."""

from typing import ClassVar
from uuid import UUID

import django_filters
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from findings import actions
from findings.api.evidence import EvidenceIn, EvidenceOut
from findings.api.verbs import PartOfReportViewSet, draft_of, refuse_strangers, sent
from findings.models import Finding, InspectedBody, Inspection
from inspection_portal.core.api import VisibleViewSet


class InspectedBodyOut(serializers.ModelSerializer[InspectedBody]):
    body = serializers.UUIDField(source="body.uuid")

    class Meta:
        model = InspectedBody
        fields = ["uuid", "body", "position"]
        read_only_fields = fields


class InspectionOut(serializers.ModelSerializer[Inspection]):
    region = serializers.UUIDField(source="region.uuid")
    stage = serializers.ChoiceField(Inspection.ShownStage.choices, source="shown_stage")
    bodies = InspectedBodyOut(
        source="inspected_bodies", many=True, help_text="In the order of the report."
    )

    class Meta:
        model = Inspection
        fields = [
            "uuid",
            "slug",
            "title",
            "region",
            "stage",
            "published_on",
            "is_demonstration",
            "is_historic",
            "bodies",
        ]
        read_only_fields = fields
        columns: ClassVar = {
            "bodies": ArraySubquery(
                InspectedBody.objects.filter(inspection=OuterRef("pk"))
                .order_by("position")
                .values(told=JSONObject(uuid="uuid", body="body__uuid", position="position"))
            )
        }
        needs: ClassVar = {
            "stage": ["stage", "publish_at", "signed_off_at", "withdrawn_at", "is_being_corrected"]
        }


class InspectionFilter(FilterSet):
    region = django_filters.UUIDFilter(field_name="region__uuid", label="The region inspected.")
    body = django_filters.UUIDFilter(
        field_name="inspected_bodies__body__uuid", label="A body inspected."
    )
    stage = django_filters.ChoiceFilter(choices=Inspection.ShownStage.choices, method="told_as")
    published_from = django_filters.DateFilter(
        field_name="published_on", lookup_expr="gte", label="Published on that day or later."
    )
    published_to = django_filters.DateFilter(
        field_name="published_on", lookup_expr="lte", label="Published on that day or earlier."
    )

    def told_as(self, rows: QuerySet[Inspection], name: str, stage: str) -> QuerySet[Inspection]:
        return rows & Inspection.objects.told_as([stage])


class InspectionViewSet(VisibleViewSet[Inspection]):
    """Inspections of a region: what is published, and the drafts that you work on."""

    queryset = Inspection.objects.prefetch_related("inspected_bodies__body")
    serializer_class = InspectionOut
    filterset_class = InspectionFilter

    @extend_schema(request=EvidenceIn, responses=EvidenceOut)
    @action(detail=True, methods=["post"], url_path="add-evidence")
    def add_evidence(self, request: Request, uuid: UUID) -> Response:
        """Add evidence to an inspection whose draft you work on."""
        inspection = draft_of(request, uuid)
        refuse_strangers(request, inspection)
        gathered = sent(request, EvidenceIn, inspection)
        return Response(EvidenceOut(actions.add_evidence(inspection, **gathered)).data)


class FindingOut(serializers.ModelSerializer[Finding]):
    inspection = serializers.UUIDField(source="inspection.uuid")
    body = serializers.UUIDField(
        source="chapter.body.uuid",
        allow_null=True,
        help_text="The body in whose chapter it stands; null for the region.",
    )
    question_area = serializers.IntegerField(
        source="question_area.position",
        allow_null=True,
        help_text="The place of its question area, from 1 to 3; null for the region.",
    )
    also_about = serializers.SerializerMethodField(help_text="Further bodies it concerns.")

    class Meta:
        model = Finding
        fields = [
            "uuid",
            "inspection",
            "body",
            "question_area",
            "position",
            "kind",
            "heading",
            "text",
            "lead",
            "parts",
            "also_about",
        ]
        read_only_fields = fields
        columns: ClassVar = {
            "also_about": ArraySubquery(
                Finding.also_about.through.objects.filter(finding=OuterRef("pk"))
                .order_by("inspectedbody__position")
                .values("inspectedbody__body__uuid")
            )
        }
        extra_kwargs = {
            "text": {"help_text": "In Markdown."},
            "lead": {"help_text": "The words that open the bullets in `parts`."},
            "position": {"help_text": "Its place among the findings beside it."},
        }

    def get_also_about(self, finding: Finding) -> list[str]:
        return [str(chapter.body.uuid) for chapter in finding.also_about.all()]


class FindingFilter(FilterSet):
    inspection = django_filters.UUIDFilter(
        field_name="inspection__uuid", label="The inspection it belongs to."
    )
    body = django_filters.UUIDFilter(
        field_name="chapter__body__uuid", label="The body in whose chapter it stands."
    )
    question_area = django_filters.NumberFilter(
        field_name="question_area__position", label="The place of its question area, from 1 to 3."
    )
    kind = django_filters.ChoiceFilter(choices=Finding.Kind.choices)


class FindingViewSet(PartOfReportViewSet[Finding]):
    """What an inspection found: narrative, areas for improvement, causes of concern, practice."""

    queryset = Finding.objects.all()
    serializer_class = FindingOut
    filterset_class = FindingFilter
