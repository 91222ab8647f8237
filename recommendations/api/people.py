from typing import cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from findings.api.planning import PersonOut
from forces.models import Body
from inspection_portal.core.models import User
from inspection_portal.core.resources import Resource
from recommendations import permissions, queries


class BodyPeopleView(Resource):
    """Who may be responsible for the entries of a body: for its leads, and the inspectorate."""

    @extend_schema(responses=PersonOut(many=True))
    def get(self, request: Request, uuid: UUID) -> Response:
        user = cast(User, request.user)
        body = get_object_or_404(Body.objects.visible_to(user), uuid=uuid)
        if not permissions.can_name_people(user, body):
            raise PermissionDenied
        return Response(PersonOut(queries.people_of_body(body), many=True).data)
