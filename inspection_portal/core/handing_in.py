"""Files over the API: sent in JSON as Base64, and taken as they were handed in."""

import base64
from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.utils.timezone import now
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request

from inspection_portal.core import uploads
from inspection_portal.core.api import In, Row, VisibleViewSet
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.http import as_handed_in
from inspection_portal.core.negotiation import AsItIs


class FileIn(In):
    name = serializers.CharField(max_length=200, help_text="With its extension.")
    content = serializers.CharField(help_text="In Base64.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        try:
            content = base64.b64decode(attrs.pop("content"), validate=True)
            upload = uploads.check(attrs.pop("name"), content)
        except ValueError as error:  # binascii.Error, or what is not ASCII
            raise serializers.ValidationError({"content": "This is not Base64."}) from error
        except RuleBroken as refusal:
            raise serializers.ValidationError({"content": str(refusal)}) from refusal
        return {**attrs, "upload": upload}


class FileViewSet(VisibleViewSet[Row]):
    """Files that were handed in. `take` is the action that gives the bytes of one, and records who
    took it.
    """

    take: ClassVar[Callable[..., bytes]]

    @extend_schema(responses={(200, "*/*"): OpenApiTypes.BINARY})
    @action(detail=True, content_negotiation_class=AsItIs)
    def content(self, request: Request, uuid: UUID) -> HttpResponse:
        """The file as it was handed in; that you took it is recorded."""
        file: Any = self.get_object()
        return as_handed_in(file, self.take(file, by=request.user, at=now()))
