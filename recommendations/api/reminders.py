from typing import Any, cast

from django.utils.timezone import now
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from inspection_portal.core.models import User
from recommendations import actions, queries


class ReminderPreference(serializers.Serializer[Any]):
    before_the_date = serializers.BooleanField(
        help_text="Whether reminders come before a date; on it and after it they always do."
    )
    by_mail = serializers.BooleanField(
        help_text="Whether they are mailed; in the portal they are shown in any case."
    )


class ReminderPreferenceView(APIView):
    """Which reminders of deadlines you want yourself, and how."""

    @extend_schema(responses=ReminderPreference)
    def get(self, request: Request) -> Response:
        chosen = queries.preference_of(cast(User, request.user))
        return Response(ReminderPreference(chosen).data)


class ChooseRemindersView(APIView):
    """Choose which reminders of deadlines you want yourself, and how."""

    @extend_schema(request=ReminderPreference, responses=ReminderPreference)
    def post(self, request: Request) -> Response:
        sent = ReminderPreference(data=request.data)
        sent.is_valid(raise_exception=True)
        user = cast(User, request.user)
        actions.choose_reminders(**sent.validated_data, by=user, at=now())
        return Response(ReminderPreference(queries.preference_of(user)).data)
