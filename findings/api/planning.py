"""Inspections as they are planned and written: their bodies, team and fieldwork, and what is added
to their drafts.
"""

from typing import Any, cast
from uuid import UUID

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django_filters.rest_framework import FilterSet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from findings import actions, permissions, queries
from findings.api.drafting import DraftOut
from findings.api.inspections import InspectionOut
from findings.api.sections import SectionOut
from findings.api.verbs import ChapterField, In, OfInspectionViewSet, SeenIn
from findings.api.writing import (
    LONGEST,
    MOST,
    AddFindingIn,
    AddSectionIn,
    IntroductionIn,
    ThemeField,
)
from findings.models import FieldworkPhase, Inspection, TeamMember
from forces.models import Body, Region
from inspection_portal.core import api
from inspection_portal.core.models import User

BODIES = "The report tells of the ROCU first, then of the others in this order."
TEAM = "Who writes the report and sees its drafts; see `people`."
LEADS = "Who of the team moves the inspection from stage to stage; left out, they stay."
VISITED = "Bodies of the inspection that are visited in it."


class PersonField(serializers.SlugRelatedField[User]):
    """Somebody who may be put on the team of an inspection."""

    default_error_messages = {"does_not_exist": "Choose somebody who may be on a team."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="uuid", queryset=User.objects.none(), **kwargs)

    def get_queryset(self) -> QuerySet[User]:
        return queries.possible_team()


def people_field(help_text: str, **options: Any) -> serializers.ListField:
    return serializers.ListField(
        child=PersonField(), max_length=MOST, help_text=help_text, **options
    )


def bodies_field() -> serializers.ListField:
    body = serializers.SlugRelatedField(slug_field="uuid", queryset=Body.objects.all())
    return serializers.ListField(child=body, max_length=MOST, help_text=f"Of the region. {BODIES}")


class TeamIn(SeenIn):
    team = people_field(TEAM)
    leads = people_field(LEADS, required=False)


class RevisePlanIn(In):
    title = serializers.CharField(max_length=LONGEST)
    bodies = bodies_field()
    team = people_field(TEAM)
    leads = people_field(LEADS, required=False)


class PlanIn(In):
    region = serializers.SlugRelatedField(slug_field="uuid", queryset=Region.objects.all())
    title = serializers.CharField(max_length=LONGEST)
    slug = serializers.SlugField(
        max_length=50, help_text="A short name for files, such as south-east-2026."
    )
    bodies = bodies_field()
    team = people_field(TEAM, default=list)


class PhaseIn(In):
    name = serializers.CharField(max_length=120)
    starts_on = serializers.DateField(help_text="Its first day.")
    ends_on = serializers.DateField(
        required=False, allow_null=True, help_text="Its last day; null while that is open."
    )
    bodies = serializers.ListField(
        child=ChapterField(), required=False, max_length=MOST, help_text=VISITED
    )


class RegionalIn(In):
    theme = ThemeField(help_text="The name of a theme in which most forces are weak.")


class OpenCorrectionIn(In):
    reason = serializers.CharField(
        max_length=LONGEST, help_text="Why the report is corrected; it stays in the audit trail."
    )


class PersonOut(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    name = serializers.CharField()


class TeamMemberOut(serializers.ModelSerializer[TeamMember]):
    uuid = serializers.UUIDField(source="user.uuid", help_text="Of the person.")
    name = serializers.CharField(source="user.name")

    class Meta:
        model = TeamMember
        fields = ["uuid", "name", "is_lead"]
        read_only_fields = fields


class InspectionDraftOut(InspectionOut):
    team = TeamMemberOut(many=True, help_text=TEAM)

    class Meta(InspectionOut.Meta):
        fields = [*InspectionOut.Meta.fields, "team", "regional_introduction", "version"]
        read_only_fields = fields
        extra_kwargs = {
            "regional_introduction": {
                "help_text": "The text without a heading that opens the regional findings."
            }
        }


class PhaseOut(serializers.ModelSerializer[FieldworkPhase]):
    inspection = serializers.UUIDField(source="inspection.uuid")
    bodies = serializers.SerializerMethodField(help_text=VISITED)

    class Meta:
        model = FieldworkPhase
        fields = ["uuid", "inspection", "name", "starts_on", "ends_on", "bodies", "version"]
        read_only_fields = fields

    @extend_schema_field({"type": "array", "items": {"type": "string", "format": "uuid"}})
    def get_bodies(self, phase: FieldworkPhase) -> list[str]:
        return [str(chapter.body.uuid) for chapter in phase.bodies.all()]


class PhaseFilter(FilterSet):
    inspection = django_filters.UUIDFilter(
        field_name="inspection__uuid", label="The inspection it belongs to."
    )


class InspectionDraftFilter(FilterSet):
    region = django_filters.UUIDFilter(field_name="region__uuid", label="The region inspected.")


class InspectionDraftViewSet(OfInspectionViewSet[Inspection]):
    """Inspections whose drafts you read, as a whole: who is inspected, by whom, and what is added
    to the draft.
    """

    queryset = Inspection.objects.prefetch_related("inspected_bodies__body", "team__user")
    serializer_class = InspectionDraftOut
    filterset_class = InspectionDraftFilter

    def get_queryset(self) -> QuerySet[Inspection]:
        drafts = Inspection.objects.drafts_visible_to(cast(User, self.request.user))
        return super().get_queryset().filter(pk__in=drafts.values("pk"))

    def inspection_of(self, row: Inspection) -> Inspection:
        return row

    def anew(self) -> Inspection:
        """Also for somebody who has just left the team."""
        return Inspection.objects.for_list().get(uuid=self.kwargs["uuid"])

    @extend_schema(responses=PersonOut(many=True), filters=False)
    @action(detail=False, pagination_class=None, filterset_class=None)
    def people(self, request: Request) -> Response:
        """Who may be on the team of an inspection, for those who plan one."""
        api.refuse_unknown(request, ())
        if not permissions.can_plan(cast(User, request.user)):
            raise PermissionDenied
        return Response(PersonOut(queries.possible_team().order_by("name", "pk"), many=True).data)

    @extend_schema(request=PlanIn, responses=InspectionDraftOut)
    @action(detail=False, methods=["post"])
    def plan(self, request: Request) -> Response:
        """Plan an inspection of a region. A person who plans it leads its team."""
        may = permissions.can_plan(cast(User, request.user))
        planned = actions.plan(**api.sent(request, PlanIn, may=may))
        row = Inspection.objects.for_list().get(pk=planned.pk)
        return Response(self.get_serializer(row).data)

    @extend_schema(request=RevisePlanIn, responses=InspectionDraftOut)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change the title, the bodies or the team, until it is issued. A body with findings, a
        grade or an introduction stays.
        """
        return self.change(_revise_plan, RevisePlanIn)

    @extend_schema(request=TeamIn, responses=InspectionDraftOut)
    @action(detail=True, methods=["post"], url_path="change-team")
    def change_team(self, request: Request, uuid: UUID) -> Response:
        """Change who is on the team, and who of them leads it, at any time."""
        return self.change(actions.change_team, TeamIn)

    @extend_schema(request=IntroductionIn, responses=InspectionDraftOut)
    @action(detail=True, methods=["post"], url_path="introduce-region")
    def introduce_region(self, request: Request, uuid: UUID) -> Response:
        """Write the text without a heading that opens the regional findings."""
        return self.change(actions.introduce_region, IntroductionIn)

    @extend_schema(request=OpenCorrectionIn, responses=InspectionDraftOut)
    @action(detail=True, methods=["post"], url_path="open-correction")
    def open_correction(self, request: Request, uuid: UUID) -> Response:
        """Open the published report for a correction: its text is a draft again."""
        return self.change(actions.open_correction, OpenCorrectionIn)

    @extend_schema(request=AddFindingIn, responses=DraftOut)
    @action(detail=True, methods=["post"], url_path="add-finding")
    def add_finding(self, request: Request, uuid: UUID) -> Response:
        """Add a finding at the end of a question area of a body, or of the region."""
        return self.make(actions.add_finding, AddFindingIn, DraftOut)

    @extend_schema(request=RegionalIn, responses=DraftOut)
    @action(detail=True, methods=["post"], url_path="draft-regional-improvement")
    def draft_regional_improvement(self, request: Request, uuid: UUID) -> Response:
        """Draft an area for improvement of the region from the weaknesses of its forces in one
        theme, each linked to it as evidence.
        """
        return self.make(actions.draft_regional_improvement, RegionalIn, DraftOut)

    @extend_schema(request=AddSectionIn, responses=SectionOut)
    @action(detail=True, methods=["post"], url_path="add-section")
    def add_section(self, request: Request, uuid: UUID) -> Response:
        """Add a headed part at the end of the introduction or of the appendices."""
        return self.make(actions.add_section, AddSectionIn, SectionOut)

    @extend_schema(request=PhaseIn, responses=PhaseOut)
    @action(detail=True, methods=["post"], url_path="add-phase")
    def add_phase(self, request: Request, uuid: UUID) -> Response:
        """Add a stretch of fieldwork."""
        return self.make(actions.add_phase, PhaseIn, PhaseOut)


def _revise_plan(inspection: Inspection, **changes: Any) -> None:
    """What is left out stays as it is planned."""
    planned = {
        "title": inspection.title,
        "bodies": [each.body for each in inspection.inspected_bodies.all()],
        "team": [member.user for member in inspection.team.all()],
    }
    actions.revise_plan(inspection, **{**planned, **changes})


class PhaseViewSet(OfInspectionViewSet[FieldworkPhase]):
    """Stretches of fieldwork of the inspections whose drafts you read."""

    queryset = FieldworkPhase.objects.all()
    serializer_class = PhaseOut
    filterset_class = PhaseFilter

    @extend_schema(request=PhaseIn, responses=PhaseOut)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change its name, its days or the bodies visited."""
        return self.change(actions.revise_phase, PhaseIn)

    @extend_schema(request=SeenIn, responses=PhaseOut)
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, uuid: UUID) -> Response:
        """Take it out of the plan; the answer tells it for the last time."""
        return self.take_away(actions.remove_phase)
