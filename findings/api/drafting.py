"""Findings as they are being written, comments on them and links between them: for those who read
the drafts alone.
"""

from typing import Any
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from findings import actions
from findings.api.verbs import In, OfDraftViewSet, SeenIn, refuse_strangers, sent
from findings.models import Comment, Finding, FindingLink, Inspection, Paragraph, QuestionArea
from inspection_portal.core.api import VisibleViewSet


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
    question_area = serializers.SlugRelatedField(
        slug_field="position",
        queryset=QuestionArea.objects.all(),
        allow_null=True,
        help_text="The place of the question area, from 1 to 3; null for the region.",
    )
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

    class Meta:
        model = Finding
        fields = [
            *("uuid", "inspection", "body", "question_area", "position", "kind", "heading"),
            *("text", "lead", "parts", "state", "author", "polarity", "themes", "version"),
        ]
        read_only_fields = fields


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

    def get_queryset(self) -> QuerySet[Finding]:
        user: Any = self.request.user
        drafts = Inspection.objects.drafts_visible_to(user)
        return super().get_queryset().filter(inspection__in=drafts)

    @extend_schema(request=ArrangeIn, responses=DraftOut)
    @action(detail=True, methods=["post"])
    def arrange(self, request: Request, uuid: UUID) -> Response:
        """Put it before another finding of its chapter, or at the end of a question area."""
        finding, given = self._sent(request, ArrangeIn)
        actions.arrange_finding(finding, **given)
        return Response(DraftOut(finding).data)

    @extend_schema(request=MarkIn, responses=DraftOut)
    @action(detail=True, methods=["post"])
    def mark(self, request: Request, uuid: UUID) -> Response:
        """Say how far its writing has come."""
        finding, given = self._sent(request, MarkIn)
        actions.mark_finding(finding, **given)
        return Response(DraftOut(finding).data)

    @extend_schema(request=RestoreIn, responses=DraftOut)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, uuid: UUID) -> Response:
        """Bring back the words that it had in an earlier version."""
        finding, given = self._sent(request, RestoreIn)
        actions.restore_finding(finding, **given)
        return Response(DraftOut(finding).data)

    @extend_schema(request=CommentIn, responses=CommentOut)
    @action(detail=True, methods=["post"])
    def comment(self, request: Request, uuid: UUID) -> Response:
        """Comment on it, or on one of its paragraphs."""
        finding, given = self._sent(request, CommentIn)
        return Response(CommentOut(actions.add_comment(finding, **given)).data)

    @extend_schema(request=LinkIn, responses=LinkOut)
    @action(detail=True, methods=["post"])
    def link(self, request: Request, uuid: UUID) -> Response:
        """Link it to another finding that you read, of any inspection."""
        finding, given = self._sent(request, LinkIn)
        return Response(LinkOut(actions.link_findings(finding, **given)).data)

    def _sent(self, request: Request, form: type[In]) -> tuple[Finding, dict[str, Any]]:
        finding = self.get_object()
        refuse_strangers(request, finding.inspection)
        return finding, sent(request, form, finding.inspection)


class CommentViewSet(VisibleViewSet[Comment]):
    """Comments in the drafts that you read."""

    queryset = Comment.objects.all()
    serializer_class = CommentOut
    filterset_class = CommentFilter

    @extend_schema(request=AnswerIn, responses=CommentOut)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, uuid: UUID) -> Response:
        """Answer it, and perhaps resolve it so."""
        comment = self._to_work_on()
        actions.answer_comment(comment, **sent(request, AnswerIn, comment.finding.inspection))
        return Response(CommentOut(comment).data)

    @extend_schema(request=None, responses=CommentOut)
    @action(detail=True, methods=["post"])
    def resolve(self, request: Request, uuid: UUID) -> Response:
        """Say that it needs no more attention."""
        comment = self._to_work_on()
        actions.resolve_comment(comment, **sent(request, In, comment.finding.inspection))
        return Response(CommentOut(comment).data)

    def _to_work_on(self) -> Comment:
        comment = self.get_object()
        refuse_strangers(self.request, comment.finding.inspection)
        return comment


class LinkViewSet(VisibleViewSet[FindingLink]):
    """Links that were made from findings of the drafts that you read, to what you read as well."""

    queryset = FindingLink.objects.all()
    serializer_class = LinkOut
    filterset_class = LinkFilter

    @extend_schema(request=None, responses=LinkOut)
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, uuid: UUID) -> Response:
        """Take the link away; the answer tells what it was."""
        link = self.get_object()
        was = LinkOut(link).data
        inspection = link.from_finding.inspection
        refuse_strangers(request, inspection)
        actions.unlink_findings(link, **sent(request, In, inspection))
        return Response(was)
