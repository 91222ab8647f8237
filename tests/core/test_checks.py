"""A production configuration that is not safe is refused, by name."""

import os
import subprocess
import sys

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from inspection_portal.local.bootstrap import ROOT

SAFE = {
    "DEVELOPMENT": False,
    "DEBUG": False,
    "SECRET_KEY": "".join(chr(ord("0") + n) for n in range(64)),
    "PORTAL_URL": "https://portal.example",
    "ALLOWED_HOSTS": ["portal.example"],
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
}
NOTIFY_KEY = "portal-6b1d5b0e-0000-4000-8000-000000000001-6b1d5b0e-0000-4000-8000-000000000002"
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "inspection_portal.settings",
    "SECRET_KEY": "Zq3vN8xT1rK6wP0yB5uJ9mH2cF7gD4sLaEoRiXtVbYnWkQzMpC",
    "PORTAL_URL": "https://portal.example",
    "ALLOWED_HOSTS": "portal.example",
    "EMAIL_URL": "smtp+tls://portal:secret@mail.example:587",
}


def found(settings: Settings, **changes: object) -> list[str | None]:
    for name, value in (SAFE | changes).items():
        setattr(settings, name, value)
    return [message.id for message in run_checks(tags=["security"])]


def test_safe_settings_pass(settings: Settings) -> None:
    assert found(settings) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"SECRET_KEY": "short"}, "portal.E001"),
        ({"SECRET_KEY": "a" * 64}, "portal.E001"),
        ({"SECRET_KEY": "development-only-secret-key" * 2}, "portal.E001"),
        ({"PORTAL_URL": ""}, "portal.E002"),
        ({"PORTAL_URL": "http://portal.example"}, "portal.E002"),
        ({"PORTAL_URL": "https://"}, "portal.E002"),
        ({"ALLOWED_HOSTS": []}, "portal.E003"),
        ({"ALLOWED_HOSTS": ["*"]}, "portal.E003"),
        ({"ALLOWED_HOSTS": ["portal.example", ".example"]}, "portal.E003"),
        ({"DEBUG": True}, "portal.E004"),
        ({"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}, "portal.E005"),
        ({"NOTIFY_API_KEY": NOTIFY_KEY}, "portal.E006"),
        ({"NOTIFY_TEMPLATE_ID": "a-template"}, "portal.E006"),
        ({"NOTIFY_API_KEY": "short", "NOTIFY_TEMPLATE_ID": "a-template"}, "portal.E007"),
    ],
)
def test_unsafe_settings_are_named(
    changes: dict[str, object], expected: str, settings: Settings
) -> None:
    assert found(settings, **changes) == [expected]
    assert found(settings, **changes, DEVELOPMENT=True) == []


def check(**changes: str | None) -> subprocess.CompletedProcess[str]:
    """`check --deploy` in a process of its own, with the environment of a production machine."""
    names = ("PATH", "DATABASE_URL", "REDIS_URL")
    environment = {name: os.environ[name] for name in names} | ENVIRONMENT
    for name, value in changes.items():
        if value is None:
            del environment[name]
        else:
            environment[name] = value
    return subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_deployment_check_has_nothing_to_say() -> None:
    done = check()
    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues" in done.stdout


@pytest.mark.long
def test_portal_with_notify_needs_no_mail_server() -> None:
    done = check(EMAIL_URL=None, NOTIFY_API_KEY=NOTIFY_KEY, NOTIFY_TEMPLATE_ID="a-template")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_URL"])
def test_portal_does_not_start_without_its_secrets(name: str) -> None:
    done = check(**{name: None})
    assert done.returncode != 0
    assert f"Set {name} or {name}_FILE." in done.stderr


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "identifier"), [("PORTAL_URL", "portal.E002"), ("ALLOWED_HOSTS", "portal.E003")]
)
def test_portal_fails_its_check_without_its_addresses(name: str, identifier: str) -> None:
    done = check(**{name: None})
    assert done.returncode != 0
    assert identifier in done.stderr
