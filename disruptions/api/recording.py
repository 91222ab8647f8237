"""What may be recorded twice, and what is likely missing, for other systems."""

from typing import Any, cast

import django_filters
from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from disruptions import permissions, queries
from disruptions.api.disruptions import DistinctEventsOut
from disruptions.filters import last_year
from disruptions.models import DistinctEvents, DistinctEventsQuerySet
from forces.models import Body
from inspection_portal.core.api import In, VisibleViewSet, asked
from inspection_portal.core.models import User
from inspection_portal.core.resources import Resource

LEFT_OUT = "What was left out, as a sentence; empty where nothing was."


class RecordingIn(In):
    """A time and a body; of the last twelve months where no day is named."""

    since = serializers.DateField(required=False, help_text="The first day.")
    until = serializers.DateField(required=False, help_text="The last day.")
    body = serializers.SlugRelatedField(
        "uuid", queryset=Body.objects.all(), required=False, help_text="Of that body alone."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        period = {**last_year(self.context["on"]), **attrs}
        if period["until"] < period["since"]:
            raise ValidationError({"until": ["The last day must be the first day or after it."]})
        return period


class DoubleCountOut(serializers.Serializer[Any]):
    record = serializers.UUIDField(source="record.uuid", help_text="The later record.")
    record_reference = serializers.CharField(source="record.reference")
    record_body = serializers.UUIDField(source="record.body.uuid")
    earlier = serializers.UUIDField(source="earlier.uuid", help_text="The earlier record.")
    earlier_reference = serializers.CharField(source="earlier.reference")
    earlier_body = serializers.UUIDField(source="earlier.body.uuid")
    why = serializers.CharField(help_text="Why they may be of one event, as a sentence.")


class DoubleCountsOut(serializers.Serializer[Any]):
    since = serializers.DateField()
    until = serializers.DateField()
    left_out = serializers.CharField(help_text=LEFT_OUT)
    pairs = DoubleCountOut(many=True, help_text="Those of the latest events first.")


class GapActionOut(serializers.Serializer[Any]):
    """An action of a plan that ended with a result and led to no disruption."""

    action = serializers.UUIDField(source="uuid")
    threat = serializers.UUIDField(source="plan.threat.uuid")
    body = serializers.UUIDField(source="plan.threat.body.uuid")
    ended_on = serializers.DateField()


class GapTeamOut(serializers.Serializer[Any]):
    """Officers of a post whose body recorded no disruption of the managed threats they lead."""

    body = serializers.UUIDField(source="body.uuid")
    post = serializers.CharField(help_text="Empty for the officers without one.")
    threats = serializers.IntegerField(help_text="How many managed threats they lead.")


class GapsOut(serializers.Serializer[Any]):
    since = serializers.DateField()
    until = serializers.DateField()
    left_out = serializers.CharField(help_text=LEFT_OUT)
    actions = GapActionOut(many=True, help_text="The latest first.")
    teams = GapTeamOut(many=True)
    bodies = serializers.ListField(
        child=serializers.UUIDField(),
        help_text="Bodies with managed threats that recorded no disruption.",
    )


class DoubleCountsView(Resource):
    """Pairs of disruptions that may be of one event. You see both records of each."""

    takes_parameters = True

    @extend_schema(parameters=[RecordingIn], responses=DoubleCountsOut)
    def get(self, request: Request) -> Response:
        chosen = _asked(request)
        found = queries.possible_double_counts(cast(User, request.user), **chosen)
        return Response(DoubleCountsOut({**chosen, **vars(found)}).data)


class GapsView(Resource):
    """What makes it likely that disruptions were not recorded: of your own bodies, or of all for
    who compares them.
    """

    takes_parameters = True

    @extend_schema(parameters=[RecordingIn], responses=GapsOut)
    def get(self, request: Request) -> Response:
        chosen = _asked(request)
        found = queries.likely_missing(cast(User, request.user), **chosen)
        bodies = [each.uuid for each in found.bodies]
        return Response(GapsOut({**chosen, **vars(found), "bodies": bodies}).data)


class DistinctEventsFilter(FilterSet):
    disruption = django_filters.UUIDFilter(label="One of the two records.", method="about")

    def about(
        self, decisions: DistinctEventsQuerySet, name: str, uuid: Any
    ) -> DistinctEventsQuerySet:
        return decisions.filter(first__uuid=uuid) | decisions.filter(second__uuid=uuid)


class DistinctEventsViewSet(VisibleViewSet[DistinctEvents]):
    """Records that look like one event and were told apart, where you see both."""

    queryset = DistinctEvents.objects.all()
    serializer_class = DistinctEventsOut
    filterset_class = DistinctEventsFilter


def _asked(request: Request) -> dict[str, Any]:
    """The period and the body. Raises PermissionDenied for who never sees any disruption, and
    ValidationError.
    """
    if not permissions.can_read_threats(cast(User, request.user)):
        raise PermissionDenied
    return asked(request, RecordingIn, on=localdate())
