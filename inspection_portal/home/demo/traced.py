"""A frozen list of the disruptions of the south-east, and what the invented report prints of it and
of other records.
"""

from datetime import datetime

from disruptions.actions import take_snapshot
from disruptions.models import FilterSet, Snapshot
from findings.models import Figure, InspectedBody
from findings.queries import open_for_evidence
from forces.models import Body, Region
from inspection_portal.core.models import User
from inspection_portal.home.actions import copy_from_snapshot
from inspection_portal.home.copies import TRACED
from inspection_portal.home.demo import drafting
from inspection_portal.home.demo.people import Cast
from inspection_portal.home.demo.sign_ins import INSPECTOR
from inspection_portal.reports.actions import print_counts
from inspection_portal.reports.document import Subject


def tell(cast: Cast, *, at: datetime) -> None:
    """Take the list by the filters of Appendix 2, unless one was taken, and have its figures of
    Hampshire and the counts of all bodies printed in the invented report, while it is open to that.
    """
    by = cast[INSPECTOR]
    rows = InspectedBody.objects.filter(inspection__in=open_for_evidence(by))
    rows = rows.filter(inspection__slug=drafting.SLUG, body__slug="hampshire")
    chapter = rows.select_related("inspection", "body").first()
    filter_set = FilterSet.objects.of(FilterSet.Kind.DISRUPTIONS).first()
    if filter_set and not Snapshot.objects.exists():
        _trace(filter_set, chapter, by=by, at=at)
    if chapter and Snapshot.objects.exists() and not chapter.inspection.printed_counts.exists():
        for subject in Subject:
            print_counts(chapter.inspection, subject=subject, by=by, at=at)


def _trace(filter_set: FilterSet, chapter: InspectedBody | None, *, by: User, at: datetime) -> None:
    bodies = list(Body.objects.in_region(Region.objects.get(slug="south-east"), at.date()))
    snapshot = take_snapshot(filter_set=filter_set, bodies=bodies, by=by, at=at)
    if chapter:
        figures = dict.fromkeys(Figure.objects.filter(name__in=TRACED), 0)
        copy_from_snapshot(chapter, snapshot, figures=figures, is_printed=True, by=by, at=at)
