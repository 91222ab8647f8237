import logging
from datetime import timedelta
from smtplib import SMTPException

from celery import shared_task
from django.utils import timezone

from inspection_portal.core import drafts, repeating, submissions, webhooks
from inspection_portal.core.sending import send_due
from inspection_portal.core.webhooks import sending as webhook_sending

DRAFTS_ARE_KEPT_FOR = timedelta(days=90)
SUBMISSIONS_ARE_KEPT_FOR = timedelta(days=30)
DELIVERIES_ARE_KEPT_FOR = timedelta(days=90)

logger = logging.getLogger(__name__)


@shared_task
def send_messages() -> None:
    """Send what is due; while the mail server does not answer, everything waits."""
    try:
        send_due()
    except (OSError, SMTPException) as error:
        logger.warning("The mail server does not answer: %s", error)


@shared_task
def send_webhooks() -> None:
    """Tell other systems what is due; several may run at once, so none waits for a slow one."""
    webhook_sending.send_due()


@shared_task
def tidy() -> None:
    """Forget what nobody will ask for any more."""
    now = timezone.now()
    drafts.drop_left(before=now - DRAFTS_ARE_KEPT_FOR)
    submissions.forget(before=now - SUBMISSIONS_ARE_KEPT_FOR)
    repeating.forget(before=now - repeating.KEPT_FOR)
    webhooks.forget(before=now - DELIVERIES_ARE_KEPT_FOR)
