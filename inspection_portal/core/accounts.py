"""Signing in: django-allauth with the portal's words. Accounts are made by administrators."""

from collections.abc import Mapping
from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from inspection_portal.core import audit
from inspection_portal.core.models import User, system_user

ENTER_EMAIL = "Enter an email address in the correct format, like name@example.com"
PASSWORD_HINT = "Use at least 12 characters. Three random words are easy to remember."  # noqa: S105


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up, and what goes wrong is said in full sentences. The audit trail tells who
    came and went, and who was refused.
    """

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is closed. Ask an administrator to open it again.",
        "email_password_mismatch": (
            "The email address or the password is wrong. Check both and try again."
        ),
        "enter_current_password": "The current password is wrong",
        "invalid_password_reset": "This link no longer works. Ask for a new one.",
        "too_many_login_attempts": "Too many wrong passwords. Wait 5 minutes and try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        url: str = self.get_login_redirect_url(request)
        return url

    def login(self, request: HttpRequest, user: User) -> None:
        audit.record("person.signed_in", user, by=user, at=timezone.now())
        super().login(request, user)

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, User):
            audit.record("person.signed_out", request.user, by=request.user, at=timezone.now())
        super().logout(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            _record_refusal_of(credentials, why="too many wrong passwords")
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        _record_refusal_of(credentials, why="wrong password")

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        _record_refusal(user, why="closed account")
        answer: HttpResponse = super().respond_user_inactive(request, user)
        return answer

    @transaction.atomic
    def set_password(self, user: User, password: str) -> None:
        super().set_password(user, password)
        audit.record("password.chosen", user, by=user, at=timezone.now())

    def format_email_subject(self, subject: str) -> str:
        return f"{subject} – SOC inspection portal"


def shortened(email: str) -> str:
    """Enough of an address to know it again by, and not enough to read it: `an…@example.org`."""
    name, _, domain = email.rpartition("@")
    return f"{name[:2]}…@{domain[:60]}"


def _record_refusal_of(credentials: Mapping[str, Any], *, why: str) -> None:
    email = str(credentials.get("email", ""))
    known = User.objects.filter(email=email.lower()).first()
    _record_refusal(known, why=why if known else f"no account {shortened(email)}")


def _record_refusal(known: User | None, *, why: str) -> None:
    portal = system_user()
    audit.record("sign_in.refused", known or portal, by=portal, at=timezone.now(), why=why)


class SignInForm(allauth_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "login", "Email address", "Enter your email address")
        _word(self, "password", "Password", "Enter your password")
        self.fields["login"].error_messages["invalid"] = ENTER_EMAIL


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "email", "Email address", "Enter your email address")
        self.fields["email"].error_messages["invalid"] = ENTER_EMAIL


class ResetPasswordKeyForm(allauth_forms.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_new_password(self)


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "oldpassword", "Current password", "Enter your current password")
        _word_new_password(self)


def _word_new_password(form: Any) -> None:
    _word(form, "password1", "New password", "Enter a new password", hint=PASSWORD_HINT)
    _word(form, "password2", "New password again", "Enter the new password again")


def _word(form: Any, name: str, label: str, required: str, hint: str = "") -> None:
    field = form.fields[name]
    field.label, field.help_text = label, hint
    field.error_messages["required"] = required
