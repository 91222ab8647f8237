"""Serving the description of the API, and of its problems."""

from functools import cache

from django.http import HttpResponse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.renderers import TemplateHTMLRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from inspection_portal.core.problem_kinds import KINDS
from inspection_portal.core.resources import Resource


class DescriptionView(Resource, SpectacularAPIView):
    """The description as YAML or JSON, the same for everybody who may read it."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: object, **kwargs: object) -> HttpResponse:
        media_type = request.accepted_renderer.media_type
        return HttpResponse(_described(media_type), content_type=media_type)


@cache
def _described(media_type: str) -> str | bytes:
    """Made once by each process: it takes seconds."""
    renderers = {each.media_type: each for each in DescriptionView.renderer_classes}
    description = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]
    return renderers[media_type]().render(description)


class ProblemsView(Resource):
    """What each code of a problem means, at the address that its `type` leads to."""

    renderer_classes = [TemplateHTMLRenderer]

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        return Response({"kinds": KINDS}, template_name="api/problems.html")
