"""Reminders of deadlines: which one wants oneself, and when they come at all."""

from typing import Any, cast
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from inspection_portal.core.api import In, VisibleViewSet, sent
from inspection_portal.core.models import User
from inspection_portal.core.resources import Resource
from recommendations import actions, queries
from recommendations.models import ReminderSchedule

FURTHEST = 1095


class ReminderPreference(In):
    before_the_date = serializers.BooleanField(
        help_text="Whether reminders come before a date; on it and after it they always do."
    )
    by_mail = serializers.BooleanField(
        help_text="Whether they are mailed; in the portal they are shown in any case."
    )


def day_field(**options: Any) -> serializers.IntegerField:
    """Days from the date, negative before it."""
    return serializers.IntegerField(min_value=-FURTHEST, max_value=FURTHEST, **options)


def from_field(who: str) -> serializers.IntegerField:
    told = f"From which day on {who}: days after the date, negative before it; null for never."
    return day_field(required=False, allow_null=True, help_text=told)


class ScheduleIn(In):
    days = serializers.ListField(
        child=day_field(),
        max_length=100,
        required=False,
        help_text="When whoever is responsible is reminded: days after the date, negative before.",
    )
    leads_from = from_field("the leads of the body are too")
    overseers_from = from_field("the local policing body is told, once it is late")
    inspectors_from = from_field("the inspectorate is told, once it is late")


class ScheduleOut(serializers.ModelSerializer[ReminderSchedule]):
    class Meta:
        model = ReminderSchedule
        fields = [
            *("uuid", "kind", "days", "leads_from", "overseers_from", "inspectors_from"),
            "version",
        ]
        read_only_fields = fields
        extra_kwargs = {"kind": {"help_text": "Of which deadlines."}}


class ReminderScheduleViewSet(VisibleViewSet[ReminderSchedule]):
    """On which days people are reminded of deadlines of each kind: for administrators."""

    queryset = ReminderSchedule.objects.all()
    serializer_class = ScheduleOut

    @extend_schema(request=ScheduleIn, responses=ScheduleOut)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change the days, or from when on whom; what is told already stays told."""
        schedule = self.get_object()
        names = ("days", "leads_from", "overseers_from", "inspectors_from")
        stays = {name: getattr(schedule, name) for name in names}
        actions.revise_schedule(schedule, **{**stays, **sent(request, ScheduleIn)})
        return Response(ScheduleOut(schedule).data)


class ReminderPreferenceView(Resource):
    """Which reminders of deadlines you want yourself, and how."""

    @extend_schema(responses=ReminderPreference)
    def get(self, request: Request) -> Response:
        chosen = queries.preference_of(cast(User, request.user))
        return Response(ReminderPreference(chosen).data)


class ChooseRemindersView(Resource):
    """Choose which reminders of deadlines you want yourself, and how."""

    @extend_schema(request=ReminderPreference, responses=ReminderPreference)
    def post(self, request: Request) -> Response:
        user = cast(User, request.user)
        actions.choose_reminders(**sent(request, ReminderPreference))
        return Response(ReminderPreference(queries.preference_of(user)).data)
