"""Working and blind grades, and proposing a grade of a body."""

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
from findings.api.figures import KeyFigureIn, KeyFigureOut
from findings.api.judging import JudgmentOut
from findings.api.verbs import (
    REASON,
    GradeKeyField,
    In,
    JudgmentIn,
    PartOfReportViewSet,
    SeenIn,
    refuse_strangers,
    sent,
)
from findings.models import BlindGrade, InspectedBody, QuestionArea, WorkingGrade
from inspection_portal.core.api import VisibleViewSet


class WorkingGradeIn(SeenIn):
    question_area = serializers.SlugRelatedField(
        slug_field="position",
        queryset=QuestionArea.objects.all(),
        help_text="The place of the question area, from 1 to 3.",
    )
    grade = GradeKeyField(help_text="Its key.")
    reason = serializers.CharField(help_text=REASON)


class BlindGradeIn(In):
    grade = GradeKeyField(help_text="Its key.")
    reason = serializers.CharField(help_text=REASON)


class InspectedBodyOut(serializers.ModelSerializer[InspectedBody]):
    inspection = serializers.UUIDField(source="inspection.uuid")
    body = serializers.UUIDField(source="body.uuid")

    class Meta:
        model = InspectedBody
        ref_name = "Chapter"
        fields = ["uuid", "inspection", "body", "position"]
        read_only_fields = fields


class GradeOut(serializers.ModelSerializer[Any]):
    """What working and blind grades tell alike."""

    inspection = serializers.UUIDField(source="chapter.inspection.uuid")
    body = serializers.UUIDField(source="chapter.body.uuid")
    grade = serializers.CharField(source="grade.key")
    grade_label = serializers.CharField(source="grade.label")


class WorkingGradeOut(GradeOut):
    question_area = serializers.IntegerField(source="question_area.position")

    class Meta:
        model = WorkingGrade
        fields = [
            *("uuid", "inspection", "body", "question_area"),
            *("grade", "grade_label", "reason", "at", "version"),
        ]
        read_only_fields = fields


class BlindGradeOut(GradeOut):
    class Meta:
        model = BlindGrade
        fields = ["uuid", "inspection", "body", "grade", "grade_label", "reason", "at"]
        read_only_fields = fields


class InspectedBodyFilter(FilterSet):
    inspection = django_filters.UUIDFilter(
        field_name="inspection__uuid", label="The inspection it belongs to."
    )
    body = django_filters.UUIDFilter(field_name="body__uuid", label="The body inspected.")


class GradeFilter(FilterSet):
    inspection = django_filters.UUIDFilter(
        field_name="chapter__inspection__uuid", label="The inspection it belongs to."
    )
    body = django_filters.UUIDFilter(field_name="chapter__body__uuid", label="The body graded.")


class InspectedBodyViewSet(PartOfReportViewSet[InspectedBody]):
    """The bodies of inspections, each with its place in the report."""

    queryset = InspectedBody.objects.select_related("inspection__scale")
    serializer_class = InspectedBodyOut
    filterset_class = InspectedBodyFilter

    @extend_schema(request=WorkingGradeIn, responses=WorkingGradeOut)
    @action(detail=True, methods=["post"], url_path="working-grade")
    def working_grade(self, request: Request, uuid: UUID) -> Response:
        """Set the working grade of the body for one question area. `If-Match` is the version of
        that grade, 0 where there is none.
        """
        chapter = self._to_work_on()
        working = sent(request, WorkingGradeIn, chapter.inspection)
        return Response(WorkingGradeOut(actions.set_working_grade(chapter, **working)).data)

    @extend_schema(request=KeyFigureIn, responses=KeyFigureOut)
    @action(detail=True, methods=["post"], url_path="add-figure")
    def add_figure(self, request: Request, uuid: UUID) -> Response:
        """Enter the value of a key figure of the body."""
        chapter = self._to_work_on()
        entered = sent(request, KeyFigureIn)
        return Response(KeyFigureOut(actions.add_key_figure(chapter, **entered)).data)

    @extend_schema(request=BlindGradeIn, responses=BlindGradeOut)
    @action(detail=True, methods=["post"], url_path="blind-grade")
    def blind_grade(self, request: Request, uuid: UUID) -> Response:
        """Give the blind grade that you owe of the body, once and for all."""
        chapter = self._to_work_on()
        blind = sent(request, BlindGradeIn, chapter.inspection)
        return Response(BlindGradeOut(actions.give_blind_grade(chapter, **blind)).data)

    @extend_schema(request=JudgmentIn, responses=JudgmentOut)
    @action(detail=True, methods=["post"])
    def propose(self, request: Request, uuid: UUID) -> Response:
        """Propose a grade of the body, or say why it has none. `If-Match` is the version of its
        judgment, 0 where there is none.
        """
        chapter = self._to_work_on()
        proposal = sent(request, JudgmentIn, chapter.inspection)
        return Response(JudgmentOut(actions.propose_grade(chapter, **proposal)).data)

    def _to_work_on(self) -> InspectedBody:
        chapter = self.get_object()
        refuse_strangers(self.request, chapter.inspection)
        return chapter


class WorkingGradeViewSet(VisibleViewSet[WorkingGrade]):
    """What the teams whose drafts you read would grade bodies today, question by question."""

    queryset = WorkingGrade.objects.select_related("chapter__inspection")
    serializer_class = WorkingGradeOut
    filterset_class = GradeFilter


class BlindGradeViewSet(VisibleViewSet[BlindGrade]):
    """Blind grades: your own, and those of others once the panel has met."""

    queryset = BlindGrade.objects.select_related("chapter__inspection")
    serializer_class = BlindGradeOut
    filterset_class = GradeFilter

    def get_queryset(self) -> QuerySet[BlindGrade]:
        return super().get_queryset().filter(at__isnull=False)
