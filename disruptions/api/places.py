"""Local profiles and Clear, Hold, Build, for other systems."""

from typing import Any, cast

import django_filters
from django.core.exceptions import PermissionDenied
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from disruptions import actions, permissions
from disruptions.api.fields import OwnBodyField
from disruptions.models import LocalProfile, Plan, Site, SitePhase
from forces.models import Organisation, standing
from inspection_portal.core.api import In, SeenIn, VisibleViewSet, sent
from inspection_portal.core.models import User


def lines(**options: Any) -> serializers.ListField:
    child = serializers.CharField(max_length=options.pop("longest"))
    return serializers.ListField(child=child, default=list, **options)


class LocalProfileOut(serializers.ModelSerializer[LocalProfile]):
    body = serializers.UUIDField(source="body.uuid", help_text="The force or ROCU.")

    class Meta:
        model = LocalProfile
        fields = [
            *("uuid", "version", "body", "area", "dated_on", "refresh_on"),
            *("has_partner_data", "briefed_to", "actions_arising"),
        ]
        read_only_fields = fields
        extra_kwargs = {
            "refresh_on": {"help_text": "The day by which it is to be refreshed."},
            "briefed_to": {"help_text": "Groups and partners, never people."},
        }


class ProfileIn(In):
    area = serializers.CharField(max_length=120)
    dated_on = serializers.DateField(help_text="Today or before.")
    refresh_on = serializers.DateField(allow_null=True, default=None)
    has_partner_data = serializers.BooleanField(default=False)
    briefed_to = lines(longest=120, help_text="Groups and partners, never people.")
    actions_arising = lines(longest=2000)


class AddProfileIn(ProfileIn):
    body = OwnBodyField()


class SitePhaseOut(serializers.ModelSerializer[SitePhase]):
    class Meta:
        model = SitePhase
        fields = ["phase", "began_on", "ended_on"]
        read_only_fields = fields


class SiteOut(serializers.ModelSerializer[Site]):
    body = serializers.UUIDField(source="body.uuid", help_text="The force or ROCU.")
    plan = serializers.UUIDField(source="plan.uuid", allow_null=True, default=None)
    partners: Any = serializers.SlugRelatedField(
        slug_field="name", many=True, read_only=True, help_text="Organisations, by name."
    )
    phases = SitePhaseOut(many=True, help_text="The earliest first.")

    class Meta:
        model = Site
        fields = ["uuid", "version", "body", "place", "plan", "partners", "phases"]
        read_only_fields = fields


class OwnPlanField(serializers.SlugRelatedField[Plan]):
    """A plan for a threat of a body that the person acts for, by its UUID."""

    default_error_messages = {"does_not_exist": "Your body has no plan of this identifier."}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", Plan.objects.all())
        super().__init__(slug_field="uuid", **kwargs)

    def get_queryset(self) -> Any:
        return Plan.objects.filter(threat__body__in=standing(self.context["user"]).bodies)


class SiteIn(In):
    place = serializers.CharField(max_length=120)
    plan = OwnPlanField(allow_null=True, default=None, help_text="Of the threat cleared there.")
    partners = serializers.SlugRelatedField(
        slug_field="name",
        queryset=Organisation.objects.all(),
        many=True,
        default=list,
        help_text="Organisations, by name.",
    )


class PhaseIn(In):
    phase = serializers.ChoiceField(choices=SitePhase.Phase.choices)
    began_on = serializers.DateField(help_text="Today or before.")


class AddSiteIn(SiteIn, PhaseIn):
    body = OwnBodyField()


class MoveSiteIn(SeenIn, PhaseIn):
    pass


class EndWorkIn(SeenIn):
    ended_on = serializers.DateField(help_text="The last day of the phase; today or before.")


class OfBodyFilter(FilterSet):
    body = django_filters.UUIDFilter(field_name="body__uuid", label="The force or ROCU.")


class KeptViewSet(VisibleViewSet[Any]):
    """Rows that bodies keep: what is sent is looked at once the person may send it."""

    filterset_class = OfBodyFilter

    def _to_add(self, form: type[In]) -> dict[str, Any]:
        may = permissions.can_keep_some(cast(User, self.request.user))
        return sent(self.request, form, may=may)

    def _to_keep(self) -> Any:
        row = self.get_object()
        if not permissions.can_keep(cast(User, self.request.user), row.body):
            raise PermissionDenied
        return row

    def _told(self, row: Any) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data)


class LocalProfileViewSet(KeptViewSet):
    """SOC local profiles of your own bodies, or all for inspectors."""

    queryset = LocalProfile.objects.all()
    serializer_class = LocalProfileOut

    @extend_schema(request=AddProfileIn, responses=LocalProfileOut)
    @action(detail=False, methods=["post"])
    def add(self, request: Request) -> Response:
        """Add a profile of an area; those before it stay."""
        return self._told(actions.add_profile(**self._to_add(AddProfileIn)))

    @extend_schema(request=ProfileIn, responses=LocalProfileOut)
    def partial_update(self, request: Request, uuid: str) -> Response:
        """Put right what is recorded, or add who was briefed and what arose."""
        row = self._to_keep()
        actions.revise_profile(row, **sent(request, ProfileIn))
        return self._told(row)


class SiteViewSet(KeptViewSet):
    """Clear, Hold, Build sites of your own bodies, or all for inspectors."""

    queryset = Site.objects.all()
    serializer_class = SiteOut

    @extend_schema(request=AddSiteIn, responses=SiteOut)
    @action(detail=False, methods=["post"])
    def add(self, request: Request) -> Response:
        """Add a place with the phase that it is in."""
        return self._told(actions.add_site(**self._to_add(AddSiteIn)))

    @extend_schema(request=SiteIn, responses=SiteOut)
    def partial_update(self, request: Request, uuid: str) -> Response:
        """Change the place, its plan or its partners."""
        row = self._to_keep()
        actions.revise_site(row, **sent(request, SiteIn))
        return self._told(row)

    @extend_schema(request=MoveSiteIn, responses=SiteOut)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, uuid: str) -> Response:
        """Begin another phase; the one before ends on the day before."""
        row = self._to_keep()
        actions.move_site(row, **sent(request, MoveSiteIn))
        return self._told(row)

    @extend_schema(request=EndWorkIn, responses=SiteOut)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, uuid: str) -> Response:
        """End the phase that the site is in, with none to follow."""
        row = self._to_keep()
        actions.end_work(row, **sent(request, EndWorkIn))
        return self._told(row)
