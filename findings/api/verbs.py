"""What the verbs on grades have in common: who may, and what is sent."""

from datetime import datetime
from typing import Any, ClassVar, cast

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request

from findings import permissions
from findings.models import Grade, Inspection, Outcome
from inspection_portal.core import api as core_api
from inspection_portal.core.api import In as In
from inspection_portal.core.api import Row, VisibleViewSet
from inspection_portal.core.api import SeenIn as SeenIn
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
    """Parts of inspections: what was withdrawn with a report is gone but for the inspectorate.

    `report` is the look-up that leads from a part to its inspection.
    """

    report: ClassVar = "inspection"

    def gone_since(self, since: datetime) -> QuerySet[Any]:
        withdrawn = Inspection.objects.published().filter(withdrawn_at__gte=since)
        parts: QuerySet[Any] = self.get_queryset().model._default_manager.filter(
            **{f"{self.report}__in": withdrawn}
        )
        return parts.exclude(pk__in=self.get_queryset())
