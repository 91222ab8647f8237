"""Extracts of national systems: uploaded, checked, and loaded once they are confirmed."""

from typing import Any, cast
from uuid import UUID

from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from disruptions import actions, permissions
from disruptions.actions import ExtractFile
from disruptions.models import DataExtract
from inspection_portal.core.api import In, VisibleViewSet, sent
from inspection_portal.core.http import csv_file
from inspection_portal.core.models import User
from inspection_portal.core.negotiation import AsItIs

# How a file is described.
AS_CSV = {(200, "text/csv"): OpenApiTypes.STR}


class DataExtractIn(In):
    """What is sent as a form."""

    kind = serializers.ChoiceField(choices=DataExtract.Kind.choices)
    file = serializers.FileField(
        help_text="A CSV file of up to 1 GB, or a workbook (XLSX) of up to 100,000 rows."
    )
    taken_on = serializers.DateField(help_text="The day it was taken from the national system.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """What the action takes: the file in pieces."""
        file = attrs.pop("file")
        return {**attrs, "name": file.name, "pieces": file.chunks()}


class RefusalOut(serializers.Serializer[Any]):
    """What is wrong with a row, or with one cell of it."""

    row = serializers.IntegerField(help_text="As a spreadsheet counts.")
    column = serializers.CharField(help_text="Its letter; blank for all of the row.")
    heading = serializers.CharField()
    value = serializers.CharField(help_text="The beginning of what stands there.")
    reason = serializers.CharField()


class DataExtractOut(serializers.ModelSerializer[DataExtract]):
    counts = serializers.DictField(
        child=serializers.IntegerField(),
        help_text=(
            "Of rows: all of them, refused, new, changed, the same, older than what is here, late, "
            "doubtful and unjudged (without a category, or of before the first minimum standards), "
            "and how many that the portal has are gone from the file. Empty until it is checked."
        ),
    )
    notes = serializers.ListField(
        child=serializers.CharField(),
        help_text="What was not read, and how many lines a file leaves out that is too long.",
    )
    first = serializers.SerializerMethodField(help_text="The first hundred refusals.")

    class Meta:
        model = DataExtract
        fields = [
            *("uuid", "kind", "name", "sha256", "size", "taken_on", "uploaded_at", "state"),
            *("step", "done", "total", "refusal", "counts", "notes", "first", "ended_at"),
        ]
        read_only_fields = fields

    @extend_schema_field(RefusalOut(many=True))
    def get_first(self, extract: DataExtract) -> Any:
        names = tuple(RefusalOut().fields)
        return [RefusalOut(dict(zip(names, told, strict=True))).data for told in extract.first]


class DataExtractViewSet(VisibleViewSet[DataExtract]):
    """Extracts of threats and disruptions, for who loads them."""

    queryset = DataExtract.objects.all()
    serializer_class = DataExtractOut

    @extend_schema(request={"multipart/form-data": DataExtractIn}, responses=DataExtractOut)
    @action(detail=False, methods=["post"], parser_classes=[MultiPartParser], filter_backends=[])
    def upload(self, request: Request) -> Response:
        """Send a file. A job checks it: read its `state` until that is `checked`."""
        may = permissions.can_load_extracts(cast(User, request.user))
        made = actions.receive_extract(**sent(request, DataExtractIn, may=may))
        return Response(DataExtractOut(made).data)

    @extend_schema(request=None, responses=DataExtractOut)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, uuid: UUID) -> Response:
        """Have a job load what its check showed; where that has changed, it is `checked` anew."""
        return self._done(actions.confirm_extract)

    @extend_schema(request=None, responses=DataExtractOut)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, uuid: UUID) -> Response:
        """End it without loading it; a job that is at it is asked to stop, and loads nothing."""
        return self._done(actions.cancel_extract)

    @extend_schema(responses=AS_CSV)
    @action(detail=True, content_negotiation_class=AsItIs)
    def refused(self, request: Request, uuid: UUID) -> HttpResponseBase:
        """The rows that were refused: row, column, value and reason, as CSV."""
        return self._file(ExtractFile.REFUSED)

    @extend_schema(responses=AS_CSV)
    @action(detail=True, content_negotiation_class=AsItIs)
    def differences(self, request: Request, uuid: UUID) -> HttpResponseBase:
        """What changes, before and after, and what the file has no more, as CSV."""
        return self._file(ExtractFile.DIFFERENCES)

    def _done(self, verb: Any) -> Response:
        extract = self.get_object()
        verb(extract, **sent(self.request, In))
        return Response(DataExtractOut(self.get_object()).data)

    def _file(self, of: ExtractFile) -> HttpResponseBase:
        extract = self.get_object()
        pieces = actions.take_extract_file(extract, of, **sent(self.request, In))
        return csv_file(f"{extract.kind}-{extract.taken_on}-{of}", pieces)
