"""How bodies are judged, and moderating that."""

from typing import Any
from uuid import UUID

import django_filters
from django.core.exceptions import PermissionDenied
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from findings import actions, permissions
from findings.api.verbs import (
    FinalIn,
    JudgmentIn,
    PartOfReportViewSet,
    refuse_strangers,
    sent,
)
from findings.models import Inspection, Judgment, Outcome


class JudgmentOut(serializers.ModelSerializer[Judgment]):
    inspection = serializers.UUIDField(source="inspected_body.inspection.uuid")
    body = serializers.UUIDField(source="inspected_body.body.uuid")
    scale = serializers.CharField(
        source="inspected_body.inspection.scale.name",
        help_text="Grades of two scales can't be compared.",
    )
    grade = serializers.CharField(
        source="grade.key", allow_null=True, help_text="Null unless `outcome` is `graded`."
    )
    grade_label = serializers.CharField(source="grade.label", allow_null=True)
    grade_rank = serializers.IntegerField(
        source="grade.rank", allow_null=True, help_text="1 is the best."
    )

    class Meta:
        model = Judgment
        fields = [
            "uuid",
            "inspection",
            "body",
            "scale",
            "outcome",
            "grade",
            "grade_label",
            "grade_rank",
            "state",
            "version",
        ]
        read_only_fields = fields
        extra_kwargs = {"version": {"help_text": "Sent back as `If-Match` with a change."}}


class JudgmentFilter(FilterSet):
    inspection = django_filters.UUIDFilter(
        field_name="inspected_body__inspection__uuid", label="The inspection it was made in."
    )
    body = django_filters.UUIDFilter(
        field_name="inspected_body__body__uuid", label="The body judged."
    )
    outcome = django_filters.ChoiceFilter(choices=Outcome.choices)
    grade = django_filters.CharFilter(field_name="grade__key", label="The key of the grade.")
    state = django_filters.ChoiceFilter(choices=Judgment.State.choices)


class JudgmentViewSet(PartOfReportViewSet[Judgment]):
    """The grade of each body in each inspection, or why it has none."""

    report = "inspected_body__inspection"
    queryset = Judgment.objects.select_related("inspected_body__inspection__scale")
    serializer_class = JudgmentOut
    filterset_class = JudgmentFilter

    @extend_schema(request=JudgmentIn, responses=JudgmentOut)
    @action(detail=True, methods=["post"])
    def moderate(self, request: Request, uuid: UUID) -> Response:
        """Agree to the proposed grade, or set another one; somebody else proposed it."""
        judgment, inspection = self._for_moderator()
        actions.moderate_grade(judgment, **sent(request, JudgmentIn, inspection))
        return self._answer(judgment)

    @extend_schema(request=FinalIn, responses=JudgmentOut)
    @action(detail=True, methods=["post"])
    def finalise(self, request: Request, uuid: UUID) -> Response:
        """Make the moderated grade final."""
        judgment, inspection = self._for_moderator()
        actions.finalise_grade(judgment, **sent(request, FinalIn, inspection))
        return self._answer(judgment)

    def _for_moderator(self) -> tuple[Judgment, Inspection]:
        judgment = self.get_object()
        inspection = judgment.inspected_body.inspection
        if not permissions.can_moderate(refuse_strangers(self.request, inspection)):
            raise PermissionDenied
        return judgment, inspection

    def _answer(self, judgment: Judgment) -> Response:
        told: Any = JudgmentOut(judgment).data
        return Response(told)
