"""How inspections stand on their way to publication, and each step of it, for other systems."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from findings.models import Inspection
from inspection_portal.core.api import In, SeenIn, sent
from inspection_portal.core.conditional import Conditional
from inspection_portal.core.models import User
from inspection_portal.reports import actions, permissions, queries, rendering, snapshot
from inspection_portal.reports.api.redacting import PlanRedactionIn, RedactIn, RedactionPlanOut
from inspection_portal.reports.stages import Stage, Who

ANY = "The team reads it, and it stays in the audit trail. A step back needs one."


class ReasonIn(SeenIn):
    reason = serializers.CharField(help_text="The team reads it; it stays in the audit trail.")


class MoveIn(SeenIn):
    to = serializers.ChoiceField(Stage.choices, help_text="The stage to move to.")
    reason = serializers.CharField(required=False, allow_blank=True, default="", help_text=ANY)


class PublishIn(SeenIn):
    publish_at = serializers.DateTimeField(help_text="The moment at which the embargo ends.")


class ReadIn(SeenIn):
    text_sha256 = serializers.CharField(
        max_length=64, help_text="Of the text that you read, as the stage of the inspection told."
    )


class AccelerateIn(In):
    finding = serializers.UUIDField(help_text="A cause of concern of this inspection.")
    publish_at = serializers.DateTimeField(help_text="The moment from which everyone may read it.")


class LineOut(serializers.Serializer[Any]):
    need = serializers.CharField(help_text="What is lacking, as a code.")
    sentence = serializers.CharField()
    url = serializers.CharField(help_text="The page on which it can be mended.")
    blocks = serializers.ChoiceField(
        Stage.choices,
        allow_null=True,
        help_text="The first stage it keeps away, null for a warning.",
    )


class StageOut(serializers.Serializer[Any]):
    uuid = serializers.UUIDField(help_text="Of the inspection.")
    version = serializers.IntegerField()
    stage = serializers.ChoiceField(Stage.choices)
    publish_at = serializers.DateTimeField(allow_null=True)
    text_sha256 = serializers.CharField(
        allow_null=True,
        help_text="Of the text as it stands, while it can be signed off or a correction is open.",
    )
    steps = serializers.ListField(
        child=serializers.ChoiceField(Stage.choices), help_text="Where you may move it from here."
    )
    blocking = LineOut(many=True, help_text="What keeps it from the next stage.")
    later = LineOut(many=True, help_text="What will keep it from a later one.")
    warnings = LineOut(many=True, help_text="What only warns.")


class StageViewSet(Conditional, GenericViewSet[Inspection]):
    """Where the inspections stand whose drafts you read, and each step that is yours to take."""

    queryset = Inspection.objects.all()
    serializer_class = StageOut
    filter_backends = []
    lookup_field = "uuid"
    lookup_value_converter = "uuid"

    def get_queryset(self) -> QuerySet[Inspection]:
        return Inspection.objects.drafts_visible_to(cast(User, self.request.user)).for_list()

    @extend_schema(responses=StageOut)
    def retrieve(self, request: Request, uuid: UUID) -> Response:
        return Response(self._standing(self.get_object()))

    @extend_schema(request=MoveIn, responses=StageOut)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, uuid: UUID) -> Response:
        """Move the inspection on, or back with a reason."""
        return self._take(MoveIn, actions.move)

    @extend_schema(request=ReadIn, responses=StageOut)
    @action(detail=True, methods=["post"], url_path="sign-off")
    def sign_off(self, request: Request, uuid: UUID) -> Response:
        """Sign the report off as you read it."""
        return self._take(ReadIn, actions.sign_off, who=Who.HMI)

    @extend_schema(request=PublishIn, responses=StageOut)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, uuid: UUID) -> Response:
        """Issue the report under embargo until a moment."""
        return self._take(PublishIn, actions.publish, who=Who.PUBLISHER)

    @extend_schema(request=ReasonIn, responses=StageOut)
    @action(detail=True, methods=["post"])
    def recall(self, request: Request, uuid: UUID) -> Response:
        """Take the report back while it is under embargo."""
        return self._take(ReasonIn, actions.recall, who=Who.PUBLISHER)

    @extend_schema(request=ReasonIn, responses=StageOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, uuid: UUID) -> Response:
        """Withdraw the published report; it stays in the record, marked."""
        return self._take(ReasonIn, actions.withdraw, who=Who.PUBLISHER)

    @extend_schema(request=ReadIn, responses=StageOut)
    @action(detail=True, methods=["post"], url_path="publish-correction")
    def publish_correction(self, request: Request, uuid: UUID) -> Response:
        """Publish the open correction as a new issue."""
        return self._take(ReadIn, actions.publish_correction, who=Who.PUBLISHER)

    @extend_schema(request=AccelerateIn, responses=StageOut)
    @action(detail=True, methods=["post"])
    def accelerate(self, request: Request, uuid: UUID) -> Response:
        """Publish a cause of concern before its report."""

        def publish_alone(inspection: Inspection, *, finding: UUID, **sent: Any) -> object:
            concern = get_object_or_404(inspection.findings, uuid=finding)
            return actions.accelerate(concern, **sent)

        return self._take(AccelerateIn, publish_alone, who=Who.PUBLISHER)

    @extend_schema(request=PlanRedactionIn, responses=RedactionPlanOut)
    @action(detail=True, methods=["post"], url_path="plan-redaction")
    def plan_redaction(self, request: Request, uuid: UUID) -> Response:
        """What would come of a redaction of the published report. Nothing is changed by asking."""
        inspection = self.get_object()
        may = permissions.may(cast(User, request.user), inspection, Who.PUBLISHER)
        plan = actions.plan_redaction(inspection, **sent(request, PlanRedactionIn, may=may))
        return Response(RedactionPlanOut(plan).data)

    @extend_schema(request=RedactIn, responses=StageOut)
    @action(detail=True, methods=["post"])
    def redact(self, request: Request, uuid: UUID) -> Response:
        """Have the redacted report that the plan told take the place of the published one."""
        return self._take(RedactIn, actions.redact, who=Who.PUBLISHER)

    def _take(self, form: type[In], act: Callable[..., object], who: Who | None = None) -> Response:
        """Take a step: those whose it never is are refused before what they sent is looked at."""
        inspection, user = self.get_object(), cast(User, self.request.user)
        may = who is None or permissions.may(user, inspection, who)
        act(inspection, **sent(self.request, form, may=may))
        return Response(self._standing(self.get_object()))

    def _standing(self, inspection: Inspection) -> dict[str, Any]:
        user = cast(User, self.request.user)
        corrected = inspection.corrections.open().exists()
        stage = inspection.shown_stage(corrected=corrected)
        is_read = corrected or stage == Stage.SIGN_OFF
        text = rendering.content_hash(snapshot.draft(inspection)) if is_read else None
        ready = queries.readiness(inspection, stage, on=timezone.localdate(), user=user)
        steps = queries.steps_from(stage)
        return dict(
            StageOut(
                {
                    "uuid": inspection.uuid,
                    "version": inspection.version,
                    "stage": stage,
                    "publish_at": inspection.publish_at,
                    "text_sha256": text,
                    "steps": [
                        step.end
                        for step in steps
                        if step.end != stage and permissions.may(user, inspection, step.who)
                    ],
                    "blocking": ready.now,
                    "later": ready.later,
                    "warnings": ready.warnings,
                }
            ).data
        )
