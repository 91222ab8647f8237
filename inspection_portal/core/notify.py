"""Mail by GOV.UK Notify: a backend of Django's, so that it carries all that the portal sends.

The template in Notify has two fields: `((subject))` as its subject and `((body))` as its body. What
Notify answers is put into the terms of SMTP, which everybody knows who sends mail: a 5xx code is
for good, a 4xx code is for now, and a silence is an OSError.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from smtplib import SMTPException, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from notifications_python_client.errors import APIError, HTTPError
from notifications_python_client.notifications import NotificationsAPIClient

# Notify says so of a message itself; of all else (a key, a limit, a fault of its own) it says more.
FAULTY_MESSAGE = 400


class Backend(BaseEmailBackend):
    """Sends a mail to each of its recipients; its Message-ID is their `reference` in Notify."""

    def __init__(self, fail_silently: bool = False, **kwargs: object) -> None:
        super().__init__(fail_silently=fail_silently)
        self.client = NotificationsAPIClient(
            settings.NOTIFY_API_KEY, base_url=settings.NOTIFY_URL, timeout=settings.EMAIL_TIMEOUT
        )

    def open(self) -> bool:
        """Ask for the template: so Notify answers, knows our key, and has what we send with."""
        with in_terms_of_smtp():
            self.client.get_template(settings.NOTIFY_TEMPLATE_ID)
        return True

    def close(self) -> None:
        self.client.request_session.close()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        sent = 0
        for mail in email_messages:
            try:
                self._send(mail)
            except (OSError, SMTPException):
                if not self.fail_silently:
                    raise
            else:
                sent += 1
        return sent

    def _send(self, mail: EmailMessage) -> None:
        for address in mail.recipients():
            with in_terms_of_smtp():
                self.client.send_email_notification(
                    email_address=address,
                    template_id=settings.NOTIFY_TEMPLATE_ID,
                    personalisation={"subject": mail.subject, "body": mail.body},
                    reference=mail.extra_headers.get("Message-ID"),
                )


@contextmanager
def in_terms_of_smtp() -> Iterator[None]:
    """Raises SMTPResponseException for what Notify refuses, ConnectionError for its silence."""
    try:
        yield
    except HTTPError as error:
        if error.response is None:
            raise ConnectionError(f"GOV.UK Notify does not answer: {error.__cause__}") from error
        code = 550 if error.status_code == FAULTY_MESSAGE else 450
        raise SMTPResponseException(code, f"GOV.UK Notify: {error}") from error
    except APIError as error:
        raise ConnectionError(f"GOV.UK Notify gave no answer that is one: {error}") from error
