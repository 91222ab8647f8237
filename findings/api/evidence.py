"""Evidence, and the paragraphs that rest on it: for those who read the drafts alone."""

from typing import Any
from uuid import UUID

import django_filters
from django.db.models import Prefetch
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from findings import actions
from findings.api.verbs import AreaField, ChapterField, In, OfInspectionViewSet, SeenIn
from findings.models import (
    Evidence,
    EvidenceFile,
    EvidenceMethod,
    HandlingInstruction,
    Paragraph,
)
from inspection_portal.core.handing_in import FileIn, FileViewSet
from inspection_portal.core.parsing import JSONWithFileParser

REGION = "The body it is about; null for the region."


class EvidenceIn(In):
    """What is known of evidence."""

    method = serializers.SlugRelatedField(slug_field="name", queryset=EvidenceMethod.objects.all())
    body = ChapterField(source="chapter", required=False, allow_null=True, help_text=REGION)
    question_area = AreaField(required=False, allow_null=True)
    place = serializers.CharField(max_length=200, required=False, allow_blank=True)
    gathered_on = serializers.DateField()
    is_after_fieldwork = serializers.BooleanField(
        required=False, help_text="Whether the body stated it after the fieldwork."
    )
    source_role = serializers.CharField(
        max_length=120, required=False, allow_blank=True, help_text="A role, never a name."
    )
    sources = serializers.IntegerField(min_value=1, max_value=9999, required=False)
    summary = serializers.CharField(max_length=100_000)
    marking = serializers.ChoiceField(choices=Evidence.Marking.choices, required=False)
    handling = serializers.SlugRelatedField(
        slug_field="name",
        queryset=HandlingInstruction.objects.all(),
        many=True,
        required=False,
        help_text="With OFFICIAL-SENSITIVE only.",
    )


class WithdrawalIn(SeenIn):
    reason = serializers.CharField()


class NumberIn(In):
    number = serializers.IntegerField(
        min_value=1, max_value=2**31 - 1, help_text="The number of evidence in the inspection."
    )


class EvidenceFileOut(serializers.ModelSerializer[EvidenceFile]):
    evidence = serializers.UUIDField(source="evidence.uuid", help_text="What it is behind.")

    class Meta:
        model = EvidenceFile
        fields = ["uuid", "evidence", "name", "content_type", "size", "sha256", "added_at"]
        read_only_fields = fields


class EvidenceOut(serializers.ModelSerializer[Evidence]):
    inspection = serializers.UUIDField(source="inspection.uuid")
    body = serializers.UUIDField(source="chapter.body.uuid", allow_null=True, help_text=REGION)
    question_area = serializers.IntegerField(source="question_area.position", allow_null=True)
    method = serializers.CharField(source="method.name")
    handling: Any = serializers.SlugRelatedField(slug_field="name", many=True, read_only=True)
    files = EvidenceFileOut(many=True)

    class Meta:
        model = Evidence
        fields = [
            *("uuid", "inspection", "number", "body", "question_area", "method", "place"),
            *("gathered_on", "is_after_fieldwork", "source_role", "sources", "summary"),
            *("marking", "handling", "files", "withdrawn_at", "withdrawal_reason", "version"),
        ]
        read_only_fields = fields


class EvidenceFilter(FilterSet):
    inspection = django_filters.UUIDFilter(
        field_name="inspection__uuid", label="The inspection it belongs to."
    )
    body = django_filters.UUIDFilter(
        field_name="chapter__body__uuid", label="The body it is about."
    )


class EvidenceViewSet(OfInspectionViewSet[Evidence]):
    """Evidence of the inspections whose drafts you read."""

    queryset = Evidence.objects.prefetch_related(
        "handling", Prefetch("files", EvidenceFile.objects.for_list())
    )
    serializer_class = EvidenceOut
    filterset_class = EvidenceFilter

    @extend_schema(request=EvidenceIn, responses=EvidenceOut)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change what is known of it."""
        return self.change(actions.revise_evidence, EvidenceIn)

    @extend_schema(request=WithdrawalIn, responses=EvidenceOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, uuid: UUID) -> Response:
        """Take it back: every paragraph that rests on it is flagged."""
        return self.change(actions.withdraw_evidence, WithdrawalIn)

    @extend_schema(request=FileIn, responses=EvidenceFileOut)
    @action(detail=True, methods=["post"], url_path="add-file", parser_classes=[JSONWithFileParser])
    def add_file(self, request: Request, uuid: UUID) -> Response:
        """Put a file behind it."""
        return self.make(actions.add_evidence_file, FileIn, EvidenceFileOut)


class EvidenceFileFilter(FilterSet):
    evidence = django_filters.UUIDFilter(
        field_name="evidence__uuid", label="The evidence it is behind."
    )


class EvidenceFileViewSet(FileViewSet[EvidenceFile]):
    """Files behind the evidence of the inspections whose drafts you read."""

    queryset = EvidenceFile.objects.select_related("evidence")
    serializer_class = EvidenceFileOut
    filterset_class = EvidenceFileFilter
    take = staticmethod(actions.take_evidence_file)


class ParagraphOut(serializers.ModelSerializer[Paragraph]):
    finding = serializers.UUIDField(source="finding.uuid")
    evidence = serializers.SerializerMethodField(help_text="The numbers of what it rests on.")

    class Meta:
        model = Paragraph
        fields = ["uuid", "finding", "position", "text", "evidence"]
        read_only_fields = fields
        extra_kwargs = {
            "position": {"help_text": "Its place in the text of the finding, from 0."},
            "text": {"help_text": "In Markdown."},
        }

    def get_evidence(self, paragraph: Paragraph) -> list[int]:
        return [link.evidence.number for link in paragraph.evidence_links.all()]


class ParagraphFilter(FilterSet):
    inspection = django_filters.UUIDFilter(
        field_name="finding__inspection__uuid", label="The inspection it belongs to."
    )
    finding = django_filters.UUIDFilter(
        field_name="finding__uuid", label="The finding whose text it is of."
    )


class ParagraphViewSet(OfInspectionViewSet[Paragraph]):
    """The paragraphs of drafts that you read, and the evidence that each rests on."""

    report = "finding__inspection"
    queryset = Paragraph.objects.standing()
    serializer_class = ParagraphOut
    filterset_class = ParagraphFilter

    @extend_schema(request=NumberIn, responses=ParagraphOut)
    @action(detail=True, methods=["post"], url_path="link-evidence")
    def link_evidence(self, request: Request, uuid: UUID) -> Response:
        """Say that it rests on a piece of evidence."""
        return self.change(actions.link_evidence, NumberIn)

    @extend_schema(request=NumberIn, responses=ParagraphOut)
    @action(detail=True, methods=["post"], url_path="unlink-evidence")
    def unlink_evidence(self, request: Request, uuid: UUID) -> Response:
        """Say that it does not rest on a piece of evidence after all."""
        return self.change(actions.unlink_evidence, NumberIn)
