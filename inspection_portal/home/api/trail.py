"""What the one who asks did in the portal, for other systems."""

from typing import Any, cast

import django_filters
from django.db.models import QuerySet
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from forces.permissions import can_read_audit
from inspection_portal.core.api import MomentFilter, VisibleViewSet
from inspection_portal.core.models import AuditEvent, User


class AuditEventOut(serializers.ModelSerializer[AuditEvent]):
    detail = serializers.SerializerMethodField(
        help_text="What changed. Empty for those who read no trail on the pages."
    )

    class Meta:
        model = AuditEvent
        fields = ["uuid", "at", "verb", "object_type", "object_uuid", "object_label", "detail"]
        read_only_fields = fields
        extra_kwargs = {
            "verb": {"help_text": "What was done: noun.past_participle."},
            "object_type": {"help_text": "What it was done to: app.model."},
            "object_label": {"help_text": "As the thing was called then."},
        }

    @extend_schema_field({"type": "object", "additionalProperties": {}})
    def get_detail(self, event: AuditEvent) -> Any:
        return event.detail if can_read_audit(self.context["request"].user) else {}


class AuditFilter(FilterSet):
    verb = django_filters.CharFilter(label="What was done.")
    object_type = django_filters.CharFilter(label="The sort of thing that it was done to.")
    object = django_filters.UUIDFilter(field_name="object_uuid", label="The thing.")
    since = MomentFilter(field_name="at", lookup_expr="gte", label="Done at that moment or later.")
    until = MomentFilter(field_name="at", lookup_expr="lt", label="Done before that moment.")


class AuditViewSet(VisibleViewSet[AuditEvent]):
    """What you did yourself: the trail of others stays on the pages of those who may read it."""

    queryset = AuditEvent.objects.all()
    serializer_class = AuditEventOut
    filterset_class = AuditFilter

    def get_queryset(self) -> QuerySet[AuditEvent]:
        return AuditEvent.objects.filter(by=cast(User, self.request.user)).for_list()
