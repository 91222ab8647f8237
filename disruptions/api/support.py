"""What the verbs on a plan and its parts have in common."""

from typing import Any

from django.utils.timezone import now
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from disruptions.models import Officer
from inspection_portal.core.api import In

OF_PLAN = "The plan that it is of."
NO_NAMES = "Name roles, never people."


class OfficerOut(serializers.ModelSerializer[Officer]):
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


def sent(request: Request, form: type[In]) -> dict[str, Any]:
    """What was sent, as the actions take it: with who sends it and when."""
    incoming = form(data=request.data, context={"request": request})
    incoming.is_valid(raise_exception=True)
    return {**incoming.validated_data, "by": request.user, "at": now()}
