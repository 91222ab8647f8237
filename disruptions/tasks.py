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
def work_on_extract(pk: int) -> None:
    """Check an extract or load it, whichever it waits for; a second run does nothing."""
    at = timezone.now()
    actions.check_extract(pk, at=at)
    actions.load_extract(pk, at=at)


@shared_task
def mend_extracts() -> None:
    """Ask again for extracts whose job was lost or stopped, and end those that are left."""
    for extract in actions.mend_extracts(at=timezone.now()):
        work_on_extract.delay(extract.pk)


@shared_task
def fold_disruption_counts() -> None:
    """Keep the counts of disruptions short."""
    actions.fold_disruption_counts()
