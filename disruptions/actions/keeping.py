"""What hangs on a plan besides its text: reviews, and other plans that belong with it."""

from datetime import date, datetime

from django.db import transaction

from disruptions.actions.access import hold_open, refuse_future, refuse_stranger
from disruptions.models import Officer, Plan, PlanLink, PlanReview
from inspection_portal.core import audit
from inspection_portal.core.editing import refuse_changed, refuse_invalid, refuse_marked_text
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User


@transaction.atomic
def record_review(
    plan: Plan, *, reviewed_on: date, reviewed_by: Officer, outcome: str, by: User, at: datetime
) -> PlanReview:
    """Record that an officer reviewed the plan on a day, and what came of it."""
    held = hold_open(plan, by=by)
    refuse_future(reviewed_on, at)
    refuse_stranger(reviewed_by, held.threat)
    refuse_marked_text(outcome)
    if reviewed_on < held.opened_on:
        raise RuleBroken("The plan was opened after that day. Enter the day of the review.")
    review = PlanReview(
        plan=held, reviewed_on=reviewed_on, reviewed_by=reviewed_by, outcome=outcome
    )
    refuse_invalid(review)
    review.save()
    told = {"reviewed_on": str(reviewed_on), "reviewed_by": str(reviewed_by), "outcome": outcome}
    audit.record("plan.reviewed", plan, by=by, at=at, **told)
    return review


@transaction.atomic
def link_plan(plan: Plan, *, kind: str, reference: str, by: User, at: datetime) -> PlanLink:
    """Say which safeguarding, investigation or SCPO plan belongs with the plan."""
    held = hold_open(plan, by=by)
    refuse_marked_text(reference)
    link = PlanLink(plan=held, kind=kind, reference=reference.strip())
    refuse_invalid(link)
    link.save()
    audit.record("plan.linked", plan, by=by, at=at, kind=kind, reference=link.reference)
    return link


@transaction.atomic
def unlink_plan(link: PlanLink, *, seen_version: int, by: User, at: datetime) -> None:
    """Take a link to another plan away."""
    hold_open(link.plan, by=by)
    refuse_changed(link, seen_version=seen_version)
    gone, _ = PlanLink.objects.filter(pk=link.pk).delete()
    if not gone:
        raise RuleBroken("The link has been removed already.")
    told = {"kind": link.kind, "reference": link.reference}
    audit.record("plan.unlinked", link.plan, by=by, at=at, **told)
