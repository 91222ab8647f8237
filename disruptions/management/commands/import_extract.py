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
from disruptions.extracts import Told
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
        parser.add_argument(
            "--taken-on",
            type=_day,
            required=True,
            metavar="YYYY-MM-DD",
            help="the day on which the extract was taken, as the national system says",
        )
        parser.add_argument("--check", action="store_true", help="show what it would change")
        parser.add_argument("--yes", action="store_true", help="load it without asking first")
        parser.add_argument("--refused", type=Path, metavar="FILE", help="write refused rows there")
        parser.add_argument("--differences", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        checked = None
        if not options["yes"]:
            checked = self._run(options, load=False)
            self._show(checked, options)
            if options["check"] or input("Load these rows? [y/N] ").strip().lower() != "y":
                self.stdout.write("Nothing was loaded.")
                return
        self._show(self._run(options, load=True, checked=checked), options)
        self.stdout.write("The extract is loaded.")

    def _run(
        self, options: Mapping[str, Any], *, load: bool, checked: DataExtract | None = None
    ) -> DataExtract:
        path = options["file"]
        try:
            with path.open("rb") as file:
                extract = import_file(
                    kind=options["kind"],
                    name=path.name,
                    file=file,
                    taken_on=options["taken_on"],
                    load=load,
                    by=self._person(options["by"]),
                    at=timezone.now(),
                    checked=checked,
                    hear=self._hear(),
                )
        except OSError as error:
            raise CommandError(f"{path} can't be read: {error.strerror}.") from error
        except PermissionDenied as refusal:
            raise CommandError(f"{options['by']} may not load extracts.") from refusal
        except RuleBroken as refusal:
            raise CommandError(str(refusal)) from refusal
        self._require_done(extract, load=load)
        return extract

    def _require_done(self, extract: DataExtract, *, load: bool) -> None:
        """Raise CommandError, with what became of it, for one that is not loaded, or checked."""
        State = DataExtract.State
        if extract.state == State.REFUSED:
            raise CommandError(extract.refusal)
        if extract.state == State.CANCELLED:
            raise CommandError("Somebody cancelled the extract. Nothing was loaded.")
        if load and extract.state != State.LOADED:
            raise CommandError(" ".join(extract.notes[:1]))

    def _hear(self) -> Told:
        """What shows how far a run is: a line for each step, and each tenth of it."""
        last: tuple[str, int] = ("", 0)

        def heard(step: str, done: int, total: int) -> None:
            nonlocal last
            tenth = 10 * done // total if total else 0
            if (step, tenth) != last:
                last = step, tenth
                self.stderr.write(f"{step}, {10 * tenth}%" if total else step)

        return heard

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
