"""Two versions of a report compared, for other systems."""

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from findings.api.verbs import draft_of
from findings.models import Inspection
from inspection_portal.core.api import In, asked
from inspection_portal.core.differences import Fate
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from inspection_portal.core.negotiation import AsItIs
from inspection_portal.core.problems import ParameterRefused
from inspection_portal.core.resources import Resource
from inspection_portal.reports import actions, queries, serving
from inspection_portal.reports.api.closed import refuse_closed
from inspection_portal.reports.comparing import Comparison
from inspection_portal.reports.comparing.parts import PartKind
from inspection_portal.reports.forms import BOTH
from inspection_portal.reports.models import Issue
from inspection_portal.reports.papers.comparisons import comparison_paper
from inspection_portal.reports.papers.printing import comparison_pdf
from inspection_portal.reports.rendering import RenderingFailed

Out = serializers.Serializer[Any]
VERSION = "An issue of the report that you may read, or “draft” for the draft as it stands"
UNKNOWN = "Name an issue of the report that you may read, or “draft”."
OTHER = OpenApiParameter(
    "other", OpenApiTypes.UUID, OpenApiParameter.PATH, description="The issue to compare it with."
)
A_PDF = {(200, serving.PDF): OpenApiTypes.BINARY, 409: None}


class WholeIn(In):
    whole = serializers.BooleanField(
        default=False, help_text="Whether the parts that agree are told too."
    )


class CompareDraftIn(WholeIn):
    before = serializers.CharField(
        required=False, help_text=f"{VERSION}; the one published last by default."
    )
    after = serializers.CharField(
        required=False, help_text=f"{VERSION}; the latest of all by default."
    )


class WordsOut(Out):
    fate = serializers.ChoiceField(Fate.choices, help_text="What became of the words.")
    text = serializers.CharField(trim_whitespace=False, help_text="Words in a row.")


class ComparedPassageOut(Out):
    words = WordsOut(many=True, source="*", help_text="All of it, in order.")


class ComparedTextOut(Out):
    name = serializers.CharField(source="label", help_text="Which text of the part it is.")
    only_marks = serializers.BooleanField(
        help_text="Whether the words agree, and emphasis, a list or a sub-heading does not."
    )
    passages = ComparedPassageOut(many=True, help_text="Those that agree too.")


class ComparedPartOut(Out):
    kind = serializers.ChoiceField(PartKind.choices, help_text="What part of a report it is.")
    name = serializers.CharField(help_text="Its heading, or what stands for one.")
    place = serializers.CharField(help_text="Where it stands, or stood where it was removed.")
    fate = serializers.ChoiceField(Fate.choices, help_text="Whether it was added, removed or kept.")
    moved_from = serializers.CharField(help_text="Where it stood before; empty if it stayed.")
    texts = ComparedTextOut(many=True, help_text="Its texts that differ, or all for the whole.")


class ComparisonOut(Out):
    before = serializers.CharField(help_text="The earlier version, by its UUID or as “draft”.")
    after = serializers.CharField(help_text="The later version, by its UUID or as “draft”.")
    unchanged = serializers.IntegerField(
        source="found.unchanged", help_text="How many parts agree."
    )
    parts = ComparedPartOut(
        many=True, source="found.shown", help_text="In the order of the later version."
    )


@dataclass(frozen=True)
class Compared:
    """What is answered: two versions, and what differs between them."""

    inspection: Inspection
    versions: tuple[queries.Version, queries.Version]
    found: Comparison

    @property
    def before(self) -> str:
        return self.versions[0].code

    @property
    def after(self) -> str:
        return self.versions[1].code

    @property
    def pdf(self) -> HttpResponse:
        """Raises RuleBroken where it can't be made."""
        paper = comparison_paper(self.inspection, *self.versions, self.found, at=now())
        try:
            return serving.comparison_file(self.inspection, comparison_pdf(paper))
        except RenderingFailed as failure:
            raise RuleBroken(f"The PDF could not be made: {failure}") from failure


class CompareReportsView(Resource):
    """Two issues of one report."""

    takes_parameters = True

    @extend_schema(parameters=[OTHER, WholeIn], responses=ComparisonOut)
    def get(self, request: Request, uuid: UUID, other: UUID) -> Response:
        """What the first issue changed against the other: parts first, then word by word."""
        return Response(ComparisonOut(_of_issues(request, uuid, other)).data)


class CompareReportsPdfView(Resource):
    """Two issues of one report, as a marked PDF."""

    takes_parameters = True
    content_negotiation_class = AsItIs

    @extend_schema(parameters=[OTHER, WholeIn], responses=A_PDF)
    def get(self, request: Request, uuid: UUID, other: UUID) -> HttpResponse:
        """What the first issue changed against the other, underlined and struck through."""
        return _of_issues(request, uuid, other).pdf


class CompareDraftView(Resource):
    """Two versions of the report of an inspection whose draft you read."""

    takes_parameters = True

    @extend_schema(parameters=[CompareDraftIn], responses={200: ComparisonOut, 409: None})
    def get(self, request: Request, uuid: UUID) -> Response:
        """What differs between two issues, two frozen drafts, or one of them and the draft as it
        stands. That you read a draft is recorded.
        """
        return Response(ComparisonOut(_of_draft(request, uuid)).data)


class CompareDraftPdfView(Resource):
    """Two versions of the report of an inspection whose draft you read, as a marked PDF."""

    takes_parameters = True
    content_negotiation_class = AsItIs

    @extend_schema(parameters=[CompareDraftIn], responses=A_PDF)
    def get(self, request: Request, uuid: UUID) -> HttpResponse:
        """The same as a PDF in which words are underlined and struck through."""
        return _of_draft(request, uuid).pdf


def _of_issues(request: Request, uuid: UUID, other: UUID) -> Compared:
    user = cast(User, request.user)
    issues = Issue.objects.visible_to(user).published().select_related("inspection")
    after = get_object_or_404(issues, uuid=uuid)
    before = get_object_or_404(issues.filter(inspection=after.inspection), uuid=other)
    for each in (after, before):
        refuse_closed(each, user)
    chosen = asked(request, WholeIn)
    found = queries.versions(after.inspection, user, at=now())
    by_code = {each.code: each for each in found}
    return _compared(request, by_code[str(other)], by_code[str(uuid)], whole=chosen["whole"])


def _of_draft(request: Request, uuid: UUID) -> Compared:
    inspection = draft_of(request, uuid)
    chosen = asked(request, CompareDraftIn)
    found = queries.versions(inspection, cast(User, request.user), at=now())
    usual = queries.usual_pair(found)
    if usual is None:
        raise RuleBroken("There is only one version of this report: freeze a draft of it first.")
    by_code = {each.code: each for each in found}
    codes = [chosen.get(name, each.code) for name, each in zip(BOTH, usual, strict=True)]
    wrong = {name: [UNKNOWN] for name, code in zip(BOTH, codes, strict=True) if code not in by_code}
    if wrong:
        raise ParameterRefused(wrong)
    before, after = (by_code[code] for code in codes)
    return _compared(request, before, after, whole=chosen["whole"])


def _compared(
    request: Request, before: queries.Version, after: queries.Version, *, whole: bool
) -> Compared:
    user = cast(User, request.user)
    found = actions.compare(before.of, after.of, whole=whole, by=user, at=now())
    inspection = after.of if isinstance(after.of, Inspection) else after.of.inspection
    return Compared(inspection, (before, after), found)
