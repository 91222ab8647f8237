"""What the verbs on a plan and its parts have in common."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from disruptions.models import Officer

OF_PLAN = "The plan that it is of."
NO_NAMES = "Name roles, never people."


class OfficerTitleOut(serializers.ModelSerializer[Officer]):
    """An officer by rank and post: names stay within their body."""

    body = serializers.UUIDField(source="body.uuid")
    title = serializers.CharField(help_text="Rank and post.")

    class Meta:
        model = Officer
        fields = ["uuid", "body", "title"]
        read_only_fields = fields


@extend_schema_field({"type": "string", "format": "uuid"})
class OfficerRef(serializers.SlugRelatedField[Officer]):
    """An officer by UUID; the action refuses one who has no part in the threat."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="uuid", queryset=Officer.objects.all(), **kwargs)
