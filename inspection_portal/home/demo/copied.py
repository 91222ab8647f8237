"""What the invented inspection of 2026 took over from the threats and plans of Hampshire."""

from datetime import datetime

from findings.models import EvidenceFile, EvidenceMethod, Figure, InspectedBody, KeyFigure
from findings.queries import open_for_evidence
from inspection_portal.home.actions import cite_check, copy_counts
from inspection_portal.home.demo import drafting
from inspection_portal.home.demo.people import Cast
from inspection_portal.home.demo.sign_ins import INSPECTOR

CHECK, BODY = "pursue_only", "hampshire"
FIGURES = ("OCGs managed", "OCGs with a plan")


def tell(cast: Cast, *, at: datetime) -> None:
    """Cite a check and copy two counts, unless that was done or the inspection is closed to it: a
    count is always of the day on which it is taken.
    """
    by = cast[INSPECTOR]
    open_ones = open_for_evidence(by)
    rows = InspectedBody.objects.filter(inspection__in=open_ones, body__slug=BODY)
    chapter = rows.filter(inspection__slug=drafting.SLUG).select_related("inspection").first()
    if chapter is None:
        return
    cited = EvidenceFile.objects.filter(evidence__chapter=chapter, name__startswith="check-")
    if not cited.exists():
        method = EvidenceMethod.objects.get(name="Data extract")
        cite_check(chapter.body, chapter.inspection, check=CHECK, method=method, by=by, at=at)
    if not KeyFigure.objects.filter(chapter=chapter).exists():
        figures = Figure.objects.filter(name__in=FIGURES)
        copy_counts(chapter, figures=dict.fromkeys(figures, 0), by=by, at=at)
