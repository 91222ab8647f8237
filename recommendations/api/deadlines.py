"""Dates of entries for other systems: asked for, decided and set; and the rules of colours."""

from typing import Any, cast
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from findings.api.verbs import SeenIn
from forces.models import Body
from inspection_portal.core.api import VisibleViewSet
from inspection_portal.core.api import sent as sent
from inspection_portal.core.conditional import Conditional
from inspection_portal.core.models import User
from recommendations import actions, permissions
from recommendations.models import BodyRules, DeadlineChange, Milestone, RegisterEntry
from recommendations.rag import RuleSet

In = serializers.Serializer[Any]
BOTH_READ = "Both sides read it. It names no person."


class DeadlineRequestIn(SeenIn):
    to_on = serializers.DateField(help_text="The date that the body asks for.")
    reason = serializers.CharField(max_length=2000, help_text=BOTH_READ)


class DeadlineDecisionIn(SeenIn):
    decision = serializers.ChoiceField(
        choices=[DeadlineChange.Decision.AGREED, DeadlineChange.Decision.REFUSED]
    )
    reason = serializers.CharField(
        max_length=2000,
        required=False,
        allow_blank=True,
        default="",
        help_text=f"{BOTH_READ} Needed to refuse.",
    )


class EventIn(SeenIn):
    happened_on = serializers.DateField(help_text="Today or before.")
    due_on = serializers.DateField(help_text="By when it is due now.")
    narrative = serializers.CharField(max_length=2000, help_text=BOTH_READ)


class TargetIn(SeenIn):
    target_on = serializers.DateField(help_text="Today or later.")


class RulesIn(SeenIn):
    rule_set = serializers.ChoiceField(choices=RuleSet.choices)
    valid_from = serializers.DateField(help_text="Today or later.")


class MilestoneOut(serializers.ModelSerializer[Milestone]):
    entry = serializers.UUIDField(source="entry.uuid", help_text="The register entry.")
    body = serializers.UUIDField(source="entry.body.uuid", allow_null=True)

    class Meta:
        model = Milestone
        fields = [
            *("uuid", "version", "entry", "body", "position", "kind", "words"),
            *("original_on", "agreed_on", "current_on", "happened_on", "met_on"),
        ]
        read_only_fields = fields
        extra_kwargs = {
            "words": {"help_text": "The deadline as the report words it."},
            "original_on": {"help_text": "As published; null where it can't be computed."},
            "agreed_on": {"help_text": "What the inspectorate agreed to last."},
            "current_on": {"help_text": "The date that counts."},
        }


class DeadlineChangeOut(serializers.ModelSerializer[DeadlineChange]):
    milestone = serializers.UUIDField(source="milestone.uuid")
    entry = serializers.UUIDField(source="milestone.entry.uuid")

    class Meta:
        model = DeadlineChange
        fields = [
            *("uuid", "version", "milestone", "entry", "from_on", "to_on", "reason"),
            *("requested_at", "decision", "decision_reason", "decided_at"),
        ]
        read_only_fields = fields
        extra_kwargs = {"decision": {"help_text": "Empty until it is decided."}}


class BodyRulesOut(serializers.Serializer[Any]):
    body = serializers.UUIDField()
    version = serializers.IntegerField(help_text="How often rules have been chosen.")
    rule_set = serializers.ChoiceField(choices=RuleSet.choices, help_text="In force today.")


class MilestoneFilter(FilterSet):
    entry = django_filters.UUIDFilter(field_name="entry__uuid", label="The register entry.")
    due_from = django_filters.DateFilter(
        field_name="current_on", lookup_expr="gte", label="Due on that day or later."
    )
    due_to = django_filters.DateFilter(
        field_name="current_on", lookup_expr="lte", label="Due on that day or earlier."
    )


class MilestoneViewSet(VisibleViewSet[Milestone]):
    """The dates of the entries that you see: those of the report, and the bodies’ own targets."""

    deleted_under = "entry"
    queryset = Milestone.objects.all()
    serializer_class = MilestoneOut
    filterset_class = MilestoneFilter

    @extend_schema(request=DeadlineRequestIn, responses=DeadlineChangeOut)
    @action(detail=True, methods=["post"], url_path="request-deadline")
    def request_deadline(self, request: Request, uuid: UUID) -> Response:
        """Ask the inspectorate for another date."""
        milestone = self.get_object()
        may = permissions.can_claim(cast(User, request.user), milestone.entry)
        data = sent(request, DeadlineRequestIn, may=may)
        change = actions.request_deadline(milestone, **data)
        return Response(DeadlineChangeOut(change).data)

    @extend_schema(request=EventIn, responses=MilestoneOut)
    @action(detail=True, methods=["post"], url_path="record-event")
    def record_event(self, request: Request, uuid: UUID) -> Response:
        """Record that what a deadline waits for has happened."""
        milestone = self.get_object()
        may = permissions.can_decide_deadlines(cast(User, request.user))
        actions.record_event(milestone, **sent(request, EventIn, may=may))
        return Response(MilestoneOut(milestone).data)


class DeadlineChangeFilter(FilterSet):
    milestone = django_filters.UUIDFilter(field_name="milestone__uuid", label="The date.")
    entry = django_filters.UUIDFilter(
        field_name="milestone__entry__uuid", label="The register entry."
    )


class DeadlineChangeViewSet(VisibleViewSet[DeadlineChange]):
    """Other dates that bodies ask for, and what the inspectorate decided."""

    queryset = DeadlineChange.objects.all()
    serializer_class = DeadlineChangeOut
    filterset_class = DeadlineChangeFilter

    @extend_schema(request=DeadlineDecisionIn, responses=DeadlineChangeOut)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, uuid: UUID) -> Response:
        """Agree to the date, or refuse it with a reason."""
        change = self.get_object()
        may = permissions.can_decide_deadlines(cast(User, request.user))
        actions.decide_deadline(change, **sent(request, DeadlineDecisionIn, may=may))
        return Response(DeadlineChangeOut(change).data)

    @extend_schema(request=SeenIn, responses=DeadlineChangeOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, uuid: UUID) -> Response:
        """Take back what your body has asked for."""
        change = self.get_object()
        may = permissions.can_claim(cast(User, request.user), change.milestone.entry)
        actions.withdraw_deadline_request(change, **sent(request, SeenIn, may=may))
        return Response(DeadlineChangeOut(change).data)


class TargetVerbs(VisibleViewSet[RegisterEntry]):
    """The verbs of an entry that are about the body's own target."""

    @extend_schema(request=TargetIn, responses=MilestoneOut)
    @action(detail=True, methods=["post"], url_path="set-target")
    def set_target(self, request: Request, uuid: UUID) -> Response:
        """Set your body’s own target, or move it; `If-Match` is the version of the target, 0 where
        there never was one.
        """
        entry = self.get_object()
        may = permissions.can_claim(cast(User, request.user), entry)
        target = actions.set_target(entry, **sent(request, TargetIn, may=may))
        return Response(MilestoneOut(Milestone.objects.for_list().get(pk=target.pk)).data)

    @extend_schema(request=SeenIn, responses={200: None})
    @action(detail=True, methods=["post"], url_path="drop-target")
    def drop_target(self, request: Request, uuid: UUID) -> Response:
        """Take your body’s own target away; `If-Match` is the version of the target."""
        entry = self.get_object()
        may = permissions.can_claim(cast(User, request.user), entry)
        actions.drop_target(entry, **sent(request, SeenIn, may=may))
        return Response()


class BodyRulesViewSet(Conditional, GenericViewSet[Body]):
    """By which rules a body colours its entries."""

    queryset = Body.objects.all()
    serializer_class = BodyRulesOut
    filter_backends = []
    lookup_field = "uuid"
    lookup_value_converter = "uuid"

    def get_queryset(self) -> QuerySet[Body]:
        return Body.objects.visible_to(cast(User, self.request.user))

    @extend_schema(responses=BodyRulesOut)
    def retrieve(self, request: Request, uuid: UUID) -> Response:
        return Response(self._standing(self.get_object()))

    @extend_schema(request=RulesIn, responses=BodyRulesOut)
    @action(detail=True, methods=["post"])
    def choose(self, request: Request, uuid: UUID) -> Response:
        """Colour your body’s entries by other rules from a day on."""
        body = self.get_object()
        may = permissions.can_choose_rules(cast(User, request.user), body)
        actions.choose_rules(body, **sent(request, RulesIn, may=may))
        return Response(self._standing(body))

    def _standing(self, body: Body) -> dict[str, Any]:
        choices = BodyRules.objects.filter(body=body)
        rule_set = choices.chosen(localdate()).get(body.pk, RuleSet.DEADLINES)
        shown = {"body": body.uuid, "version": choices.count(), "rule_set": rule_set}
        return dict(BodyRulesOut(shown).data)
