"""How entries get on: what both sides say of them, what shows it, and what is claimed."""

from typing import Any, cast
from uuid import UUID

import django_filters
from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from findings.api.verbs import In, SeenIn
from forces.models import Body, Organisation
from forces.rights import Right, holds
from inspection_portal.core.api import VisibleViewSet, sent
from inspection_portal.core.handing_in import FileIn, FileViewSet
from inspection_portal.core.models import User
from inspection_portal.core.parsing import JSONWithFileParser
from inspection_portal.core.resources import Resource
from recommendations import actions, permissions
from recommendations.models import (
    Claim,
    EntryFile,
    Milestone,
    ProgressUpdate,
    RegisterEntry,
    UpdateRequest,
)

NO_NAMES = "Name roles, never people."
OF_ENTRY = "The entry of the register that it is of."


class ProgressUpdateOut(serializers.ModelSerializer[ProgressUpdate]):
    entry = serializers.UUIDField(source="entry.uuid", help_text=OF_ENTRY)

    class Meta:
        model = ProgressUpdate
        fields = ["uuid", "entry", "side", "narrative", "position", "at"]
        read_only_fields = fields


class UpdateRequestOut(serializers.ModelSerializer[UpdateRequest]):
    entry = serializers.UUIDField(source="entry.uuid", help_text=OF_ENTRY)
    answer = serializers.UUIDField(
        source="answer.uuid", allow_null=True, help_text="The update that answers it, if any."
    )

    class Meta:
        model = UpdateRequest
        fields = ["uuid", "entry", "words", "wanted_by", "asked_at", "answer"]
        read_only_fields = fields


class EntryFileOut(serializers.ModelSerializer[EntryFile]):
    """What is known of a file."""

    entry = serializers.UUIDField(source="entry.uuid", help_text=OF_ENTRY)

    class Meta:
        model = EntryFile
        fields = [
            *("uuid", "entry", "name", "describes", "content_type"),
            *("size", "sha256", "added_at"),
        ]
        read_only_fields = fields


class ClaimOut(serializers.ModelSerializer[Claim]):
    """A claim as whoever asks is told of it: a body learns that one is verified once a second
    person has authorised it.
    """

    entry = serializers.UUIDField(source="entry.uuid", help_text=OF_ENTRY)
    milestone = serializers.UUIDField(
        source="milestone.uuid", allow_null=True, help_text="Null where all of the entry is done."
    )
    state = serializers.SerializerMethodField()
    verdict = serializers.SerializerMethodField(help_text="What was found; empty before that.")
    note = serializers.SerializerMethodField(help_text="Empty but for the inspectorate.")

    class Meta:
        model = Claim
        fields = [
            *("uuid", "version", "entry", "milestone", "done", "done_from", "made_at"),
            *("state", "verdict", "note", "demonstration_until", "closed_at"),
        ]
        read_only_fields = fields

    def get_state(self, claim: Claim) -> str:
        return claim.state if self._is_told_all() else claim.told_state

    def get_verdict(self, claim: Claim) -> str:
        return claim.verdict if self._is_told_all() else claim.told_verdict

    def get_note(self, claim: Claim) -> str:
        return claim.internal_note if self._is_told_all() else ""

    def _is_told_all(self) -> bool:
        return holds(self.context["request"].user, Right.REGISTER_READ_ALL)


class RowField(serializers.UUIDField):
    """One of some rows by its UUID; `rows` finds them from the entry and who asks."""

    default_error_messages = {"foreign": "Choose one that is there."}

    def __init__(self, rows: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.rows = rows

    def to_internal_value(self, data: Any) -> Any:
        uuid = super().to_internal_value(data)
        found = self.rows(self.context["entry"], self.context["user"]).filter(uuid=uuid).first()
        return found or self.fail("foreign")


class UpdateIn(SeenIn):
    narrative = serializers.CharField(
        required=False,
        allow_blank=True,
        help_text=f"The other side reads it, and so does who oversees the body. {NO_NAMES}",
    )
    position = serializers.ChoiceField(
        choices=RegisterEntry.Position.choices,
        required=False,
        help_text="The new position of the body; left out where that stays.",
    )
    depends_on_body = RowField(
        lambda entry, user: Body.objects.visible_to(user),
        required=False,
        help_text="The body that the entry depends on.",
    )
    depends_on_organisation = RowField(
        lambda entry, user: Organisation.objects.in_force(localdate()),
        required=False,
        help_text="The organisation that the entry depends on.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        named = [attrs.pop(f"depends_on_{kind}", None) for kind in ("body", "organisation")]
        if all(named):
            raise serializers.ValidationError("Name one body or one organisation, not both.")
        return {**attrs, "depends_on": named[0] or named[1]}


class EntryFileIn(FileIn):
    describes = serializers.CharField(
        required=False, allow_blank=True, max_length=300, help_text=f"What it shows. {NO_NAMES}"
    )


class ClaimIn(SeenIn):
    done = serializers.CharField(help_text=f"What was done. {NO_NAMES}")
    done_from = serializers.DateField(help_text="The day from which it is done.")
    files = serializers.ListField(
        child=RowField(
            lambda entry, user: EntryFile.objects.visible_to(user).filter(entry=entry).for_list()
        ),
        help_text="The files of the entry that show it, one at least.",
    )
    milestone = RowField(
        lambda entry, user: Milestone.objects.filter(entry=entry),
        required=False,
        help_text="Left out where all of the entry is done.",
    )


class AskIn(In):
    words = serializers.CharField(
        required=False, allow_blank=True, help_text="What you want to know; the body reads it."
    )
    wanted_by = serializers.DateField(help_text="The day by which you want an answer.")


class ProgressVerbs(Resource, GenericViewSet[RegisterEntry]):
    """What is said and done about one entry."""

    @extend_schema(request=UpdateIn, responses=ProgressUpdateOut)
    @action(detail=True, methods=["post"], url_path="update", url_name="update")
    def write_update(self, request: Request, uuid: UUID) -> Response:
        """Say how far the entry is, and where it stands from now on."""
        entry = self._one(permissions.side_of)
        made = actions.write_update(entry, **self._sent(UpdateIn, entry))
        return self._told(ProgressUpdateOut, made)

    @extend_schema(request=EntryFileIn, responses=EntryFileOut)
    @action(detail=True, methods=["post"], url_path="add-file", parser_classes=[JSONWithFileParser])
    def add_file(self, request: Request, uuid: UUID) -> Response:
        """Put a file behind the entry that shows what was done."""
        entry = self._one(permissions.can_update)
        return self._told(
            EntryFileOut, actions.add_entry_file(entry, **self._sent(EntryFileIn, entry))
        )

    @extend_schema(request=ClaimIn, responses=ClaimOut)
    @action(detail=True, methods=["post"])
    def claim(self, request: Request, uuid: UUID) -> Response:
        """Claim as a lead of the body that the entry, or one deadline of it, is done."""
        entry = self._one(permissions.can_claim)
        return self._told(ClaimOut, actions.make_claim(entry, **self._sent(ClaimIn, entry)))

    @extend_schema(request=AskIn, responses=UpdateRequestOut)
    @action(detail=True, methods=["post"], url_path="request-update")
    def request_update(self, request: Request, uuid: UUID) -> Response:
        """Ask the body how far the entry is."""
        entry = self._one(lambda user, entry: permissions.can_ask(user))
        made = actions.request_update(entry, **self._sent(AskIn, entry))
        return self._told(UpdateRequestOut, made)

    def _one(self, may: Any) -> RegisterEntry:
        """The entry, for those who may; the others who see it are refused."""
        entry: RegisterEntry = self.get_object()
        if not may(self.request.user, entry):
            raise PermissionDenied
        return entry

    def _sent(self, form: type[In], entry: RegisterEntry | None = None) -> dict[str, Any]:
        return sent(self.request, form, entry=entry)

    def _told(self, form: type[serializers.ModelSerializer[Any]], row: Any) -> Response:
        return Response(form(row, context={"request": self.request}).data)


class OfEntryFilter(FilterSet):
    entry = django_filters.UUIDFilter(field_name="entry__uuid", label=OF_ENTRY)


class ProgressUpdateViewSet(VisibleViewSet[ProgressUpdate]):
    """What both sides tell each other of how entries get on."""

    queryset = ProgressUpdate.objects.told()
    serializer_class = ProgressUpdateOut
    filterset_class = OfEntryFilter


class UpdateRequestViewSet(VisibleViewSet[UpdateRequest]):
    """Updates that the inspectorate asked for, and what answers them."""

    queryset = UpdateRequest.objects.all()
    serializer_class = UpdateRequestOut
    filterset_class = OfEntryFilter


class EntryFileViewSet(FileViewSet[EntryFile]):
    """Files that show what was done: those of the bodies that you act for, or all for the
    inspectorate.
    """

    queryset = EntryFile.objects.all()
    serializer_class = EntryFileOut
    filterset_class = OfEntryFilter
    take = staticmethod(actions.take_entry_file)


class ClaimFilter(OfEntryFilter):
    open = django_filters.BooleanFilter(
        label="Whether it is with the inspectorate.", method="that_are_open"
    )

    def that_are_open(self, claims: Any, field: str, is_open: bool) -> Any:
        return claims.open() if is_open else claims.exclude(state__in=Claim.OPEN)


class ClaimsMade(VisibleViewSet[Claim]):
    """Claims that entries are done, as bodies make them and take them back."""

    queryset = Claim.objects.all()
    serializer_class = ClaimOut
    filterset_class = ClaimFilter

    @extend_schema(request=SeenIn, responses=ClaimOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, uuid: UUID) -> Response:
        """Take a claim back as a lead of the body, until it is verified."""
        claim: Claim = self.get_object()
        may = permissions.can_claim(cast(User, request.user), claim.entry)
        actions.withdraw_claim(claim, **sent(request, SeenIn, may=may))
        return Response(ClaimOut(claim, context={"request": request}).data)
