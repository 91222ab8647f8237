import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction
from django.utils.timezone import now

from findings.models import Inspection
from forces.models import Body
from inspection_portal.core.recording import RecordedCommand
from inspection_portal.home.demo import (
    copied,
    counts,
    data_extracts,
    disruption_year,
    disruptions,
    drafting,
    figures,
    monitoring,
    national,
    orders,
    people,
    places,
    plans,
    programs,
    published,
    reminders,
    saved_views,
    threats,
    traced,
)
from inspection_portal.home.demo.sign_ins import HAMPSHIRE_TRACKER, PASSWORD, SIGN_INS

REFUSAL = (
    "This is not a development machine: demonstration people and a program with known secrets "
    "would be able to get in. Give --even-in-production if that is what you want."
)


class Command(RecordedCommand):
    help = "Load the demonstration inspections and sign-ins where they are missing."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--even-in-production", action="store_true", help="load them where DEVELOPMENT is off"
        )

    def handle(self, *args: Any, even_in_production: bool, **options: Any) -> None:
        if not (settings.DEVELOPMENT or even_in_production):
            raise CommandError(REFUSAL)
        if not Body.objects.exists():
            raise CommandError("No bodies are known. Run `manage.py load_reference_data` first.")
        with transaction.atomic():
            cast = people.enlist()
            for story in (published, drafting):
                if not Inspection.objects.filter(slug=story.SLUG).exists():
                    story.tell(cast)
            monitoring.tell(cast)
            national.tell(cast)
            figures.tell(cast)
            orders.tell(cast)
            places.tell(cast)
            reminders.begin()
            saved_views.keep(cast)
            threats.tell(cast)
            counts.before_plans()
            plans.tell(cast)
            disruptions.tell(cast)
            disruption_year.tell(cast)
            data_extracts.tell(cast, at=now())
            counts.with_plans()
            copied.tell(cast, at=now())
            traced.tell(cast, at=now())
            programs.let_in(cast, at=now())
        self.stdout.write(sign_ins_in_words())


def sign_ins_in_words() -> str:
    """The demonstration's sign-ins as a newcomer reads them, one a line."""
    width = max(len(sign_in.email) for sign_in in SIGN_INS)
    lines = (f"  {sign_in.email:<{width}}  {sign_in.who}" for sign_in in SIGN_INS)
    program = (
        f"Programs: docs/api/walk.md gets in as {HAMPSHIRE_TRACKER.client_id} with the secret "
        f"{HAMPSHIRE_TRACKER.secret}"
    )
    return "\n".join([f"Sign in with the password “{PASSWORD}” as one of:", *lines, "", program])
