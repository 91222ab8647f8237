"""What every resource of the API has in common (docs/api)."""

import builtins
import re
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as FormError
from django.db.models import Model, QuerySet
from django.http import HttpResponseBase
from django.utils.timezone import now
from django_filters import BooleanFilter, DateFilter, IsoDateTimeFilter, NumberFilter
from django_filters.filters import Filter
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView
from rest_framework.viewsets import ReadOnlyModelViewSet

from inspection_portal.core import lists
from inspection_portal.core.conditional import Conditional, seen_version
from inspection_portal.core.fields import LIKELY_YEARS, MomentField, is_likely
from inspection_portal.core.following import deleted
from inspection_portal.core.problems import ParameterRefused
from inspection_portal.core.projection import Projection, Told
from inspection_portal.core.renderers import CsvRenderer, LinesRenderer
from inspection_portal.core.resources import refuse_unknown as refuse_unknown

Row = TypeVar("Row", bound=Model)
BOOLEANS = ("true", "false")
WHOLE = re.compile(r"-?[0-9]+")


class In(serializers.Serializer[Any]):
    """What is sent: nothing that isn't known here, and a day is of a year that somebody can mean,
    as on a page.
    """

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            refuse_unknown_fields(data, [str(field.field_name) for field in self._writable_fields])
            if self.context.get("is_typed"):
                _refuse_other_types(data, self.fields)
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
    context |= {"user": request.user, "is_typed": True}
    data = {} if request.method in SAFE_METHODS else request.data
    incoming = form(data=data, partial=is_edit, context=context)
    incoming.is_valid(raise_exception=True)
    return {**incoming.validated_data, **version, "by": request.user, "at": now()}


def asked(request: Request, form: type[In], **context: object) -> dict[str, Any]:
    """What the address asks for of what is no list. Raises ValidationError, for a parameter that
    the form doesn't have too.
    """
    # As a dict, in which an empty value is one: in a form it would stand for none.
    incoming = form(data=request.query_params.dict(), context={"user": request.user, **context})
    refuse_unknown(request, incoming.fields)
    incoming.is_valid(raise_exception=True)
    return dict(incoming.validated_data)


# What a field takes of JSON, where the framework would take what can be read as that.
TYPED: tuple[tuple[type[serializers.Field[Any, Any, Any, Any]], type, str], ...] = (
    (serializers.BooleanField, bool, "Say true or false."),
    (serializers.IntegerField, int, "Give a whole number."),
    (serializers.DecimalField, str, "Give the number as a text, such as “0.5”."),
    (serializers.CharField, str, "Give a text."),
    (serializers.ManyRelatedField, list, "Give a list."),
)


def _refuse_other_types(sent: Mapping[str, Any], fields: Mapping[str, Any]) -> None:
    """Raise ValidationError for a value of another type than the description says."""
    wrong = {}
    for name in sent.keys() & fields.keys():
        field, values = fields[name], [sent[name]]
        if isinstance(field, serializers.ListField) and isinstance(sent[name], list):
            field, values = field.child, sent[name]
        for form, kind, sentence in TYPED:
            if isinstance(field, form) and not all(_is_of(value, kind) for value in values):
                wrong[name] = [sentence]
    if wrong:
        raise ValidationError(wrong)


def _is_of(value: object, kind: type) -> bool:
    """Null is another matter, and JSON doesn't tell 1.0 from 1."""
    is_whole = kind is int and isinstance(value, float) and value.is_integer()
    return value is None or type(value) is kind or is_whole


def refuse_unknown_fields(sent: Iterable[str], known: Container[str]) -> None:
    """Raise ValidationError for a field that is sent and not known: none is ever ignored."""
    unknown = sorted(name for name in sent if name not in known)
    if unknown:
        raise ValidationError({name: ["This field is not known here."] for name in unknown})


class MomentFilter(IsoDateTimeFilter):
    field_class = MomentField


class KnownParametersFilter(DjangoFilterBackend):
    """Filters of a list. A parameter that the list does not know is refused, never ignored."""

    def filter_queryset(
        self, request: Request, queryset: QuerySet[Row], view: APIView
    ) -> QuerySet[Row]:
        is_list = getattr(view, "action", None) == "list"
        filters = getattr(view, "filterset_class", None)
        known = {
            *lists.parameters(queryset.model, getattr(view, "expands", ())),
            *(filters.base_filters if filters else ()),
        }
        refuse_unknown(request, known if is_list else ())
        if filters is None or request.query_params.keys().isdisjoint(filters.base_filters):
            return queryset
        refuse_unread(request, filters.base_filters)
        found: QuerySet[Row] = super().filter_queryset(request, queryset, view)
        return found


def refuse_unread(request: Request, filters: Mapping[str, Filter]) -> None:
    """Raise ParameterRefused for what the filters would take for left out: a list of everything is
    no answer to whoever asks for less.
    """
    given = {name: request.query_params[name] for name in filters if name in request.query_params}
    wrong = {name: ["Give a value, or leave this out."] for name in given if not given[name]}
    for name, value in given.items():
        if isinstance(filters[name], BooleanFilter) and value not in BOOLEANS:
            wrong[name] = ["Give true or false."]
        elif isinstance(filters[name], NumberFilter) and not WHOLE.fullmatch(value):
            wrong[name] = ["Give a whole number."]
        elif _is_far(filters[name], value):
            wrong[name] = [f"The year must be {LIKELY_YEARS}."]
    if wrong:
        raise ParameterRefused(wrong)


def _is_far(of: Filter, value: str) -> bool:
    """Whether it is a day of a year that nobody can mean. What is no day at all, the filter itself
    refuses, as it does such moments.
    """
    if not isinstance(of, DateFilter):
        return False
    try:
        day: date | None = of.field.clean(value)
    except FormError:
        return False
    return day is not None and not is_likely(day.year)


class VisibleViewSet(Conditional, ReadOnlyModelViewSet[Row]):
    """What the person who asks may see of one model; anything else is not there (404).

    `expands` says for a field of identifiers which view shows what they are of, `deleted_under`
    what a row hangs on, where whoever sees that is told of rows that were deleted.
    """

    takes_parameters = True
    filter_backends = [KnownParametersFilter]
    pagination_class = lists.Pages
    lookup_field = "uuid"
    lookup_value_converter = "uuid"
    expands: ClassVar[Mapping[str, "type[VisibleViewSet[Any]]"]] = {}
    deleted_under: ClassVar = ""

    def get_queryset(self) -> QuerySet[Row]:
        rows: Any = super().get_queryset()
        visible: QuerySet[Row] = rows.visible_to(self.request.user).for_list()
        return visible

    def get_renderers(self) -> list[BaseRenderer]:
        """A list can be had as a stream too."""
        streamed = [LinesRenderer(), CsvRenderer()] if self.action == "list" else []
        return [*super().get_renderers(), *streamed]

    # The types of DRF know of answers in one piece alone.
    def list(  # type: ignore[override]
        self, request: Request, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        rows = self.filter_queryset(self.get_queryset())
        answer = lists.stream if lists.is_stream(request) else lists.page
        return answer(request, rows, self)

    def projection(self, rows: QuerySet[Row]) -> Projection:
        """How rows of the list are told."""
        out: Any = self.get_serializer()
        return Projection(out, rows, beside=self.beside)

    def beside(self, rows: Sequence[Row]) -> Mapping[str, object]:
        """What the serializer needs in its context of rows, read for all of an answer at once."""
        return {}

    def hidden(self) -> QuerySet[Row]:
        """The rows that are there, and not for the person."""
        rows: Any = super().get_queryset()
        visible = rows.visible_to(self.request.user).order_by().values("pk")
        out_of_sight: QuerySet[Row] = rows.exclude(pk__in=visible)
        return out_of_sight

    def gone_since(self, since: datetime) -> QuerySet[Any]:
        """What the person could see and can't any more since that moment: rows with a `uuid`."""
        model: Any = super().get_queryset().model
        if not self.deleted_under:
            return model.objects.none()  # type: ignore[no-any-return]
        owner = model._meta.get_field(self.deleted_under).related_model
        seen = owner.objects.visible_to(self.request.user)
        return deleted(model, since, **{f"{self.deleted_under}__in": seen})

    @classmethod
    def named(cls, request: Request, uuids: Collection[UUID]) -> builtins.list[Told]:
        """Those rows of them that the person sees, as in the list, if the token may read that.
        Raises PermissionDenied.
        """
        basename = cls.queryset.model._meta.model_name if cls.queryset is not None else None
        view = cls(request=request, action="list", format_kwarg=None, basename=basename)
        view.check_permissions(request)
        rows = view.get_queryset().filter(uuid__in=uuids).order_by("uuid")
        return [row for _, row in view.projection(rows)(rows)]


class ToldBesideViewSet(VisibleViewSet[Row]):
    """One whose rows are told with something read for all of an answer at once (`beside`)."""

    def get_serializer(self, *args: Any, **kwargs: Any) -> BaseSerializer[Row]:
        if args:
            rows = list(args[0]) if kwargs.get("many") else [args[0]]
            kwargs["context"] = {**self.get_serializer_context(), **self.beside(rows)}
        made: BaseSerializer[Row] = super().get_serializer(*args, **kwargs)
        return made
