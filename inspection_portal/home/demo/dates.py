"""Dates that moved, a target and rules of colours: Hampshire two years after its report."""

from datetime import date, datetime

from findings.models import Inspection
from forces.models import Body
from inspection_portal.core.models import User
from inspection_portal.home.demo.moments import moment
from inspection_portal.home.demo.people import Cast
from inspection_portal.home.demo.sign_ins import HAMPSHIRE_LEAD, INSPECTOR
from recommendations.actions import choose_rules, decide_deadline, request_deadline, set_target
from recommendations.models import BodyRules, DeadlineChange, Milestone, RegisterEntry
from recommendations.rag import RuleSet

ASKED = "complete its review of intelligence"
FIRST, SECOND = date(2026, 6, 30), date(2027, 3, 31)
WHY = (
    "Most of the new posts could be advertised only after the budget of 2026 was settled.",
    "Vetting takes longer than we were told. The last four people start in February.",
)


def tell(inspection: Inspection, cast: Cast) -> None:
    """Move one date once, ask for it again, and set a target; nothing where that was done."""
    entry = RegisterEntry.objects.of(inspection).asking_for(ASKED).get(body__slug="hampshire")
    milestone = entry.milestones.of_the_inspectorate().get()
    if milestone.changes.exists():
        return
    change = _ask(milestone, FIRST, WHY[0], moment(2025, 7, 14), cast)
    decide_deadline(
        change,
        decision=DeadlineChange.Decision.AGREED,
        reason="The constabulary has shown when each post will be filled.",
        seen_version=change.version,
        by=cast[INSPECTOR],
        at=moment(2025, 7, 28),
    )
    milestone.refresh_from_db()
    asked_at = moment(2026, 6, 22)
    _ask(milestone, SECOND, WHY[1], asked_at, cast)
    lead = cast[HAMPSHIRE_LEAD]
    set_target(entry, target_on=date(2027, 1, 31), seen_version=0, by=lead, at=asked_at)
    _choose(entry.body, lead)


def _ask(
    milestone: Milestone, to_on: date, reason: str, at: datetime, cast: Cast
) -> DeadlineChange:
    return request_deadline(
        milestone,
        to_on=to_on,
        reason=reason,
        seen_version=milestone.version,
        by=cast[HAMPSHIRE_LEAD],
        at=at,
    )


def _choose(body: Body | None, lead: User) -> None:
    if body and not BodyRules.objects.filter(body=body).exists():
        choose_rules(
            body,
            rule_set=RuleSet.COMMITTEE,
            valid_from=date(2026, 7, 1),
            seen_version=0,
            by=lead,
            at=moment(2026, 6, 22),
        )
