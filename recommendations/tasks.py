from celery import shared_task

from recommendations import actions


@shared_task
def fold_due_counts() -> None:
    """Keep the counts of what falls due short."""
    actions.fold_due_counts()
