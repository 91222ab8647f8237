import logging
from datetime import timedelta
from smtplib import SMTPException

from celery import shared_task
from django.utils import timezone

from inspection_portal.core import drafts, repeating, submissions
from inspection_portal.core.sending import send_due

DRAFTS_ARE_KEPT_FOR = timedelta(days=90)
SUBMISSIONS_ARE_KEPT_FOR = timedelta(days=30)

logger = logging.getLogger(__name__)


@shared_task
def send_messages() -> None:
    """Send what is due; while the mail server does not answer, everything waits."""
    try:
        send_due()
    except (OSError, SMTPException) as error:
        logger.warning("The mail server does not answer: %s", error)


@shared_task
def tidy() -> None:
    """Forget what nobody will ask for any more."""
    now = timezone.now()
    drafts.drop_left(before=now - DRAFTS_ARE_KEPT_FOR)
    submissions.forget(before=now - SUBMISSIONS_ARE_KEPT_FOR)
    repeating.forget(before=now - repeating.KEPT_FOR)
