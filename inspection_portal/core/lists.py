"""Lists of the API: their pages, what may be asked of them, and the same rows as a stream.

A page begins after the row that the one before it ended with, so the last page costs what the first
does, and nothing is counted.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import StreamingHttpResponse
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from inspection_portal.core.fields import NO_MOMENT, read_moment
from inspection_portal.core.following import high_water_mark, last_change
from inspection_portal.core.models import Followed
from inspection_portal.core.problems import ParameterRefused
from inspection_portal.core.projection import Projection, Told
from inspection_portal.core.renderers import CSV, NDJSON, as_json
from inspection_portal.core.tables import Cell, csv_lines

PAGE = 50
LARGEST_PAGE = 200
CHUNK = 1_000
CURSOR, LIMIT, FIELDS, EXPAND, SINCE = "cursor", "limit", "fields", "expand", "updated_since"
# What is withdrawn or deleted says when that began, and is there for others a little later.
LONGEST_CHANGE = timedelta(minutes=10)
# The header that says from which moment to follow a list that was streamed.
AS_OF = "As-Of"


class Lister(Protocol):
    """What a list needs of the view that shows it."""

    @property
    def expands(self) -> Mapping[str, Any]: ...
    def projection(self, rows: QuerySet[Any]) -> Projection: ...
    def gone_since(self, since: datetime) -> QuerySet[Any]: ...


@dataclass(frozen=True)
class Place:
    """The row that a page ended with, and where the list is followed, when it last changed and the
    mark that the following goes up to.
    """

    uuid: UUID
    changed: datetime | None = None
    as_of: datetime | None = None

    def __str__(self) -> str:
        moments = [each.isoformat() for each in (self.changed, self.as_of) if each]
        return urlsafe_b64encode("|".join([str(self.uuid), *moments]).encode()).decode()


def read_place(text: str) -> Place:
    """The place that a cursor names. Raises ParameterRefused for what was never given as one."""
    try:
        uuid, *moments = urlsafe_b64decode(text).decode().split("|")
        return Place(UUID(uuid), *map(read_moment, moments))
    except (ValueError, TypeError) as error:
        raise _refused(CURSOR, "Take the cursor from the page before.") from error


@dataclass(frozen=True)
class Asked:
    """What an address asks of a list besides its filters: which page of how many rows, what of
    each, what beside them, and where it is followed, what changed since which moment.
    """

    place: Place | None = None
    limit: int = PAGE
    fields: Sequence[str] | None = None
    expand: Sequence[str] = ()
    since: datetime | None = None
    as_of: datetime | None = None


def parameters(model: type[Any], expands: Collection[str]) -> set[str]:
    """The parameters that a list of the model knows, besides its filters."""
    followed = {SINCE} if issubclass(model, Followed) else set()
    return {CURSOR, LIMIT, FIELDS} | followed | ({EXPAND} if expands else set())


class Pages(BasePagination):
    """How the description of the API tells of pages; `page` makes them."""

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        known = parameters(view.queryset.model, view.expands)
        told = {**_DESCRIBED, EXPAND: _expansions(view.expands)}
        return [
            {"name": name, "in": "query", "required": False, **told[name]}
            for name in told
            if name in known
        ]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["next", "results"],
            "properties": {
                "next": {
                    "type": ["string", "null"],
                    "format": "uri",
                    "description": "The address of the next page; null on the last.",
                },
                "results": schema,
                "as_of": {
                    "type": "string",
                    "format": "date-time",
                    "description": f"With `{SINCE}`: the moment to ask from next time.",
                },
                "gone": {
                    "type": "array",
                    "items": {"type": "string", "format": "uuid"},
                    "description": (
                        f"With `{SINCE}`, on the first page: what you could see and can't any "
                        "more since. What is part of it is gone with it."
                    ),
                },
                "included": {
                    "type": "object",
                    "additionalProperties": {"type": "array", "items": {"type": "object"}},
                    "description": (
                        f"With `{EXPAND}`: for each field, what it names in these results, once "
                        "each, as far as you see it."
                    ),
                },
            },
        }


_DESCRIBED: dict[str, dict[str, Any]] = {
    CURSOR: {
        "description": "Where the page before ended: take it from `next`.",
        "schema": {"type": "string"},
    },
    LIMIT: {
        "description": "How many rows a page has at most.",
        "schema": {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE},
    },
    FIELDS: {
        "description": "The only fields to be told, with commas between; all if left out.",
        "schema": {"type": "string"},
    },
    SINCE: {
        "description": (
            "Only what changed since that moment, or was first there for you to see, the earliest "
            "change first. Ask again from `as_of`: nothing is missed, and some may come twice. "
            "Lateness and colours, which follow from the day, are no change, and a row that no "
            "longer passes a filter is not told: follow without filters."
        ),
        "schema": {"type": "string", "format": "date-time"},
    },
}


def _expansions(expands: Collection[str]) -> dict[str, Any]:
    """A text as `fields` is: generated clients send an array as several parameters."""
    one = f"({'|'.join(expands)})"
    return {
        "description": (
            "Fields whose objects are told too, in `included`, with commas between: "
            f"{', '.join(f'`{name}`' for name in expands)}."
        ),
        "schema": {"type": "string", "pattern": f"^{one}(,{one})*$"},
    }


def read(request: Request, known: Collection[str], expands: Collection[str]) -> Asked:
    """What the request asks; `known` are the fields of a row. Raises ParameterRefused."""
    told = request.query_params
    place = read_place(told[CURSOR]) if CURSOR in told else None
    since = _moment(told[SINCE]) if SINCE in told else None
    if place and bool(place.as_of) != bool(since):
        raise _refused(CURSOR, "Take the cursor from the page before.")
    return Asked(
        place=place,
        limit=_limit(told.get(LIMIT, str(PAGE))),
        fields=_names(FIELDS, told[FIELDS], known) if FIELDS in told else None,
        expand=_names(EXPAND, told[EXPAND], expands) if EXPAND in told else (),
        since=since,
        as_of=place.as_of if place else high_water_mark() if since else None,
    )


def _refused(parameter: str, why: str) -> ParameterRefused:
    return ParameterRefused({parameter: [why]})


def _moment(text: str) -> datetime:
    try:
        return read_moment(text)
    except ValueError as error:
        raise _refused(SINCE, NO_MOMENT) from error


def _limit(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= LARGEST_PAGE:
        return int(text)
    raise _refused(LIMIT, f"Give a number from 1 to {LARGEST_PAGE}.")


def _names(parameter: str, text: str, known: Collection[str]) -> Sequence[str]:
    names = text.split(",")
    if unknown := [name for name in names if name not in known]:
        raise _refused(parameter, f"“{unknown[0]}” is none of these: {', '.join(known)}.")
    return names


def page(request: Request, rows: QuerySet[Any], lister: Lister) -> Response:
    """One page of the rows with the address of the next, and what was asked for beside them."""
    asked, projection = _asked(request, rows, lister)
    told, place = _told(rows, projection, asked)
    address = request.build_absolute_uri()
    answer: dict[str, Any] = {
        "next": replace_query_param(address, CURSOR, str(place)) if place else None,
        "results": told,
    }
    if asked.since:
        answer["as_of"] = asked.as_of
        answer["gone"] = [] if asked.place else _gone(lister, asked.since)
    if asked.expand:
        answer["included"] = {
            name: lister.expands[name].named(request, {row[name] for row in told} - {None})
            for name in asked.expand
        }
    return Response(answer)


def _gone(lister: Lister, since: datetime) -> list[UUID]:
    return list(lister.gone_since(since - LONGEST_CHANGE).values_list("uuid", flat=True))


def is_stream(request: Request) -> bool:
    """Whether all rows are asked for, one after the other."""
    return request.accepted_renderer.media_type in (CSV, NDJSON)


def stream(request: Request, rows: QuerySet[Any], lister: Lister) -> StreamingHttpResponse:
    """All rows from the place asked for on, each a line. Raises ParameterRefused where something is
    asked for beside them.
    """
    asked, projection = _asked(request, rows, lister)
    if asked.expand:
        raise _refused(EXPAND, "A stream has the rows alone: leave this out.")
    answer = streamed(request, _all(rows, projection, asked), projection.fields)
    if asked.as_of:
        answer[AS_OF] = asked.as_of.isoformat()
    return answer


def streamed(
    request: Request, told: Iterator[Told], fields: Sequence[str]
) -> StreamingHttpResponse:
    """These rows with these fields, each a line of what the client accepts."""
    media_type = request.accepted_renderer.media_type
    lines = _csv(told, fields) if media_type == CSV else _json_lines(told)
    return StreamingHttpResponse(lines, content_type=f"{media_type}; charset=utf-8")


def _asked(request: Request, rows: QuerySet[Any], lister: Lister) -> tuple[Asked, Projection]:
    """What is asked of a list, and how its rows are told then."""
    projection = lister.projection(rows)
    asked = read(request, projection.fields, lister.expands)
    if asked.fields is not None:
        projection.keep({*asked.fields, *asked.expand})
    return asked, projection


def _told(
    rows: QuerySet[Any], projection: Projection, asked: Asked
) -> tuple[list[Told], Place | None]:
    """The rows of a page told, and where it ended; None where nothing comes after it."""
    by = ("uuid", "last_change") if asked.since else ("uuid",)
    found = projection(_from(rows, asked)[: asked.limit + 1], by=by)
    on_page = found[: asked.limit]
    told = [told for _, told in on_page]
    if len(found) <= asked.limit:
        return told, None
    return told, replace(Place(*on_page[-1][0]), as_of=asked.as_of)


def _from(rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    """The rows in their order, from the place asked for on."""
    place = asked.place
    if not asked.since:
        return (rows.filter(uuid__gt=place.uuid) if place else rows).order_by("uuid")
    changed: QuerySet[Any] = rows.annotate(last_change=last_change(rows.model))
    if place:
        beyond = Q(last_change=place.changed, uuid__gt=place.uuid)
        changed = changed.filter(beyond | Q(last_change__gt=place.changed))
    first = place.changed if place else asked.since
    return changed.filter(last_change__gte=first).order_by("last_change", "uuid")


def _all(rows: QuerySet[Any], projection: Projection, asked: Asked) -> Iterator[Told]:
    """Page after page, of which no more than one is held."""
    place: Place | None
    at, more = replace(asked, limit=CHUNK), True
    while more:
        told, place = _told(rows, projection, at)
        yield from told
        at, more = replace(at, place=place), place is not None


def _json_lines(rows: Iterator[Told]) -> Iterator[bytes]:
    for row in rows:
        yield as_json(row) + b"\n"


def _csv(rows: Iterator[Told], names: Sequence[str]) -> Iterator[str]:
    return csv_lines(names, ([_cell(row[name]) for name in names] for row in rows))


def _cell(value: object) -> Cell:
    """What is no text or date stands in its cell as JSON does."""
    return value if isinstance(value, Cell) else as_json(value).decode().strip('"')
