from typing import cast

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from inspection_portal.core.api import In, sent
from inspection_portal.core.models import User
from inspection_portal.core.resources import Resource
from recommendations import actions, queries


class ReminderPreference(In):
    before_the_date = serializers.BooleanField(
        help_text="Whether reminders come before a date; on it and after it they always do."
    )
    by_mail = serializers.BooleanField(
        help_text="Whether they are mailed; in the portal they are shown in any case."
    )


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
