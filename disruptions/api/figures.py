"""Figures of disruptions for other systems."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from disruptions import permissions
from disruptions.filters import DisruptionFigureFilter
from disruptions.models import Disruption, Strand
from disruptions.queries import COUNTED_ONCE, WITHOUT
from inspection_portal.core.api import In, refuse_unknown, refuse_unread
from inspection_portal.core.models import User
from inspection_portal.core.resources import Resource

LIST = "The path of the page that lists them."


class DisruptionFiguresIn(In):
    body = serializers.UUIDField(required=False, help_text="Only what this body recorded.")
    region = serializers.UUIDField(required=False, help_text="Only the bodies of that region.")
    since = serializers.CharField(
        required=False, help_text="First month of the events, as 2026-03; eleven before this one."
    )
    until = serializers.CharField(required=False, help_text="Last month; the present one.")
    category = serializers.ChoiceField([*Disruption.Category.choices, WITHOUT], required=False)
    strand = serializers.ChoiceField([*Strand.choices, WITHOUT], required=False)
    type = serializers.ChoiceField(Disruption.Type.choices, required=False)


class FigurePartOut(serializers.Serializer[Any]):
    name = serializers.CharField(source="label")
    number = serializers.IntegerField()
    list = serializers.CharField(source="address", help_text=LIST)


class FigureLineOut(serializers.Serializer[Any]):
    key = serializers.CharField(help_text="A UUID, a month, or a choice.")
    name = serializers.CharField(source="label")
    passed = serializers.IntegerField(source="number", help_text="That passed moderation.")
    list = serializers.CharField(source="address", help_text=LIST)
    categories = FigurePartOut(many=True, help_text="The same, category by category.")
    waiting = serializers.IntegerField(help_text="That wait for moderation.")
    waiting_list = serializers.CharField(source="waiting_address", help_text=LIST)


class FilterWordsOut(serializers.Serializer[Any]):
    name = serializers.CharField(source="label")
    value = serializers.CharField()


class DisruptionFiguresOut(serializers.Serializer[Any]):
    as_at = serializers.DateTimeField()
    asked = FilterWordsOut(many=True, source="asked.in_words", help_text="The filter in words.")
    led = FigureLineOut(
        allow_null=True,
        help_text="Lead disruptions, which count each event once; null where types are not mixed.",
    )
    total = FigureLineOut(help_text=COUNTED_ONCE)
    by_month = FigureLineOut(many=True)
    by_body = FigureLineOut(many=True)
    by_category = FigureLineOut(many=True)
    by_strand = FigureLineOut(many=True)
    by_type = FigureLineOut(many=True)


class DisruptionFiguresView(Resource):
    """Disruptions in figures, by who recorded them and the month of the event."""

    takes_parameters = True

    @extend_schema(parameters=[DisruptionFiguresIn], responses=DisruptionFiguresOut)
    def get(self, request: Request) -> Response:
        user = cast(User, request.user)
        if not permissions.can_read_threats(user):
            raise PermissionDenied
        at = now()
        found = DisruptionFigureFilter(request.query_params, user=user, at=at)
        refuse_unknown(request, set(found.filters) - {"sort"})
        refuse_unread(request, found.filters)
        if not found.is_valid():
            raise ValidationError(dict(found.form.errors))
        told: dict[str, Any] = DisruptionFiguresOut(found.in_order).data
        return Response(told)
