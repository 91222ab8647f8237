"""Regions and bodies, as other systems read them."""

from typing import ClassVar

import django_filters
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.timezone import localdate
from django_filters.rest_framework import FilterSet
from rest_framework import serializers

from forces import names
from forces.models import Body, LocalPolicingBody, Region
from forces.models.bodies import holds_on
from inspection_portal.core.api import VisibleViewSet


class RegionOut(serializers.ModelSerializer[Region]):
    class Meta:
        model = Region
        fields = ["uuid", "slug", "name"]
        read_only_fields = fields


class RegionViewSet(VisibleViewSet[Region]):
    """The ten regions that answer to serious and organised crime. A region is never graded."""

    queryset = Region.objects.all()
    serializer_class = RegionOut


class LocalPolicingBodyOut(serializers.ModelSerializer[LocalPolicingBody]):
    class Meta:
        model = LocalPolicingBody
        fields = ["uuid", "kind", "name", "valid_from", "valid_to"]
        read_only_fields = fields


def _answering_today() -> ArraySubquery:
    """What `LocalPolicingBodyOut` tells of who answers for a body today."""
    told = {name: name for name in LocalPolicingBodyOut.Meta.fields}
    answering = LocalPolicingBody.objects.filter(holds_on(localdate()), body=OuterRef("pk"))
    return ArraySubquery(answering.order_by("name").values(told=JSONObject(**told)))


class BodyOut(serializers.ModelSerializer[Body]):
    region = serializers.UUIDField(
        source="region_uuid", allow_null=True, help_text="The region it belongs to today."
    )
    local_policing_bodies = LocalPolicingBodyOut(
        source="answering_bodies", many=True, help_text="Who answers reports for it today."
    )

    class Meta:
        model = Body
        fields = [
            "uuid",
            "slug",
            "kind",
            "name",
            "short_name",
            "ons_code",
            "ons_name",
            "region",
            "local_policing_bodies",
        ]
        read_only_fields = fields
        columns: ClassVar = {"local_policing_bodies": _answering_today}


class BodyFilter(FilterSet):
    region = django_filters.UUIDFilter(
        label="Bodies that belong to this region today.", method="in_region"
    )
    kind = django_filters.ChoiceFilter(choices=Body.Kind.choices)
    name = django_filters.CharFilter(
        label="The body known by this name, past or present, or by this abbreviation.",
        method="named",
    )

    def in_region(self, bodies: QuerySet[Body], field: str, uuid: str) -> QuerySet[Body]:
        region = Region.objects.filter(uuid=uuid).first()
        found: QuerySet[Body] = bodies.in_region(region, localdate()) if region else bodies.none()  # type: ignore[attr-defined]
        return found

    def named(self, bodies: QuerySet[Body], field: str, name: str) -> QuerySet[Body]:
        return bodies.filter(names__key=names.key(name))


class BodyViewSet(VisibleViewSet[Body]):
    """Regional organised crime units and forces: what can be graded, and must answer."""

    queryset = Body.objects.all()
    serializer_class = BodyOut
    filterset_class = BodyFilter
