"""How much one client may ask in a minute, counted in Valkey for all processes at once (ADR 0037).

The headers are those of draft-ietf-httpapi-ratelimit-headers.
"""

import logging
import math
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from time import monotonic
from typing import Any

import redis
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from redis.backoff import NoBackoff
from redis.retry import Retry
from rest_framework.permissions import SAFE_METHODS

from inspection_portal.core.problem_kinds import Refusal

SECONDS = 60
# A broker that does not answer is left alone for a while, so that it delays no request after that.
LEFT_ALONE_FOR = 5
PATIENCE = 0.25

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]


class TooManyRequests(Refusal, code="throttled"):
    def __init__(self, wait: int) -> None:
        self.wait = wait
        super().__init__(f"You have asked too often: wait {wait} seconds, then send it again.")


@dataclass(frozen=True)
class Count:
    """How often `policy` was used in its present window, which ends in `seconds`."""

    policy: str
    most: int
    used: int
    seconds: int

    @property
    def is_over(self) -> bool:
        return self.used > self.most

    @property
    def headers(self) -> dict[str, str]:
        left = max(self.most - self.used, 0)
        return {
            "RateLimit-Policy": f'"{self.policy}";q={self.most};w={SECONDS}',
            "RateLimit": f'"{self.policy}";r={left};t={self.seconds}',
        }


class Counter:
    """Counts in windows that begin with the first request of each: nobody's end with others'."""

    def __init__(self, url: str) -> None:
        self._asked_again_at = 0.0
        self._client = redis.Redis.from_url(
            url,
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            retry=Retry(NoBackoff(), 0),
        )

    def count(self, policy: str, who: str) -> Count | None:
        """Count one more use, in one round trip; None, which is logged, while Valkey is away."""
        if monotonic() < self._asked_again_at:
            return None
        key = f"limit:{policy}:{who}"
        pipeline = self._client.pipeline(transaction=False)
        pipeline.incr(key)
        pipeline.expire(key, SECONDS, nx=True)
        pipeline.pttl(key)
        try:
            used, _, milliseconds = pipeline.execute()
        except redis.RedisError as error:
            self._asked_again_at = monotonic() + LEFT_ALONE_FOR
            logger.warning("Requests are not limited, since Valkey does not answer: %s", error)
            return None
        most = settings.REQUESTS_A_MINUTE[policy]
        return Count(policy, most, used, math.ceil(milliseconds / 1000))


@cache
def counter(url: str) -> Counter:
    return Counter(url)


def count(policy: str, who: str) -> Count | None:
    """Count one more use of a policy by `who`: the name of a client, a person or an address."""
    return counter(settings.REDIS_URL).count(policy, who)


def address_of(request: HttpRequest) -> str:
    """The address that a request comes from, as the trusted proxies tell it."""
    return f"address:{get_adapter().get_client_ip(request)}"


def for_tokens(view: View) -> View:
    """A view that gives out tokens, limited for each address and client together."""

    @wraps(view)
    def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        counted = count("token", f"{address_of(request)}:{_client_of(request)[:255]}")
        if counted is None:
            return view(request, *args, **kwargs)
        response = _refused(counted) if counted.is_over else view(request, *args, **kwargs)
        for name, value in counted.headers.items():
            response[name] = value
        return response

    return limited


def for_everybody(view: View) -> View:
    """A page that asks for no sign-in, limited for each address."""

    @wraps(view)
    def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        counted = count("read" if request.method in SAFE_METHODS else "write", address_of(request))
        if counted is None or not counted.is_over:
            return view(request, *args, **kwargs)
        waiting = {"Retry-After": str(counted.seconds)}
        return HttpResponse(render_to_string("429.html"), status=429, headers=waiting)

    return limited


def _client_of(request: HttpRequest) -> str:
    """Which client says that it asks, never its secret; empty where nobody can tell."""
    scheme, _, told = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return request.POST.get("client_id", "")
    try:
        return b64decode(told).partition(b":")[0].decode()
    except ValueError:
        return ""


def _refused(counted: Count) -> JsonResponse:
    refusal = TooManyRequests(counted.seconds)
    told = {"error": "temporarily_unavailable", "error_description": str(refusal.detail)}
    return JsonResponse(told, status=429, headers={"Retry-After": str(counted.seconds)})
