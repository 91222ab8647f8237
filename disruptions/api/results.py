"""What the quality checks find of all bodies that a person sees, as one list (ADR 0026)."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from itertools import islice
from typing import Any, cast
from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.timezone import localdate
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from disruptions import queries
from disruptions.api.checks import CheckResultOut
from disruptions.checks import CHECKS
from disruptions.queries.results import Place, Wanted, results_of
from inspection_portal.core import lists
from inspection_portal.core.api import In, asked
from inspection_portal.core.models import User
from inspection_portal.core.renderers import CsvRenderer, LinesRenderer
from inspection_portal.core.resources import Resource


class PlaceField(serializers.CharField):
    """Where the page before ended."""

    def to_internal_value(self, data: Any) -> Any:
        try:
            of, subject, check = urlsafe_b64decode(str(data)).decode().split("|")
            return Place(of, UUID(subject), check)
        except ValueError as error:
            why = "Take the cursor from the page before."
            raise serializers.ValidationError(why) from error


class CheckResultsIn(In):
    body = serializers.UUIDField(required=False, help_text="The body that owns what fails.")
    check_id = serializers.CharField(required=False, help_text="The check that fails.")
    # A box that nobody ticked would be false.
    waived = serializers.ChoiceField(
        choices=[("true", "Waived"), ("false", "To be mended")],
        required=False,
        help_text="Whether a waiver holds today.",
    )
    limit = serializers.IntegerField(
        min_value=1,
        max_value=lists.LARGEST_PAGE,
        default=lists.PAGE,
        help_text="How many rows a page has at most.",
    )
    cursor = PlaceField(
        required=False, help_text="Where the page before ended: take it from `next`."
    )

    def validate_check_id(self, check: str) -> str:
        if check not in CHECKS:
            raise serializers.ValidationError("No check has this id.")
        return check


class FoundOut(CheckResultOut):
    body = serializers.UUIDField(help_text="The body that owns what fails.")


class CheckResultsOut(serializers.Serializer[Any]):
    on = serializers.DateField(help_text="The day of the results.")
    next = serializers.URLField(
        allow_null=True, help_text="The address of the next page; null on the last."
    )
    results = FoundOut(many=True)


class CheckResultsView(Resource):
    """What the quality checks find today of the bodies whose checks you see, with waivers.

    Results are worked out anew for each answer and never stored, so that they can't be followed:
    read the list anew, or have a webhook tell of new errors of plans.
    """

    takes_parameters = True

    def get_renderers(self) -> list[BaseRenderer]:
        return [*super().get_renderers(), LinesRenderer(), CsvRenderer()]

    @extend_schema(parameters=[CheckResultsIn], responses=CheckResultsOut)
    def get(self, request: Request) -> HttpResponseBase:
        wanted, on = asked(request, CheckResultsIn), localdate()
        rows = self._rows(on=on, **wanted)
        if lists.is_stream(request):
            return lists.streamed(request, (row for _, row in rows), list(FoundOut().fields))
        page = list(islice(rows, wanted["limit"] + 1))
        shown = page[: wanted["limit"]]
        following = None
        if len(page) > len(shown):
            place = urlsafe_b64encode("|".join(map(str, shown[-1][0])).encode()).decode()
            address = request.build_absolute_uri()
            following = replace_query_param(address, lists.CURSOR, place)
        return Response({"on": on, "next": following, "results": [row for _, row in shown]})

    def _rows(self, *, on: Any, **wanted: Any) -> Iterator[tuple[Place, dict[str, Any]]]:
        bodies = queries.bodies_checked(cast(User, self.request.user)).order_by()
        if "body" in wanted:
            bodies = bodies.filter(uuid=wanted["body"])
        uuids = dict(bodies.values_list("pk", "uuid"))
        waived = wanted["waived"] == "true" if "waived" in wanted else None
        only = Wanted(wanted.get("check_id"), waived)
        for place, result in results_of(bodies, only, on=on, after=wanted.get("cursor")):
            told = CheckResultOut(result).data
            yield place, {**told, "body": uuids[result.subject.body]}
