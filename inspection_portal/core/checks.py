"""System checks of a production configuration: what would work, but not safely, is an error."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from inspection_portal.core.delivery import mail_leaves_this_machine

SECRET_IS_LONG = 50
NOTIFY_KEY = re.compile(r"-[0-9a-f-]{36}-[0-9a-f-]{36}$")
SECRET_IS_VARIED = 12

Check = Callable[[], Iterator[CheckMessage]]


def in_production(check: Check) -> Check:
    """Register a check that holds wherever DEVELOPMENT is not set."""

    def run(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
        return [] if settings.DEVELOPMENT else list(check())

    register(Tags.security)(run)
    return check


@in_production
def secret_key_is_strong() -> Iterator[CheckMessage]:
    key = settings.SECRET_KEY
    if len(key) < SECRET_IS_LONG or len(set(key)) < SECRET_IS_VARIED or "development" in key:
        yield Error(
            "SECRET_KEY can be guessed, so anybody could sign in as anyone.",
            hint=f"Set SECRET_KEY_FILE to a file with {SECRET_IS_LONG} random characters or more.",
            id="portal.E001",
        )


@in_production
def portal_url_is_secure() -> Iterator[CheckMessage]:
    address = urlsplit(settings.PORTAL_URL)
    if address.scheme != "https" or not address.hostname:
        yield Error(
            "PORTAL_URL is not an https address, so links in mail would not be safe.",
            hint="Set PORTAL_URL to the address people type, such as https://portal.example.",
            id="portal.E002",
        )


@in_production
def hosts_are_named() -> Iterator[CheckMessage]:
    hosts = settings.ALLOWED_HOSTS
    if not hosts or any(host.startswith(("*", ".")) for host in hosts):
        yield Error(
            "ALLOWED_HOSTS does not name the portal's hosts one by one.",
            hint="Set ALLOWED_HOSTS to the host names of the portal, parted by commas.",
            id="portal.E003",
        )


@in_production
def errors_are_not_shown() -> Iterator[CheckMessage]:
    if settings.DEBUG:
        yield Error(
            "DEBUG shows settings and data on error pages.", hint="Unset DEBUG.", id="portal.E004"
        )


@in_production
def mail_is_sent() -> Iterator[CheckMessage]:
    if not mail_leaves_this_machine():
        yield Error(
            "Mail is not sent, so nobody can choose a password.",
            hint=(
                "Set EMAIL_URL, such as smtp+tls://user:password@mail.example:587, or "
                "NOTIFY_API_KEY_FILE and NOTIFY_TEMPLATE_ID."
            ),
            id="portal.E005",
        )


@in_production
def notify_is_set_up_whole() -> Iterator[CheckMessage]:
    key, template = settings.NOTIFY_API_KEY, settings.NOTIFY_TEMPLATE_ID
    if bool(key) != bool(template):
        yield Error(
            "GOV.UK Notify is set up by half, so mail would not go out.",
            hint="Set both NOTIFY_API_KEY_FILE and NOTIFY_TEMPLATE_ID, or neither.",
            id="portal.E006",
        )
    elif key and not NOTIFY_KEY.search(key):
        yield Error(
            "NOTIFY_API_KEY is not a key of GOV.UK Notify.",
            hint="Copy all of it: its name, and two identifiers of 36 characters.",
            id="portal.E007",
        )
