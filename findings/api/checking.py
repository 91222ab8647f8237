"""The pre-publication check: extracts to read, and challenges to raise, decide and confirm."""

from datetime import datetime
from typing import Any, ClassVar, cast
from uuid import UUID

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.utils.timezone import now
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from findings import permissions
from findings.actions import challenges, checking
from findings.api.verbs import In, sent
from findings.extracts import from_builtins
from findings.models import Challenge, ChallengeFile, Extract, Inspection
from inspection_portal.core.api import VisibleViewSet
from inspection_portal.core.handing_in import FileIn, FileViewSet
from inspection_portal.core.models import User
from inspection_portal.core.parsing import JSONWithFileParser

NO_NAMES = "Name roles, never people."


class ChallengeIn(In):
    passage_number = serializers.IntegerField(
        min_value=1, help_text="The number of what is wrong, in the extract."
    )
    text = serializers.CharField(help_text=f"What is wrong, and what is right. {NO_NAMES}")
    file = FileIn(required=False, help_text="A document that shows it.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        file = attrs.pop("file", None)
        return {**attrs, "files": [file["upload"]] if file else []}


class DecisionIn(In):
    decision = serializers.ChoiceField(choices=Challenge.Decision.choices)
    reason = serializers.CharField(help_text="The body reads it once the decision is confirmed.")


class ConfirmationIn(In):
    seen_decided_at = serializers.DateTimeField(
        help_text="The `decided_at` of the decision that was read."
    )


class SentBackIn(ConfirmationIn):
    reason = serializers.CharField(help_text="The body does not read it.")


class NothingIn(In):
    """Nothing is sent: that there is nothing to challenge says all."""


class PassageOut(serializers.Serializer[Any]):
    number = serializers.IntegerField(help_text="Its number in the extract.")
    part = serializers.CharField(help_text="The part of the report that it stands in.")
    is_heading = serializers.BooleanField(help_text="Whether it is the heading of a finding.")
    text = serializers.CharField(help_text="In Markdown.")
    addressees = serializers.ListField(
        child=serializers.CharField(),
        help_text="Whom a recommendation is addressed to besides bodies; else empty.",
    )


class ExtractOut(serializers.ModelSerializer[Extract]):
    inspection = serializers.UUIDField(source="check_round.inspection.uuid")
    body = serializers.UUIDField(source="chapter.body.uuid")
    opened_at = serializers.DateTimeField(source="check_round.opened_at")
    closes_at = serializers.DateTimeField(source="check_round.closes_at")

    class Meta:
        model = Extract
        fields = [
            *("uuid", "inspection", "body", "number"),
            *("opened_at", "closes_at", "content_sha256"),
        ]
        read_only_fields = fields


class ReadExtractOut(ExtractOut):
    passages = serializers.SerializerMethodField(help_text="In the order of their numbers.")

    class Meta(ExtractOut.Meta):
        fields = [*ExtractOut.Meta.fields, "passages"]
        read_only_fields = fields

    @extend_schema_field(PassageOut(many=True))
    def get_passages(self, extract: Extract) -> list[dict[str, Any]]:
        content = from_builtins(extract.content)
        return [
            {
                "number": passage.number,
                "part": part.title,
                "is_heading": passage is piece.heading,
                "text": passage.text,
                "addressees": list(passage.addressees),
            }
            for part in content.parts
            for piece in part.pieces
            for passage in piece.all_passages()
        ]


class ChallengeFileOut(serializers.ModelSerializer[ChallengeFile]):
    challenge = serializers.UUIDField(source="challenge.uuid")

    class Meta:
        model = ChallengeFile
        fields = ["uuid", "challenge", "name", "content_type", "size", "sha256", "added_at"]
        read_only_fields = fields


class ChallengeOut(serializers.ModelSerializer[Challenge]):
    """A challenge; its body is told of the decision once that is confirmed."""

    extract = serializers.UUIDField(source="extract.uuid")
    decision = serializers.SerializerMethodField(help_text="Empty while there is none to be told.")
    reason = serializers.SerializerMethodField(help_text="The reason for the decision.")
    decided_at = serializers.SerializerMethodField(help_text="When it was decided.")
    files = ChallengeFileOut(many=True, help_text="Documents that show it.")

    class Meta:
        model = Challenge
        fields = [
            *("uuid", "extract", "number", "passage_number", "text"),
            *("raised_at", "withdrawn_at", "decision", "reason", "decided_at", "confirmed_at"),
            "files",
        ]
        read_only_fields = fields

    def get_decision(self, challenge: Challenge) -> str:
        return challenge.decision if self._is_told(challenge) else ""

    def get_reason(self, challenge: Challenge) -> str:
        return challenge.reason if self._is_told(challenge) else ""

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_decided_at(self, challenge: Challenge) -> object:
        return challenge.decided_at if self._is_told(challenge) else None

    def _is_told(self, challenge: Challenge) -> bool:
        inspection = challenge.extract.check_round.inspection_id
        return challenge.confirmed_at is not None or inspection in self.context["drafts"]


class ExtractFilter(FilterSet):
    inspection = django_filters.UUIDFilter(
        field_name="check_round__inspection__uuid", label="The inspection it is of."
    )
    body = django_filters.UUIDFilter(field_name="chapter__body__uuid", label="The body it is for.")


class ChallengeFilter(FilterSet):
    extract = django_filters.UUIDFilter(field_name="extract__uuid", label="The extract challenged.")


class _CheckViewSet(VisibleViewSet[Any]):
    """What views of the check have in common: who asks, whose drafts they read, and that it is over
    for a body when the check ends. `extract` is the look-up of a row's extract.
    """

    extract: ClassVar = "pk"

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    def get_serializer_context(self) -> dict[str, Any]:
        drafts = Inspection.objects.drafts_visible_to(self.user)
        return {
            **super().get_serializer_context(),
            "drafts": set(drafts.values_list("pk", flat=True)),
        }

    def gone_since(self, since: datetime) -> QuerySet[Any]:
        ended = Extract.objects.ended_for_body(self.user, since).values("pk")
        return self.hidden().filter(**{f"{self.extract}__in": ended})

    def told(self, challenge: Challenge) -> Response:
        return Response(ChallengeOut(challenge, context=self.get_serializer_context()).data)


class ExtractViewSet(_CheckViewSet):
    """What your body is given to check before publication, while the check is open."""

    queryset = Extract.objects.all()
    serializer_class = ExtractOut
    filterset_class = ExtractFilter

    @extend_schema(responses=ReadExtractOut)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The extract with its text. That you opened it is recorded."""
        extract = self.get_object()
        checking.open_extract(extract, by=self.user, at=now())
        return Response(ReadExtractOut(extract).data)

    @extend_schema(request=ChallengeIn, responses=ChallengeOut)
    @action(detail=True, methods=["post"], parser_classes=[JSONWithFileParser])
    def challenge(self, request: Request, uuid: UUID) -> Response:
        """Challenge what is wrong, as a lead of the body."""
        extract = self._to_answer()
        raised = sent(request, ChallengeIn, extract.check_round.inspection)
        return self.told(challenges.raise_challenge(extract, **raised))

    @extend_schema(request=NothingIn, responses=ExtractOut)
    @action(detail=True, methods=["post"])
    def nothing(self, request: Request, uuid: UUID) -> Response:
        """Say as a lead of the body that there is nothing to challenge."""
        extract = self._to_answer()
        checking.answer_nothing(extract, **sent(request, NothingIn))
        return Response(ExtractOut(extract).data)

    def _to_answer(self) -> Extract:
        extract: Extract = self.get_object()
        if not permissions.can_challenge(self.user, extract):
            raise PermissionDenied
        return extract


class ChallengeViewSet(_CheckViewSet):
    """Challenges of your body to its extract, or of the inspections whose drafts you read."""

    queryset = Challenge.objects.prefetch_related(
        Prefetch("files", ChallengeFile.objects.for_list())
    )
    serializer_class = ChallengeOut
    filterset_class = ChallengeFilter
    extract = "extract"

    @extend_schema(request=NothingIn, responses=ChallengeOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, uuid: UUID) -> Response:
        """Take your own challenge back, until it is decided."""
        challenge: Challenge = self.get_object()
        challenges.withdraw_challenge(challenge, **sent(request, NothingIn))
        return self.told(challenge)

    @extend_schema(request=DecisionIn, responses=ChallengeOut)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, uuid: UUID) -> Response:
        """Accept a challenge, accept it in part, or reject it."""
        return self._answer(DecisionIn, challenges.decide_challenge)

    @extend_schema(request=ConfirmationIn, responses=ChallengeOut)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, uuid: UUID) -> Response:
        """Stand behind the decision of another person; the body is then told."""
        return self._answer(ConfirmationIn, challenges.confirm_challenge)

    @extend_schema(request=SentBackIn, responses=ChallengeOut)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, uuid: UUID) -> Response:
        """Have a challenge decided anew."""
        return self._answer(SentBackIn, challenges.send_challenge_back)

    def _answer(self, form: type[In], verb: Any) -> Response:
        challenge: Challenge = self.get_object()
        inspection = challenge.extract.check_round.inspection
        if not permissions.can_run_check(self.user, inspection):
            raise PermissionDenied
        verb(challenge, **sent(self.request, form, inspection))
        return self.told(challenge)


class ChallengeFileViewSet(FileViewSet[ChallengeFile]):
    """Documents that show what bodies challenge, for whoever reads the challenge."""

    queryset = ChallengeFile.objects.select_related("challenge")
    serializer_class = ChallengeFileOut
    take = staticmethod(challenges.take_challenge_file)
