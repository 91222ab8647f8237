"""What the description of the API says beyond its models."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework.serializers import CharField, ChoiceField, URLField

from inspection_portal.core.api import In, SeenIn
from inspection_portal.core.conditional import is_told_by_version
from inspection_portal.core.fields import CLOCK
from inspection_portal.core.problem_kinds import KINDS
from inspection_portal.core.problems import MEDIA_TYPE
from inspection_portal.core.retiring import retirement_of

_TEXT = {"type": "string"}
PROBLEM = {
    "type": "object",
    "description": "Why a request is refused (RFC 9457).",
    "properties": {
        "type": {**_TEXT, "format": "uri-reference", "description": "Where the code is explained."},
        "title": {**_TEXT, "description": "The kind of refusal."},
        "status": {"type": "integer"},
        "detail": {**_TEXT, "description": "What happened and what to do, in a sentence."},
        "code": {**_TEXT, "description": "It never changes its meaning.", "examples": ["stale"]},
        "errors": {
            "type": "array",
            "description": "The parts of what was sent that are wrong, if it is about any.",
            "items": {"$ref": "#/components/schemas/ProblemPart"},
        },
    },
    "required": ["type", "title", "status", "detail", "code"],
}
PART = {
    "type": "object",
    "description": "One part of what was sent that is wrong, and why.",
    "properties": {
        "pointer": {**_TEXT, "description": "Into the content (RFC 6901); empty for all of it."},
        "parameter": {**_TEXT, "description": "Or the name of a parameter."},
        "detail": {**_TEXT, "description": "What is wrong with it, in a sentence."},
        "code": {**_TEXT, "description": "It never changes its meaning.", "examples": ["required"]},
    },
    "required": ["detail", "code"],
}
ETAG = {
    "description": "The version of the row that is shown, to be sent back as `If-Match`.",
    "schema": {**_TEXT},
    "example": '"3"',
}
IF_MATCH = OpenApiParameter(
    "If-Match",
    location=OpenApiParameter.HEADER,
    required=True,
    description="The version that was read, as `ETag` gave it; 0 where there was none.",
    pattern='^"(0|[1-9][0-9]{0,9})"$',
)
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match",
    location=OpenApiParameter.HEADER,
    description="The `ETag` of what you have; where that is as it was, it is not sent again.",
)
# How an operation is named after its address, where a POST has its verb already.
ENDINGS = {"_retrieve": "_read", "_partial_update": "_edit", "_create": ""}
ALWAYS = {400, 401, 403, 404, 406, 429}
OF_CHANGES = {409, 413, 415}
OF_KEYS = {422}
STALE = 412
OF_WHAT_WAS_SEEN = {STALE, 428}
NOT_CHANGED = {"description": "It is as it was when you read it.", "headers": {"ETag": ETAG}}


class Described(AutoSchema):
    """Operations named by what is done, with the headers by which only what was read is changed,
    and whether they are deprecated; and of what is sent, that nothing else is taken and which texts
    may be empty.
    """

    def get_operation_id(self) -> str:
        """As generated clients call it."""
        named: str = super().get_operation_id()
        for theirs, ours in ENDINGS.items():
            if named.endswith(theirs):
                return named.removesuffix(theirs) + ours
        return named

    def is_deprecated(self) -> bool:
        return retirement_of(self.view, self.method) is not None

    def get_override_parameters(self) -> Any:
        if self.method == "GET":
            return [IF_NONE_MATCH] if is_told_by_version(self.view) else []
        form: Any = self.get_request_serializer()
        is_of_seen = isinstance(form, type) and issubclass(form, SeenIn)
        return [IF_MATCH] if self.method == "PATCH" or is_of_seen else []

    def _map_basic_serializer(self, serializer: Any, direction: str) -> Any:
        told = super()._map_basic_serializer(serializer, direction)  # type: ignore[no-untyped-call]
        is_form = direction == "request" and isinstance(serializer, In)
        return {**told, "additionalProperties": False} if is_form else told

    def _map_serializer_field(self, field: Any, direction: str, *args: Any, **kwargs: Any) -> Any:
        if isinstance(field, ChoiceField | URLField) and _shows_what_may_be_empty(field):
            field.allow_blank = True
        return super()._map_serializer_field(  # type: ignore[no-untyped-call]
            field, direction, *args, **kwargs
        )

    def _get_serializer_field_meta(self, field: Any, direction: str) -> Any:
        told = super()._get_serializer_field_meta(  # type: ignore[no-untyped-call]
            field, direction
        )
        is_said = direction == "request" and isinstance(field, CharField) and not field.allow_blank
        return {**told, "minLength": 1} if is_said else told


def _shows_what_may_be_empty(field: Any) -> bool:
    """Whether it shows a column that may be empty, which fields that are only read do not know."""
    model = getattr(getattr(field.parent, "Meta", None), "model", None)
    columns = model._meta.fields if model and field.read_only else ()
    return any(
        column.blank and column.empty_strings_allowed and not column.null
        for column in columns
        if column.name == field.source
    )


class Clock(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """Times of the day, which `format: time` would give a zone."""

    target_class = "rest_framework.serializers.TimeField"
    match_subclasses = True

    def map_serializer_field(self, auto_schema: AutoSchema, direction: str) -> dict[str, Any]:
        return {"type": "string", "pattern": CLOCK}


STREAMED = {
    "application/x-ndjson": "Each row as an object, in a line of its own.",
    "text/csv": "A heading, and a line for each row; lists and objects stand in a cell as JSON.",
}


KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": (
        "Your own name for this request, new for each: sent again within 24 hours, it is done once "
        "and answered alike."
    ),
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}


def describe_streams(result: dict[str, Any], **kwargs: object) -> dict[str, Any]:
    """Say of lists what they are as streams."""
    for path in result["paths"].values():
        for operation in path.values():
            content = operation["responses"].get("200", {}).get("content", {})
            for media_type in STREAMED.keys() & content.keys():
                schema = {"type": "string", "description": STREAMED[media_type]}
                content[media_type] = {"schema": schema}
    return result


def describe_refusals(result: dict[str, Any], **kwargs: object) -> dict[str, Any]:
    """Add to every operation the answers to whoever asks for what they can't have."""
    forms = result["components"]["schemas"]
    forms |= deepcopy({"Problem": PROBLEM, "ProblemPart": PART})
    for path in result["paths"].values():
        for method, operation in path.items():
            parameters = operation.setdefault("parameters", [])
            parameters += [KEY] if method == "post" else []
            headers = {each["name"] for each in parameters}
            said = {int(code) for code in operation["responses"]}
            codes = ALWAYS | (OF_CHANGES & said if method == "get" else OF_CHANGES)
            codes |= OF_KEYS if method == "post" else set()
            codes |= OF_WHAT_WAS_SEEN if "If-Match" in headers else set()
            names = _names_in(operation.get("requestBody", {}), forms)
            codes |= {STALE} if any(name.startswith("seen_") for name in names) else set()
            operation["responses"] |= {str(code): _refusal(code) for code in sorted(codes)}
            if "If-None-Match" in headers:
                operation["responses"]["304"] = NOT_CHANGED
            _tell_version(operation["responses"]["200"], forms)
    return result


def _names_in(schema: Any, forms: dict[str, Any]) -> Iterator[str]:
    """The names of all that a schema describes, and what it refers to, however deep."""
    if isinstance(schema, list):
        for inner in schema:
            yield from _names_in(inner, forms)
    elif isinstance(schema, dict):
        if isinstance(name := schema.get("$ref"), str):
            yield from _names_in(forms[name.rpartition("/")[2]], forms)
        for key, inner in schema.items():
            yield key
            yield from _names_in(inner, forms)


def _refusal(status: int) -> dict[str, Any]:
    kinds = [f"{kind.title} (`{code}`)" for code, kind in KINDS.items() if kind.status == status]
    content = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": "; ".join(kinds) + ".", "content": {MEDIA_TYPE: content}}


def _tell_version(answer: dict[str, Any], forms: dict[str, Any]) -> None:
    """Add `ETag` to an answer that shows one row with a version."""
    told = answer.get("content", {}).get("application/json", {}).get("schema", {})
    form = forms.get(told.get("$ref", "").rpartition("/")[2], {})
    if "version" in form.get("properties", {}):
        answer["headers"] = {"ETag": ETAG}
