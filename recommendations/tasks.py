from celery import shared_task
from django.utils import timezone

from inspection_portal.core.models import system_user
from recommendations import actions, saved_views


@shared_task
def announce_national() -> None:
    """Tell those whom national reports ask of what has come out since the last sweep."""
    actions.announce_national(by=system_user(), at=timezone.now())


@shared_task
def fold_due_counts() -> None:
    """Keep the counts of what falls due short."""
    actions.fold_due_counts()


@shared_task
def forget_trackers() -> None:
    """Forget what was uploaded and is a day old."""
    actions.forget_trackers(at=timezone.now())


@shared_task
def sweep_reminders() -> None:
    """Plan the reminders whose day has come, and attach them to messages."""
    actions.sweep(by=system_user(), at=timezone.now())


@shared_task
def tell_of_views() -> None:
    """Tell people how much is in the views of the register that they follow."""
    actions.tell_of_views(count=saved_views.figures, by=system_user(), at=timezone.now())
