"""The monitoring stages of forces, for other systems."""

from typing import Any, cast

import django_filters
from django.db.models import Prefetch, QuerySet
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from findings.api.verbs import In, SeenIn
from forces.models import Body
from inspection_portal.core.api import VisibleViewSet
from inspection_portal.core.handing_in import FileIn, FileViewSet
from inspection_portal.core.models import User
from recommendations import actions, permissions
from recommendations.api.deadlines import sent
from recommendations.models import EngageLetter, EngageSpell, EngageSpellQuerySet

THE_FORCE_READS_THEM = "The force reads them. Name roles, never people."


class EngageLetterOut(serializers.ModelSerializer[EngageLetter]):
    """What is known of a letter or report."""

    class Meta:
        model = EngageLetter
        fields = ["uuid", "name", "content_type", "size", "sha256", "added_at"]
        read_only_fields = fields


class EngageSpellOut(serializers.ModelSerializer[EngageSpell]):
    body = serializers.UUIDField(source="body.uuid", help_text="The force.")
    test = serializers.CharField(
        source="test.name", help_text="The published test that held when it entered the stage."
    )
    test_words = serializers.CharField(
        source="test.description", help_text="What the test asks, in short."
    )
    letters = EngageLetterOut(many=True)

    class Meta:
        model = EngageSpell
        fields = [
            *("uuid", "version", "body", "entered_on", "test", "test_words", "reasons", "link"),
            *("plan_wanted", "meets_regularly", "left_on", "reasons_to_leave", "letters"),
        ]
        read_only_fields = fields
        extra_kwargs = {
            "link": {"help_text": "Where the letter or report can be read."},
            "plan_wanted": {"help_text": "Whether an improvement plan is urgently requested."},
            "meets_regularly": {"help_text": "Whether there are regular meetings."},
            "left_on": {"help_text": "From when it is back in Scan; null while it is in Engage."},
        }


def reasons(**options: Any) -> serializers.ListField:
    child = serializers.CharField(max_length=2000)
    return serializers.ListField(child=child, help_text=THE_FORCE_READS_THEM, **options)


class SpellIn(In):
    entered_on = serializers.DateField(help_text="Today or before.")
    reasons = reasons(min_length=1)
    link = serializers.URLField(
        max_length=500, allow_blank=True, default="", help_text="Of the letter or report."
    )
    plan_wanted = serializers.BooleanField(default=False)
    meets_regularly = serializers.BooleanField(default=False)


class EnterEngageIn(SpellIn):
    body = serializers.SlugRelatedField(
        slug_field="uuid", queryset=Body.objects.all(), help_text="The force."
    )


class LeaveEngageIn(SeenIn):
    left_on = serializers.DateField(help_text="Today or before.")
    reasons_to_leave = reasons(min_length=1)


class CorrectEngageIn(SpellIn):
    left_on = serializers.DateField(allow_null=True, default=None)
    reasons_to_leave = reasons(default=list)


class EngageSpellFilter(FilterSet):
    body = django_filters.UUIDFilter(field_name="body__uuid", label="The force.")
    on = django_filters.DateFilter(
        label="Those in which the force was on that day.", method="lasting_on"
    )

    def lasting_on(
        self, spells: EngageSpellQuerySet, field: str, day: Any
    ) -> QuerySet[EngageSpell]:
        return spells.lasting(day)


class EngageSpellViewSet(VisibleViewSet[EngageSpell]):
    """When forces were in the Engage stage of monitoring, and why: your own force, or all for the
    inspectorate. At any other time a force is in Scan.
    """

    queryset = EngageSpell.objects.prefetch_related(
        Prefetch("letters", EngageLetter.objects.for_list())
    )
    serializer_class = EngageSpellOut
    filterset_class = EngageSpellFilter

    @extend_schema(request=EnterEngageIn, responses=EngageSpellOut)
    @action(detail=False, methods=["post"])
    def enter(self, request: Request) -> Response:
        """Move a force into the Engage stage."""
        spell = actions.enter_engage(**self._sent(EnterEngageIn))
        return self._told(spell)

    @extend_schema(request=LeaveEngageIn, responses=EngageSpellOut)
    @action(detail=True, methods=["post"])
    def leave(self, request: Request, uuid: str) -> Response:
        """Move the force back into the Scan stage."""
        spell = self.get_object()
        actions.leave_engage(spell, **self._sent(LeaveEngageIn))
        return self._told(spell)

    @extend_schema(request=CorrectEngageIn, responses=EngageSpellOut)
    def partial_update(self, request: Request, uuid: str) -> Response:
        """Put right what is recorded."""
        spell = self.get_object()
        actions.correct_engage(spell, **self._sent(CorrectEngageIn))
        return self._told(spell)

    @extend_schema(request=FileIn, responses=EngageLetterOut)
    @action(detail=True, methods=["post"], url_path="add-letter")
    def add_letter(self, request: Request, uuid: str) -> Response:
        """Put a letter or report behind it."""
        letter = actions.add_engage_letter(self.get_object(), **self._sent(FileIn))
        return Response(EngageLetterOut(letter).data)

    def _sent(self, form: type[In]) -> dict[str, Any]:
        may = permissions.can_decide_monitoring(cast(User, self.request.user))
        return sent(self.request, form, may=may)

    def _told(self, spell: EngageSpell) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=spell.pk)).data)


class EngageLetterViewSet(FileViewSet[EngageLetter]):
    """Letters and reports that told forces why their stage changed: your own force’s, or all for
    the inspectorate.
    """

    queryset = EngageLetter.objects.all()
    serializer_class = EngageLetterOut
    take = staticmethod(actions.take_engage_letter)
