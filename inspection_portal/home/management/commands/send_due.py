from smtplib import SMTPException

from django.core.management.base import CommandError
from django.utils import timezone

from inspection_portal.core.models import system_user
from inspection_portal.core.recording import RecordedCommand
from inspection_portal.core.sending import send_due
from recommendations.actions import sweep


class Command(RecordedCommand):
    help = (
        "Plan the reminders whose day has come and send the messages that are due, without Celery; "
        "beside other senders it does no harm."
    )

    def handle(self, *args: object, **options: object) -> None:
        sweep(by=system_user(), at=timezone.now())
        try:
            sent = send_due()
        except (OSError, SMTPException) as error:
            raise CommandError(f"The mail server does not answer: {error}") from error
        self.stdout.write(f"{sent} messages sent.")
