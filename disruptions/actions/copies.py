"""Compares the plans whose text was written with all others (ADR 0030)."""

from django.db import transaction

from disruptions.models import Plan, PlanCopy, PlanToCompare
from disruptions.queries import Alike, alike

AT_ONCE = 200


def compare_plans() -> int:
    """Compare the plans that wait for it, and say how many there were.

    Of two that are alike, the one that was opened later is the copy. Where that is the other one,
    it is compared in turn: only then is it known how much of its words it shares.
    """
    compared = 0
    while compared < AT_ONCE and _compare_next():
        compared += 1
    return compared


@transaction.atomic
def _compare_next() -> bool:
    """Whoever writes the text meanwhile has the plan compared again."""
    waiting = PlanToCompare.objects.select_for_update(skip_locked=True).order_by("pk").first()
    if waiting is None:
        return False
    plan = Plan.objects.select_related("threat").get(pk=waiting.pk)
    waiting.delete()
    found = alike(plan)
    PlanCopy.objects.filter(plan=plan).delete()
    others = {each.pk: each for each in Plan.objects.filter(pk__in=[e.plan for e in found])}
    earlier = [each for each in found if _is_before(others[each.plan], plan)]
    PlanCopy.objects.bulk_create(
        PlanCopy(plan=plan, source_id=each.plan, share=each.share) for each in earlier
    )
    _compare_in_turn(plan, found, earlier)
    return True


def _is_before(other: Plan, plan: Plan) -> bool:
    return (other.opened_on, other.pk) < (plan.opened_on, plan.pk)


def _compare_in_turn(plan: Plan, found: list[Alike], earlier: list[Alike]) -> None:
    """Later plans that are alike now, or were before."""
    later = {each.plan for each in found} - {each.plan for each in earlier}
    later |= set(PlanCopy.objects.filter(source=plan).values_list("plan", flat=True))
    rows = [PlanToCompare(plan_id=each) for each in sorted(later)]
    PlanToCompare.objects.bulk_create(rows, ignore_conflicts=True)
