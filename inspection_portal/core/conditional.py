"""Changing what was read, and no other: `ETag`, `If-Match` and `If-None-Match` (ADR 0036)."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db.models import Model
from django.http import HttpResponseBase, HttpResponseNotModified
from django.utils.http import parse_etags
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.views import APIView

from inspection_portal.core.models import Versioned
from inspection_portal.core.problem_kinds import Refusal
from inspection_portal.core.projection import concrete
from inspection_portal.core.resources import Resource

# One strong tag with a version in it, as `ETag` gives it: nothing else is ever sent.
A_VERSION = re.compile(r'"(0|[1-9][0-9]{0,9})"')


class PreconditionRequired(Refusal, code="precondition_required"):
    """If-Match is missing."""


class InvalidPrecondition(Refusal, code="invalid_precondition"):
    """If-Match is not one version."""


def seen_version(request: Request) -> int:
    """The version that was read, by `If-Match`; 0 where there was none.

    Raises PreconditionRequired where it is not sent, and InvalidPrecondition for a weak tag, for
    several, for `*` and for what no version is.
    """
    stated = request.headers.get("If-Match")
    if stated is None:
        raise PreconditionRequired
    found = A_VERSION.fullmatch(stated.strip())
    if not found:
        raise InvalidPrecondition
    return int(found[1])


class Conditional(Resource):
    """Views whose answers carry the version of the one row that they show."""

    # The types of DRF know of its own answers alone.
    def finalize_response(  # type: ignore[override]
        self, request: Request, response: HttpResponseBase, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """With the version as `ETag`. Whoever has the row as it is now need not be sent it again,
        where nothing but its version decides what is told.
        """
        version = _version_in(response)
        if version is not None:
            etag = f'"{version}"'
            if is_told_by_version(self) and _has(request, etag):
                response = HttpResponseNotModified()
            response["ETag"] = etag
        return super().finalize_response(request, response, *args, **kwargs)  # type: ignore[arg-type]


def is_told_by_version(view: APIView) -> bool:
    """Whether a view shows one row as its own columns have it, which change with its version."""
    form = getattr(view, "serializer_class", None)
    return getattr(view, "action", None) == "retrieve" and form is not None and _shows_its_own(form)


@cache
def _shows_its_own(form: type[serializers.BaseSerializer[Any]]) -> bool:
    model = getattr(getattr(form, "Meta", None), "model", None)
    if model is None or not issubclass(model, Versioned):
        return False
    fields: Mapping[str, serializers.Field[Any, Any, Any, Any]] = form().fields  # type: ignore[attr-defined]
    own = (_is_own(model, field.source_attrs) for field in fields.values())
    return "version" in fields and all(own)


def _is_own(model: type[Model], path: list[str]) -> bool:
    """Whether that leads to a column of the row, or to the identifier of what the row points to."""
    column = concrete(model, path[0]) if path else None
    return column is not None and path[1:] == (["uuid"] if column.is_relation else [])


def _version_in(response: HttpResponseBase) -> int | None:
    told = getattr(response, "data", None)
    version = told.get("version") if isinstance(told, Mapping) else None
    return version if isinstance(version, int) else None


def _has(request: Request, etag: str) -> bool:
    """Whether `If-None-Match` says that the tag is there already; that is compared weakly."""
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in known or etag in {tag.removeprefix("W/") for tag in known}
