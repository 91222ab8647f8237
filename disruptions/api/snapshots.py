"""Snapshots of threats and disruptions, for other systems."""

from dataclasses import asdict
from typing import Any, cast

import django_filters
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django_filters.rest_framework import FilterSet as ApiFilter
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from disruptions import actions, permissions, queries
from disruptions.models import FilterSet, Snapshot
from forces.models import Body
from inspection_portal.core.api import In, VisibleViewSet, asked, sent
from inspection_portal.core.models import User
from inspection_portal.core.negotiation import AsItIs


class SnapshotFigureOut(serializers.Serializer[Any]):
    """How many rows of the list are of a body and a figure."""

    body = serializers.UUIDField()
    figure = serializers.CharField(help_text="Its code: major, or ocg.2 for a type and a tier.")
    told = serializers.CharField(help_text="The same in words.")
    number = serializers.IntegerField()


class SnapshotFiguresOut(serializers.Serializer[Any]):
    has_its_hash = serializers.BooleanField(
        allow_null=True,
        help_text="Whether the stored list is, byte for byte, the one that was frozen; null where "
        "it is long and `check` is not asked for.",
    )
    rows_sha256 = serializers.CharField(
        allow_null=True, help_text="Of the rows that you see, as `rows` gives them; null likewise."
    )
    figures = SnapshotFigureOut(many=True)


# By the hash of the whole list a body could try out what the rows of others may be, and extracts
# are for who loads or reads the threats of all (ADR 0033).
TO_WHO_SEES_ALL = "For who reads every threat; blank to others."


class SnapshotOut(serializers.ModelSerializer[Snapshot]):
    """A frozen list, by its hash."""

    filter_set = serializers.UUIDField(source="filter_set.uuid")
    filters = serializers.CharField(source="filter_set.in_words", help_text="In words.")
    extract_sha256 = serializers.CharField(
        source="extract.sha256",
        default="",
        help_text="Of the file of the latest data extract that was loaded by then; none is empty. "
        f"{TO_WHO_SEES_ALL}",
    )
    extract_taken_on = serializers.DateField(
        source="extract.taken_on", default=None, allow_null=True, help_text=TO_WHO_SEES_ALL
    )

    class Meta:
        model = Snapshot
        fields = [
            *("uuid", "filter_set", "filters", "as_at", "sha256"),
            *("extract_sha256", "extract_taken_on"),
        ]
        read_only_fields = fields
        extra_kwargs = {"sha256": {"help_text": f"Of the whole list as CSV. {TO_WHO_SEES_ALL}"}}

    def to_representation(self, snapshot: Snapshot) -> dict[str, Any]:
        told: dict[str, Any] = super().to_representation(snapshot)
        if not permissions.can_compare_bodies(self.context["request"].user):
            told |= {"sha256": "", "extract_sha256": "", "extract_taken_on": None}
        return told


class TakeSnapshotIn(In):
    filter_set = serializers.SlugRelatedField(slug_field="uuid", queryset=FilterSet.objects.all())
    bodies = serializers.SlugRelatedField(
        slug_field="uuid",
        queryset=Body.objects.all(),
        many=True,
        required=False,
        help_text="Leave out for every body.",
    )


class CheckIn(In):
    check = serializers.BooleanField(
        default=False, help_text="Check a long list too, which takes some seconds."
    )


class SnapshotFilter(ApiFilter):
    filter_set = django_filters.UUIDFilter(
        field_name="filter_set__uuid", label="The version of a filter set."
    )


class SnapshotViewSet(VisibleViewSet[Snapshot]):
    """Frozen lists of threats and disruptions, with their figures."""

    queryset = Snapshot.objects.all()
    serializer_class = SnapshotOut
    filterset_class = SnapshotFilter

    @extend_schema(request=TakeSnapshotIn, responses=SnapshotOut)
    @action(detail=False, methods=["post"])
    def take(self, request: Request) -> Response:
        """Freeze what a filter set keeps now."""
        may = permissions.can_take_snapshot(cast(User, request.user))
        taken: Any = actions.take_snapshot(**sent(request, TakeSnapshotIn, may=may))
        return Response(self.get_serializer(taken).data)

    @extend_schema(responses=SnapshotFiguresOut, parameters=[CheckIn])
    @action(detail=True, methods=["get"])
    def figures(self, request: Request, uuid: str) -> Response:
        """The figures of the bodies that you see, and whether the list is still what it was."""
        check = asked(request, CheckIn)["check"]
        user = cast(User, request.user)
        snapshot = get_object_or_404(self.get_queryset(), uuid=uuid)
        figures = queries.figures_of(snapshot, user)
        seal = queries.seal_of(snapshot, user, is_asked=check)
        rows = [
            {"body": of.body.uuid, **asdict(cell)} for of in figures.bodies for cell in of.cells
        ]
        told = {"has_its_hash": seal.holds, "rows_sha256": seal.sha256, "figures": rows}
        return Response(SnapshotFiguresOut(told).data)

    @extend_schema(
        responses={(200, "text/csv"): OpenApiResponse(OpenApiTypes.STR, "The rows that you see.")}
    )
    @action(detail=True, content_negotiation_class=AsItIs)
    def rows(self, request: Request, uuid: str) -> HttpResponseBase:
        """The list as CSV. Who reads every threat gets it as it was hashed, byte for byte."""
        snapshot, user = self.get_object(), cast(User, request.user)
        chosen = {"snapshot": [str(snapshot.uuid)]}
        actions.record_export("snapshots", file_format="csv", filters=chosen, by=user, at=now())
        parts = queries.parts_of(snapshot, user)
        return StreamingHttpResponse(
            queries.list_as_csv(snapshot, parts), content_type="text/csv; charset=utf-8"
        )
