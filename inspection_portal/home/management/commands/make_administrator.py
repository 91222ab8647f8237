import argparse
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from forces.actions import add_person, give_role
from forces.models import RoleGrant
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User, system_user
from inspection_portal.core.recording import RecordedCommand


class Command(RecordedCommand):
    help = "Make a person an administrator, adding them if they are new: the way to the first one."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", help="needed for a person who is new")

    @transaction.atomic
    def handle(self, *args: Any, email: str, name: str | None, **options: Any) -> None:
        by, at = system_user(), timezone.now()
        try:
            validate_email(email)
            person = User.objects.filter(email=email.lower()).first()
            if person is None:
                person = add_person(name=self._given(name), email=email, by=by, at=at)
            give_role(person, role=RoleGrant.Role.ADMINISTRATOR, by=by, at=at)
        except (RuleBroken, ValidationError) as refusal:
            raise CommandError(" ".join(getattr(refusal, "messages", [str(refusal)]))) from refusal
        self.stdout.write(
            f"{person} is an administrator. They set a password by “I have forgotten my password”."
        )

    def _given(self, name: str | None) -> str:
        if not name:
            raise CommandError("This person is new: give their name with --name.")
        return name
