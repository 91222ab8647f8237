"""A body's own tracker, uploaded, looked at and read into the register."""

from typing import Any, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.utils.timezone import localdate, now
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from inspection_portal.core.api import In, VisibleViewSet, refuse_unknown_fields, sent
from inspection_portal.core.models import User
from recommendations import actions, permissions, queries
from recommendations.forms import TrackerForm
from recommendations.models import TrackerImport


class TrackerIn(serializers.Serializer[Any]):
    """What is sent as a form; the portal's own form checks it."""

    tracker = serializers.FileField(help_text="A CSV file or an Excel workbook (XLSX).")
    policy = serializers.ChoiceField(
        choices=TrackerImport.Policy.choices,
        help_text="Whose value counts where the portal and the tracker differ.",
    )


class TrackerImportOut(serializers.ModelSerializer[TrackerImport]):
    class Meta:
        model = TrackerImport
        fields = ["uuid", "name", "sha256", "policy", "notes", "uploaded_at", "imported_at"]
        read_only_fields = fields


class ChangeOut(serializers.Serializer[Any]):
    field = serializers.CharField(source="label", help_text="What of the entry.")
    before = serializers.CharField()
    after = serializers.CharField()
    is_kept = serializers.BooleanField(help_text="Whether the portal’s own value stays.")


class RowOut(serializers.Serializer[Any]):
    number = serializers.IntegerField(source="row.number", help_text="Its row in the file.")
    reference = serializers.CharField(source="row.reference")
    changes = ChangeOut(many=True)
    reasons = serializers.ListField(
        child=serializers.CharField(), help_text="Why it is rejected; empty where it is not."
    )


class TrackerPlanOut(TrackerImportOut):
    """With what becomes of the rows; once it is imported, with those that were rejected."""

    changing = RowOut(many=True, source="plan.changing", help_text="Rows that change an entry.")
    kept = RowOut(many=True, source="plan.kept", help_text="Rows against which the portal stands.")
    rejected = RowOut(many=True, source="plan.rejected")
    unchanged = serializers.IntegerField(
        source="plan.unchanged", help_text="How many rows say what the register says."
    )
    counts = serializers.DictField(
        child=serializers.IntegerField(), help_text="What was done; empty until it is imported."
    )

    class Meta(TrackerImportOut.Meta):
        fields = [
            *TrackerImportOut.Meta.fields,
            *("changing", "kept", "rejected", "unchanged", "counts"),
        ]
        read_only_fields = fields


class TrackerImportViewSet(VisibleViewSet[TrackerImport]):
    """Trackers that you uploaded in the last day: shown first, then imported as they were shown."""

    queryset = TrackerImport.objects.all()
    serializer_class = TrackerImportOut

    @extend_schema(responses=TrackerPlanOut)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self._told(self.get_object())

    @extend_schema(request={"multipart/form-data": TrackerIn}, responses=TrackerPlanOut)
    @action(detail=False, methods=["post"], parser_classes=[MultiPartParser], filter_backends=[])
    def upload(self, request: Request) -> Response:
        """Send a tracker, and see what it would change; nothing is changed yet."""
        user = cast(User, request.user)
        if not permissions.can_import(user):
            raise PermissionDenied
        refuse_unknown_fields(request.data, TrackerIn().fields)
        form = TrackerForm(cast(QueryDict, request.data), files=request.FILES)
        if not form.is_valid():
            wrong = {name: [*errors] for name, errors in form.errors.items()}
            raise serializers.ValidationError(wrong)
        return self._told(actions.keep_tracker(**form.cleaned_data, by=user, at=now()))

    @extend_schema(request=None, responses=TrackerPlanOut)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, uuid: UUID) -> Response:
        """Do what the upload showed; rows whose entry has changed since are rejected."""
        kept = self.get_object()
        return self._told(actions.import_tracker(kept, **sent(request, In)))

    def _told(self, kept: TrackerImport) -> Response:
        plan = queries.plan_of(kept, cast(User, self.request.user), on=localdate())
        kept.plan = plan  # type: ignore[attr-defined]
        return Response(TrackerPlanOut(kept).data)
