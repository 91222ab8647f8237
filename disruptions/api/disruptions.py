"""Disruptions and the minimum standards that they are judged by, for other systems."""

from datetime import datetime
from typing import Any, cast

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from disruptions import actions, permissions, queries, standards
from disruptions.api.bulk import ManyDisruptionsIn, ManyDisruptionsOut, record_many
from disruptions.api.said import (
    NAME_NOBODY,
    DisruptionIn,
    NamedThreatField,
    RecordDisruptionIn,
    SeenField,
)
from disruptions.models import (
    Disruption,
    DisruptionQuerySet,
    DisruptionStandard,
    DistinctEvents,
    Moderation,
    Needed,
    Strand,
    Threat,
)
from disruptions.models.disruption import DisruptionBodyLink
from disruptions.models.reading import no_more_supported
from inspection_portal.core.api import In, SeenIn, VisibleViewSet, sent
from inspection_portal.core.models import User


def _several(what: str) -> Any:
    return serializers.SlugRelatedField("uuid", many=True, read_only=True, help_text=what)


class FailureOut(serializers.Serializer[standards.Failure]):
    """A rule of the minimum standards that the record fails."""

    id = serializers.CharField(help_text="Which rule; it never changes its meaning.")
    what = serializers.CharField(help_text="What is wrong, as a sentence.")
    place = serializers.CharField(help_text="The field in which it is to be mended.")
    is_certain = serializers.BooleanField(
        help_text="False where whoever moderates may let it pass all the same, and says why."
    )


class DisruptionModerationOut(serializers.ModelSerializer[Moderation]):
    """One decision on a record; by whom stays within the body."""

    class Meta:
        model = Moderation
        fields = ["uuid", "outcome", "from_category", "to_category", "reason", "at"]
        read_only_fields = fields


class DisruptionOut(serializers.ModelSerializer[Disruption]):
    """A record, with what it fails of the minimum standards in force on the day of its event."""

    threat = serializers.UUIDField(source="threat.uuid")
    body = serializers.UUIDField(source="body.uuid", help_text="The body that recorded it.")
    lead_body = serializers.UUIDField(source="lead_body.uuid", allow_null=True, default=None)
    lead_partner = serializers.UUIDField(source="lead_partner.uuid", allow_null=True, default=None)
    supporting_bodies = _several("The bodies that supported it.")
    supporting_partners = _several("The organisations of the list that supported it.")
    failures = serializers.SerializerMethodField()
    moderations = DisruptionModerationOut(many=True, help_text="The latest first.")

    class Meta:
        model = Disruption
        fields = [
            *("uuid", "version", "source", "reference", "threat", "body", "lead_body"),
            *("lead_partner", "supporting_bodies", "supporting_partners", "event_on"),
            *("recorded_on", "type", "strand", "category", "narrative", "evidence"),
            *("moderation", "failures", "moderations"),
        ]
        read_only_fields = fields

    @extend_schema_field(FailureOut(many=True))
    def get_failures(self, disruption: Disruption) -> Any:
        judged = standards.judge(queries.record_of(disruption), self.context["standards"])
        return [FailureOut(each).data for each in judged]


class DisruptionStandardOut(serializers.ModelSerializer[DisruptionStandard]):
    """A version of the minimum standards; of two of a day the later one holds."""

    class Meta:
        model = DisruptionStandard
        fields = [
            *("uuid", "valid_from", "threat_kinds", "needs_major", "needs_moderate"),
            *("needs_minor", "days_to_record", "basis", "set_at"),
        ]
        read_only_fields = fields


class EditDisruptionIn(DisruptionIn):
    threat = NamedThreatField(Threat, help_text="One that you see, or that it names already.")


class ModerateDisruptionIn(SeenIn):
    outcome = serializers.ChoiceField(choices=Moderation.Outcome.decisions())
    to_category = serializers.ChoiceField(
        choices=Disruption.Category.choices,
        allow_blank=True,
        default="",
        help_text="The lower category, where it is downgraded.",
    )
    reason = serializers.CharField(
        allow_blank=True, default="", help_text=f"Needed unless it passes as it is. {NAME_NOBODY}"
    )


class ReopenDisruptionIn(SeenIn):
    reason = serializers.CharField(help_text=f"Why it is opened again. {NAME_NOBODY}")


class TellApartIn(In):
    other = SeenField(Disruption, help_text="The record of the other event, which you see.")
    reason = serializers.CharField(help_text=f"What makes them two events. {NAME_NOBODY}")


class DistinctEventsOut(serializers.ModelSerializer[DistinctEvents]):
    """That two records which look like one event are of two; by whom stays within the body."""

    first = serializers.UUIDField(source="first.uuid", help_text="The earlier record.")
    second = serializers.UUIDField(source="second.uuid", help_text="The later record.")

    class Meta:
        model = DistinctEvents
        fields = ["uuid", "first", "second", "reason", "at"]
        read_only_fields = fields


def _needs() -> Any:
    return serializers.MultipleChoiceField(choices=Needed.choices, default=set)


class SetStandardIn(SeenIn):
    valid_from = serializers.DateField(help_text="It may have passed.")
    threat_kinds = serializers.MultipleChoiceField(choices=Threat.Kind.choices)
    needs_major = _needs()
    needs_moderate = _needs()
    needs_minor = _needs()
    days_to_record = serializers.IntegerField(min_value=0, max_value=3650)
    basis = serializers.CharField(help_text="Where it is laid down.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Several choices in the order of their list, however they were sent."""
        order = [*Threat.Kind.values, *Needed.values]
        chosen = {
            name: sorted(attrs[name], key=order.index)
            for name, field in self.fields.items()
            if isinstance(field, serializers.MultipleChoiceField)
        }
        return attrs | chosen


class DisruptionApiFilter(FilterSet):
    body = django_filters.UUIDFilter(field_name="body__uuid", label="The body that recorded it.")
    threat = django_filters.UUIDFilter(field_name="threat__uuid", label="The threat.")
    since = django_filters.DateFilter(
        field_name="event_on", lookup_expr="gte", label="Of events on that day or after it."
    )
    until = django_filters.DateFilter(
        field_name="event_on", lookup_expr="lte", label="Of events on that day or before it."
    )
    category = django_filters.ChoiceFilter(choices=Disruption.Category.choices, label="Category.")
    strand = django_filters.ChoiceFilter(choices=Strand.choices, label="P strand.")
    type = django_filters.ChoiceFilter(choices=Disruption.Type.choices, label="Type.")
    moderation = django_filters.ChoiceFilter(
        choices=Disruption.Moderated.choices, label="How far the moderation is."
    )
    for_me = django_filters.BooleanFilter(
        label="Those that wait for you to moderate.", method="waiting"
    )

    returned_to_me = django_filters.BooleanFilter(
        label="Those that you recorded and that were returned to you.", method="returned"
    )

    def returned(self, rows: DisruptionQuerySet, name: str, asked: bool) -> DisruptionQuerySet:
        return rows.returned_to(cast(User, self.request.user)) if asked else rows

    def waiting(self, rows: DisruptionQuerySet, name: str, asked: bool) -> DisruptionQuerySet:
        return rows.to_moderate_by(cast(User, self.request.user)) if asked else rows


class DisruptionViewSet(VisibleViewSet[Disruption]):
    """Disruptions of your own bodies, or all for inspectors."""

    queryset = Disruption.objects.all()
    serializer_class = DisruptionOut
    filterset_class = DisruptionApiFilter

    def get_queryset(self) -> QuerySet[Disruption]:
        beside = ("supporting_bodies", "supporting_partners", "moderations")
        return super().get_queryset().prefetch_related(*beside)

    def gone_since(self, since: datetime) -> QuerySet[Disruption]:
        user = cast(User, self.request.user)
        left = no_more_supported(DisruptionBodyLink, "disruption", user, since)
        return self.hidden().filter(pk__in=left)

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "standards": queries.minimum_standards()}

    @extend_schema(request=RecordDisruptionIn, responses=DisruptionOut)
    @action(detail=False, methods=["post"])
    def record(self, request: Request) -> Response:
        """Record a disruption for your body."""
        may = permissions.can_record_some(cast(User, request.user))
        return self._told(actions.record_disruption(**sent(request, RecordDisruptionIn, may=may)))

    @extend_schema(request=ManyDisruptionsIn, responses=ManyDisruptionsOut)
    @action(detail=False, methods=["post"])
    def bulk(self, request: Request) -> Response:
        """Record up to 1,000 disruptions for bodies of yours, each judged by itself: what is wrong
        with one keeps no other back.
        """
        may = permissions.can_record_some(cast(User, request.user))
        told = sent(request, ManyDisruptionsIn, may=may)
        results = record_many(told.pop("disruptions"), **told)
        return Response(ManyDisruptionsOut({"results": results}).data)

    @extend_schema(request=EditDisruptionIn, responses=DisruptionOut)
    def partial_update(self, request: Request, uuid: str) -> Response:
        """Put the record right before it is moderated."""
        disruption = self._own()
        told = sent(request, EditDisruptionIn, named=disruption.threat_id)
        actions.edit_disruption(disruption, **told)
        return self._told(disruption)

    @extend_schema(request=ModerateDisruptionIn, responses=DisruptionOut)
    @action(detail=True, methods=["post"])
    def moderate(self, request: Request, uuid: str) -> Response:
        """Decide on a record that waits."""
        disruption = self._led()
        actions.moderate_disruption(disruption, **sent(request, ModerateDisruptionIn))
        return self._told(disruption)

    @extend_schema(request=ReopenDisruptionIn, responses=DisruptionOut)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, uuid: str) -> Response:
        """Return a record that was moderated, downgraded or refused, to be put right."""
        disruption = self._led()
        actions.reopen_disruption(disruption, **sent(request, ReopenDisruptionIn))
        return self._told(disruption)

    @extend_schema(request=SeenIn, responses=DisruptionOut)
    @action(detail=True, methods=["post"])
    def resubmit(self, request: Request, uuid: str) -> Response:
        """Send a record that was returned to moderation again."""
        disruption = self._own()
        actions.resubmit_disruption(disruption, **sent(request, SeenIn))
        return self._told(disruption)

    @extend_schema(request=TellApartIn, responses=DistinctEventsOut)
    @action(detail=True, methods=["post"], url_path="tell-apart")
    def tell_apart(self, request: Request, uuid: str) -> Response:
        """Decide that this record and another that looks like the same event are of two."""
        disruption, user = self.get_object(), cast(User, request.user)
        may = permissions.can_moderate_some(user)
        made = actions.tell_apart(disruption, **sent(request, TellApartIn, may=may))
        return Response(DistinctEventsOut(made).data)

    def _own(self) -> Disruption:
        disruption = self.get_object()
        if not permissions.can_record_disruption(cast(User, self.request.user), disruption.body):
            raise PermissionDenied
        return disruption

    def _led(self) -> Disruption:
        disruption = self.get_object()
        if not permissions.can_moderate_for(cast(User, self.request.user), disruption.body):
            raise PermissionDenied
        return disruption

    def _told(self, disruption: Disruption) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=disruption.pk)).data)


class DisruptionStandardViewSet(VisibleViewSet[DisruptionStandard]):
    """The minimum standards of disruptions, version by version."""

    queryset = DisruptionStandard.objects.all()
    serializer_class = DisruptionStandardOut

    @extend_schema(request=SetStandardIn, responses=DisruptionStandardOut)
    @action(detail=False, methods=["post"])
    def set(self, request: Request) -> Response:
        """Add a version. `If-Match` is how many there were when you read them."""
        may = permissions.can_set_standards(cast(User, request.user))
        made = actions.set_standard(**sent(request, SetStandardIn, may=may))
        return Response(self.get_serializer(made).data)
