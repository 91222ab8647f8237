from celery import shared_task
from django.utils import timezone

from disruptions import actions


@shared_task
def count_checks() -> None:
    """Count what the checks find of bodies that changed, or were not counted today."""
    actions.count_checks(at=timezone.now())


@shared_task
def compare_plans() -> None:
    """Compare the plans whose text was written with all others."""
    actions.compare_plans()


@shared_task
def fold_disruption_counts() -> None:
    """Keep the counts of disruptions short."""
    actions.fold_disruption_counts()
