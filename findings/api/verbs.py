"""What the verbs of an inspection have in common: who may, and what is sent."""

from collections.abc import Callable
from datetime import datetime
from operator import attrgetter
from typing import Any, ClassVar, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from findings import permissions
from findings.actions.order import Direction
from findings.models import Correction, Grade, Inspection, Outcome, QuestionArea
from inspection_portal.core import api as core_api
from inspection_portal.core.api import In as In
from inspection_portal.core.api import Row, VisibleViewSet
from inspection_portal.core.api import SeenIn as SeenIn
from inspection_portal.core.following import deleted
from inspection_portal.core.history import versions
from inspection_portal.core.models import User

REASON = "It stays in the grade’s history, and is not published."

AN_AREA = "The place of the question area, from 1 to 3"
OF_REGION = f"{AN_AREA}; null for the region."


class ChapterField(serializers.UUIDField):
    """A body of the inspection, by the UUID of the body."""

    default_error_messages = {"foreign": "Choose a body of the inspection."}

    def to_internal_value(self, data: Any) -> Any:
        inspection: Inspection = self.context["inspection"]
        uuid = super().to_internal_value(data)
        chapter = inspection.inspected_bodies.filter(body__uuid=uuid).first()
        return chapter or self.fail("foreign")


class AreaField(serializers.SlugRelatedField[QuestionArea]):
    """A question area by its place."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", f"{AN_AREA}.")
        areas = QuestionArea.objects.all()
        super().__init__(slug_field="position", queryset=areas, **kwargs)


class GradeKeyField(serializers.SlugRelatedField[Grade]):
    """A grade of the inspection's scale by its key."""

    default_error_messages = {"does_not_exist": "Choose a grade of the scale of the inspection."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="key", queryset=Grade.objects.none(), **kwargs)

    def get_queryset(self) -> QuerySet[Grade]:
        inspection: Inspection = self.context["inspection"]
        return inspection.scale.grades.all()


class JudgmentIn(SeenIn):
    grade = GradeKeyField(
        required=False, allow_null=True, help_text="Its key; null unless `outcome` is `graded`."
    )
    outcome = serializers.ChoiceField(choices=Outcome.choices, default=Outcome.GRADED)
    reason = serializers.CharField(help_text=REASON)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return {"grade": None, **attrs}


class FinalIn(SeenIn):
    reason = serializers.CharField(help_text=REASON)


class StepIn(SeenIn):
    direction = serializers.ChoiceField(
        choices=[(each.value, each.value) for each in Direction],
        help_text="One place up or down among those beside it.",
    )

    def validate_direction(self, direction: str) -> Direction:
        return Direction(direction)


def draft_of(request: Request, uuid: UUID) -> Inspection:
    """The inspection, for those who read its draft; for others it isn't there."""
    drafts = Inspection.objects.drafts_visible_to(cast(User, request.user)).for_list()
    return get_object_or_404(drafts, uuid=uuid)


def refuse_strangers(request: Request, inspection: Inspection) -> User:
    """Who sends it. Raises PermissionDenied for those who don't work on the inspection."""
    user = cast(User, request.user)
    if not permissions.can_work_on(user, inspection):
        raise PermissionDenied
    return user


def sent(request: Request, form: type[In], inspection: Inspection | None = None) -> dict[str, Any]:
    """What was sent, as the actions take it; `inspection` is the one that its choices are of.
    Raises ValidationError.
    """
    return core_api.sent(request, form, inspection=inspection)


class OfInspectionViewSet(VisibleViewSet[Row]):
    """Parts of inspections, and what those do with them who work on one.

    `report` is the look-up that leads from a part to its inspection.
    """

    report: ClassVar = "inspection"

    def inspection_of(self, row: Row) -> Inspection:
        found: Inspection = attrgetter(self.report.replace("__", "."))(row)
        return found

    def anew(self) -> Row:
        """The row that the address names, as it is now."""
        return self.get_object()

    def act(self, verb: Callable[..., Any], form: type[In]) -> Any:
        """What the verb returns, done to the row that the address names."""
        row = self.get_object()
        inspection = self.inspection_of(row)
        refuse_strangers(self.request, inspection)
        return verb(row, **sent(self.request, form, inspection))

    def change(self, verb: Callable[..., Any], form: type[In]) -> Response:
        """Do that to the row, which the answer tells as it then is."""
        self.act(verb, form)
        return Response(self.get_serializer(self.anew()).data)

    def make(
        self, verb: Callable[..., Any], form: type[In], out: type[serializers.Serializer[Any]]
    ) -> Response:
        """Do that to the row, and tell what it made."""
        return Response(out(self.act(verb, form)).data)

    def take_away(self, verb: Callable[..., Any], form: type[In] = SeenIn) -> Response:
        """Take the row away; the answer tells it for the last time."""
        was = self.get_serializer(self.get_object()).data
        self.act(verb, form)
        return Response(was)


class OfDraftViewSet(OfInspectionViewSet[Row]):
    """Parts of inspections, for those alone who read the drafts, published or not: what was deleted
    is gone for them.
    """

    def get_queryset(self) -> QuerySet[Row]:
        return super().get_queryset().filter(**{f"{self.report}__in": self._drafts()})

    def gone_since(self, since: datetime) -> QuerySet[Any]:
        model: Any = self.get_queryset().model
        return deleted(model, since, **{f"{self.report}__in": self._drafts()})

    def _drafts(self) -> QuerySet[Inspection]:
        return Inspection.objects.drafts_visible_to(cast(User, self.request.user))


class PartOfReportViewSet(OfInspectionViewSet[Row]):
    """Parts of inspections: what was withdrawn with a report is gone but for the inspectorate, and
    so is all of a report while it is corrected; what a correction deletes is gone for everybody.
    """

    def gone_since(self, since: datetime) -> QuerySet[Any]:
        model: Any = self.get_queryset().model
        parts: QuerySet[Any] = model._default_manager.exclude(pk__in=self.get_queryset()).order_by()
        withdrawn = Inspection.objects.published().filter(withdrawn_at__gte=since)
        gone = parts.filter(**{f"{self.report}__in": withdrawn}).values("uuid")
        several = (self._under_correction(parts, since), self._deleted(model, since))
        return gone.union(*(each.values("uuid") for each in several))

    def _under_correction(self, parts: QuerySet[Any], since: datetime) -> QuerySet[Any]:
        """What was published; not what is written for the correction."""
        opened = f"{self.report}__corrections__opened_at"
        before = versions(parts.model).filter(
            pgh_obj=OuterRef("pk"), pgh_created_at__lt=OuterRef(opened)
        )
        still_open = {f"{self.report}__corrections__closed_at": None, f"{opened}__gte": since}
        return parts.filter(Exists(before), **still_open)

    def _deleted(self, model: Any, since: datetime) -> QuerySet[Any]:
        """What was in a published report until a correction deleted it."""
        seen = Inspection.objects.text_visible_to(cast(User, self.request.user))
        first = versions(model).filter(pgh_obj=OuterRef("pgh_obj_id")).order_by("pgh_id")
        gone = deleted(model, since, **{f"{self.report}__in": seen}).order_by()
        corrections = Correction.objects.filter(
            inspection=OuterRef(self.report),
            opened_at__gt=OuterRef("born"),
            opened_at__lte=OuterRef("pgh_created_at"),
        )
        born = gone.annotate(born=Subquery(first.values("pgh_created_at")[:1]))
        was_out: QuerySet[Any] = born.filter(Exists(corrections))
        return was_out
