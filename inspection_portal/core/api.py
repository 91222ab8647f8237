"""What every resource of the API has in common (docs/api)."""

from collections.abc import Container
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.utils.timezone import now
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request
from rest_framework.views import APIView
from rest_framework.viewsets import ReadOnlyModelViewSet

from inspection_portal.core.conditional import Conditional, seen_version
from inspection_portal.core.fields import LIKELY_YEARS, is_likely
from inspection_portal.core.problems import ParameterRefused

Row = TypeVar("Row", bound=Model)


class In(serializers.Serializer[Any]):
    """What is sent. A day is of a year that somebody can mean, as on a page."""

    def to_internal_value(self, data: Any) -> Any:
        told = super().to_internal_value(data)
        wrong = {
            name: [f"The year must be {LIKELY_YEARS}."]
            for name, value in told.items()
            if isinstance(value, date) and not is_likely(value.year)
        }
        if wrong:
            raise ValidationError(wrong)
        return told


class SeenIn(In):
    """What is sent to change what was read: its version comes with it, as `If-Match`."""


def sent(
    request: Request, form: type[In], *, may: bool = True, **context: object
) -> dict[str, Any]:
    """What was sent, as the actions take it: with who sends it and when, and for a `SeenIn` with
    the version that they saw. `context` is for the fields of the form, beside the `user`.

    A PATCH is a plain edit of what was seen: what is left out is not among what was sent, and the
    action lets it stay (RFC 7396).

    Raises PermissionDenied for those who may not, before what they sent is looked at; then what
    `seen_version` does; then ValidationError.
    """
    if not may:
        raise PermissionDenied
    is_edit = request.method == "PATCH"
    seen = is_edit or issubclass(form, SeenIn)
    version = {"seen_version": seen_version(request)} if seen else {}
    context |= {"user": request.user}
    incoming = form(data=request.data, partial=is_edit, context=context)
    incoming.is_valid(raise_exception=True)
    return {**incoming.validated_data, **version, "by": request.user, "at": now()}


def asked(request: Request, form: type[In], **context: object) -> dict[str, Any]:
    """What the address asks for of what is no list. Raises ValidationError, for a parameter that
    the form doesn't have too.
    """
    incoming = form(data=request.query_params, context={"user": request.user, **context})
    incoming.is_valid(raise_exception=True)
    refuse_unknown(request, incoming.fields)
    return dict(incoming.validated_data)


def refuse_unknown(request: Request, known: Container[str]) -> None:
    """Raise ParameterRefused for a parameter that is not known: none is ever ignored."""
    unknown = sorted(name for name in request.query_params if name not in known)
    if unknown:
        raise ParameterRefused({name: ["This parameter is not known here."] for name in unknown})


class Pages(CursorPagination):
    """Pages of a list in the order of identifiers: steady while rows come and go, and as fast deep
    in the list as at its start.
    """

    ordering = "uuid"
    page_size = 50

    def decode_cursor(self, request: Request) -> Cursor | None:
        cursor: Cursor | None = super().decode_cursor(request)
        if cursor and cursor.position is not None:
            try:
                UUID(str(cursor.position))
            except ValueError as error:
                raise NotFound(self.invalid_cursor_message) from error
        return cursor


class KnownParametersFilter(DjangoFilterBackend):
    """Filters of a list. A parameter that the list does not know is refused, never ignored."""

    def filter_queryset(
        self, request: Request, queryset: QuerySet[Row], view: APIView
    ) -> QuerySet[Row]:
        is_list = getattr(view, "action", None) == "list"
        filters = getattr(view, "filterset_class", None)
        known = {Pages.cursor_query_param, *(filters.base_filters if filters else ())}
        refuse_unknown(request, known if is_list else ())
        found: QuerySet[Row] = super().filter_queryset(request, queryset, view)
        return found


class VisibleViewSet(Conditional, ReadOnlyModelViewSet[Row]):
    """What the person who asks may see of one model; anything else is not there (404)."""

    filter_backends = [KnownParametersFilter]
    pagination_class = Pages
    lookup_field = "uuid"
    lookup_value_converter = "uuid"

    def get_queryset(self) -> QuerySet[Row]:
        rows: Any = super().get_queryset()
        visible: QuerySet[Row] = rows.visible_to(self.request.user).for_list()
        return visible
