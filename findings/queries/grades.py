"""Grades of earlier reports: which one stands, and whether a new one can be compared with it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from findings.models import Grade, InspectedBody, Inspection, Judgment, Outcome


@dataclass(frozen=True)
class LastGrade:
    """The grade that the last published report of a body gave it, and that report."""

    grade: Grade
    inspection: Inspection

    def against(self, grade: Grade | None) -> str:
        """How a new grade stands to this one; grades of two scales are not comparable (domain
        §2.3).
        """
        if grade is None:
            return ""
        if grade.scale_id != self.grade.scale_id:
            return "Not comparable"
        if grade.rank == self.grade.rank:
            return "The same"
        return "Better now" if grade.rank < self.grade.rank else "Worse now"


def last_grades(chapters: Iterable[InspectedBody]) -> dict[int, LastGrade]:
    """By the key of the chapter, what its body was graded in the report published last before it.

    A report that was withdrawn, or said that no grade was given, is passed over.
    """
    now = timezone.now()
    published = Inspection.objects.published(now).filter(withdrawn_at=None)
    earlier = Judgment.objects.filter(
        inspected_body__body=OuterRef("body"),
        inspected_body__inspection__in=published,
        inspected_body__inspection__publish_at__lt=Coalesce(
            OuterRef("inspection__publish_at"), Value(now)
        ),
        outcome=Outcome.GRADED,
        state=Judgment.State.FINAL,
    )
    newest = earlier.order_by(F("inspected_body__inspection__publish_at").desc(), "-pk")
    rows = InspectedBody.objects.filter(pk__in=[chapter.pk for chapter in chapters]).annotate(
        last=Subquery(newest.values("pk")[:1])
    )
    last = dict(rows.exclude(last=None).values_list("pk", "last"))
    judgments = Judgment.objects.select_related("grade__scale", "inspected_body__inspection")
    found = judgments.in_bulk(last.values())
    return {
        key: LastGrade(grade, found[judgment].inspected_body.inspection)
        for key, judgment in last.items()
        if (grade := found[judgment].grade)
    }
