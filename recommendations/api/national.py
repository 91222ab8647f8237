"""National reports and what they recommend, for other systems: entered, opened, how it stands."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, cast
from uuid import UUID

import django_filters
from django.utils.timezone import localdate
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from findings.api.verbs import In, SeenIn
from forces.models import Body, LocalPolicingBody, Organisation
from inspection_portal.core.api import Row, ToldBesideViewSet
from inspection_portal.core.models import User
from recommendations import actions, permissions, queries
from recommendations.api.deadlines import sent
from recommendations.api.writing import BY_NAME, RecommendationIn
from recommendations.models import NationalRecommendation, NationalReport, RegisterEntry

FROM_ITS_ENTRIES = "It follows from its entries; null unless you read the whole register."


class StatusCountOut(serializers.Serializer[Any]):
    status = serializers.ChoiceField(choices=RegisterEntry.Status.choices)
    entries = serializers.IntegerField()


class StandingOut(serializers.Serializer[Any]):
    status = serializers.ChoiceField(
        choices=RegisterEntry.Status.choices,
        allow_null=True,
        help_text="A closing one only when all entries are closed; null where there is none yet.",
    )
    entries = serializers.IntegerField(source="total", help_text="To how many it is addressed.")
    closed = serializers.IntegerField(help_text="How many of these are closed.")
    overdue = serializers.IntegerField(help_text="How many of these are overdue today.")
    by_status = serializers.SerializerMethodField()

    @extend_schema_field(StatusCountOut(many=True))
    def get_by_status(self, standing: queries.Standing) -> Any:
        counts = [{"status": key, "entries": value} for key, value in standing.counts.items()]
        return StatusCountOut(counts, many=True).data


class StandsOut(serializers.ModelSerializer[Any]):
    """With how the row stands today, read for all rows of an answer at once."""

    standing = serializers.SerializerMethodField(help_text=FROM_ITS_ENTRIES)

    @extend_schema_field(StandingOut(allow_null=True))
    def get_standing(self, row: Any) -> Any:
        standings = self.context["standings"]
        return StandingOut(standings[row.pk]).data if standings is not None else None


class NationalReportOut(StandsOut):
    class Meta:
        model = NationalReport
        fields = [
            *("uuid", "version", "title", "slug", "link", "published_at", "published_on"),
            *("opened_at", "standing"),
        ]
        read_only_fields = fields
        extra_kwargs: ClassVar[dict[str, Any]] = {
            "slug": {"help_text": "What references begin with."},
            "link": {"help_text": "Where it can be read."},
            "published_on": {"help_text": "The day in London."},
            "opened_at": {"help_text": "When its addressees got their entries; null before that."},
        }


class NationalRecommendationOut(StandsOut):
    report = serializers.UUIDField(source="report.uuid", help_text="The national report.")
    bodies: Any = serializers.SlugRelatedField(
        slug_field="uuid", many=True, read_only=True, help_text="Forces and units named besides."
    )
    organisations: Any = serializers.SlugRelatedField(
        slug_field="name", many=True, read_only=True, help_text=BY_NAME
    )
    policing_bodies: Any = serializers.SlugRelatedField(
        slug_field="uuid", many=True, read_only=True
    )

    class Meta:
        model = NationalRecommendation
        fields = [
            *("uuid", "version", "report", "number", "text", "applies_if"),
            *("due_kind", "due_on", "due_months", "completion_kind", "completion_on"),
            *("to_every_force", "to_every_rocu", "bodies", "organisations", "policing_bodies"),
            "standing",
        ]
        read_only_fields = fields
        extra_kwargs: ClassVar[dict[str, Any]] = {
            "applies_if": {"help_text": "Which of them it is for; empty for all."},
            "due_on": {"help_text": "The last day; null where it can’t be computed."},
            "due_months": {"help_text": "Months counted from publication."},
            "completion_on": {"help_text": "The second date, where it has two."},
        }


class NationalReportIn(In):
    title = serializers.CharField(max_length=1000)
    slug = serializers.SlugField(max_length=50, help_text="References begin with it.")
    published_at = serializers.DateTimeField(help_text="When everyone may read it.")
    link = serializers.URLField(max_length=500, required=False, allow_blank=True)


class NationalRecommendationIn(RecommendationIn):
    """What is recommended, by when, and to whom: to nobody unless it says so."""

    applies_if = serializers.CharField(required=False, allow_blank=True)
    to_every_force = serializers.BooleanField(default=False)
    to_every_rocu = serializers.BooleanField(required=False)
    bodies = serializers.SlugRelatedField(
        slug_field="uuid", queryset=Body.objects.all(), many=True, required=False
    )


class AddresseeIn(In):
    """One of these three."""

    body = serializers.SlugRelatedField(
        slug_field="uuid", queryset=Body.objects.all(), required=False
    )
    organisation = serializers.SlugRelatedField(
        slug_field="name", queryset=Organisation.objects.all(), required=False
    )
    policing_body = serializers.SlugRelatedField(
        slug_field="uuid", queryset=LocalPolicingBody.objects.all(), required=False
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if len(attrs) != 1:
            raise serializers.ValidationError(
                "Give one of: body, organisation, policing_body.", "one_addressee"
            )
        return {"addressee": next(iter(attrs.values()))}


class NationalViewSet(ToldBesideViewSet[Row]):
    """Rows that stand as their entries do, and what those do to them who enter national reports."""

    stands_as: ClassVar[str]

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    def beside(self, rows: Sequence[Any]) -> dict[str, object]:
        standings = queries.standings(self.user, self.stands_as, rows, on=localdate())
        return {"standings": standings}

    def carry_out(self, do: Callable[..., object], form: type[In]) -> Any:
        """What the verb returns, done to the row that the address names."""
        return do(self.get_object(), **self.sent(form))

    def sent(self, form: type[In]) -> dict[str, Any]:
        may = permissions.can_enter_national(self.user)
        return sent(self.request, form, may=may)

    def told(self) -> Response:
        return Response(self.get_serializer(self.get_object()).data)


class NationalReportFilter(FilterSet):
    is_open = django_filters.BooleanFilter(
        field_name="opened_at",
        lookup_expr="isnull",
        exclude=True,
        label="Whether its addressees have their entries.",
    )


class NationalReportViewSet(NationalViewSet[NationalReport]):
    """Reports about policing everywhere that are in the register, and those being entered for who
    enters them.
    """

    queryset = NationalReport.objects.all()
    serializer_class = NationalReportOut
    filterset_class = NationalReportFilter
    stands_as = "national__report"

    @extend_schema(request=NationalReportIn, responses=NationalReportOut)
    @action(detail=False, methods=["post"], filter_backends=[])
    def enter(self, request: Request) -> Response:
        """Enter a national report; nothing is in the register before it is opened."""
        report = actions.enter_report(**self.sent(NationalReportIn))
        return Response(self.get_serializer(report).data)

    @extend_schema(request=NationalReportIn, responses=NationalReportOut)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change what is said of a report before it is opened."""
        self.carry_out(actions.revise_report, NationalReportIn)
        return self.told()

    @extend_schema(request=NationalRecommendationIn, responses=NationalRecommendationOut)
    @action(detail=True, methods=["post"], url_path="add-recommendation")
    def add_recommendation(self, request: Request, uuid: UUID) -> Response:
        """Add a recommendation to a report before it is opened."""
        row = self.carry_out(actions.enter_recommendation, NationalRecommendationIn)
        standings = queries.standings(self.user, "national", [row], on=localdate())
        out = NationalRecommendationOut(row, context={"standings": standings})
        return Response(out.data)

    @extend_schema(request=SeenIn, responses=NationalReportOut)
    @action(detail=True, methods=["post"])
    def open(self, request: Request, uuid: UUID) -> Response:
        """Open an entry for each addressee, and ask local policing bodies for their answers."""
        self.carry_out(actions.open_national, SeenIn)
        return self.told()


class NationalRecommendationFilter(FilterSet):
    report = django_filters.UUIDFilter(field_name="report__uuid", label="The national report.")


class NationalRecommendationViewSet(NationalViewSet[NationalRecommendation]):
    """What national reports recommend, to whom and by when."""

    deleted_under = "report"
    queryset = NationalRecommendation.objects.prefetch_related(*NationalRecommendation.CHOSEN)
    serializer_class = NationalRecommendationOut
    filterset_class = NationalRecommendationFilter
    stands_as = "national"

    @extend_schema(request=NationalRecommendationIn, responses=NationalRecommendationOut)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change a recommendation before its report is opened."""
        self.carry_out(actions.revise_national, NationalRecommendationIn)
        return self.told()

    @extend_schema(request=SeenIn, responses={200: None})
    @action(detail=True, methods=["post"], url_path="delete")
    def take_out(self, request: Request, uuid: UUID) -> Response:
        """Take a recommendation out of a report before it is opened."""
        self.carry_out(actions.delete_national, SeenIn)
        return Response()

    @extend_schema(request=AddresseeIn, responses=NationalRecommendationOut)
    @action(detail=True, methods=["post"])
    def address(self, request: Request, uuid: UUID) -> Response:
        """Ask somebody more for it once its report is open."""
        self.carry_out(actions.address_national, AddresseeIn)
        return self.told()
