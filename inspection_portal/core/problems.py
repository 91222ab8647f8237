"""Problem details (RFC 9457): the one shape in which the API refuses (docs/api/problems.md)."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework import exceptions
from rest_framework.permissions import SAFE_METHODS

from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.problem_kinds import KINDS, PAGE, kind_of

MEDIA_TYPE = "application/problem+json"
# Errors under these names are of the whole: those of serializers, and of forms.
OF_THE_WHOLE = ("non_field_errors", "__all__")
# What the framework says of these tells nobody what to do.
SAID_HERE = ("method_not_allowed", "unsupported_media_type")

Wrong = dict[str, str]


class ParameterRefused(exceptions.ValidationError):
    """Parameters of an address that make no sense; `detail` has the sentences by their names."""

    default_code = "invalid_parameter"


def is_of_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


def answer(
    code: str, *, detail: str = "", errors: Iterable[Wrong] = (), status: int = 500
) -> HttpResponse:
    """A refusal with that code. `status` is for a code that the table of kinds lacks."""
    kind = kind_of(code, status)
    problem: dict[str, Any] = {
        "type": f"{PAGE}#{code}",
        "title": kind.title,
        "status": kind.status,
        "detail": detail or kind.detail,
        "code": code,
    }
    if wrong := list(errors):
        problem["errors"] = wrong
    content = json.dumps(problem, ensure_ascii=False)
    return HttpResponse(content, content_type=MEDIA_TYPE, status=kind.status)


def handle(error: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """The refusal that an exception means; None for a failure, which is logged and told as 500."""
    if isinstance(error, RuleBroken):
        return answer(error.code, detail=str(error), status=409)
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    told = _invalid(error, context) if isinstance(error.detail, list | dict) else _said(error)
    if challenge := getattr(error, "auth_header", None):
        told["WWW-Authenticate"] = challenge
    if seconds := getattr(error, "wait", None):
        told["Retry-After"] = str(ceil(seconds))
    return told


def _said(error: exceptions.APIException) -> HttpResponse:
    """What says one sentence. That of the framework gives way to that of the table."""
    code, said = str(error.get_codes()), str(error.detail)
    is_usual = code in SAID_HERE or (code in KINDS and said == str(type(error).default_detail))
    wrong = getattr(error, "errors", ())
    return answer(code, detail="" if is_usual else said, errors=wrong, status=error.status_code)


def _invalid(error: exceptions.APIException, context: Mapping[str, Any]) -> HttpResponse:
    """What says a sentence for each part that is wrong: of the content, or of the address."""
    request, code = context.get("request"), error.default_code
    is_read = request is not None and request.method in SAFE_METHODS
    if is_read and code == "invalid":
        code = ParameterRefused.default_code
    of_address = is_read or isinstance(error, ParameterRefused)
    errors = _by_parameter(error.detail) if of_address else by_pointer(error.detail)
    return answer(code, errors=errors, status=error.status_code)


def _by_parameter(detail: Any) -> Iterator[Wrong]:
    for wrong in by_pointer(detail):
        name = wrong["pointer"].removeprefix("/").split("/")[0]
        yield {"parameter": _unescaped(name), **{key: wrong[key] for key in ("detail", "code")}}


def by_pointer(detail: Any, pointer: str = "") -> Iterator[Wrong]:
    """Each sentence with the place that it is about, however deep, in the order of the content."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            own = "" if name in OF_THE_WHOLE else f"/{_escaped(str(name))}"
            yield from by_pointer(inner, pointer + own)
    elif isinstance(detail, Sequence) and not isinstance(detail, str):
        for index, inner in enumerate(detail):
            own = "" if isinstance(inner, str) else f"/{index}"
            yield from by_pointer(inner, pointer + own)
    else:
        code = getattr(detail, "code", "invalid")
        yield {"pointer": pointer, "detail": str(detail), "code": code}


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _unescaped(name: str) -> str:
    return name.replace("~1", "/").replace("~0", "~")
