"""From the findings of many forces to one of the region (domain §2.2)."""

from datetime import datetime

from django.db import transaction

from findings import queries
from findings.actions.access import lock_for_work
from findings.actions.linking import link_findings
from findings.actions.writing import add_finding
from findings.models import Finding, FindingLink, Inspection, Theme
from forces.models import Body
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User

LEAD = "Forces across the region should work together to put right what we found in each:"


@transaction.atomic
def draft_regional_improvement(
    inspection: Inspection, *, theme: Theme, by: User, at: datetime
) -> Finding:
    """Draft an area for improvement of the region from the forces' weaknesses of a theme, each of
    them linked to it as its evidence. A person then words it.

    Raises RuleBroken where too few forces have the weakness, or it was drafted already.
    """
    held = lock_for_work(inspection, by)
    weaknesses = queries.weaknesses_of_forces(held, theme)
    _refuse_unless_regional(held, theme, weaknesses)
    if queries.regional_drafts(held).filter(themes=theme).exists():
        raise RuleBroken(f"“{theme}” has a regional area for improvement already. Revise that one.")
    finding = add_finding(
        held,
        kind=Finding.Kind.AREA_FOR_IMPROVEMENT,
        heading=f"Forces across the {held.region} region should improve: {theme}",
        lead=LEAD,
        parts=[f"{each.chapter}: {each.heading}" for each in weaknesses],
        polarity=Finding.Polarity.WEAKNESS,
        themes=[theme],
        needs_review=True,
        by=by,
        at=at,
    )
    for each in weaknesses:
        link_findings(each, to_finding=finding, kind=FindingLink.Kind.EVIDENCE_FOR, by=by, at=at)
    return finding


def _refuse_unless_regional(
    inspection: Inspection, theme: Theme, weaknesses: list[Finding]
) -> None:
    forces = inspection.inspected_bodies.filter(body__kind=Body.Kind.FORCE).count()
    concerned = len({each.chapter_id for each in weaknesses})
    if not queries.is_regional(concerned, forces):
        raise RuleBroken(
            f"“{theme}” is a weakness of {concerned} of {forces} forces, so it is not regional. "
            "Write it in their chapters."
        )
