"""Key figures of inspected bodies: for those who read the drafts alone."""

from uuid import UUID

import django_filters
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from findings import actions
from findings.api.verbs import In, OfDraftViewSet, SeenIn
from findings.models import Figure, KeyFigure

COUNTED = "What it includes and leaves out, or the filter by which it was counted."

PRINTED = "Whether it stands in the report. Only a value with a `snapshot` can."


class FigureValueIn(In):
    value = serializers.DecimalField(max_digits=10, decimal_places=2, min_value=0)
    as_at = serializers.DateField(help_text="The day for which it is right; today or before.")
    source = serializers.CharField(  # type: ignore[assignment]
        max_length=300, help_text="Name no person."
    )
    counted = serializers.CharField(allow_blank=True, default="", help_text=COUNTED)


class KeyFigureIn(FigureValueIn):
    figure = serializers.SlugRelatedField(
        slug_field="name", queryset=Figure.objects.all(), help_text="Its name on the list."
    )


class KeyFigureRevisionIn(FigureValueIn):
    is_printed = serializers.BooleanField(default=False, help_text=PRINTED)


class KeyFigureOut(serializers.ModelSerializer[KeyFigure]):
    inspection = serializers.UUIDField(source="chapter.inspection.uuid")
    body = serializers.UUIDField(source="chapter.body.uuid")
    figure = serializers.CharField(source="figure.name")
    unit = serializers.CharField(source="figure.unit")

    class Meta:
        model = KeyFigure
        fields = [
            *("uuid", "version", "inspection", "body", "figure", "unit", "value"),
            *("as_at", "source", "counted", "entered_at"),
            *("snapshot", "snapshot_figure", "snapshot_sha256", "is_printed"),
        ]
        read_only_fields = fields
        extra_kwargs = {
            "counted": {"help_text": COUNTED},
            "is_printed": {"help_text": PRINTED},
            "snapshot": {"help_text": "The frozen list that it was counted from, if any."},
            "snapshot_figure": {"help_text": "Which figure of it; blank for all of the body."},
        }


class KeyFigureFilter(FilterSet):
    inspection = django_filters.UUIDFilter(
        field_name="chapter__inspection__uuid", label="The inspection it belongs to."
    )
    body = django_filters.UUIDFilter(field_name="chapter__body__uuid", label="The body.")
    figure = django_filters.CharFilter(field_name="figure__name", label="Its name on the list.")


class KeyFigureViewSet(OfDraftViewSet[KeyFigure]):
    """Key figures of bodies, as the inspections whose drafts you read learned them."""

    report = "chapter__inspection"
    queryset = KeyFigure.objects.all()
    serializer_class = KeyFigureOut
    filterset_class = KeyFigureFilter

    @extend_schema(request=KeyFigureRevisionIn, responses=KeyFigureOut)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Put right the value, its day, its source or what was counted."""
        return self.change(actions.revise_key_figure, KeyFigureRevisionIn)

    @extend_schema(request=SeenIn, responses=KeyFigureOut)
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, uuid: UUID) -> Response:
        """Take away a value that was entered wrongly; the answer tells it for the last time."""
        return self.take_away(actions.remove_key_figure)
