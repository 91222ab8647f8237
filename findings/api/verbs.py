"""What the verbs on grades have in common: who may, and what is sent."""

from datetime import datetime
from typing import Any, ClassVar, cast

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from rest_framework import serializers
from rest_framework.request import Request

from findings import permissions
from findings.models import Correction, Grade, Inspection, Outcome
from inspection_portal.core import api as core_api
from inspection_portal.core.api import In as In
from inspection_portal.core.api import Row, VisibleViewSet
from inspection_portal.core.api import SeenIn as SeenIn
from inspection_portal.core.following import deleted
from inspection_portal.core.history import versions
from inspection_portal.core.models import User

REASON = "It stays in the grade’s history, and is not published."


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


class PartOfReportViewSet(VisibleViewSet[Row]):
    """Parts of inspections: what was withdrawn with a report is gone but for the inspectorate, and
    so is all of a report while it is corrected; what a correction deletes is gone for everybody.

    `report` is the look-up that leads from a part to its inspection.
    """

    report: ClassVar = "inspection"

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


class OfDraftViewSet(VisibleViewSet[Row]):
    """Rows of drafts: what was deleted is gone for those who read them. `report` as above."""

    report: ClassVar = "inspection"

    def gone_since(self, since: datetime) -> QuerySet[Any]:
        drafts = Inspection.objects.drafts_visible_to(cast(User, self.request.user))
        model: Any = self.get_queryset().model
        return deleted(model, since, **{f"{self.report}__in": drafts})
