"""What the inspectorate does with claims, statuses and links, for other systems."""

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
from findings.models import Finding
from inspection_portal.core.api import VisibleViewSet, refuse_unknown, sent
from inspection_portal.core.models import User
from inspection_portal.core.resources import Resource
from recommendations import actions, permissions, queries
from recommendations.api.progress import ClaimOut, ClaimsMade
from recommendations.models import Basis, Claim, EntryLink, RegisterEntry, StatusRequest

Status = RegisterEntry.Status

TOLD = "The body reads it. It names no person."
NOT_TOLD = "It never leaves the inspectorate."


class SeenRowField(serializers.SlugRelatedField[Any]):
    """One of the rows that the person who asks sees, by its UUID."""

    def get_queryset(self) -> Any:
        rows: Any = super().get_queryset()
        return rows.visible_to(self.context["user"])


class BasisField(serializers.SlugRelatedField[Basis]):
    """What it rests on, by the name that it has in the list."""

    default_error_messages = {"does_not_exist": "Choose a basis of the list."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="name", queryset=Basis.objects.all(), **kwargs)


class FoundIn(SeenIn):
    outcome = serializers.ChoiceField(choices=actions.Outcome.choices)
    verdict = serializers.CharField(help_text=TOLD)
    note = serializers.CharField(source="internal_note", required=False, help_text=NOT_TOLD)
    basis = BasisField(required=False, help_text="Its name; needed for `complete`.")
    demonstration_until = serializers.DateField(
        required=False, help_text="The last day; needed for `demonstration`."
    )


class RecordIn(SeenIn):
    status = serializers.ChoiceField(choices=Status.choices)
    reason = serializers.CharField(help_text=TOLD)


class AskedIn(SeenIn):
    status = serializers.ChoiceField(choices=Status.choices)
    narrative = serializers.CharField(help_text=TOLD)
    note = serializers.CharField(source="internal_note", required=False, help_text=NOT_TOLD)
    basis = BasisField(required=False, help_text="Its name; needed for what closes the entry.")
    successor = SeenRowField(
        slug_field="uuid",
        queryset=RegisterEntry.objects.all(),
        required=False,
        help_text="The entry that takes its place; needed for `superseded`.",
    )
    later_entry = SeenRowField(
        slug_field="uuid",
        queryset=RegisterEntry.objects.all(),
        required=False,
        help_text="A later entry, for which it is opened again.",
    )
    later_finding = SeenRowField(
        slug_field="uuid",
        queryset=Finding.objects.all(),
        required=False,
        help_text="A later finding, for which it is opened again.",
    )


class DeclinedIn(SeenIn):
    reason = serializers.CharField(help_text=NOT_TOLD)


class EntryLinkIn(In):
    other = SeenRowField(
        slug_field="uuid", queryset=RegisterEntry.objects.all(), help_text="The earlier entry."
    )
    kind = serializers.ChoiceField(choices=EntryLink.Kind.choices)


class RemovedIn(In):
    """Nothing is sent: that the link is removed says all."""


class StatusRequestOut(serializers.ModelSerializer[StatusRequest]):
    entry = serializers.UUIDField(source="entry.uuid")
    claim = serializers.UUIDField(source="claim.uuid", allow_null=True)
    basis = serializers.CharField(source="basis.name", allow_null=True)
    successor = serializers.UUIDField(source="successor.uuid", allow_null=True)
    later_entry = serializers.UUIDField(source="later_entry.uuid", allow_null=True)
    later_finding = serializers.UUIDField(source="later_finding.uuid", allow_null=True)
    requested_by = serializers.UUIDField(source="requested_by.uuid")
    note = serializers.CharField(source="internal_note", help_text=NOT_TOLD)
    asks = serializers.CharField(
        help_text="What is asked for, in words: a status, or that one of several milestones is met."
    )

    class Meta:
        model = StatusRequest
        fields = [
            *("uuid", "entry", "claim", "status", "asks", "narrative", "note", "basis"),
            *("successor", "later_entry", "later_finding", "requested_by", "requested_at"),
            *("decision", "decision_reason", "decided_at", "version"),
        ]
        read_only_fields = fields
        extra_kwargs = {"decision": {"help_text": "Empty while it waits."}}


class EntryLinkOut(serializers.ModelSerializer[EntryLink]):
    entry = serializers.UUIDField(source="entry.uuid", help_text="The later one.")
    other = serializers.UUIDField(source="other.uuid", help_text="The earlier one.")

    class Meta:
        model = EntryLink
        fields = ["uuid", "entry", "other", "kind", "at"]
        read_only_fields = fields


class ClaimFiguresOut(serializers.Serializer[Any]):
    region = serializers.CharField(help_text="Empty for all regions together.")
    answered = serializers.IntegerField(help_text="Claims answered for the first time since then.")
    median_days = serializers.FloatField(
        allow_null=True, help_text="From the claim to its first answer; null where there is none."
    )
    share_sent_back = serializers.IntegerField(
        allow_null=True, help_text="Sent back for more, in per cent of those answered."
    )
    waiting = serializers.IntegerField(help_text="Claims with the inspectorate now.")
    oldest_on = serializers.DateField(
        allow_null=True, help_text="When the oldest of those was claimed."
    )


class FiguresOut(serializers.Serializer[Any]):
    on = serializers.DateField(help_text="The day as at which the figures are.")
    since = serializers.DateField(help_text="The first day of the months looked at.")
    everywhere = ClaimFiguresOut()
    regions = ClaimFiguresOut(many=True)


class Asking(Resource, GenericViewSet[Any]):
    """Who asks, and what they send."""

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    def sent(self, form: type[In]) -> dict[str, Any]:
        """What was sent, as the actions take it. Raises ValidationError."""
        return sent(self.request, form)

    def told(self, row: Any) -> Response:
        return Response(self.get_serializer(row).data)


def as_one(sent: dict[str, Any], name: str, kind: Any) -> dict[str, Any]:
    """What was sent, with all that makes up a `kind` in one value of that name."""
    parts = {key: sent.pop(key) for key in list(sent) if key in kind.__dataclass_fields__}
    return {**sent, name: kind(**parts)}


class StatusVerbs(Asking):
    """What the inspectorate does to an entry of the register."""

    @extend_schema(request=RecordIn)
    @action(detail=True, methods=["post"], url_path="record-status")
    def record_status(self, request: Request, uuid: UUID) -> Response:
        """Move an open entry to the other open status, as an inspector."""
        entry = self._to_judge()
        actions.record_status(entry, **self.sent(RecordIn))
        return self.told(entry)

    @extend_schema(request=AskedIn, responses=StatusRequestOut)
    @action(detail=True, methods=["post"], url_path="request-status")
    def request_status(self, request: Request, uuid: UUID) -> Response:
        """Ask a second person of the inspectorate to close an entry, or to open it again."""
        entry = self._to_judge()
        asked = as_one(self.sent(AskedIn), "reasons", actions.Reasons)
        return Response(StatusRequestOut(actions.request_status(entry, **asked)).data)

    @extend_schema(request=EntryLinkIn, responses=EntryLinkOut)
    @action(detail=True, methods=["post"])
    def link(self, request: Request, uuid: UUID) -> Response:
        """Say that the entry repeats or supersedes an earlier one."""
        entry = self._to_judge()
        return Response(EntryLinkOut(actions.link_entries(entry, **self.sent(EntryLinkIn))).data)

    def _to_judge(self) -> RegisterEntry:
        entry: RegisterEntry = self.get_object()
        if not permissions.can_record_status(self.user):
            raise PermissionDenied
        return entry


class ClaimViewSet(Asking, ClaimsMade):
    """Claims that entries are done, and what the inspectorate found."""

    @extend_schema(request=FoundIn, responses=ClaimOut)
    @action(detail=True, methods=["post"])
    def verify(self, request: Request, uuid: UUID) -> Response:
        """Say as an inspector what was found of an open claim."""
        claim: Claim = self.get_object()
        if not permissions.can_record_status(self.user):
            raise PermissionDenied
        actions.verify(claim, **as_one(self.sent(FoundIn), "found", actions.Found))
        return self.told(claim)

    @extend_schema(responses=FiguresOut, filters=False)
    @action(detail=False, pagination_class=None, filterset_class=None)
    def figures(self, request: Request) -> Response:
        """How long the inspectorate takes to answer claims, as at today; for itself alone."""
        refuse_unknown(request, ())
        if not permissions.can_see_desk(self.user):
            raise PermissionDenied
        return Response(FiguresOut(queries.figures(self.user, on=localdate())).data)


class StatusRequestFilter(FilterSet):
    entry = django_filters.UUIDFilter(field_name="entry__uuid", label="The entry it is for.")
    is_waiting = django_filters.BooleanFilter(
        field_name="decision", lookup_expr="exact", label="Not decided yet.", method="waiting"
    )

    def waiting(self, rows: Any, field: str, is_waiting: bool) -> Any:
        return rows.waiting() if is_waiting else rows.exclude(decision="")


class StatusRequestViewSet(Asking, VisibleViewSet[StatusRequest]):
    """Statuses that one person of the inspectorate asks for and another decides on."""

    queryset = StatusRequest.objects.all()
    serializer_class = StatusRequestOut
    filterset_class = StatusRequestFilter

    @extend_schema(request=SeenIn, responses=StatusRequestOut)
    @action(detail=True, methods=["post"])
    def authorise(self, request: Request, uuid: UUID) -> Response:
        """Give the entry the status, as a second person; the body is told."""
        return self._decided(SeenIn, actions.authorise, permissions.can_authorise(self.user))

    @extend_schema(request=DeclinedIn, responses=StatusRequestOut)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, uuid: UUID) -> Response:
        """Refuse the status, as a second person."""
        return self._decided(DeclinedIn, actions.decline, permissions.can_authorise(self.user))

    @extend_schema(request=SeenIn, responses=StatusRequestOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, uuid: UUID) -> Response:
        """Take your own request back, until it is decided."""
        is_own = self.get_object().requested_by_id == self.user.pk
        return self._decided(SeenIn, actions.withdraw_request, is_own)

    def _decided(self, form: type[In], verb: Any, may: bool) -> Response:
        row: StatusRequest = self.get_object()
        if not may:
            raise PermissionDenied
        verb(row, **self.sent(form))
        return self.told(row)


class EntryLinkFilter(FilterSet):
    entry = django_filters.UUIDFilter(field_name="entry__uuid", label="The later entry.")
    other = django_filters.UUIDFilter(field_name="other__uuid", label="The earlier entry.")


class EntryLinkViewSet(Asking, VisibleViewSet[EntryLink]):
    """Which entries repeat or supersede which, where you see both."""

    deleted_under = "entry"
    queryset = EntryLink.objects.all()
    serializer_class = EntryLinkOut
    filterset_class = EntryLinkFilter

    @extend_schema(request=RemovedIn, responses={200: None})
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, uuid: UUID) -> Response:
        """Take a link between two entries away, as an inspector."""
        link: EntryLink = self.get_object()
        if not permissions.can_record_status(self.user):
            raise PermissionDenied
        actions.unlink_entries(link, **self.sent(RemovedIn))
        return Response()
