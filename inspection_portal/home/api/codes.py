"""The codes of the API with their meanings, for programs to read."""

from typing import Any, cast

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from inspection_portal.core.api import refuse_unknown
from inspection_portal.core.models import User
from inspection_portal.home.codes import code_lists


class CodeOut(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="As it stands in what the API says and takes.")
    meaning = serializers.CharField(source="label", help_text="What people read.")
    valid_from = serializers.DateField(
        allow_null=True, help_text="Its first day; null for what has held since version 1."
    )
    valid_until = serializers.DateField(
        allow_null=True, help_text="Its last day; null while it holds."
    )
    rank = serializers.IntegerField(
        allow_null=True, help_text="The place of a grade on its scale, 1 the best; else null."
    )
    scale = serializers.CharField(help_text="The scale of a grade; else empty.")
    ons_code = serializers.CharField(
        help_text="The ONS police force area code of a force; else empty."
    )


class CodeListOut(serializers.Serializer[Any]):
    name = serializers.CharField(help_text="Of what, in the terms of the API.")
    codes = CodeOut(many=True)


class CodesOut(serializers.Serializer[Any]):
    lists = CodeListOut(many=True)


class CodesView(APIView):
    """Every list of codes that the API speaks in."""

    @extend_schema(responses=CodesOut)
    def get(self, request: Request) -> Response:
        refuse_unknown(request, ())
        return Response(CodesOut({"lists": code_lists(cast(User, request.user))}).data)
