from datetime import date
from typing import Any, ClassVar

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Case, QuerySet, TextField, Value, When
from django.db.models.functions import Coalesce, JSONObject
from django.forms import DateField
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import localdate
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from findings.api import FindingViewSet, InspectionViewSet
from findings.models import Finding
from forces.api import BodyViewSet
from inspection_portal.core.models import User
from recommendations import queries
from recommendations.api.addressees import AddresseeOut
from recommendations.api.deadlines import TargetVerbs
from recommendations.api.many import SeveralVerbs
from recommendations.api.status import StatusVerbs
from recommendations.lookups import CLAIMED, KINDS, REPEATED, EntryLookups
from recommendations.models import (
    BodyRules,
    Lateness,
    MonitoringStage,
    RegisterEntry,
    RegisterEntryQuerySet,
    of_historic,
)
from recommendations.rag import Colour


class MarkOut(serializers.Serializer[Any]):
    """What stands for how an entry is doing, and the words that say the same."""

    colour = serializers.ChoiceField(choices=Colour.choices)
    words = serializers.CharField()


# As `AddresseeOut` tells it, by the database.
ADDRESSEE = JSONObject(
    kind=Case(
        When(body__isnull=False, then=Value("body")),
        When(organisation__isnull=False, then=Value("organisation")),
        default=Value("policing_body"),
    ),
    name=Coalesce(
        *("body__name", "organisation__name", "policing_body__name"), output_field=TextField()
    ),
    uuid=Coalesce("body__uuid", "organisation__uuid", "policing_body__uuid"),
)


class RegisterEntryOut(serializers.ModelSerializer[RegisterEntry]):
    inspection = serializers.UUIDField(
        source="source.inspection.uuid",
        allow_null=True,
        help_text="The inspection that asked for it; null for a national report.",
    )
    body = serializers.UUIDField(
        source="body.uuid",
        allow_null=True,
        help_text="The body that must act; null for an addressee outside the bodies.",
    )
    recommendation = serializers.UUIDField(
        source="recommendation.uuid",
        allow_null=True,
        help_text="The recommendation of an inspection followed up; else null.",
    )
    finding = serializers.UUIDField(
        source="finding.uuid",
        allow_null=True,
        help_text="The area for improvement followed up; else null.",
    )
    national_recommendation = serializers.UUIDField(
        source="national.uuid",
        allow_null=True,
        help_text="The recommendation of a national report followed up; else null.",
    )
    depends_on = serializers.CharField(
        allow_null=True, help_text="Whom the body waits for, where that is its position."
    )
    lateness = serializers.SerializerMethodField(help_text="As it stands today, or `as_at` a day.")
    rag = serializers.SerializerMethodField(
        help_text="As it stands on that day, by the rules that the body had chosen."
    )

    addressee = AddresseeOut(help_text="Who must act.")
    is_historic = serializers.BooleanField(
        read_only=True, help_text="Whether its report was published elsewhere, and loaded."
    )

    class Meta:
        model = RegisterEntry
        fields = [
            "uuid",
            "version",
            "reference",
            "inspection",
            "body",
            "recommendation",
            "finding",
            "national_recommendation",
            "asked",
            "status",
            "position",
            "position_reason",
            "depends_on",
            "opened_on",
            "due_on",
            "target_on",
            "closed_on",
            "lateness",
            "rag",
            "addressee",
            "is_historic",
        ]
        read_only_fields = fields
        columns: ClassVar = {
            "inspection": Coalesce(
                "finding__inspection__uuid", "recommendation__finding__inspection__uuid"
            ),
            "depends_on": Coalesce(
                *("depends_on_body__name", "depends_on_organisation__name"),
                output_field=TextField(),
            ),
            "addressee": ADDRESSEE,
            "is_historic": of_historic(),
        }
        needs: ClassVar = {
            "lateness": ["status", "due_on"],
            "rag": ["status", "position", "due_on", "target_on", "body_id"],
        }
        extra_kwargs = {
            "asked": {"help_text": "The published words."},
            "due_on": {"help_text": "The earliest deadline that is not met."},
            "target_on": {"help_text": "The body’s own target."},
        }

    def get_lateness(self, entry: RegisterEntry) -> Lateness:
        return entry.lateness(self.context["on"])

    @extend_schema_field(MarkOut)
    def get_rag(self, entry: RegisterEntry) -> Any:
        mark = queries.mark_of(entry, self.context["on"], self.context["rules"])
        return {"colour": mark.colour, "words": mark.words}


class RegisterEntryFilter(EntryLookups, FilterSet):
    body = django_filters.UUIDFilter(field_name="body__uuid", label="The body that must act.")
    inspection = django_filters.UUIDFilter(
        label="The inspection that asked for it.", method="of_inspection"
    )
    national_report = django_filters.UUIDFilter(
        field_name="national__report__uuid", label="The national report that asked for it."
    )
    national_recommendation = django_filters.UUIDFilter(
        field_name="national__uuid", label="The recommendation of a national report."
    )
    is_national = django_filters.BooleanFilter(
        field_name="national",
        lookup_expr="isnull",
        exclude=True,
        label="Whether a national report asked for it.",
    )
    stage = django_filters.ChoiceFilter(
        choices=MonitoringStage.choices,
        label="The monitoring stage of the force on that day.",
        method="in_stage",
    )
    status = django_filters.ChoiceFilter(choices=RegisterEntry.Status.choices)
    kind = django_filters.ChoiceFilter(choices=KINDS, label="What it is of.", method="of_kind")
    position = django_filters.ChoiceFilter(
        choices=RegisterEntry.Position.choices, label="Where the body says it stands."
    )
    as_at = django_filters.DateFilter(
        label="The day as on which lateness and colours are; else today.", method="leave"
    )
    lateness = django_filters.ChoiceFilter(
        choices=Lateness.choices, label="How it stands on that day.", method="standing_at"
    )
    rag = django_filters.ChoiceFilter(
        choices=Colour.choices, label="The colour on that day.", method="coloured"
    )
    overdue_by = django_filters.NumberFilter(
        label="Overdue by more than so many days.", min_value=0, max_value=36_500, method="late_for"
    )
    region = django_filters.UUIDFilter(
        label="The region that its body belongs to.", method="in_region"
    )
    theme = django_filters.UUIDFilter(
        label="A theme of the finding; for the inspectorate.", method="about"
    )
    is_allocated = django_filters.BooleanFilter(
        label="Whether somebody of its body is responsible.", method="with_owner"
    )
    is_mine = django_filters.BooleanFilter(label="Whether you are responsible.", method="of_me")
    claimed = django_filters.ChoiceFilter(
        choices=CLAIMED, label="Whether a claim is open.", method="claimed_as"
    )
    repeated = django_filters.ChoiceFilter(
        choices=REPEATED, label="Whether it was asked for more than once.", method="linked_as"
    )
    words = django_filters.CharFilter(label="Words in what is asked.", method="asking_for")
    due_from = django_filters.DateFilter(
        field_name="due_on", lookup_expr="gte", label="Due on that day or later."
    )
    due_to = django_filters.DateFilter(
        field_name="due_on", lookup_expr="lte", label="Due on that day or earlier."
    )

    organisation = django_filters.UUIDFilter(
        field_name="organisation__uuid", label="The organisation that must act."
    )
    policing_body = django_filters.UUIDFilter(
        field_name="policing_body__uuid", label="The local policing body that must act itself."
    )

    def of_inspection(
        self, entries: RegisterEntryQuerySet, field: str, uuid: str
    ) -> QuerySet[RegisterEntry]:
        return entries.from_findings(Finding.objects.filter(inspection__uuid=uuid))

    def with_owner(
        self, entries: RegisterEntryQuerySet, field: str, owned: bool
    ) -> QuerySet[RegisterEntry]:
        return entries.owned() if owned else entries.without_owner()

    def of_me(
        self, entries: RegisterEntryQuerySet, field: str, mine: bool
    ) -> QuerySet[RegisterEntry]:
        own = entries.filter(owner=self.user)
        return own if mine else entries.exclude(owner=self.user)

    def leave(
        self, entries: RegisterEntryQuerySet, field: str, day: date
    ) -> QuerySet[RegisterEntry]:
        return entries

    @property
    def user(self) -> User:  # type: ignore[override]
        user: User = self.request.user
        return user

    @property
    def on(self) -> date:  # type: ignore[override]
        return self.form.cleaned_data.get("as_at") or localdate()


def day_asked(request: HttpRequest) -> date:
    """The day that the address names, as its filter reads it; today where that refuses it."""
    try:
        day: date | None = DateField(required=False).clean(request.GET.get("as_at"))
    except ValidationError:
        day = None
    return day or localdate()


class RegisterEntryViewSet(StatusVerbs, TargetVerbs, SeveralVerbs):
    """What each body must do until the inspectorate closes it: your own entries, or all for the
    inspectorate.
    """

    queryset = RegisterEntry.objects.all()
    serializer_class = RegisterEntryOut
    filterset_class = RegisterEntryFilter
    expands: ClassVar = {
        "body": BodyViewSet,
        "finding": FindingViewSet,
        "inspection": InspectionViewSet,
    }

    def get_serializer_context(self) -> dict[str, Any]:
        on = day_asked(self.request)
        rules = SimpleLazyObject(lambda: BodyRules.objects.chosen(on))
        return {**super().get_serializer_context(), "on": on, "rules": rules}
