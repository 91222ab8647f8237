"""Operations of the API that are to be taken away: told in every answer, and in the description
(docs/api/versioning.md).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.utils.http import http_date
from rest_framework.views import APIView

Method = TypeVar("Method", bound=Callable[..., Any])


@dataclass(frozen=True)
class Retirement:
    """From when an operation is not to be used by anything new, when it stops to answer, and the
    address that says what to use instead.
    """

    since: datetime
    until: datetime
    instead: str

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise ValueError("An operation can't end before it is deprecated (RFC 9745 §4).")

    @property
    def headers(self) -> dict[str, str]:
        """`Deprecation` (RFC 9745) and `Sunset` (RFC 8594), with where to read more."""
        return {
            "Deprecation": f"@{int(self.since.timestamp())}",
            "Sunset": http_date(self.until.timestamp()),
            "Link": f'<{self.instead}>; rel="deprecation"; type="text/html"',
        }


def retired(*, since: datetime, until: datetime, instead: str) -> Callable[[Method], Method]:
    """Mark a method of a view, or an action of a viewset, as deprecated."""
    retirement = Retirement(since, until, instead)

    def mark(method: Method) -> Method:
        method.retirement = retirement  # type: ignore[attr-defined]
        return method

    return mark


def retirement_of(view: APIView, http_method: str) -> Retirement | None:
    """When what the view does by that method is taken away; None where that is not planned."""
    name = getattr(view, "action", None) or http_method.lower()
    return getattr(getattr(type(view), name, None), "retirement", None)
