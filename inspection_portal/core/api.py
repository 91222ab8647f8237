from typing import Any

from rest_framework.response import Response
from rest_framework.views import exception_handler

from inspection_portal.core.errors import RuleBroken


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer a broken rule with 409 and the sentence the page would show."""
    if isinstance(error, RuleBroken):
        return Response({"detail": str(error)}, status=409)
    return exception_handler(error, context)
