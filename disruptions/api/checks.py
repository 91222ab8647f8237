"""Quality checks for other systems: what fails, waivers, settings and counts."""

from typing import Any, cast
from uuid import UUID

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from disruptions import actions, permissions, queries
from disruptions.models import CheckCount, CheckWaiver, Plan, PlanSettings, PreventionOrder, Threat
from inspection_portal.core.api import In, SeenIn, VisibleViewSet, sent
from inspection_portal.core.models import User
from inspection_portal.core.resources import Resource


def whole_number() -> serializers.IntegerField:
    return serializers.IntegerField(min_value=1, max_value=32_767)


class CheckOut(serializers.Serializer[Any]):
    id = serializers.CharField(help_text="It never changes its meaning.")
    title = serializers.CharField()
    reason = serializers.CharField(help_text="What inspectors found, in our words.")
    mend = serializers.CharField(help_text="What to do.")
    of = serializers.CharField(help_text="threat, plan, order or profile.")
    where = serializers.CharField(help_text="The place to mend it in.")
    severity = serializers.CharField(source="severity.label")


class WaivedOut(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    reason = serializers.CharField()
    until = serializers.DateField()


class CheckResultOut(serializers.Serializer[Any]):
    check_id = serializers.CharField(source="check.id")
    of = serializers.CharField(source="check.of")
    subject = serializers.UUIDField(source="subject.uuid", help_text="Of what failed.")
    reference = serializers.CharField(source="subject.label", help_text="Or the area.")
    what = serializers.CharField(help_text="What is wrong.")
    items = serializers.ListField(
        child=serializers.UUIDField(),
        source="fault.found.items",
        help_text="The entries or actions that it is about, if any.",
    )
    waived = WaivedOut(allow_null=True)


class CheckLineOut(serializers.Serializer[Any]):
    check = CheckOut()
    found = serializers.IntegerField()
    waived = serializers.IntegerField()
    asked = serializers.IntegerField()


class BodyChecksOut(serializers.Serializer[Any]):
    on = serializers.DateField()
    checks = CheckLineOut(many=True)
    results = CheckResultOut(many=True)


class BodyChecksView(Resource):
    """What the quality checks find today of a body: its own people, and who compares bodies."""

    @extend_schema(responses=BodyChecksOut)
    def get(self, request: Request, uuid: UUID) -> Response:
        user = cast(User, request.user)
        body = get_object_or_404(queries.bodies_checked(user), uuid=uuid)
        checked = queries.check(queries.of_bodies([body.pk]), on=localdate())
        lines = {"checks": checked.lines(body.pk), "results": checked.results}
        return Response(BodyChecksOut({"on": checked.on, **lines}).data)


class CheckCountOut(serializers.Serializer[Any]):
    body = serializers.UUIDField()
    on = serializers.DateField()
    check_id = serializers.CharField()
    found = serializers.IntegerField(help_text="How many fail and are not waived.")
    waived = serializers.IntegerField(help_text="How many of the rest fail with a waiver.")
    asked = serializers.IntegerField()


class CheckCountsView(Resource):
    """The last counts of every body, side by side, for who compares bodies."""

    @extend_schema(responses=CheckCountOut(many=True))
    def get(self, request: Request) -> Response:
        user = cast(User, request.user)
        if not permissions.can_compare_bodies(user):
            raise PermissionDenied
        beside = queries.side_by_side(user)
        rows = [
            _told(count, body.uuid) for _, cells in beside.lines for body, count in cells if count
        ]
        return Response(CheckCountOut(rows, many=True).data)


class BodyCountsView(Resource):
    """How the checks of a body moved: half a year, the last counts of each week."""

    @extend_schema(responses=CheckCountOut(many=True))
    def get(self, request: Request, uuid: UUID) -> Response:
        user = cast(User, request.user)
        body = get_object_or_404(queries.bodies_checked(user), uuid=uuid)
        counts = queries.weekly_counts(body, user, on=localdate())
        return Response(CheckCountOut([_told(each, body.uuid) for each in counts], many=True).data)


def _told(count: CheckCount, body: UUID) -> dict[str, Any]:
    told = {name: getattr(count, name) for name in ("on", "check_id", "found", "waived", "asked")}
    return {"body": body, **told}


class CheckWaiverOut(serializers.ModelSerializer[CheckWaiver]):
    threat = serializers.UUIDField(source="threat.uuid", allow_null=True, default=None)
    plan = serializers.UUIDField(source="plan.uuid", allow_null=True, default=None)
    order = serializers.UUIDField(source="order.uuid", allow_null=True, default=None)

    class Meta:
        model = CheckWaiver
        fields = [
            *("uuid", "check_id", "threat", "plan", "order", "reason", "until", "given_at"),
            "withdrawn_at",
        ]
        read_only_fields = fields


class WaiveIn(In):
    check_id = serializers.CharField(max_length=60)
    threat = serializers.UUIDField(required=False, help_text="One of threat, plan and order.")
    plan = serializers.UUIDField(required=False)
    order = serializers.UUIDField(required=False)
    reason = serializers.CharField(help_text="Inspectors read it. Name roles, never people.")
    until = serializers.DateField(help_text="The last day; today or later.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if len({"threat", "plan", "order"} & set(attrs)) != 1:
            raise ValidationError("Name one threat, one plan or one order.")
        return attrs


class WithdrawIn(In):
    """Nothing is to be sent."""


class CheckWaiverFilter(FilterSet):
    check_id = django_filters.CharFilter(label="The id of the check.")
    on = django_filters.DateFilter(label="Those that hold on that day.", method="holding_on")

    def holding_on(self, waivers: Any, field: str, day: Any) -> QuerySet[CheckWaiver]:
        held: QuerySet[CheckWaiver] = waivers.current(day)
        return held


class CheckWaiverViewSet(VisibleViewSet[CheckWaiver]):
    """Waivers of the checks of the threats, plans and orders that you see."""

    queryset = CheckWaiver.objects.all()
    serializer_class = CheckWaiverOut
    filterset_class = CheckWaiverFilter

    @extend_schema(request=WaiveIn, responses=CheckWaiverOut)
    @action(detail=False, methods=["post"])
    def waive(self, request: Request) -> Response:
        """Have a check not hold until a day, with the reason."""
        data = _sent(request, WaiveIn)
        models: dict[str, type[Model]] = {
            "threat": Threat,
            "plan": Plan,
            "order": PreventionOrder,
        }
        of = next(name for name in models if name in data)
        seen: Any = models[of]._default_manager
        seen = seen.visible_to(request.user).for_list()
        thing = get_object_or_404(seen, uuid=data.pop(of))
        waiver = actions.waive_check(thing, check=data.pop("check_id"), **data)
        return Response(CheckWaiverOut(waiver).data)

    @extend_schema(request=WithdrawIn, responses=CheckWaiverOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, uuid: str) -> Response:
        """Have the check hold again."""
        waiver = self.get_object()
        actions.withdraw_waiver(waiver, **_sent(request, WithdrawIn))
        return Response(CheckWaiverOut(waiver).data)


class PlanSettingsOut(serializers.ModelSerializer[PlanSettings]):
    body = serializers.UUIDField(source="body.uuid")

    class Meta:
        model = PlanSettings
        fields = [
            *("uuid", "body", "valid_from", "days_to_plan", "review_days", "most_threats"),
            *("stale_days", "expiry_days", "template_version", "allows_several_plans"),
        ]
        read_only_fields = fields


class PlanSettingsIn(SeenIn):
    body = serializers.UUIDField()
    valid_from = serializers.DateField(help_text="Today or later.")
    days_to_plan = whole_number()
    review_days = whole_number()
    most_threats = whole_number()
    stale_days = whole_number()
    expiry_days = whole_number()
    template_version = serializers.CharField(max_length=40, allow_blank=True, default="")
    allows_several_plans = serializers.BooleanField(default=False)


class PlanSettingsFilter(FilterSet):
    body = django_filters.UUIDFilter(field_name="body__uuid", label="The body.")


class PlanSettingsViewSet(VisibleViewSet[PlanSettings]):
    """By what bodies have their threats and plans checked, and from which day."""

    queryset = PlanSettings.objects.all()
    serializer_class = PlanSettingsOut
    filterset_class = PlanSettingsFilter

    @extend_schema(request=PlanSettingsIn, responses=PlanSettingsOut)
    @action(detail=False, methods=["post"])
    def set(self, request: Request) -> Response:
        """Check a body by these from a day on. `If-Match` is how many settings it had."""
        data = _sent(request, PlanSettingsIn)
        seen = queries.bodies_checked(cast(User, request.user))
        body = get_object_or_404(seen, uuid=data.pop("body"))
        made = actions.set_plan_settings(body, **data)
        return Response(PlanSettingsOut(made).data)


def _sent(request: Request, form: type[In]) -> dict[str, Any]:
    """What was sent. Who may oversee no body at all is refused first."""
    return sent(request, form, may=permissions.can_oversee_some(cast(User, request.user)))
