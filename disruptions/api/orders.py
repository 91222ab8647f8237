"""Serious crime prevention orders, for other systems."""

from typing import Any, cast

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
from disruptions.api.fields import OfBodyField, OwnBodyField
from disruptions.models import (
    Officer,
    OrderBreach,
    PreventionOrder,
    PreventionOrderQuerySet,
    Threat,
)
from inspection_portal.core.api import In, SeenIn, VisibleViewSet, sent
from inspection_portal.core.models import User


class OrderBreachOut(serializers.ModelSerializer[OrderBreach]):
    order = serializers.UUIDField(source="order.uuid")

    class Meta:
        model = OrderBreach
        fields = ["uuid", "version", "order", "happened_on", "what", "outcome"]
        read_only_fields = fields
        extra_kwargs = {"outcome": {"help_text": "Empty until it is known."}}


class PreventionOrderOut(serializers.ModelSerializer[PreventionOrder]):
    """An order; its manager by reference, rank and post, never by name."""

    body = serializers.UUIDField(source="body.uuid", help_text="The force or ROCU.")
    threat = serializers.UUIDField(source="threat.uuid", allow_null=True, default=None)
    manager = serializers.UUIDField(source="manager.uuid", allow_null=True, default=None)
    manager_title = serializers.CharField(
        source="manager.title", default="", help_text="Rank and post of the officer."
    )

    class Meta:
        model = PreventionOrder
        fields = [
            *("uuid", "version", "body", "reference", "threat", "court", "made_on"),
            *("in_force_on", "expires_on", "discharged_on", "custody", "released_on"),
            *("severity", "conditions", "manager", "manager_title", "unit"),
            *("is_actively_managed", "last_check", "last_checked_on", "is_marsoc"),
        ]
        read_only_fields = fields
        extra_kwargs = {
            "in_force_on": {"help_text": "Null where it binds only from release."},
            "released_on": {"help_text": "While the person is in custody, the day expected."},
            "severity": {"help_text": "As the body rates it."},
        }


class OrderIn(In):
    reference = serializers.CharField(max_length=60, help_text="Name no person.")
    court = serializers.CharField(max_length=120, allow_blank=True, default="")
    made_on = serializers.DateField(help_text="Today or before.")
    in_force_on = serializers.DateField(
        allow_null=True, default=None, help_text="Null where it binds only from release."
    )
    expires_on = serializers.DateField(
        allow_null=True, default=None, help_text="The last day in force."
    )
    conditions = serializers.CharField(allow_blank=True, default="", help_text="Name no person.")
    custody = serializers.ChoiceField(choices=PreventionOrder.Custody.choices)
    released_on = serializers.DateField(
        allow_null=True,
        default=None,
        help_text="While the person is in custody, the day on which release is expected.",
    )
    severity = serializers.ChoiceField(
        choices=PreventionOrder.Severity.choices, allow_blank=True, default=""
    )
    is_marsoc = serializers.BooleanField(default=False)
    threat = OfBodyField(
        Threat.objects.all(), allow_null=True, default=None, help_text="One of the body’s own."
    )


class ManagementIn(In):
    manager = OfBodyField(
        Officer.objects.all(),
        allow_null=True,
        default=None,
        help_text="An officer of the body.",
    )
    unit = serializers.CharField(max_length=120, allow_blank=True, default="")
    is_actively_managed = serializers.BooleanField(default=False)


class AddOrderIn(OrderIn, ManagementIn):
    body = OwnBodyField()


class ManageOrderIn(SeenIn, ManagementIn):
    """Who manages it: what is left out becomes empty."""


class ReleaseIn(SeenIn):
    released_on = serializers.DateField(help_text="Today or before.")


class CheckIn(SeenIn):
    kind = serializers.ChoiceField(choices=PreventionOrder.Check.choices)
    checked_on = serializers.DateField(help_text="Today or before; the latest check alone.")


class DischargeIn(SeenIn):
    discharged_on = serializers.DateField(help_text="Today or before.")


class BreachIn(In):
    happened_on = serializers.DateField(help_text="A day on which the order was in force.")
    what = serializers.CharField(help_text="Name no person.")
    outcome = serializers.CharField(allow_blank=True, default="", help_text="Name no person.")


class OutcomeIn(SeenIn):
    outcome = serializers.CharField(help_text="Name no person.")


class PreventionOrderFilter(FilterSet):
    body = django_filters.UUIDFilter(field_name="body__uuid", label="The force or ROCU.")
    in_force_on = django_filters.DateFilter(
        label="Those in force on that day.", method="lasting_on"
    )
    is_actively_managed = django_filters.BooleanFilter(label="Whether it is actively managed.")

    def lasting_on(
        self, orders: PreventionOrderQuerySet, field: str, day: Any
    ) -> QuerySet[PreventionOrder]:
        return orders.in_force(day)


class OrderBreachFilter(FilterSet):
    order = django_filters.UUIDFilter(field_name="order__uuid", label="The order.")


class PreventionOrderViewSet(VisibleViewSet[PreventionOrder]):
    """Serious crime prevention orders (SCPOs) of your own bodies, or all for inspectors."""

    queryset = PreventionOrder.objects.all()
    serializer_class = PreventionOrderOut
    filterset_class = PreventionOrderFilter

    @extend_schema(request=AddOrderIn, responses=PreventionOrderOut)
    @action(detail=False, methods=["post"])
    def add(self, request: Request) -> Response:
        """Enter an order that your body manages."""
        may = permissions.can_keep_some(cast(User, request.user))
        return self._told(actions.add_order(**sent(request, AddOrderIn, may=may)))

    @extend_schema(request=OrderIn, responses=PreventionOrderOut)
    def partial_update(self, request: Request, uuid: str) -> Response:
        """Put right what is recorded of the order."""
        order = self._to_keep()
        actions.revise_order(order, **sent(request, OrderIn))
        return self._told(order)

    @extend_schema(request=ReleaseIn, responses=PreventionOrderOut)
    @action(detail=True, methods=["post"])
    def release(self, request: Request, uuid: str) -> Response:
        """Record that the person left custody."""
        order = self._to_keep()
        actions.record_release(order, **sent(request, ReleaseIn))
        return self._told(order)

    @extend_schema(request=CheckIn, responses=PreventionOrderOut)
    @action(detail=True, methods=["post"])
    def check(self, request: Request, uuid: str) -> Response:
        """Record the latest check that the order is kept."""
        order = self._to_keep()
        actions.record_check(order, **sent(request, CheckIn))
        return self._told(order)

    @extend_schema(request=ManageOrderIn, responses=PreventionOrderOut)
    @action(detail=True, methods=["post"])
    def manage(self, request: Request, uuid: str) -> Response:
        """Say who manages the order, and whether actively."""
        order = self._to_keep()
        actions.manage_order(order, **sent(request, ManageOrderIn))
        return self._told(order)

    @extend_schema(request=DischargeIn, responses=PreventionOrderOut)
    @action(detail=True, methods=["post"])
    def discharge(self, request: Request, uuid: str) -> Response:
        """Record that a court ended the order before its expiry."""
        order = self._to_keep()
        actions.discharge_order(order, **sent(request, DischargeIn))
        return self._told(order)

    @extend_schema(request=BreachIn, responses=OrderBreachOut)
    @action(detail=True, methods=["post"], url_path="record-breach")
    def record_breach(self, request: Request, uuid: str) -> Response:
        """Record that the order was breached."""
        breach = actions.record_breach(self._to_keep(), **sent(request, BreachIn))
        return Response(OrderBreachOut(breach).data)

    def _to_keep(self) -> PreventionOrder:
        order = self.get_object()
        refuse_reader(self.request, order)
        return order

    def _told(self, order: PreventionOrder) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=order.pk)).data)


class OrderBreachViewSet(VisibleViewSet[OrderBreach]):
    """Breaches of the orders that you see."""

    queryset = OrderBreach.objects.all()
    serializer_class = OrderBreachOut
    filterset_class = OrderBreachFilter

    @extend_schema(request=OutcomeIn, responses=OrderBreachOut)
    @action(detail=True, methods=["post"])
    def settle(self, request: Request, uuid: str) -> Response:
        """Record what came of the breach."""
        breach = self.get_object()
        refuse_reader(request, breach.order)
        actions.record_outcome(breach, **sent(request, OutcomeIn))
        return Response(self.get_serializer(breach).data)


def refuse_reader(request: Request, order: PreventionOrder) -> None:
    """Raise PermissionDenied for those who only read the order, before what they sent is read."""
    if not permissions.can_keep(cast(User, request.user), order.body):
        raise PermissionDenied
