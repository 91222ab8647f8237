"""Published reports, and their documents and files, for other systems."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

import django_filters
from django.db.models import Func, JSONField, QuerySet, TextChoices, Value
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django_filters.rest_framework import FilterSet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from inspection_portal.core.api import In, MomentFilter, ToldBesideViewSet, asked
from inspection_portal.core.models import User
from inspection_portal.core.negotiation import AsItIs
from inspection_portal.core.resources import Resource
from inspection_portal.reports import actions, queries, serving
from inspection_portal.reports.api.closed import refuse_closed
from inspection_portal.reports.models import Issue
from inspection_portal.reports.queries import Mark

SHA256 = r"^[0-9a-f]{64}\Z"
PURPOSES = [
    (purpose.value, purpose.label)
    for purpose in (Issue.Purpose.PUBLICATION, Issue.Purpose.ACCELERATED)
]

SECTION = "`body-` and the number of the body in the order of the document's `bodies`, from 1."


class Standing(TextChoices):
    """What has become of an issue, as a code."""

    STANDS = "stands", Mark.STANDS.value
    EMBARGOED = "embargoed", Mark.EMBARGOED.value
    SUPERSEDED = "superseded", Mark.SUPERSEDED.value
    WITHDRAWN = "withdrawn", Mark.WITHDRAWN.value
    REPLACED = "replaced", Mark.REPLACED.value


class ReportOut(serializers.ModelSerializer[Issue]):
    """An issue of a report, or of a cause of concern that was published before its report."""

    title = serializers.CharField(help_text="As it was issued.")
    heading = serializers.CharField(
        source="concern", help_text="Of the cause of concern; empty for a whole report."
    )
    inspection = serializers.UUIDField(source="inspection.uuid")
    region = serializers.UUIDField(source="inspection.region.uuid")
    bodies = serializers.SerializerMethodField(help_text="Whom it has a chapter about.")
    standing = serializers.SerializerMethodField(help_text="What has become of it.")
    supersedes = serializers.UUIDField(allow_null=True, help_text="The issue that it corrects.")
    superseded_by = serializers.SerializerMethodField(help_text="The issue that stands instead.")
    withdrawn_at = serializers.DateTimeField(source="inspection.withdrawn_at", allow_null=True)
    withdrawal_reason = serializers.CharField(source="inspection.withdrawal_reason")
    content_sha256 = serializers.SerializerMethodField(
        help_text="Of the document, byte for byte; empty once it was replaced."
    )
    pdf_sha256 = serializers.SerializerMethodField(
        help_text="Of the PDF; empty until it is made, and once it was replaced."
    )
    is_demonstration = serializers.BooleanField(
        source="inspection.is_demonstration", help_text="Whether it is invented, to try things out."
    )

    is_historic = serializers.BooleanField(
        source="inspection.is_historic",
        help_text="Whether it was published elsewhere, and loaded.",
    )

    class Meta:
        model = Issue
        fields = [
            *("uuid", "purpose", "number", "title", "heading", "inspection", "region", "bodies"),
            *("publish_at", "standing", "supersedes", "superseded_by", "withdrawn_at"),
            *("withdrawal_reason", "content_sha256", "pdf_sha256", "is_demonstration"),
            "is_historic",
        ]
        read_only_fields = fields
        extra_kwargs = {
            "publish_at": {"help_text": "From when on everyone may read it.", "allow_null": False},
            "purpose": {"help_text": "A whole report, or one cause of concern before it."},
        }

    def get_content_sha256(self, issue: Issue) -> str:
        return _hash(issue, issue.content_sha256)

    def get_pdf_sha256(self, issue: Issue) -> str:
        return _hash(issue, issue.pdf_sha256)

    @extend_schema_field({"type": "array", "items": {"type": "string", "format": "uuid"}})
    def get_bodies(self, issue: Any) -> list[UUID]:
        named = self.context["named"]
        return [named[name].uuid for name in issue.named if name in named]

    @extend_schema_field(serializers.ChoiceField(Standing.choices))
    def get_standing(self, issue: Any) -> str:
        mark = queries.publication(issue, at=self.context["at"]).mark
        return Standing[mark.name].value

    @extend_schema_field({"type": ["string", "null"], "format": "uuid"})
    def get_superseded_by(self, issue: Any) -> UUID | None:
        return queries.publication(issue, at=self.context["at"]).superseded_by


def _hash(issue: Issue, sha256: str) -> str:
    """Of what was replaced it would let guesses of the missing words be tried."""
    return "" if issue.replaced_at else sha256


class VerdictIn(In):
    sha256 = serializers.RegexField(SHA256, help_text="Of the PDF, in lower case.")
    content_sha256 = serializers.RegexField(
        SHA256,
        required=False,
        help_text="That the PDF tells as the first of its two identifiers; to find altered files.",
    )


class VerdictOut(serializers.Serializer[queries.Verified]):
    """What is known of a PDF."""

    verdict = serializers.ChoiceField(queries.Verdict.choices, help_text="Whether it is genuine.")
    issue = serializers.SerializerMethodField(help_text="Of which it is the PDF, or says so.")
    superseded_by = serializers.SerializerMethodField(help_text="The issue that stands instead.")

    @extend_schema_field({"type": ["string", "null"], "format": "uuid"})
    def get_issue(self, found: queries.Verified) -> UUID | None:
        return found.shown.issue.uuid if found.shown else None

    @extend_schema_field({"type": ["string", "null"], "format": "uuid"})
    def get_superseded_by(self, found: queries.Verified) -> UUID | None:
        return found.shown.superseded_by if found.shown else None


class ReportVerdictView(Resource):
    """Whether a PDF is genuine, as the page “Check a report” tells everybody."""

    takes_parameters = True

    @extend_schema(parameters=[VerdictIn], responses=VerdictOut)
    def get(self, request: Request) -> Response:
        """By its SHA-256. What is not out is unknown here, whoever asks."""
        found = queries.verified(**asked(request, VerdictIn), at=timezone.now())
        return Response(VerdictOut(found).data)


class ReportFilter(FilterSet):
    inspection = django_filters.UUIDFilter(
        field_name="inspection__uuid", label="The inspection that it reports on."
    )
    region = django_filters.UUIDFilter(
        field_name="inspection__region__uuid", label="The region inspected."
    )
    purpose = django_filters.ChoiceFilter(
        choices=PURPOSES, label="A whole report, or one cause of concern before it."
    )
    published_since = MomentFilter(
        field_name="publish_at", lookup_expr="gte", label="Published at that moment or later."
    )
    published_before = MomentFilter(
        field_name="publish_at", lookup_expr="lt", label="Published before that moment."
    )


class ReportViewSet(ToldBesideViewSet[Issue]):
    """Reports as they were issued. One under embargo is there for those who read its draft; a
    correction is an issue of its own, and the one before it stays.
    """

    queryset = Issue.objects.issued()
    serializer_class = ReportOut
    filterset_class = ReportFilter

    def get_queryset(self) -> QuerySet[Issue]:
        rows: Any = super().get_queryset()
        path = Value("$.bodies[*].name")
        named = Func("content", path, function="jsonb_path_query_array", output_field=JSONField())
        found: QuerySet[Issue] = (
            rows.with_succession(timezone.now())
            .select_related("inspection__region")
            .annotate(named=named)
        )
        return found

    def gone_since(self, since: datetime) -> QuerySet[Issue]:
        """Issues that were recalled under embargo, for those who saw them coming."""
        user = cast(User, self.request.user)
        return Issue.objects.visible_to(user).recalled().filter(changed_at__gte=since)

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "at": timezone.now()}

    def beside(self, rows: Sequence[Any]) -> dict[str, object]:
        """The bodies that the reports name."""
        return {"named": queries.bodies_named(name for row in rows for name in row.named)}

    @extend_schema(responses={(200, serving.JSON): OpenApiTypes.OBJECT})
    @action(detail=True, content_negotiation_class=AsItIs)
    def document(self, request: Request, uuid: UUID) -> HttpResponse:
        """The document as it was issued, whose SHA-256 is `content_sha256`."""
        issue = self._readable()
        content = actions.take_document(issue, **self._taking)
        return self._told(serving.document_file(issue, content))

    @extend_schema(responses={(200, serving.HTML): OpenApiTypes.STR})
    @action(detail=True, content_negotiation_class=AsItIs)
    def html(self, request: Request, uuid: UUID) -> HttpResponse:
        """The report as people read it, with its linked data in it."""
        issue = self._readable()
        actions.take_document(issue, **self._taking)
        return self._told(serving.whole_file(queries.publication(issue, at=timezone.now())))

    @extend_schema(responses={(200, serving.PDF): OpenApiTypes.BINARY, 409: None})
    @action(detail=True, content_negotiation_class=AsItIs)
    def pdf(self, request: Request, uuid: UUID) -> HttpResponse:
        """The PDF as it was made, whose SHA-256 is `pdf_sha256`; a 409 until it is made."""
        issue = self._readable()
        content = actions.take_pdf(issue, **self._taking)
        return self._told(serving.pdf_file(issue, content))

    @extend_schema(responses={(200, serving.DOCX): OpenApiTypes.BINARY})
    @action(detail=True, content_negotiation_class=AsItIs)
    def docx(self, request: Request, uuid: UUID) -> HttpResponse:
        """The report as a Word document, to quote from: the same bytes for the same report."""
        issue = self._readable()
        actions.take_document(issue, **self._taking)
        return self._told(serving.docx_file(issue))

    @extend_schema(
        parameters=[OpenApiParameter("section", str, OpenApiParameter.PATH, description=SECTION)],
        responses={(200, serving.PDF): OpenApiTypes.BINARY, 409: None},
    )
    @action(
        detail=True,
        url_path="summaries/<slug:section>",
        content_negotiation_class=AsItIs,
    )
    def summaries(self, request: Request, uuid: UUID, section: str) -> HttpResponse:
        """What the report says of one body, as a PDF of two pages at most; a 409 while it is being
        made.
        """
        issue = self._readable()
        actions.take_document(issue, **self._taking)
        found = serving.summary_pdf_file(issue, section)
        if found is None:
            raise Http404
        return self._told(found)

    @extend_schema(responses={(200, serving.JSON_LD): OpenApiTypes.OBJECT})
    @action(detail=True, url_path="linked-data", content_negotiation_class=AsItIs)
    def linked_data(self, request: Request, uuid: UUID) -> HttpResponse:
        """What the report is, whom it is about and which grades it gives, as JSON-LD."""
        issue = self._readable()
        actions.take_document(issue, **self._taking)
        return self._told(serving.data_file(queries.publication(issue, at=timezone.now())))

    @property
    def _taking(self) -> dict[str, Any]:
        return {"by": self.request.user, "at": timezone.now()}

    def _readable(self) -> Issue:
        """The issue, unless its text is closed to the person."""
        issue = self.get_object()
        refuse_closed(issue, cast(User, self.request.user))
        return issue

    def _told(self, response: HttpResponse) -> HttpResponse:
        """The file, or that the client has it already."""
        asked: Any = self.request
        etag = response.get("ETag")
        told = get_conditional_response(asked, etag=etag, response=response)
        return cast(HttpResponse, told)
