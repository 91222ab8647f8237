"""Reports before they are published: the draft as it stands, and issues of it that were frozen."""

from typing import Any, cast
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.timezone import now
from django_filters.rest_framework import FilterSet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from findings.api.rounds import CLOSES, CheckRoundOut
from findings.api.verbs import draft_of
from findings.permissions import can_run_check
from inspection_portal.core.api import In, VisibleViewSet, sent
from inspection_portal.core.models import User
from inspection_portal.core.negotiation import AsItIs
from inspection_portal.core.resources import Resource
from inspection_portal.reports import (
    actions,
    document,
    permissions,
    serving,
    snapshot,
)
from inspection_portal.reports.actions.checking import open_check
from inspection_portal.reports.models import Issue


class OpenCheckIn(In):
    closes_at = serializers.DateTimeField(help_text=CLOSES)


class SubjectIn(In):
    subject = serializers.ChoiceField([*document.Subject], help_text="What to count of the bodies.")

    def validate_subject(self, subject: str) -> document.Subject:
        return document.Subject(subject)


class PrintedOut(In):
    subjects = serializers.ListField(
        child=serializers.CharField(), help_text="The subjects that are still printed."
    )


class CountRowOut(In):
    name = serializers.CharField(help_text="What the row is of.")
    numbers = serializers.ListField(
        child=serializers.IntegerField(), help_text="One for each part."
    )


class CountsOut(In):
    subject = serializers.ChoiceField([*document.Subject], help_text="What is counted.")
    parts = serializers.ListField(
        child=serializers.CharField(), help_text="What the numbers are of, in their order."
    )
    rows = CountRowOut(many=True, help_text="The strands, or the bodies.")
    as_at = serializers.DateField(help_text="The day as at which it was counted.")
    counted_from = serializers.CharField(source="source", help_text="What it was counted from.")
    counted = serializers.CharField(help_text="What was counted, and what left out.")


class WarningOut(serializers.Serializer[dict[str, str]]):
    """What could not be printed as asked."""

    text = serializers.CharField(help_text="In the words of the program that makes PDFs.")
    place = serializers.CharField(help_text="Where in the report; empty where nobody can tell.")


class DraftIssueOut(serializers.ModelSerializer[Issue]):
    """A draft that was frozen, and how far its PDF is."""

    inspection = serializers.UUIDField(source="inspection.uuid")
    warnings = WarningOut(many=True, help_text="What the program that makes PDFs warned of.")

    class Meta:
        model = Issue
        fields = [
            *("uuid", "inspection", "number", "requested_at", "state", "progress", "step"),
            *("failure", "warnings", "content_sha256", "pdf_sha256"),
        ]
        read_only_fields = fields
        extra_kwargs = {
            "state": {"help_text": "How far its PDF is."},
            "progress": {"help_text": "How far its PDF is, as a percentage."},
            "step": {"help_text": "What is done of it, in words, while it is made."},
            "failure": {"help_text": "Why the PDF could not be made."},
            "content_sha256": {"help_text": "Of the document, byte for byte."},
            "pdf_sha256": {"help_text": "Of the PDF; empty until it is made."},
        }


class DraftReportView(Resource):
    """The report of an inspection whose draft you read, as its rows stand."""

    @extend_schema(responses={(200, serving.JSON): OpenApiTypes.OBJECT})
    def get(self, request: Request, uuid: UUID) -> HttpResponse:
        """The document as it would be issued now. That you read it is recorded."""
        inspection = draft_of(request, uuid)
        actions.read_unpublished(inspection, **sent(request, In))
        report = snapshot.draft_for(inspection, cast(User, request.user))
        return HttpResponse(document.encoded(report), content_type=serving.JSON)


class FreezeReportView(Resource):
    """An issue of the draft of an inspection whose draft you read."""

    @extend_schema(request=None, responses=DraftIssueOut)
    def post(self, request: Request, uuid: UUID) -> Response:
        """Freeze the draft as it stands, and have its PDF made: read its `state` until then."""
        inspection = draft_of(request, uuid)
        issue = actions.make_draft(inspection, **sent(request, In))
        return Response(DraftIssueOut(issue).data)


class PrintCountsView(Resource):
    """Counts of the bodies, as charts of the report of an inspection that you work on."""

    @extend_schema(request=SubjectIn, responses=CountsOut)
    def post(self, request: Request, uuid: UUID) -> Response:
        """Count it as it stands, and print it in place of what was counted before."""
        inspection = draft_of(request, uuid)
        may = permissions.can_print_counts(cast(User, request.user), inspection)
        printed = actions.print_counts(inspection, **sent(request, SubjectIn, may=may))
        return Response(CountsOut(printed.as_counts).data)


class LeaveOutCountsView(Resource):
    """Counts that the report of an inspection that you work on shows no longer."""

    @extend_schema(request=SubjectIn, responses=PrintedOut)
    def post(self, request: Request, uuid: UUID) -> Response:
        """Print it no longer."""
        inspection = draft_of(request, uuid)
        may = permissions.can_print_counts(cast(User, request.user), inspection)
        actions.leave_out_counts(inspection, **sent(request, SubjectIn, may=may))
        return Response(
            PrintedOut(
                {"subjects": inspection.printed_counts.values_list("subject", flat=True)}
            ).data
        )


class OpenCheckView(Resource):
    """The pre-publication check of an inspection that you work on."""

    @extend_schema(request=OpenCheckIn, responses=CheckRoundOut)
    def post(self, request: Request, uuid: UUID) -> Response:
        """Give every body its extract of the draft as it stands; the leads of each are told."""
        inspection = draft_of(request, uuid)
        may = can_run_check(cast(User, request.user), inspection)
        check = open_check(inspection, **sent(request, OpenCheckIn, may=may))
        return Response(CheckRoundOut(check).data)


class DraftIssueFilter(FilterSet):
    inspection = django_filters.UUIDFilter(
        field_name="inspection__uuid", label="The inspection that it reports on."
    )


class DraftIssueViewSet(VisibleViewSet[Issue]):
    """Drafts of reports that were frozen, of the inspections whose drafts you read."""

    queryset = Issue.objects.filter(purpose=Issue.Purpose.DRAFT)
    serializer_class = DraftIssueOut
    filterset_class = DraftIssueFilter

    def get_queryset(self) -> QuerySet[Issue]:
        issues: Any = super().get_queryset()
        followed: QuerySet[Issue] = issues.with_succession(now())
        return followed

    @extend_schema(request=None, responses=DraftIssueOut)
    @action(detail=True, methods=["post"], url_path="make-again")
    def make_again(self, request: Request, uuid: UUID) -> Response:
        """Ask once more for a PDF that could not be made."""
        issue = self.get_object()
        actions.make_again(issue, **sent(request, In))
        return Response(DraftIssueOut(issue).data)

    @extend_schema(request=None, responses=DraftIssueOut)
    @action(detail=True, methods=["post"], url_path="stop-making")
    def stop_making(self, request: Request, uuid: UUID) -> Response:
        """Stop the making of a PDF that waits or is being made; it can be made again."""
        issue = self.get_object()
        actions.stop_making(issue, **sent(request, In))
        return Response(DraftIssueOut(issue).data)

    @extend_schema(responses={(200, serving.JSON): OpenApiTypes.OBJECT})
    @action(detail=True, content_negotiation_class=AsItIs)
    def document(self, request: Request, uuid: UUID) -> HttpResponse:
        """The document as it was frozen, whose SHA-256 is `content_sha256`."""
        issue = self.get_object()
        content = actions.take_document(issue, **sent(request, In))
        return serving.document_file(issue, content)

    @extend_schema(responses={(200, serving.PDF): OpenApiTypes.BINARY, 409: None})
    @action(detail=True, content_negotiation_class=AsItIs)
    def pdf(self, request: Request, uuid: UUID) -> HttpResponse:
        """The PDF as it was made, whose SHA-256 is `pdf_sha256`; a 409 until it is made."""
        issue = self.get_object()
        content = actions.take_pdf(issue, **sent(request, In))
        return serving.pdf_file(issue, content)
