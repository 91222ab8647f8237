"""What is written into a plan, and the actions that others see of it."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from disruptions import actions, permissions
from disruptions.api.fields import ClockField
from disruptions.api.support import NO_NAMES, OF_PLAN, OfficerRef, OfficerTitleOut
from disruptions.models import (
    PlanAccess,
    PlanAction,
    PlanEntry,
    PlanLink,
    PlanReview,
    Strand,
)
from forces.models import Organisation
from inspection_portal.core.api import In, SeenIn, VisibleViewSet, sent
from inspection_portal.core.models import User


class PlanEntryOut(serializers.ModelSerializer[PlanEntry]):
    plan = serializers.UUIDField(source="plan.uuid", help_text=OF_PLAN)

    class Meta:
        model = PlanEntry
        fields = ["uuid", "version", "plan", "strand", "dated_on", "timed_at", "text"]
        read_only_fields = fields


class PlanActionOut(serializers.ModelSerializer[PlanAction]):
    """An action. Whom it was given to, and who does not see the plan, is told nothing of that."""

    plan = serializers.SerializerMethodField(
        help_text="The plan that it is of; null for who does not see it."
    )
    officer = OfficerTitleOut(source="owner", allow_null=True, help_text="Who does it.")
    partner = serializers.UUIDField(source="partner.uuid", allow_null=True)

    class Meta:
        model = PlanAction
        fields = [
            *("uuid", "version", "plan", "strand", "what", "officer", "partner"),
            *("is_covert", "due_on", "result", "ended_on"),
        ]
        read_only_fields = fields

    def get_plan(self, row: PlanAction) -> UUID | None:
        return row.plan.uuid if row.reader_sees_plan else None  # type: ignore[attr-defined]


class PlanReviewOut(serializers.ModelSerializer[PlanReview]):
    plan = serializers.UUIDField(source="plan.uuid", help_text=OF_PLAN)
    reviewed_by = OfficerTitleOut()

    class Meta:
        model = PlanReview
        fields = ["uuid", "plan", "reviewed_on", "reviewed_by", "outcome"]
        read_only_fields = fields


class PlanLinkOut(serializers.ModelSerializer[PlanLink]):
    plan = serializers.UUIDField(source="plan.uuid", help_text=OF_PLAN)

    class Meta:
        model = PlanLink
        fields = ["uuid", "version", "plan", "kind", "reference"]
        read_only_fields = fields


class PlanAccessOut(serializers.ModelSerializer[PlanAccess]):
    plan = serializers.UUIDField(source="plan.uuid", help_text=OF_PLAN)
    body = serializers.UUIDField(source="body.uuid", allow_null=True)
    organisation = serializers.UUIDField(source="organisation.uuid", allow_null=True)

    class Meta:
        model = PlanAccess
        fields = ["uuid", "plan", "body", "organisation", "scope", "given_at", "ended_at"]
        read_only_fields = fields


class EntryIn(In):
    strand = serializers.ChoiceField(choices=Strand.choices)
    text = serializers.CharField(help_text=NO_NAMES)
    dated_on = serializers.DateField(required=False, allow_null=True, help_text="Today or before.")
    timed_at = ClockField(required=False, allow_null=True, help_text="In London; only with a date.")


class ActionIn(In):
    strand = serializers.ChoiceField(choices=Strand.choices)
    what = serializers.CharField(help_text=f"Whoever does it reads this. {NO_NAMES}")
    officer = OfficerRef(
        source="owner",
        required=False,
        allow_null=True,
        help_text="The officer who does it, or null.",
    )
    partner = serializers.SlugRelatedField(
        slug_field="uuid",
        queryset=Organisation.objects.all(),
        required=False,
        allow_null=True,
        help_text="The partner who does it, or null; not both.",
    )
    is_covert = serializers.BooleanField(required=False)
    due_on = serializers.DateField(required=False, allow_null=True)


class ReportIn(SeenIn):
    result = serializers.CharField(help_text=f"How far it is, or what came of it. {NO_NAMES}")
    ended_on = serializers.DateField(
        required=False, allow_null=True, help_text="Null while the action goes on."
    )


class OfPlanFilter(FilterSet):
    plan = django_filters.UUIDFilter(field_name="plan__uuid", label=OF_PLAN)


class OfStrandFilter(OfPlanFilter):
    strand = django_filters.ChoiceFilter(choices=Strand.choices)


class PlanActionFilter(OfStrandFilter):
    open = django_filters.BooleanFilter(
        field_name="ended_on", lookup_expr="isnull", label="Whether it goes on."
    )


class PlanPartViewSet(VisibleViewSet[Any]):
    """The rows of plans that the person reads, changed by who writes the plan."""

    def _to_write(self) -> Any:
        row = self.get_object()
        if not permissions.can_write_plan(cast(User, self.request.user), row.plan.threat):
            raise PermissionDenied
        return row


class PlanEntryViewSet(PlanPartViewSet):
    """What plans say under each of the four Ps."""

    deleted_under = "plan"
    queryset = PlanEntry.objects.all()
    serializer_class = PlanEntryOut
    filterset_class = OfStrandFilter

    @extend_schema(request=EntryIn, responses=PlanEntryOut)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change an entry."""
        entry = self._to_write()
        actions.revise_entry(entry, **sent(request, EntryIn))
        return Response(PlanEntryOut(entry).data)

    @extend_schema(request=SeenIn, responses=PlanEntryOut)
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, uuid: UUID) -> Response:
        """Take an entry out of the plan; answers what it said."""
        entry = self._to_write()
        actions.remove_entry(entry, **sent(request, SeenIn))
        return Response(PlanEntryOut(entry).data)


class PlanActionViewSet(PlanPartViewSet):
    """Actions of the plans that you see, and those given to your body or organisation."""

    queryset = PlanAction.objects.all()
    serializer_class = PlanActionOut
    filterset_class = PlanActionFilter

    def get_queryset(self) -> QuerySet[PlanAction]:
        rows: Any = super().get_queryset()
        told: QuerySet[PlanAction] = rows.for_reader(cast(User, self.request.user))
        return told

    def gone_since(self, since: datetime) -> QuerySet[PlanAction]:
        return PlanAction.objects.lost_by(cast(User, self.request.user), since)

    @extend_schema(request=ActionIn, responses=PlanActionOut)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change what is to be done, by whom or until when."""
        row = self._to_write()
        actions.revise_action(row, **sent(request, ActionIn))
        return Response(PlanActionOut(row).data)

    @extend_schema(request=ReportIn, responses=PlanActionOut)
    @action(detail=True, methods=["post"])
    def report(self, request: Request, uuid: UUID) -> Response:
        """Say how far the action is, or what came of it."""
        row: PlanAction = self.get_object()
        if not permissions.can_update_action(cast(User, request.user), row):
            raise PermissionDenied
        actions.report_action(row, **sent(request, ReportIn))
        return Response(PlanActionOut(row).data)


class PlanReviewViewSet(PlanPartViewSet):
    """When plans were reviewed, by whom, and what came of it."""

    queryset = PlanReview.objects.all()
    serializer_class = PlanReviewOut
    filterset_class = OfPlanFilter


class PlanLinkViewSet(PlanPartViewSet):
    """Safeguarding, investigation and SCPO plans that belong with plans."""

    deleted_under = "plan"
    queryset = PlanLink.objects.all()
    serializer_class = PlanLinkOut
    filterset_class = OfPlanFilter

    @extend_schema(request=SeenIn, responses=PlanLinkOut)
    @action(detail=True, methods=["post"])
    def unlink(self, request: Request, uuid: UUID) -> Response:
        """Take the link away; answers what it was."""
        link = self._to_write()
        actions.unlink_plan(link, **sent(request, SeenIn))
        return Response(PlanLinkOut(link).data)


class PlanAccessViewSet(PlanPartViewSet):
    """Who outside the owning body may see plans or their actions, and who could."""

    queryset = PlanAccess.objects.all()
    serializer_class = PlanAccessOut
    filterset_class = OfPlanFilter

    @extend_schema(request=None, responses=PlanAccessOut)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, uuid: UUID) -> Response:
        """End what they may see, as the lead of the owning body."""
        access: PlanAccess = self.get_object()
        if not permissions.can_oversee_plan(cast(User, request.user), access.plan):
            raise PermissionDenied
        actions.end_access(access, **sent(request, In))
        return Response(PlanAccessOut(access).data)
