"""Working and blind grades, and proposing a grade of a body."""

from typing import Any, ClassVar
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
from findings.api.figures import KeyFigureIn, KeyFigureOut
from findings.api.judging import JudgmentOut
from findings.api.planning import PersonField
from findings.api.verbs import (
    REASON,
    AreaField,
    GradeKeyField,
    In,
    JudgmentIn,
    PartOfReportViewSet,
    SeenIn,
)
from findings.api.writing import AreaIntroductionIn, IntroductionIn
from findings.models import AreaIntroduction, BlindGrade, InspectedBody, WorkingGrade
from inspection_portal.core.api import VisibleViewSet


class WorkingGradeIn(SeenIn):
    question_area = AreaField()
    grade = GradeKeyField(help_text="Its key.")
    reason = serializers.CharField(help_text=REASON)


class BlindGradeIn(In):
    grade = GradeKeyField(help_text="Its key.")
    reason = serializers.CharField(help_text=REASON)


class AskBlindIn(In):
    of = PersonField(help_text="Somebody on the team, perhaps you; see `people`.")


class AskedBlindOut(serializers.ModelSerializer[BlindGrade]):
    """A blind grade as something that is asked of somebody: never what they give."""

    inspection = serializers.UUIDField(source="chapter.inspection.uuid")
    body = serializers.UUIDField(source="chapter.body.uuid")
    of = serializers.UUIDField(source="by.uuid", help_text="Who grades the body.")

    class Meta:
        model = BlindGrade
        fields = ["uuid", "inspection", "body", "of", "asked_at", "declined_at"]
        read_only_fields = fields


class AreaIntroductionOut(serializers.ModelSerializer[AreaIntroduction]):
    question_area = serializers.IntegerField(source="question_area.position")

    class Meta:
        model = AreaIntroduction
        fields = ["question_area", "text"]
        read_only_fields = fields


class InspectedBodyOut(serializers.ModelSerializer[InspectedBody]):
    inspection = serializers.UUIDField(source="inspection.uuid")
    body = serializers.UUIDField(source="body.uuid")
    areas = AreaIntroductionOut(
        source="area_introductions",
        many=True,
        help_text="The text without a heading under each question area that has one, in Markdown.",
    )

    class Meta:
        model = InspectedBody
        ref_name = "Chapter"
        fields = ["uuid", "inspection", "body", "position", "introduction", "areas", "version"]
        read_only_fields = fields
        extra_kwargs = {
            "introduction": {
                "help_text": "The text without a heading that opens the chapter, in Markdown."
            },
            "version": {"help_text": "Sent back as `If-Match` to introduce it anew."},
        }
        columns: ClassVar = {
            "areas": ArraySubquery(
                AreaIntroduction.objects.filter(inspected_body=OuterRef("pk"))
                .order_by("question_area__position")
                .values(told=JSONObject(question_area="question_area__position", text="text"))
            )
        }


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

    queryset = InspectedBody.objects.select_related("inspection__scale").prefetch_related(
        "area_introductions__question_area"
    )
    serializer_class = InspectedBodyOut
    filterset_class = InspectedBodyFilter

    @extend_schema(request=WorkingGradeIn, responses=WorkingGradeOut)
    @action(detail=True, methods=["post"], url_path="working-grade")
    def working_grade(self, request: Request, uuid: UUID) -> Response:
        """Set the working grade of the body for one question area. `If-Match` is the version of
        that grade, 0 where there is none.
        """
        return self.make(actions.set_working_grade, WorkingGradeIn, WorkingGradeOut)

    @extend_schema(request=KeyFigureIn, responses=KeyFigureOut)
    @action(detail=True, methods=["post"], url_path="add-figure")
    def add_figure(self, request: Request, uuid: UUID) -> Response:
        """Enter the value of a key figure of the body."""
        return self.make(actions.add_key_figure, KeyFigureIn, KeyFigureOut)

    @extend_schema(request=BlindGradeIn, responses=BlindGradeOut)
    @action(detail=True, methods=["post"], url_path="blind-grade")
    def blind_grade(self, request: Request, uuid: UUID) -> Response:
        """Give the blind grade that you owe of the body, once and for all."""
        return self.make(actions.give_blind_grade, BlindGradeIn, BlindGradeOut)

    @extend_schema(request=AskBlindIn, responses=AskedBlindOut)
    @action(detail=True, methods=["post"], url_path="ask-for-blind-grade")
    def ask_for_blind_grade(self, request: Request, uuid: UUID) -> Response:
        """Have somebody on the team grade the body blind: until they have, its other grades are
        kept from them.
        """
        return self.make(actions.ask_for_blind_grade, AskBlindIn, AskedBlindOut)

    @extend_schema(request=None, responses=AskedBlindOut)
    @action(detail=True, methods=["post"], url_path="decline-blind-grade")
    def decline_blind_grade(self, request: Request, uuid: UUID) -> Response:
        """See the grades of the body after all: you then can't grade it blind any more."""
        return self.make(actions.decline_blind_grade, In, AskedBlindOut)

    @extend_schema(request=JudgmentIn, responses=JudgmentOut)
    @action(detail=True, methods=["post"])
    def propose(self, request: Request, uuid: UUID) -> Response:
        """Propose a grade of the body, or say why it has none. `If-Match` is the version of its
        judgment, 0 where there is none.
        """
        return self.make(actions.propose_grade, JudgmentIn, JudgmentOut)

    @extend_schema(request=IntroductionIn, responses=InspectedBodyOut)
    @action(detail=True, methods=["post"])
    def introduce(self, request: Request, uuid: UUID) -> Response:
        """Write the text without a heading that opens the chapter of the body."""
        return self.change(actions.introduce_body, IntroductionIn)

    @extend_schema(request=AreaIntroductionIn, responses=InspectedBodyOut)
    @action(detail=True, methods=["post"], url_path="introduce-area")
    def introduce_area(self, request: Request, uuid: UUID) -> Response:
        """Write the text without a heading under a question area of the body; empty text takes it
        away. `If-Match` is the version of the chapter.
        """
        return self.change(actions.introduce_area, AreaIntroductionIn)


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
