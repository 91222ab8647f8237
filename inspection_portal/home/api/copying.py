"""Copying what the portal knows of threats and plans into an inspection, for other systems."""

from typing import Any, cast
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from disruptions.models import Snapshot
from findings.api.evidence import EvidenceOut
from findings.api.figures import KeyFigureOut
from findings.models import EvidenceMethod, Figure, HandlingInstruction, Inspection
from inspection_portal.core.api import In, sent
from inspection_portal.core.models import User
from inspection_portal.core.resources import Resource
from inspection_portal.home import actions
from inspection_portal.home.support import body_to_cite, chapter_to_count


class CiteIn(In):
    inspection = serializers.UUIDField(help_text="One in which you gather evidence now.")
    method = serializers.SlugRelatedField(slug_field="name", queryset=EvidenceMethod.objects.all())
    handling = serializers.SlugRelatedField(
        slug_field="name", queryset=HandlingInstruction.objects.all(), many=True, required=False
    )


class CiteCheckView(Resource):
    """What a quality check finds of a body today, kept as evidence of an inspection."""

    @extend_schema(request=CiteIn, responses=EvidenceOut)
    def post(self, request: Request, uuid: UUID, check: str) -> Response:
        """Keep the result as a file with its hash, which stays as it is."""
        user = cast(User, request.user)
        body = body_to_cite(user, uuid, check)
        given = sent(request, CiteIn)
        drafts = Inspection.objects.drafts_visible_to(user)
        inspection = get_object_or_404(drafts, uuid=given.pop("inspection"))
        evidence = actions.cite_check(body, inspection, check=check, **given)
        return Response(EvidenceOut(evidence).data)


class CountedFigureIn(In):
    figure = serializers.SlugRelatedField(
        slug_field="name", queryset=Figure.objects.all(), help_text="Its name on the list."
    )
    seen_version = serializers.IntegerField(
        min_value=0,
        default=0,
        help_text="The `version` of the value of today that it replaces; 0 where there is none.",
    )


class CountFiguresIn(In):
    figures = CountedFigureIn(many=True, allow_empty=False)

    def validate_figures(self, figures: list[dict[str, Any]]) -> dict[Figure, int]:
        """As `copy_counts` takes them."""
        return {each["figure"]: each["seen_version"] for each in figures}


class CountFiguresView(Resource):
    """What the portal counts of a body today, copied as its key figures."""

    @extend_schema(request=CountFiguresIn, responses=KeyFigureOut(many=True))
    def post(self, request: Request, uuid: UUID) -> Response:
        """Copy the counts, each with its day and its filter in words."""
        chapter = chapter_to_count(cast(User, request.user), uuid)
        rows = actions.copy_counts(chapter, **sent(request, CountFiguresIn))
        return Response(KeyFigureOut(rows, many=True).data)


class TraceFiguresIn(CountFiguresIn):
    snapshot = serializers.UUIDField(help_text="One of lead disruptions that covers the body.")
    is_printed = serializers.BooleanField(
        default=False, help_text="Whether the report prints the figures that are copied."
    )


class TraceFiguresView(Resource):
    """What a snapshot of lead disruptions counts of a body, copied as its key figures."""

    @extend_schema(request=TraceFiguresIn, responses=KeyFigureOut(many=True))
    def post(self, request: Request, uuid: UUID) -> Response:
        """Copy the figures, each traced to the frozen list behind it."""
        user = cast(User, request.user)
        chapter = chapter_to_count(user, uuid)
        given = sent(request, TraceFiguresIn)
        seen = Snapshot.objects.visible_to(user).for_list()
        snapshot = get_object_or_404(seen, uuid=given.pop("snapshot"))
        rows = actions.copy_from_snapshot(chapter, snapshot, **given)
        return Response(KeyFigureOut(rows, many=True).data)
