from smtplib import SMTPException

from django.core.management.base import CommandError

from inspection_portal.core.recording import RecordedCommand
from inspection_portal.core.sending import send_due


class Command(RecordedCommand):
    help = "Send the messages that are due, without Celery; beside other senders it does no harm."

    def handle(self, *args: object, **options: object) -> None:
        try:
            sent = send_due()
        except (OSError, SMTPException) as error:
            raise CommandError(f"The mail server does not answer: {error}") from error
        self.stdout.write(f"{sent} messages sent.")
