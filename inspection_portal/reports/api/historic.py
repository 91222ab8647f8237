"""The librarians' desk: reports that were published elsewhere, until they are loaded."""

from typing import Any, ClassVar, cast
from uuid import UUID

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from findings.permissions import can_load_historic
from inspection_portal.core.api import In, SeenIn, VisibleViewSet, sent
from inspection_portal.core.http import as_handed_in
from inspection_portal.core.models import User
from inspection_portal.core.negotiation import AsItIs
from inspection_portal.reports import desk, structure
from inspection_portal.reports.models import HistoricReading
from inspection_portal.reports.reading import LineKind
from recommendations.actions import tell_loaded_statuses
from recommendations.api.entries import EntriesField
from recommendations.models import RegisterEntry

LINE_KINDS = [(kind.value, structure.LABELS[kind]) for kind in LineKind]


class HistoricReadingIn(In):
    """What is sent as a form."""

    file = serializers.FileField(help_text="A PDF, a web page (HTML) or a text, of up to 20 MB.")
    published_on = serializers.DateField(
        required=False, help_text="Leave it out where the report says it."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """What the action takes."""
        file = attrs.pop("file")
        return {**attrs, "name": file.name, "content": file.read()}


class TellLineIn(SeenIn):
    line = serializers.IntegerField(min_value=1, help_text="By its number, from 1.")
    kind = serializers.ChoiceField(
        choices=LINE_KINDS,
        allow_null=True,
        help_text="What it is; null to leave that to the reading again.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """What the action takes, which counts from 0."""
        kind = attrs["kind"]
        return {"place": attrs["line"] - 1, "kind": LineKind(kind) if kind else None}


class DateIn(SeenIn):
    published_on = serializers.DateField(
        allow_null=True, help_text="Null to leave that to the text of the report."
    )


class LoadedStatusesIn(In):
    status = serializers.ChoiceField(
        choices=RegisterEntry.Status.choices, help_text="How they stood on that day."
    )
    entries = EntriesField(help_text="Entries of the loaded report, with no status given here.")
    source = serializers.CharField(  # type: ignore[assignment]  # no source of a field
        max_length=500, help_text="Where that is known from; whoever reads an entry reads it."
    )
    on = serializers.DateField(help_text="The day on which they stood so.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """What the action takes."""
        entries, status = attrs.pop("entries"), RegisterEntry.Status(attrs.pop("status"))
        return {**attrs, "statuses": dict.fromkeys(entries, status)}


class HistoricLineOut(serializers.Serializer[Any]):
    """One line of the report, and what it was taken for."""

    number = serializers.IntegerField(help_text="From 1.")
    text = serializers.CharField(help_text="What it says.")
    kind = serializers.ChoiceField(
        choices=LINE_KINDS, allow_blank=True, help_text="What it was read as; empty for text."
    )
    told = serializers.ChoiceField(
        choices=LINE_KINDS,
        allow_blank=True,
        help_text="What a person said it is; empty where none did.",
    )
    matters = serializers.ListField(
        child=serializers.CharField(), help_text="Why somebody must look at it."
    )
    is_in_doubt = serializers.BooleanField(
        help_text="Whether that only asks if it was read right; else it keeps the report from "
        "being loaded."
    )
    is_recommended = serializers.BooleanField(help_text="Whether a recommendation begins on it.")
    due = serializers.DateField(
        allow_null=True, help_text="When that falls due; null where no day is known."
    )


class HistoricReadingOut(serializers.ModelSerializer[HistoricReading]):
    """A published report on the desk."""

    title = serializers.CharField(help_text="Of the report, once it is read; else of its file.")
    to_look_at = serializers.IntegerField(help_text="How many lines somebody must look at.")
    can_be_loaded = serializers.BooleanField(help_text="Whether all its lines are placed.")
    inspection = serializers.SerializerMethodField(help_text="What it is loaded as, or null.")

    class Meta:
        model = HistoricReading
        fields = [
            *("uuid", "version", "title", "name", "sha256", "uploaded_at", "published_on"),
            *("state", "failure", "to_look_at", "can_be_loaded", "inspection"),
        ]
        read_only_fields = fields
        needs: ClassVar = {
            "title": ["found", "name"],
            "to_look_at": ["found"],
            "can_be_loaded": ["found", "state"],
        }
        columns: ClassVar = {"inspection": "inspection__uuid"}
        extra_kwargs = {
            "name": {"help_text": "Of its file."},
            "failure": {"help_text": "Why the file could not be read."},
        }

    @extend_schema_field({"type": ["string", "null"], "format": "uuid"})
    def get_inspection(self, reading: HistoricReading) -> UUID | None:
        return reading.inspection.uuid if reading.inspection else None


class HistoricReadingViewSet(VisibleViewSet[HistoricReading]):
    """Reports that were published elsewhere, for who reads them in."""

    queryset = HistoricReading.objects.all()
    serializer_class = HistoricReadingOut

    @extend_schema(request={"multipart/form-data": HistoricReadingIn}, responses=HistoricReadingOut)
    @action(detail=False, methods=["post"], parser_classes=[MultiPartParser], filter_backends=[])
    def upload(self, request: Request) -> Response:
        """Put a report on the desk. A job reads a PDF: look at its `state` until it is `read`."""
        may = can_load_historic(cast(User, request.user))
        made = desk.upload_historic(**sent(request, HistoricReadingIn, may=may))
        return Response(HistoricReadingOut(made).data)

    @extend_schema(responses=HistoricLineOut(many=True))
    @action(detail=True, pagination_class=None)
    def lines(self, request: Request, uuid: UUID) -> Response:
        """Its lines, each with what it was taken for, and why somebody must look at it."""
        told = structure.lines_of(self.get_object())
        return Response(HistoricLineOut(told, many=True).data)

    @extend_schema(responses={(200, "*/*"): OpenApiTypes.BINARY})
    @action(detail=True, content_negotiation_class=AsItIs)
    def file(self, request: Request, uuid: UUID) -> HttpResponse:
        """The file as it was handed in. That you took it is recorded."""
        reading = self.get_object()
        return as_handed_in(reading, desk.take_historic(reading, **sent(request, In)))

    @extend_schema(request=TellLineIn, responses=HistoricReadingOut)
    @action(detail=True, methods=["post"])
    def tell(self, request: Request, uuid: UUID) -> Response:
        """Say what a line is; the report is then read again."""
        return self._done(desk.tell_line, TellLineIn)

    @extend_schema(request=DateIn, responses=HistoricReadingOut)
    @action(detail=True, methods=["post"])
    def date(self, request: Request, uuid: UUID) -> Response:
        """Say when it was published: deadlines such as “within six months” count from then."""
        return self._done(desk.date_historic, DateIn)

    @extend_schema(request=SeenIn, responses=HistoricReadingOut)
    @action(detail=True, methods=["post"])
    def load(self, request: Request, uuid: UUID) -> Response:
        """Have the portal load it; what is loaded already is brought up to how it is read now."""
        return self._done(desk.load_historic, SeenIn)

    @extend_schema(request=LoadedStatusesIn, responses=HistoricReadingOut)
    @action(detail=True, methods=["post"])
    def statuses(self, request: Request, uuid: UUID) -> Response:
        """Say how entries of the loaded report stood on a day, and where that is known from."""
        reading: HistoricReading = self.get_object()
        if reading.inspection is None:
            raise Http404
        tell_loaded_statuses(reading.inspection, **sent(request, LoadedStatusesIn))
        return Response(HistoricReadingOut(reading).data)

    @extend_schema(request=SeenIn, responses={200: None})
    @action(detail=True, methods=["post"])
    def discard(self, request: Request, uuid: UUID) -> Response:
        """Take it off the desk, with its file. What was loaded from keeps its source."""
        desk.discard_historic(self.get_object(), **sent(request, SeenIn))
        return Response()

    def _done(self, verb: Any, form: type[In]) -> Response:
        verb(self.get_object(), **sent(self.request, form))
        return Response(HistoricReadingOut(self.get_object()).data)
