"""What every resource of the API has in common (docs/api)."""

from collections.abc import Container, Iterable, Mapping
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
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler
from rest_framework.viewsets import ReadOnlyModelViewSet

from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.fields import LIKELY_YEARS, is_likely
from inspection_portal.core.resources import Resource
from inspection_portal.core.resources import refuse_unknown as refuse_unknown

Row = TypeVar("Row", bound=Model)


class In(serializers.Serializer[Any]):
    """What is sent: nothing that isn't known here, and a day is of a year that somebody can mean,
    as on a page.
    """

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            refuse_unknown_fields(data, [str(field.field_name) for field in self._writable_fields])
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
    seen_version = serializers.IntegerField(
        min_value=0, help_text="The `version` that was read; 0 where there was none."
    )


def sent(
    request: Request, form: type[In], *, may: bool = True, **context: object
) -> dict[str, Any]:
    """What was sent, as the actions take it: with who sends it and when. `context` is for the
    fields of the form, beside the `user`.

    Raises PermissionDenied for those who may not, before what they sent is looked at; then
    ValidationError.
    """
    if not may:
        raise PermissionDenied
    data = {} if request.method in SAFE_METHODS else request.data
    incoming = form(data=data, context={"user": request.user, **context})
    incoming.is_valid(raise_exception=True)
    return {**incoming.validated_data, "by": request.user, "at": now()}


def asked(request: Request, form: type[In], **context: object) -> dict[str, Any]:
    """What the address asks for of what is no list. Raises ValidationError, for a parameter that
    the form doesn't have too.
    """
    incoming = form(data=request.query_params, context={"user": request.user, **context})
    refuse_unknown(request, incoming.fields)
    incoming.is_valid(raise_exception=True)
    return dict(incoming.validated_data)


def refuse_unknown_fields(sent: Iterable[str], known: Container[str]) -> None:
    """Raise ValidationError for a field that is sent and not known: none is ever ignored."""
    unknown = sorted(name for name in sent if name not in known)
    if unknown:
        raise ValidationError({name: ["This field is not known here."] for name in unknown})


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer a broken rule with 409 and the sentence the page would show."""
    if isinstance(error, RuleBroken):
        return Response({"detail": str(error)}, status=409)
    return exception_handler(error, context)


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


class VisibleViewSet(Resource, ReadOnlyModelViewSet[Row]):
    """What the person who asks may see of one model; anything else is not there (404)."""

    takes_parameters = True
    filter_backends = [KnownParametersFilter]
    pagination_class = Pages
    lookup_field = "uuid"
    lookup_value_converter = "uuid"

    def get_queryset(self) -> QuerySet[Row]:
        rows: Any = super().get_queryset()
        visible: QuerySet[Row] = rows.visible_to(self.request.user).for_list()
        return visible
