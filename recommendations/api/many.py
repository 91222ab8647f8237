"""The same done to several entries of the register at once."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from findings.api.verbs import In
from inspection_portal.core.models import User
from recommendations import actions, queries
from recommendations.api.entries import EntriesField, SeenEntriesField
from recommendations.api.handing import HandingVerbs
from recommendations.api.progress import NO_NAMES, AskIn, RowField
from recommendations.forms import MOST_AT_ONCE, deeds_open_to
from recommendations.forms.many import ACTIONS, ASK, ASSIGN, NOTE, TARGET


class SeveralIn(In):
    entries = EntriesField(help_text="The entries, by their UUIDs.")


class AssignSeveralIn(In):
    entries = SeenEntriesField(max_length=MOST_AT_ONCE, help_text="The entries, as you read them.")
    responsible = RowField(
        lambda entry, user: queries.colleagues_of(user),
        source="owner",
        help_text="One of the people of your body.",
    )


class TargetsIn(In):
    entries = SeenEntriesField(
        max_length=MOST_AT_ONCE,
        help_text="The entries, each with the version of its target, 0 where it has none.",
    )
    target_on = serializers.DateField(help_text="Today or later.")


class UpdateSeveralIn(SeveralIn):
    narrative = serializers.CharField(help_text=f"The other side reads it. {NO_NAMES}")


class AskSeveralIn(SeveralIn, AskIn):
    words = serializers.CharField(
        required=False, allow_blank=True, default="", help_text="What you want to know."
    )


class OutcomeOut(serializers.Serializer[Any]):
    entry = serializers.UUIDField()
    reference = serializers.CharField()
    changed = serializers.BooleanField()
    why = serializers.CharField(help_text="Why it is left as it was; empty where it is changed.")


class OutcomesOut(serializers.Serializer[Any]):
    results = OutcomeOut(many=True, help_text="What came of each entry.")


class SeveralVerbs(HandingVerbs):
    """What is done to several entries: to each as if alone, so some may be left as they were. One
    that has changed since it was read is among those.
    """

    @extend_schema(request=AssignSeveralIn, responses=OutcomesOut)
    @action(detail=False, methods=["post"], url_path="assign-several", filter_backends=[])
    def assign_several(self, request: Request) -> Response:
        """Make one person responsible for several entries of your body."""
        return self._several(ASSIGN, AssignSeveralIn)

    @extend_schema(request=TargetsIn, responses=OutcomesOut)
    @action(detail=False, methods=["post"], url_path="set-targets", filter_backends=[])
    def set_targets(self, request: Request) -> Response:
        """Set your body’s own target of several entries to one day."""
        return self._several(TARGET, TargetsIn)

    @extend_schema(request=UpdateSeveralIn, responses=OutcomesOut)
    @action(detail=False, methods=["post"], url_path="update-several", filter_backends=[])
    def update_several(self, request: Request) -> Response:
        """Say the same of how far several entries are."""
        return self._several(NOTE, UpdateSeveralIn, internal_note="")

    @extend_schema(request=AskSeveralIn, responses=OutcomesOut)
    @action(detail=False, methods=["post"], url_path="request-updates", filter_backends=[])
    def request_updates(self, request: Request) -> Response:
        """Ask bodies how far several entries are."""
        return self._several(ASK, AskSeveralIn)

    def _several(self, deed: str, form: type[In], **more: str) -> Response:
        if deed not in deeds_open_to(cast(User, self.request.user)):
            raise PermissionDenied
        outcomes = ACTIONS[deed](**self._sent(form), **more)
        return Response({"results": _told(outcomes)})


def _told(outcomes: actions.Outcomes) -> Any:
    """One line for each entry, in the order of their references."""
    lines = [(entry, True, "") for entry in outcomes.changed]
    lines += [(entry, False, why) for entry, why in outcomes.refused]
    ordered = sorted(lines, key=lambda line: line[0].reference)
    return [
        {"entry": entry.uuid, "reference": entry.reference, "changed": changed, "why": why}
        for entry, changed, why in ordered
    ]
