from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from findings.api.verbs import In, SeenIn, sent
from inspection_portal.core.api import VisibleViewSet
from inspection_portal.core.models import User
from recommendations import actions, permissions
from recommendations.models import (
    AnswerState,
    Section55Item,
    Section55Response,
    Section55ResponseQuerySet,
)

UNTIL_PUBLISHED = "Empty until it is published, but for the policing body itself."


class Section55ItemOut(serializers.ModelSerializer[Section55Item]):
    entry = serializers.UUIDField(
        source="entry.uuid", help_text="The entry of the register that it answers."
    )

    class Meta:
        model = Section55Item
        fields = ["entry", "action", "text"]
        read_only_fields = fields


class Section55ResponseOut(serializers.ModelSerializer[Section55Response]):
    inspection = serializers.UUIDField(
        source="inspection.uuid", allow_null=True, help_text="Null for a national report."
    )
    national_report = serializers.UUIDField(
        source="national_report.uuid", allow_null=True, help_text="Null for an inspection."
    )
    body = serializers.UUIDField(
        source="policing_body.body.uuid", help_text="The force that the policing body oversees."
    )
    policing_body = serializers.CharField(source="policing_body.name")
    published_on = serializers.DateField(
        source="report.published_on", help_text="When the report was published."
    )
    due_on = serializers.DateField(
        help_text="The last of the 56 days that begin with the day of publication."
    )
    state = serializers.SerializerMethodField(help_text="As it stands today.")
    comments = serializers.SerializerMethodField(help_text=UNTIL_PUBLISHED)
    chief_comments = serializers.SerializerMethodField(help_text=UNTIL_PUBLISHED)
    reply = serializers.SerializerMethodField(help_text=UNTIL_PUBLISHED)
    items = serializers.SerializerMethodField(help_text=UNTIL_PUBLISHED)

    class Meta:
        model = Section55Response
        fields = [
            *("uuid", "inspection", "national_report", "body", "policing_body"),
            *("published_on", "due_on", "state", "comments_wanted_by", "answered_on", "link"),
            *("sent_to_inspectors_on", "sent_to_home_secretary_on"),
            *("comments", "chief_comments", "reply", "items", "version"),
        ]
        read_only_fields = fields
        extra_kwargs = {
            "comments_wanted_by": {"help_text": "When the chief officer’s comments are wanted."},
            "answered_on": {"help_text": "When the answer was published; null until then."},
            "link": {"help_text": "Where the answer can be read."},
        }

    def get_state(self, answer: Section55Response) -> AnswerState:
        return answer.state(localdate())

    def get_comments(self, answer: Section55Response) -> str:
        return answer.comments if self._is_readable(answer) else ""

    def get_chief_comments(self, answer: Section55Response) -> str:
        return answer.chief_comments if self._is_readable(answer) else ""

    def get_reply(self, answer: Section55Response) -> str:
        return answer.reply if self._is_readable(answer) else ""

    @extend_schema_field(Section55ItemOut(many=True))
    def get_items(self, answer: Section55Response) -> list[dict[str, Any]]:
        items = list(answer.items.all()) if self._is_readable(answer) else []
        return cast(list[dict[str, Any]], Section55ItemOut(items, many=True).data)

    def _is_readable(self, answer: Section55Response) -> bool:
        return permissions.can_read_answer(self.context["request"].user, answer)


class Section55InviteIn(SeenIn):
    comments_wanted_by = serializers.DateField()


class Section55ItemIn(In):
    """What is said to one entry: all of it, also where the rest of the answer stays."""

    entry = serializers.UUIDField()
    action = serializers.ChoiceField(choices=Section55Item.Action.choices, allow_blank=True)
    text = serializers.CharField(
        max_length=100_000, allow_blank=True, help_text="The action, or why none."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if left_out := self.fields.keys() - attrs.keys():
            raise serializers.ValidationError(
                {name: ["This field is required."] for name in sorted(left_out)}, "required"
            )
        return attrs


class Section55AnswerIn(In):
    comments = serializers.CharField(max_length=100_000, allow_blank=True)
    chief_comments = serializers.CharField(max_length=100_000, allow_blank=True)
    reply = serializers.CharField(max_length=100_000, allow_blank=True)
    items = Section55ItemIn(many=True, help_text="What else is said to entries stays.")

    def validate_items(self, items: list[dict[str, Any]]) -> dict[UUID, actions.Said]:
        return {each["entry"]: actions.Said(each["action"], each["text"]) for each in items}


class Section55PublicationIn(SeenIn):
    answered_on = serializers.DateField()
    link = serializers.URLField(max_length=500)
    sent_to_inspectors_on = serializers.DateField(allow_null=True, default=None)
    sent_to_home_secretary_on = serializers.DateField(allow_null=True, default=None)


class Section55ResponseFilter(FilterSet):
    inspection = django_filters.UUIDFilter(
        field_name="inspection__uuid", label="The inspection whose report is answered."
    )
    national_report = django_filters.UUIDFilter(
        field_name="national_report__uuid", label="The national report that is answered."
    )
    body = django_filters.UUIDFilter(
        field_name="policing_body__body__uuid", label="The force that the policing body oversees."
    )
    state = django_filters.ChoiceFilter(
        choices=AnswerState.choices, label="How it stands today.", method="standing_today"
    )

    def standing_today(
        self, answers: Section55ResponseQuerySet, field: str, state: str
    ) -> QuerySet[Section55Response]:
        return answers.standing_at(state, localdate())


class Section55ResponseViewSet(VisibleViewSet[Section55Response]):
    """The answers that local policing bodies owe to reports, and by when (Police Act 1996, section
    55): your own bodies’, or all for the inspectorate.
    """

    queryset = Section55Response.objects.prefetch_related("items__entry")
    serializer_class = Section55ResponseOut
    filterset_class = Section55ResponseFilter

    @extend_schema(request=Section55InviteIn, responses=Section55ResponseOut)
    @action(detail=True, methods=["post"])
    def invite(self, request: Request, uuid: UUID) -> Response:
        """Invite the chief officer’s comments by a day."""
        return self._carry_out(actions.invite_comments, Section55InviteIn)

    @extend_schema(request=Section55AnswerIn, responses=Section55ResponseOut)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Keep what the answer says so far."""
        return self._carry_out(actions.write_answer, Section55AnswerIn)

    @extend_schema(request=Section55PublicationIn, responses=Section55ResponseOut)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, uuid: UUID) -> Response:
        """Note when and where the answer was published."""
        return self._carry_out(actions.publish_answer, Section55PublicationIn)

    def _carry_out(self, do: Callable[..., None], form: type[In]) -> Response:
        answer = self.get_object()
        if not permissions.can_answer_reports(
            cast(User, self.request.user), answer.policing_body_id
        ):
            raise PermissionDenied
        do(answer, **sent(self.request, form))
        return Response(self.get_serializer(self.get_object()).data)
