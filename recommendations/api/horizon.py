"""The months to come in figures, for other systems."""

from typing import Any, cast

from django.utils.timezone import localdate, now
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from inspection_portal.core.api import In, asked
from inspection_portal.core.models import User
from inspection_portal.core.resources import Resource
from recommendations import queries
from recommendations.forms.horizon import LONGEST_SLIP

Out = serializers.Serializer[Any]


class HorizonIn(In):
    on = serializers.DateField(required=False, help_text="Seen on that day; today by default.")
    region = serializers.UUIDField(required=False, help_text="Only the bodies of that region.")
    inspection = serializers.UUIDField(
        required=False, help_text="What if this inspection, whose draft you read, is published …"
    )
    published_on = serializers.DateField(required=False, help_text="… on that day?")
    weeks = serializers.IntegerField(
        required=False, min_value=0, max_value=LONGEST_SLIP, help_text="… so many weeks later?"
    )


class HorizonColumnOut(Out):
    name = serializers.CharField()
    first = serializers.DateField(allow_null=True)
    last = serializers.DateField(allow_null=True)


class HorizonLineOut(Out):
    uuid = serializers.UUIDField(
        allow_null=True, help_text="Of the body, or of who is responsible."
    )
    name = serializers.CharField()
    region = serializers.CharField()
    numbers = serializers.SerializerMethodField(help_text="Of open entries, column by column.")
    extra = serializers.SerializerMethodField(help_text="How many more the draft would bring.")

    def get_numbers(self, line: Any) -> list[int]:
        return [cell.number for cell in line.cells]

    def get_extra(self, line: Any) -> list[int]:
        return [cell.extra for cell in line.cells]


class MovedOut(Out):
    addressee = serializers.CharField()
    asked = serializers.CharField()
    planned_on = serializers.DateField(allow_null=True)
    slipped_on = serializers.DateField(allow_null=True)


class WhatIfOut(Out):
    inspection = serializers.UUIDField(source="inspection.uuid")
    planned_on = serializers.DateField()
    published_on = serializers.DateField()
    moved = MovedOut(many=True)


class HorizonOut(Out):
    on = serializers.DateField()
    columns = HorizonColumnOut(many=True)
    lines = HorizonLineOut(many=True)
    what_if = WhatIfOut(allow_null=True)


class HorizonView(Resource):
    """What falls on whom in the months to come: body by body for the inspectorate, by who is
    responsible for a force or ROCU.
    """

    takes_parameters = True

    @extend_schema(parameters=[HorizonIn], responses=HorizonOut)
    def get(self, request: Request) -> Response:
        sent, at, user = asked(request, HorizonIn), now(), cast(User, request.user)
        tried = _tried(user, sent, today=localdate(at))
        on, region = sent.get("on", localdate(at)), sent.get("region")
        shown = queries.horizon(user, on=on, at=at, region=region, tried=tried)
        return Response(HorizonOut(shown).data)


def _tried(user: User, sent: dict[str, Any], *, today: Any) -> queries.Tried | None:
    """The draft that is asked about; refused as unknown where the person does not read it."""
    if "inspection" not in sent:
        return None
    drafts = {each.uuid: each for each in queries.drafts_to_try(user)}
    draft = drafts.get(sent["inspection"])
    if draft is None:
        raise ValidationError({"inspection": ["Choose an inspection whose draft you read."]})
    try:
        return queries.tried(
            draft, on=today, published_on=sent.get("published_on"), weeks=sent.get("weeks")
        )
    except ValueError as error:
        raise ValidationError({"published_on": [str(error)]}) from error
