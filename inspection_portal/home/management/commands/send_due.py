from smtplib import SMTPException

from django.core.management.base import CommandError

from inspection_portal.core.recording import RecordedCommand
from inspection_portal.core.sending import send_due
from inspection_portal.home.writers import write_messages


class Command(RecordedCommand):
    help = (
        "Write the messages whose time has come, reminders among them, and send those that are "
        "due, without Celery; beside other senders it does no harm."
    )

    def handle(self, *args: object, **options: object) -> None:
        failed = write_messages()
        try:
            sent = send_due()
        except (OSError, SMTPException) as error:
            raise CommandError(f"The mail server does not answer: {error}") from error
        self.stdout.write(f"{sent} messages sent.")
        if failed:
            raise CommandError(f"These could not be written, see the log: {', '.join(failed)}.")
