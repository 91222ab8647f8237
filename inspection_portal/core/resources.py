"""What every address of the API does before and after its own work (ADR 0037)."""

from collections.abc import Callable, Container
from functools import partial
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpResponse, UnreadablePostError
from rest_framework.exceptions import ParseError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from inspection_portal.core import limits, repeating
from inspection_portal.core.parsing import TooLarge
from inspection_portal.core.problems import ParameterRefused
from inspection_portal.core.retiring import retirement_of


class Resource(APIView):
    """The base of every view of the API: it counts requests, refuses parameters that are given
    twice, does once what is sent twice under one key, and tells what is deprecated.
    """

    # Whether it reads parameters of the address, and then refuses those that it does not know.
    takes_parameters = False
    _counted: limits.Count | None = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self._limit(request)
        super().initial(request, *args, **kwargs)
        if not hasattr(self, (request.method or "").lower()):
            return  # `dispatch` is about to refuse the method
        refuse_unclear(request)
        if request.method not in SAFE_METHODS or not self.takes_parameters:
            refuse_unknown(request, ())
        post = getattr(self, "post", None)
        if request.method == "POST" and post and (key := repeating.key_of(request)):
            # The method that `dispatch` is about to call.
            vars(self)["post"] = partial(self._once, key, post)

    def handle_exception(self, exc: Exception) -> Response:
        return super().handle_exception(_refusal(exc))

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        finalized = super().finalize_response(request, response, *args, **kwargs)
        for told in (self._counted, retirement_of(self, request.method or "")):
            for name, value in told.headers.items() if told else ():
                finalized[name] = value
        return finalized

    def _limit(self, request: Request) -> None:
        """Find out who asks, and count it: whoever can't be known, by address."""
        try:
            self.perform_authentication(request)
        finally:
            self._counted = _count(request)
            if self._counted and self._counted.is_over:
                raise limits.TooManyRequests(self._counted.seconds)

    def _once(
        self, key: str, post: Callable[..., Response], request: Request, **kwargs: Any
    ) -> HttpResponse:
        def answer() -> HttpResponse:
            try:
                made = post(request, **kwargs)
            except Exception as error:
                made = self.handle_exception(error)
            finalized = self.finalize_response(request, made, **kwargs)
            is_unwritten = isinstance(finalized, Response)
            return finalized.render() if is_unwritten else finalized

        return repeating.once(request, key, answer)


def refuse_unknown(request: Request, known: Container[str]) -> None:
    """Raise ParameterRefused for a parameter that is not known: none is ever ignored."""
    unknown = sorted(name for name in request.query_params if name not in known)
    if unknown:
        raise ParameterRefused({name: ["This parameter is not known here."] for name in unknown})


def refuse_unclear(request: Request) -> None:
    """Raise ParameterRefused for a parameter that is given twice, so that it is not clear which one
    counts, or with the character U+0000, which nothing here has.
    """
    given = request.query_params
    twice = {name: ["Give this parameter once."] for name in given if len(given.getlist(name)) > 1}
    without = {name: ["Leave U+0000 out."] for name in given if "\x00" in name + given[name]}
    if twice or without:
        raise ParameterRefused(twice | without)


def _count(request: Request) -> limits.Count | None:
    policy = "read" if request.method in SAFE_METHODS else "write"
    return limits.count(policy, _who(request))


def _who(request: Request) -> str:
    if request.auth:
        return f"client:{request.auth.key}"
    user: Any = request.user
    return f"user:{user.uuid}" if user.is_authenticated else limits.address_of(request)


def _refusal(error: Exception) -> Exception:
    """What Django refuses while a body is read, in the words of the API."""
    if isinstance(error, RequestDataTooBig):
        return TooLarge()
    if isinstance(error, SuspiciousOperation | UnreadablePostError):
        return ParseError("The body can't be read: send fewer fields, and all of it.")
    return error
