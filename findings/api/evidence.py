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
from findings.api.verbs import In, SeenIn, refuse_strangers, sent
from findings.models import (
    Evidence,
    EvidenceFile,
    EvidenceMethod,
    HandlingInstruction,
    Inspection,
    Paragraph,
    QuestionArea,
)
from inspection_portal.core.api import VisibleViewSet

REGION = "The body it is about; null for the region."


class ChapterField(serializers.UUIDField):
    """A body of the inspection, by the UUID of the body."""

    default_error_messages = {"foreign": "Choose a body of the inspection."}

    def to_internal_value(self, data: Any) -> Any:
        inspection: Inspection = self.context["inspection"]
        uuid = super().to_internal_value(data)
        chapter = inspection.inspected_bodies.filter(body__uuid=uuid).first()
        return chapter or self.fail("foreign")


class EvidenceIn(In):
    """What is known of evidence."""

    method = serializers.SlugRelatedField(slug_field="name", queryset=EvidenceMethod.objects.all())
    body = ChapterField(source="chapter", required=False, allow_null=True, help_text=REGION)
    question_area = serializers.SlugRelatedField(
        slug_field="position",
        queryset=QuestionArea.objects.all(),
        required=False,
        allow_null=True,
        help_text="The place of the question area, from 1 to 3.",
    )
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
    class Meta:
        model = EvidenceFile
        fields = ["uuid", "name", "content_type", "size", "sha256"]
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


class EvidenceViewSet(VisibleViewSet[Evidence]):
    """Evidence of the inspections whose drafts you read."""

    queryset = Evidence.objects.prefetch_related(
        "handling", Prefetch("files", EvidenceFile.objects.for_list())
    )
    serializer_class = EvidenceOut
    filterset_class = EvidenceFilter

    @extend_schema(request=EvidenceIn, responses=EvidenceOut)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change what is known of it."""
        evidence = self._to_work_on()
        changes = sent(request, EvidenceIn, evidence.inspection)
        actions.revise_evidence(evidence, **changes)
        return Response(EvidenceOut(self.get_object()).data)

    @extend_schema(request=WithdrawalIn, responses=EvidenceOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, uuid: UUID) -> Response:
        """Take it back: every paragraph that rests on it is flagged."""
        evidence = self._to_work_on()
        actions.withdraw_evidence(evidence, **sent(request, WithdrawalIn, evidence.inspection))
        return Response(EvidenceOut(self.get_object()).data)

    def _to_work_on(self) -> Evidence:
        evidence = self.get_object()
        refuse_strangers(self.request, evidence.inspection)
        return evidence


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


class ParagraphViewSet(VisibleViewSet[Paragraph]):
    """The paragraphs of drafts that you read, and the evidence that each rests on."""

    queryset = Paragraph.objects.standing()
    serializer_class = ParagraphOut
    filterset_class = ParagraphFilter

    @extend_schema(request=NumberIn, responses=ParagraphOut)
    @action(detail=True, methods=["post"], url_path="link-evidence")
    def link_evidence(self, request: Request, uuid: UUID) -> Response:
        """Say that it rests on a piece of evidence."""
        paragraph = self._to_work_on()
        number = sent(request, NumberIn, paragraph.finding.inspection)
        actions.link_evidence(paragraph, **number)
        return Response(ParagraphOut(self.get_object()).data)

    @extend_schema(request=NumberIn, responses=ParagraphOut)
    @action(detail=True, methods=["post"], url_path="unlink-evidence")
    def unlink_evidence(self, request: Request, uuid: UUID) -> Response:
        """Say that it does not rest on a piece of evidence after all."""
        paragraph = self._to_work_on()
        number = sent(request, NumberIn, paragraph.finding.inspection)
        actions.unlink_evidence(paragraph, **number)
        return Response(ParagraphOut(self.get_object()).data)

    def _to_work_on(self) -> Paragraph:
        paragraph = self.get_object()
        refuse_strangers(self.request, paragraph.finding.inspection)
        return paragraph
