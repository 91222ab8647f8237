"""Findings as they are being written, comments on them and links between them: for those who read
the drafts alone.
"""

from typing import Any
from uuid import UUID

import django_filters
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from findings import actions
from findings.api.verbs import (
    OF_REGION,
    AreaField,
    In,
    OfDraftViewSet,
    OfInspectionViewSet,
    SeenIn,
    StepIn,
)
from findings.api.writing import INTERNAL, FindingIn, PlaceIn
from findings.models import Comment, Finding, FindingLink, Inspection, Paragraph


class FindingField(serializers.UUIDField):
    """A finding whose text the person reads."""

    default_error_messages = {"unknown": "There is no such finding for you to see."}

    def to_internal_value(self, data: Any) -> Any:
        uuid = super().to_internal_value(data)
        shown = Finding.objects.visible_to(self.context["user"])
        return shown.filter(uuid=uuid).first() or self.fail("unknown")


class BesideField(serializers.UUIDField):
    """A finding of the same inspection."""

    default_error_messages = {"foreign": "Choose a finding of the inspection."}

    def to_internal_value(self, data: Any) -> Any:
        inspection: Inspection = self.context["inspection"]
        uuid = super().to_internal_value(data)
        return inspection.findings.filter(uuid=uuid).first() or self.fail("foreign")


class ParagraphField(serializers.UUIDField):
    """A paragraph of a finding of the inspection."""

    default_error_messages = {"foreign": "Choose a paragraph of the finding."}

    def to_internal_value(self, data: Any) -> Any:
        uuid = super().to_internal_value(data)
        known = Paragraph.objects.filter(finding__inspection=self.context["inspection"])
        return known.filter(uuid=uuid).first() or self.fail("foreign")


class ArrangeIn(SeenIn):
    question_area = AreaField(allow_null=True, help_text=OF_REGION)
    before = BesideField(
        required=False, allow_null=True, help_text="The finding after it; null for the end."
    )


class MarkIn(SeenIn):
    state = serializers.ChoiceField(choices=Finding.State.choices)


class RestoreIn(SeenIn):
    version = serializers.IntegerField(
        min_value=1, max_value=2**31 - 1, help_text="The version whose words come back."
    )


class CommentIn(In):
    text = serializers.CharField(max_length=100_000)
    paragraph = ParagraphField(
        required=False, allow_null=True, help_text="Null for the whole finding."
    )


class AnswerIn(In):
    answer = serializers.CharField(max_length=100_000)
    resolves = serializers.BooleanField(default=False)


class LinkIn(In):
    to = FindingField(source="to_finding", help_text="The other finding.")
    kind = serializers.ChoiceField(choices=FindingLink.Kind.choices)


class DraftOut(serializers.ModelSerializer[Finding]):
    inspection = serializers.UUIDField(source="inspection.uuid")
    body = serializers.UUIDField(source="chapter.body.uuid", allow_null=True)
    question_area = serializers.IntegerField(source="question_area.position", allow_null=True)
    author = serializers.CharField(source="author.name", allow_null=True)
    themes: Any = serializers.SlugRelatedField(slug_field="name", many=True, read_only=True)
    also_about = serializers.SerializerMethodField(help_text="Further bodies it concerns.")
    note = serializers.CharField(source="internal_note", help_text=INTERNAL)

    class Meta:
        model = Finding
        fields = [
            *("uuid", "inspection", "body", "question_area", "position", "kind", "heading"),
            *("text", "lead", "parts", "also_about", "note", "state", "author"),
            *("polarity", "themes", "needs_review", "version"),
        ]
        read_only_fields = fields
        extra_kwargs = {
            "needs_review": {
                "help_text": "Whether it was read from plain text, and nobody has confirmed that."
            },
        }

    @extend_schema_field({"type": "array", "items": {"type": "string", "format": "uuid"}})
    def get_also_about(self, finding: Finding) -> list[str]:
        return [str(chapter.body.uuid) for chapter in finding.also_about.all()]


class CommentOut(serializers.ModelSerializer[Comment]):
    finding = serializers.UUIDField(source="finding.uuid")
    paragraph = serializers.UUIDField(source="paragraph.uuid", allow_null=True)
    by = serializers.CharField(source="by.name")
    resolved_by = serializers.CharField(source="resolved_by.name", allow_null=True)

    class Meta:
        model = Comment
        fields = [
            *("uuid", "finding", "paragraph", "text", "by", "at"),
            *("answer", "resolved_by", "resolved_at"),
        ]
        read_only_fields = fields


class LinkOut(serializers.ModelSerializer[FindingLink]):
    finding = serializers.UUIDField(source="from_finding.uuid")
    to = serializers.UUIDField(source="to_finding.uuid")

    class Meta:
        model = FindingLink
        fields = ["uuid", "finding", "kind", "to", "at"]
        read_only_fields = fields


class DraftFilter(FilterSet):
    inspection = django_filters.UUIDFilter(
        field_name="inspection__uuid", label="The inspection it belongs to."
    )
    state = django_filters.ChoiceFilter(choices=Finding.State.choices)


class CommentFilter(FilterSet):
    finding = django_filters.UUIDFilter(field_name="finding__uuid", label="The finding it is on.")
    is_open = django_filters.BooleanFilter(
        field_name="resolved_at", lookup_expr="isnull", label="Whether nobody has resolved it."
    )


class LinkFilter(FilterSet):
    finding = django_filters.UUIDFilter(
        field_name="from_finding__uuid", label="The finding that was linked to another."
    )


class DraftViewSet(OfDraftViewSet[Finding]):
    """Findings of the drafts that you read, with how far they are and what they are about."""

    queryset = Finding.objects.select_related("author").prefetch_related("themes")
    serializer_class = DraftOut
    filterset_class = DraftFilter

    @extend_schema(request=FindingIn, responses=DraftOut)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change its words, what it is, or what it is about."""
        return self.change(actions.revise_finding, FindingIn)

    @extend_schema(request=ArrangeIn, responses=DraftOut)
    @action(detail=True, methods=["post"])
    def arrange(self, request: Request, uuid: UUID) -> Response:
        """Put it before another finding of its chapter, or at the end of a question area."""
        return self.change(actions.arrange_finding, ArrangeIn)

    @extend_schema(request=StepIn, responses=DraftOut)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, uuid: UUID) -> Response:
        """Move it one place up or down under its heading."""
        return self.change(actions.move_finding, StepIn)

    @extend_schema(request=PlaceIn, responses=DraftOut)
    @action(detail=True, methods=["post"])
    def place(self, request: Request, uuid: UUID) -> Response:
        """Put it at the end of another question area, of another body, or of the region."""
        return self.change(actions.place_finding, PlaceIn)

    @extend_schema(request=MarkIn, responses=DraftOut)
    @action(detail=True, methods=["post"])
    def mark(self, request: Request, uuid: UUID) -> Response:
        """Say how far its writing has come."""
        return self.change(actions.mark_finding, MarkIn)

    @extend_schema(request=SeenIn, responses=DraftOut)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, uuid: UUID) -> Response:
        """Confirm its kind and place, which were read from plain text."""
        return self.change(actions.confirm_review, SeenIn)

    @extend_schema(request=RestoreIn, responses=DraftOut)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, uuid: UUID) -> Response:
        """Bring back the words that it had in an earlier version."""
        return self.change(actions.restore_finding, RestoreIn)

    @extend_schema(request=SeenIn, responses=DraftOut)
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, uuid: UUID) -> Response:
        """Delete it with its recommendations; the answer tells it for the last time."""
        return self.take_away(actions.delete_finding)

    @extend_schema(request=CommentIn, responses=CommentOut)
    @action(detail=True, methods=["post"])
    def comment(self, request: Request, uuid: UUID) -> Response:
        """Comment on it, or on one of its paragraphs."""
        return self.make(actions.add_comment, CommentIn, CommentOut)

    @extend_schema(request=LinkIn, responses=LinkOut)
    @action(detail=True, methods=["post"])
    def link(self, request: Request, uuid: UUID) -> Response:
        """Link it to another finding that you read, of any inspection."""
        return self.make(actions.link_findings, LinkIn, LinkOut)


class CommentViewSet(OfInspectionViewSet[Comment]):
    """Comments in the drafts that you read."""

    report = "finding__inspection"
    queryset = Comment.objects.all()
    serializer_class = CommentOut
    filterset_class = CommentFilter

    @extend_schema(request=AnswerIn, responses=CommentOut)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, uuid: UUID) -> Response:
        """Answer it, and perhaps resolve it so."""
        return self.change(actions.answer_comment, AnswerIn)

    @extend_schema(request=None, responses=CommentOut)
    @action(detail=True, methods=["post"])
    def resolve(self, request: Request, uuid: UUID) -> Response:
        """Say that it needs no more attention."""
        return self.change(actions.resolve_comment, In)


class LinkViewSet(OfInspectionViewSet[FindingLink]):
    """Links that were made from findings of the drafts that you read, to what you read as well."""

    report = "from_finding__inspection"
    queryset = FindingLink.objects.all()
    serializer_class = LinkOut
    filterset_class = LinkFilter

    @extend_schema(request=None, responses=LinkOut)
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, uuid: UUID) -> Response:
        """Take the link away; the answer tells what it was."""
        return self.take_away(actions.unlink_findings, In)
