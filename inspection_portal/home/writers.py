"""All that writes messages by itself, as the days go by: beat calls each of these at its times, and
`send_due` all of them, where there is no Celery.
"""

import logging
from collections.abc import Sequence

from celery import Task

from inspection_portal.home.tasks import announce_issues
from recommendations.tasks import announce_national, sweep_reminders, tell_of_views

# Each is safe to do again, at any time and beside others.
WRITERS: Sequence["Task[[], None]"] = (
    announce_issues,
    announce_national,
    sweep_reminders,
    tell_of_views,
)

logger = logging.getLogger(__name__)


def write_messages() -> list[str]:
    """Put what there is to tell into the outbox, and answer the names of the tasks that failed:
    none of them holds up another.
    """
    failed = []
    for task in WRITERS:
        try:
            task()
        except Exception:
            logger.exception("The task %s failed", task.name)
            failed.append(task.name)
    return failed
