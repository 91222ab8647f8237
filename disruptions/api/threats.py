"""The SOC master list, for other systems: read, kept, and who answers for a threat."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import django_filters
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from disruptions import actions, queries
from disruptions.api.keeping import KeepingViewSet, OfBodyIn, TierField
from disruptions.api.support import OfficerRef
from disruptions.models import (
    AssessmentDefect,
    CrimeType,
    PlanAccess,
    PlanSettings,
    Threat,
    ThreatPhase,
    ThreatQuerySet,
    ThreatResponsibility,
    with_defect,
)
from disruptions.models.reading import no_more_supported
from disruptions.models.threat import SupportingBodyLink
from forces.models import Body
from inspection_portal.core.api import In, SeenIn, ToldBesideViewSet

Role = ThreatResponsibility.Role
BY_NAME = "By its name in the list."


class AnsweringOut(serializers.ModelSerializer[ThreatResponsibility]):
    """Who answers for a threat, by rank and post and never by name."""

    officer = serializers.UUIDField(source="officer.uuid")
    title = serializers.CharField(source="officer.title", help_text="Rank and post.")
    body = serializers.UUIDField(source="officer.body.uuid", help_text="Of the officer.")

    class Meta:
        model = ThreatResponsibility
        fields = ["uuid", "version", "role", "officer", "title", "body", "since", "until"]
        read_only_fields = fields


class ThreatOut(serializers.ModelSerializer[Threat]):
    body = serializers.UUIDField(source="body.uuid", help_text="The body that owns it.")
    supporting_bodies: Any = serializers.SlugRelatedField(
        slug_field="uuid", many=True, read_only=True
    )
    crime_types: Any = serializers.SlugRelatedField(slug_field="name", many=True, read_only=True)
    phase = serializers.CharField(
        source="phase.name", allow_null=True, default=None, help_text=BY_NAME
    )
    defects = serializers.SerializerMethodField(
        help_text="What is wrong today with how it is assessed."
    )
    responsibilities: Any = AnsweringOut(many=True, read_only=True)

    class Meta:
        model = Threat
        fields = [
            *("uuid", "version", "reference", "kind", "body", "supporting_bodies"),
            *("crime_types", "phase", "tier", "is_soc", "operation_started_on", "closed_on"),
            *("defects", "responsibilities"),
        ]
        read_only_fields = fields
        extra_kwargs = {"tier": {"help_text": "As supplied; null where there is none."}}

    @extend_schema_field(
        serializers.ListField(child=serializers.ChoiceField(AssessmentDefect.choices))
    )
    def get_defects(self, threat: Threat) -> Any:
        return self.context["lines"][threat.pk].defects


class ThreatWordsIn(In):
    """What the master list says of a threat."""

    reference = serializers.CharField(max_length=60, help_text="Name no person.")
    kind = serializers.ChoiceField(choices=Threat.Kind.choices)
    phase = serializers.SlugRelatedField(
        slug_field="name",
        queryset=ThreatPhase.objects.all(),
        required=False,
        allow_null=True,
        help_text=BY_NAME,
        error_messages={"does_not_exist": "Choose a phase of the list, or none."},
    )
    tier = TierField()
    is_soc = serializers.BooleanField(required=False)
    operation_started_on = serializers.DateField(required=False, allow_null=True)
    crime_types = serializers.SlugRelatedField(
        slug_field="name", queryset=CrimeType.objects.all(), many=True, required=False
    )
    supporting_bodies = serializers.SlugRelatedField(
        slug_field="uuid", queryset=Body.objects.all(), many=True, required=False
    )


class ThreatIn(OfBodyIn, ThreatWordsIn):
    """A threat of a body that you act for."""


class ThreatClosingIn(SeenIn):
    closed_on = serializers.DateField(help_text="Today or before.")


class AnsweringIn(In):
    officer = OfficerRef(help_text="Of the body that owns the threat, or of one that supports it.")
    role = serializers.ChoiceField(choices=Role.choices)
    since = serializers.DateField(help_text="The first day.")


class AnsweringEndIn(SeenIn):
    responsibility = serializers.SlugRelatedField(
        slug_field="uuid", queryset=ThreatResponsibility.objects.none()
    )
    until = serializers.DateField(help_text="The last day.")

    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().get_fields()
        if threat := self.context.get("row"):
            fields["responsibility"].queryset = threat.responsibilities.for_list()
        return fields


class ThreatApiFilter(FilterSet):
    body = django_filters.UUIDFilter(field_name="body__uuid", label="The body that owns it.")
    kind = django_filters.ChoiceFilter(choices=Threat.Kind.choices)
    tier = django_filters.ChoiceFilter(choices=Threat.Tier.choices)
    defect = django_filters.ChoiceFilter(
        choices=AssessmentDefect.choices,
        label="What is wrong today with how it is assessed.",
        method="wrong_by",
    )
    is_managed = django_filters.BooleanFilter(
        label="Whether it is managed.", method="managed_or_not"
    )

    def wrong_by(self, threats: ThreatQuerySet, name: str, defect: str) -> ThreatQuerySet:
        today = localdate()
        return with_defect(threats, defect, today, PlanSettings.objects.in_force(today))

    def managed_or_not(self, threats: ThreatQuerySet, name: str, wanted: bool) -> ThreatQuerySet:
        if wanted:
            return threats.managed()
        return threats.exclude(pk__in=Threat.objects.managed())


class ThreatViewSet(ToldBesideViewSet[Threat], KeepingViewSet[Threat]):
    """Threats that your bodies own or support, or whose plan is shared with them; all for the
    inspectorate.
    """

    queryset = Threat.objects.all()
    serializer_class = ThreatOut
    filterset_class = ThreatApiFilter

    def gone_since(self, since: datetime) -> QuerySet[Threat]:
        lost = PlanAccess.objects.lost_by(self.user, since).whole_plans()
        left = no_more_supported(SupportingBodyLink, "threat", self.user, since)
        return self.hidden().filter(Q(pk__in=lost.values("plan__threat")) | Q(pk__in=left))

    def beside(self, rows: Sequence[Threat]) -> dict[str, object]:
        """How each stands today."""
        return {"lines": {line.threat.pk: line for line in queries.threat_lines(rows, localdate())}}

    @extend_schema(request=ThreatIn, responses=ThreatOut)
    @action(detail=False, methods=["post"], filter_backends=[])
    def add(self, request: Request) -> Response:
        """Put a threat on the master list of a body."""
        threat = self.begin(actions.add_threat, ThreatIn)
        return Response(self.get_serializer(threat).data)

    @extend_schema(request=ThreatWordsIn, responses=ThreatOut)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change what the master list says of a threat."""
        self.carry_out(actions.revise_threat, ThreatWordsIn)
        return self.told()

    @extend_schema(request=ThreatClosingIn, responses=ThreatOut)
    @action(detail=True, methods=["post"], url_path="close")
    def end(self, request: Request, uuid: UUID) -> Response:
        """Say since when a threat is not managed any more."""
        self.carry_out(actions.close_threat, ThreatClosingIn)
        return self.told()

    @extend_schema(request=SeenIn, responses=ThreatOut)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, uuid: UUID) -> Response:
        """Manage a threat again that was closed."""
        self.carry_out(actions.reopen_threat, SeenIn)
        return self.told()

    @extend_schema(request=AnsweringIn, responses=ThreatOut)
    @action(detail=True, methods=["post"], url_path="give-responsibility")
    def give_responsibility(self, request: Request, uuid: UUID) -> Response:
        """Make an officer lead the response, or run the investigation."""
        self.carry_out(actions.give_responsibility, AnsweringIn)
        return self.told()

    @extend_schema(request=AnsweringEndIn, responses=ThreatOut)
    @action(detail=True, methods=["post"], url_path="end-responsibility")
    def end_responsibility(self, request: Request, uuid: UUID) -> Response:
        """Say until which day an officer answers for the threat. `If-Match` is the version of that
        responsibility.
        """
        self.carry_out(_end, AnsweringEndIn)
        return self.told()

    def told(self) -> Response:
        return Response(self.get_serializer(self.get_object()).data)


def _end(threat: Threat, *, responsibility: ThreatResponsibility, **sent: Any) -> None:
    actions.end_responsibility(responsibility, **sent)
