import argparse
import gzip
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import CommandError
from django.utils import timezone

from disruptions.actions import import_file
from disruptions.models import DataExtract
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from inspection_portal.core.recording import RecordedCommand

FIRST_TOLD = 10


def _day(text: str) -> date:
    return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no time zone


class Command(RecordedCommand):
    help = "Load an extract of the SOC master list or of disruptions; again it adds nothing."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--kind", required=True, choices=DataExtract.Kind.values)
        parser.add_argument("--by", required=True, metavar="EMAIL", help="who loads it")
        parser.add_argument("--taken-on", type=_day, metavar="YYYY-MM-DD", help="default: today")
        parser.add_argument("--check", action="store_true", help="show what it would change")
        parser.add_argument("--yes", action="store_true", help="load it without asking first")
        parser.add_argument("--refused", type=Path, metavar="FILE", help="write refused rows there")
        parser.add_argument("--differences", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["yes"]:
            self._show(self._run(options, load=False), options)
            if options["check"] or input("Load these rows? [y/N] ").strip().lower() != "y":
                self.stdout.write("Nothing was loaded.")
                return
        self._show(self._run(options, load=True), options)
        self.stdout.write("The extract is loaded.")

    def _run(self, options: Mapping[str, Any], *, load: bool) -> DataExtract:
        now = timezone.now()
        path = options["file"]
        try:
            with path.open("rb") as file:
                extract = import_file(
                    kind=options["kind"],
                    name=path.name,
                    file=file,
                    taken_on=options["taken_on"] or timezone.localdate(now),
                    load=load,
                    by=self._person(options["by"]),
                    at=now,
                )
        except OSError as error:
            raise CommandError(f"{path} can't be read: {error.strerror}.") from error
        except PermissionDenied as refusal:
            raise CommandError(f"{options['by']} may not load extracts.") from refusal
        except RuleBroken as refusal:
            raise CommandError(str(refusal)) from refusal
        if extract.state == DataExtract.State.REFUSED:
            raise CommandError(extract.refusal)
        return extract

    def _person(self, email: str) -> User:
        person = User.objects.filter(email=email.lower(), is_active=True).first()
        if person is None:
            raise CommandError(f"Nobody has the e-mail address {email}.")
        return person

    def _show(self, extract: DataExtract, options: Mapping[str, Any]) -> None:
        told = ", ".join(f"{number:,} {name}" for name, number in extract.counts.items())
        self.stdout.write(f"{extract}: {told}")
        for note in extract.notes:
            self.stdout.write(note)
        for row, column, heading, value, reason in extract.first[:FIRST_TOLD]:
            self.stdout.write(f"Row {row}, column {column} ({heading}), “{value}”: {reason}")
        for name in ("refused", "differences"):
            if options[name]:
                options[name].write_bytes(gzip.decompress(getattr(extract, name)))
