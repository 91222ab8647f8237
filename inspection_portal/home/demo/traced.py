"""A frozen list of the disruptions of the south-east, and the key figures copied from it."""

from datetime import datetime

from disruptions.actions import take_snapshot
from disruptions.models import FilterSet, Snapshot
from findings.models import Figure, InspectedBody
from findings.queries import open_for_evidence
from forces.models import Body, Region
from inspection_portal.home.actions import copy_from_snapshot
from inspection_portal.home.copies import TRACED
from inspection_portal.home.demo import drafting
from inspection_portal.home.demo.people import Cast
from inspection_portal.home.demo.sign_ins import INSPECTOR


def tell(cast: Cast, *, at: datetime) -> None:
    """Take the list by the filters of Appendix 2, unless one was taken, and copy its figures of
    Hampshire into the invented inspection, to be printed, while that is open to it.
    """
    filter_set = FilterSet.objects.of(FilterSet.Kind.DISRUPTIONS).first()
    if filter_set is None or Snapshot.objects.exists():
        return
    by, south_east = cast[INSPECTOR], Region.objects.get(slug="south-east")
    bodies = list(Body.objects.in_region(south_east, at.date()))
    snapshot = take_snapshot(filter_set=filter_set, bodies=bodies, by=by, at=at)
    rows = InspectedBody.objects.filter(inspection__in=open_for_evidence(by))
    rows = rows.filter(inspection__slug=drafting.SLUG, body__slug="hampshire")
    if chapter := rows.select_related("inspection", "body").first():
        figures = dict.fromkeys(Figure.objects.filter(name__in=TRACED), 0)
        copy_from_snapshot(chapter, snapshot, figures=figures, is_printed=True, by=by, at=at)
