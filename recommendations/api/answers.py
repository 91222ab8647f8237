import django_filters
from django_filters.rest_framework import FilterSet
from rest_framework import serializers

from inspection_portal.core.api import VisibleViewSet
from recommendations.models import Section55Response


class Section55ResponseOut(serializers.ModelSerializer[Section55Response]):
    inspection = serializers.UUIDField(source="inspection.uuid")
    body = serializers.UUIDField(
        source="policing_body.body.uuid", help_text="The force that the policing body oversees."
    )
    policing_body = serializers.CharField(source="policing_body.name")
    published_on = serializers.DateField(source="inspection.published_on")
    due_on = serializers.DateField(
        help_text="The last of the 56 days that begin with the day of publication."
    )

    class Meta:
        model = Section55Response
        fields = ["uuid", "inspection", "body", "policing_body", "published_on", "due_on"]
        read_only_fields = fields


class Section55ResponseFilter(FilterSet):
    inspection = django_filters.UUIDFilter(
        field_name="inspection__uuid", label="The inspection whose report is answered."
    )
    body = django_filters.UUIDFilter(
        field_name="policing_body__body__uuid", label="The force that the policing body oversees."
    )


class Section55ResponseViewSet(VisibleViewSet[Section55Response]):
    """Which local policing bodies answer a report in public, and by when (Police Act 1996, section
    55): your own bodies’, or all for the inspectorate.
    """

    queryset = Section55Response.objects.all()
    serializer_class = Section55ResponseOut
    filterset_class = Section55ResponseFilter
