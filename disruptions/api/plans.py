"""4P plans, as other systems read and write them."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from disruptions import actions, permissions
from disruptions.api.copies import CopiesOut, copies_of
from disruptions.api.parts import (
    ActionIn,
    EntryIn,
    PlanAccessOut,
    PlanActionOut,
    PlanEntryOut,
    PlanLinkOut,
    PlanReviewOut,
)
from disruptions.api.support import NO_NAMES, OfficerRef, OfficerTitleOut
from disruptions.models import Plan, PlanAccess, PlanAction, PlanLink, Threat
from forces.models import Body, Organisation
from inspection_portal.core.api import In, SeenIn, VisibleViewSet, sent
from inspection_portal.core.models import User


class PlanOut(serializers.ModelSerializer[Plan]):
    threat = serializers.UUIDField(source="threat.uuid", help_text="The threat that it is for.")
    body = serializers.UUIDField(
        source="threat.body.uuid", help_text="The body that owns the threat."
    )
    written_by = OfficerTitleOut(allow_null=True)
    checked_by = OfficerTitleOut(allow_null=True)

    class Meta:
        model = Plan
        fields = [
            *("uuid", "version", "threat", "body", "state", "opened_on", "closed_on"),
            *("template_version", "written_by", "checked_by", "checked_on"),
        ]
        read_only_fields = fields


@extend_schema_field({"type": "string", "format": "uuid"})
class ThreatRef(serializers.SlugRelatedField[Threat]):
    """A threat that the person sees, by UUID."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="uuid", queryset=Threat.objects.none(), **kwargs)

    def get_queryset(self) -> QuerySet[Threat]:
        return Threat.objects.visible_to(self.context["user"])


class OpenPlanIn(In):
    threat = ThreatRef(help_text="A threat of your body.")
    opened_on = serializers.DateField(help_text="Today or before.")
    written_by = OfficerRef(required=False, allow_null=True, help_text="The officer who wrote it.")
    template_version = serializers.CharField(required=False, allow_blank=True, max_length=40)


class ClosePlanIn(SeenIn):
    closed_on = serializers.DateField(help_text="Today or before.")


class WriterIn(SeenIn):
    written_by = OfficerRef(allow_null=True, help_text="Null where nobody is known to have.")
    template_version = serializers.CharField(allow_blank=True, max_length=40)


class PlanCheckIn(SeenIn):
    checked_by = OfficerRef(help_text="The supervisor; nobody checks a plan that they wrote.")
    checked_on = serializers.DateField(help_text="Today or before.")


class ReviewIn(In):
    reviewed_on = serializers.DateField(help_text="Today or before.")
    reviewed_by = OfficerRef()
    outcome = serializers.CharField(help_text=f"What came of it. {NO_NAMES}")


class PlanLinkIn(In):
    kind = serializers.ChoiceField(choices=PlanLink.Kind.choices)
    reference = serializers.CharField(max_length=120, help_text=NO_NAMES)


class AccessIn(In):
    body = serializers.SlugRelatedField(
        slug_field="uuid", queryset=Body.objects.all(), required=False
    )
    organisation = serializers.SlugRelatedField(
        slug_field="uuid", queryset=Organisation.objects.all(), required=False
    )
    scope = serializers.ChoiceField(
        choices=PlanAccess.Scope.choices, help_text="A partner sees only the actions given to it."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        named = [each for name in ("body", "organisation") if (each := attrs.pop(name, None))]
        if len(named) != 1:
            raise serializers.ValidationError("Name one body or one organisation.")
        return {**attrs, "to": named[0]}


class PlanFilter(FilterSet):
    threat = django_filters.UUIDFilter(field_name="threat__uuid", label="The threat.")
    body = django_filters.UUIDFilter(
        field_name="threat__body__uuid", label="The body that owns the threat."
    )
    state = django_filters.ChoiceFilter(choices=Plan.State.choices)


class PlanViewSet(VisibleViewSet[Plan]):
    """4P plans: those of your bodies and those shared with them, or all for the inspectorate."""

    queryset = Plan.objects.all()
    serializer_class = PlanOut
    filterset_class = PlanFilter

    def gone_since(self, since: datetime) -> QuerySet[Plan]:
        lost = PlanAccess.objects.lost_by(cast(User, self.request.user), since).whole_plans()
        return self.hidden().filter(pk__in=lost.values("plan"))

    @extend_schema(responses=CopiesOut)
    @action(detail=True)
    def copies(self, request: Request, uuid: UUID) -> Response:
        """The plans that share words with this one, and the sentences that both have."""
        plan, user = self.get_object(), cast(User, request.user)
        if not permissions.can_read_checks(user, plan.threat.body):
            raise PermissionDenied
        return Response(copies_of(plan, user))

    @extend_schema(request=OpenPlanIn, responses=PlanOut)
    @action(detail=False, methods=["post"])
    def open(self, request: Request) -> Response:
        """Open a plan for a threat of your body, as a draft."""
        if not permissions.can_keep_some(cast(User, request.user)):
            raise PermissionDenied
        return self._told(actions.open_plan(**sent(request, OpenPlanIn)))

    @extend_schema(request=SeenIn, responses=PlanOut)
    @action(detail=True, methods=["post"], url_path="put-in-force")
    def put_in_force(self, request: Request, uuid: UUID) -> Response:
        """Work by the plan from now on."""
        plan = self._to_write()
        actions.put_in_force(plan, **sent(request, SeenIn))
        return self._told(plan)

    @extend_schema(request=ClosePlanIn, responses=PlanOut)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, uuid: UUID) -> Response:
        """End the work by the plan."""
        plan = self._to_write()
        actions.close_plan(plan, **sent(request, ClosePlanIn))
        return self._told(plan)

    @extend_schema(request=WriterIn, responses=PlanOut)
    @action(detail=True, methods=["post"], url_path="name-writer")
    def name_writer(self, request: Request, uuid: UUID) -> Response:
        """Say who wrote the plan, and on which template."""
        plan = self._to_write()
        actions.name_writer(plan, **sent(request, WriterIn))
        return self._told(plan)

    @extend_schema(request=PlanCheckIn, responses=PlanOut)
    @action(detail=True, methods=["post"], url_path="record-check")
    def record_check(self, request: Request, uuid: UUID) -> Response:
        """Record as the body's lead that a supervisor checked the plan."""
        plan = self._to_oversee()
        actions.record_plan_check(plan, **sent(request, PlanCheckIn))
        return self._told(plan)

    @extend_schema(request=ReviewIn, responses=PlanReviewOut)
    @action(detail=True, methods=["post"], url_path="record-review")
    def record_review(self, request: Request, uuid: UUID) -> Response:
        """Record that an officer reviewed the plan."""
        made = actions.record_review(self._to_write(), **sent(request, ReviewIn))
        return Response(PlanReviewOut(made).data)

    @extend_schema(request=PlanLinkIn, responses=PlanLinkOut)
    @action(detail=True, methods=["post"])
    def link(self, request: Request, uuid: UUID) -> Response:
        """Say which other plan belongs with it."""
        made = actions.link_plan(self._to_write(), **sent(request, PlanLinkIn))
        return Response(PlanLinkOut(made).data)

    @extend_schema(request=EntryIn, responses=PlanEntryOut)
    @action(detail=True, methods=["post"], url_path="write-entry")
    def write_entry(self, request: Request, uuid: UUID) -> Response:
        """Write an entry under one of the four Ps."""
        made = actions.write_entry(self._to_write(), **sent(request, EntryIn))
        return Response(PlanEntryOut(made).data)

    @extend_schema(request=ActionIn, responses=PlanActionOut)
    @action(detail=True, methods=["post"], url_path="add-action")
    def add_action(self, request: Request, uuid: UUID) -> Response:
        """Add what is to be done, and by whom."""
        made = actions.add_action(self._to_write(), **sent(request, ActionIn))
        seen = PlanAction.objects.visible_to(cast(User, request.user)).for_list()
        row = seen.for_reader(cast(User, request.user)).get(pk=made.pk)
        return Response(PlanActionOut(row).data)

    @extend_schema(request=AccessIn, responses=PlanAccessOut)
    @action(detail=True, methods=["post"], url_path="give-access")
    def give_access(self, request: Request, uuid: UUID) -> Response:
        """Let a body see the plan, or a body or partner the actions given to it, as the lead."""
        made = actions.give_access(self._to_oversee(), **sent(request, AccessIn))
        return Response(PlanAccessOut(made).data)

    def _to_write(self) -> Plan:
        plan: Plan = self.get_object()
        if not permissions.can_write_plan(cast(User, self.request.user), plan.threat):
            raise PermissionDenied
        return plan

    def _to_oversee(self) -> Plan:
        plan: Plan = self.get_object()
        if not permissions.can_oversee_plan(cast(User, self.request.user), plan):
            raise PermissionDenied
        return plan

    def _told(self, plan: Plan) -> Response:
        return Response(PlanOut(Plan.objects.for_list().get(pk=plan.pk)).data)
