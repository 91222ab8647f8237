"""Serving the description of the API."""

from collections.abc import Callable
from functools import cache

from django.http import HttpResponse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request


class DescriptionView(SpectacularAPIView):
    """The description as YAML or JSON, the same for everybody who may read it."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: object, **kwargs: object) -> HttpResponse:
        renderer = request.accepted_renderer
        return HttpResponse(_described(type(renderer)), content_type=renderer.media_type)


@cache
def _described(renderer: Callable[[], BaseRenderer]) -> str | bytes:
    """Made once by each process: it takes seconds."""
    return renderer().render(SchemaGenerator().get_schema(public=True))  # type: ignore[no-untyped-call]
