"""What the verbs on a plan and its parts have in common."""

from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from disruptions import queries
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
    """An officer by UUID. One whom the person can’t know of is told as one who is not there; any
    other who doesn’t fit the action refuses with a sentence.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="uuid", queryset=Officer.objects.none(), **kwargs)

    def get_queryset(self) -> QuerySet[Officer]:
        return queries.officers_known_to(self.context["user"], localdate())
