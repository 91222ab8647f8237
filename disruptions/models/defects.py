"""What is wrong with how a threat is assessed: four different defects (domain §6)."""

from collections.abc import Mapping
from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef

from disruptions.models.assessment import Assessment, without_assessment
from disruptions.models.settings import PlanSettings, day_by_body
from disruptions.models.threat import Threat, ThreatQuerySet


class AssessmentDefect(models.TextChoices):
    UNASSESSED = "unassessed", "Not assessed"
    STALE = "stale", "Assessment out of date"
    UNMODERATED = "unmoderated", "Assessment not moderated"
    OPERATION_ONLY = "operation_only", "Only the operation assessed"


def assessment_defects(
    threat: Threat, last: Assessment | None, on: date, stale_days: int
) -> tuple[AssessmentDefect, ...]:
    """The defects on a day of a threat whose last assessment by then is `last`; none of one that
    nobody manages.
    """
    if not threat.is_managed():
        return ()
    if last is None:
        return (AssessmentDefect.UNASSESSED,)
    found = {
        AssessmentDefect.STALE: last.is_stale(on, stale_days),
        AssessmentDefect.UNMODERATED: last.moderation != Assessment.Moderation.MODERATED,
        AssessmentDefect.OPERATION_ONLY: last.scope == Assessment.Scope.OPERATION,
    }
    return tuple(defect for defect, is_so in found.items() if is_so)


def with_defect(
    threats: ThreatQuerySet, defect: str, on: date, settings: Mapping[int, PlanSettings]
) -> ThreatQuerySet:
    """Those of the threats that have the defect on that day, by the settings of their bodies; the
    same that `assessment_defects` says of one.
    """
    managed = threats.managed()
    if defect == AssessmentDefect.UNASSESSED:
        return managed.filter(pk__in=without_assessment(Threat.objects.all(), on).values("pk"))
    last = Assessment.objects.last_of_each(on).filter(threat=OuterRef("pk"))
    stale = day_by_body(on, "stale_days", settings, body="threat__body", ahead=False)
    wrong = {
        AssessmentDefect.STALE: last.filter(assessed_on__lt=stale),
        AssessmentDefect.UNMODERATED: last.unmoderated(),
        AssessmentDefect.OPERATION_ONLY: last.operation_only(),
    }
    return managed.filter(Exists(wrong[AssessmentDefect(defect)]))
