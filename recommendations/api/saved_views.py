"""Views of the register that people keep, share and are told of."""

from typing import Any, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import localdate
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from findings.api.verbs import In, SeenIn, sent
from inspection_portal.core.api import VisibleViewSet
from inspection_portal.core.models import User
from recommendations import actions, permissions, queries, saved_views
from recommendations.models import SavedView, ViewSubscription

QUERY = "Filters and sort of the register’s list, by their names in its address."
CIRCLE = "The UUID of your body or office, `inspectorate`, or empty for nobody else."
RHYTHM = "How often you are told of it; empty for never."


class SavedViewOut(serializers.ModelSerializer[SavedView]):
    query = serializers.DictField(child=serializers.CharField(), help_text=QUERY)
    shared_with = serializers.CharField(help_text=CIRCLE)
    is_own = serializers.SerializerMethodField(help_text="Whether you saved it yourself.")
    rhythm = serializers.SerializerMethodField(help_text=RHYTHM)

    class Meta:
        model = SavedView
        fields = ["uuid", "version", "name", "query", "shared_with", "is_own", "rhythm"]
        read_only_fields = fields

    def get_is_own(self, view: SavedView) -> bool:
        return permissions.can_change_view(self.context["request"].user, view)

    def get_rhythm(self, view: SavedView) -> str:
        held = self.context["told"].get(view.pk)
        return held.rhythm if held else ""


class QueryField(serializers.DictField):
    """Filters that make sense in the list of whoever sends them."""

    child = serializers.CharField()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(help_text=QUERY, **kwargs)

    def to_internal_value(self, data: Any) -> dict[str, str]:
        query = super().to_internal_value(data)
        seen = saved_views.understood(query, self.context["user"], localdate())
        if seen.left_out:
            names = ", ".join(sorted(query.keys() - seen.query.keys()))
            raise serializers.ValidationError(f"The list can’t be narrowed down so: {names}.")
        return saved_views.known(query, seen.found)


class SaveViewIn(In):
    name = serializers.CharField(max_length=80)
    query = QueryField()
    shared_with = serializers.CharField(required=False, allow_blank=True, help_text=CIRCLE)


class SubscribeIn(In):
    rhythm = serializers.ChoiceField(
        choices=ViewSubscription.Rhythm.choices, allow_blank=True, help_text=RHYTHM
    )


class SavedViewViewSet(VisibleViewSet[SavedView]):
    """Your own views of the register, and those that people of your body share with you."""

    queryset = SavedView.objects.all()
    serializer_class = SavedViewOut

    def get_serializer_context(self) -> dict[str, Any]:
        user = cast(User, self.request.user)
        told = SimpleLazyObject(lambda: queries.rhythms_of(user))
        return {**super().get_serializer_context(), "told": told}

    @extend_schema(request=SaveViewIn)
    @action(detail=False, methods=["post"], filter_backends=[])
    def save(self, request: Request) -> Response:
        """Keep what you look for in the register under a name."""
        return self._told(actions.save_view(**sent(request, SaveViewIn)))

    @extend_schema(request=SaveViewIn)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Rename your view, share it otherwise, or have it look for something else."""
        view = self._one(permissions.can_change_view)
        actions.revise_view(view, **sent(request, SaveViewIn))
        return self._told(view)

    @extend_schema(request=SeenIn, responses={200: None})
    @action(detail=True, methods=["post"], url_path="delete", url_name="delete")
    def take_away(self, request: Request, uuid: UUID) -> Response:
        """Delete a view, for everybody whom it is shared with."""
        view = self._one(permissions.can_delete_view)
        actions.delete_view(view, **sent(request, SeenIn))
        return Response()

    @extend_schema(request=SubscribeIn)
    @action(detail=True, methods=["post"])
    def subscribe(self, request: Request, uuid: UUID) -> Response:
        """Have yourself told daily or every Monday how much is in it, or no more."""
        view: SavedView = self.get_object()
        actions.subscribe(view, **sent(request, SubscribeIn))
        return self._told(view)

    def _one(self, may: Any) -> SavedView:
        """The view, for those who may; the others who see it are refused."""
        view: SavedView = self.get_object()
        if not may(self.request.user, view):
            raise PermissionDenied
        return view

    def _told(self, view: SavedView) -> Response:
        return Response(self.get_serializer(view).data)
