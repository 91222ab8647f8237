import argparse
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import system_user
from inspection_portal.core.recording import RecordedCommand
from inspection_portal.reports import backloading
from inspection_portal.reports.reading import Reading, ReadingError, read
from inspection_portal.reports.reading.outline import as_json, outline

NO_DATE = (
    "The report does not say when it was published. Give the day with --published-on YYYY-MM-DD."
)


def _day(text: str) -> date:
    return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no time zone


class Command(RecordedCommand):
    help = "Read a published report, plain text or HTML, into the portal; again changes nothing."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="read it and load nothing")
        parser.add_argument("--json", action="store_true", help="print what was read as JSON")
        parser.add_argument("--published-on", type=_day, metavar="YYYY-MM-DD")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        reading = self._read(file, options["published_on"])
        if options["json"]:
            self.stdout.write(as_json(reading))
        else:
            self._tell(reading)
        if not options["dry_run"]:
            self._load(reading, file.name)

    def _read(self, file: Path, published_on: date | None) -> Reading:
        try:
            return read(file.read_bytes(), published_on=published_on)
        except OSError as error:
            raise CommandError(f"{file} can't be read: {error.strerror}.") from error
        except ReadingError as error:
            raise CommandError(str(error)) from error

    def _tell(self, reading: Reading) -> None:
        counts = outline(reading)["counts"]
        told = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in counts.items())
        self.stdout.write(f"{reading.report.title}: {told}")
        for review in reading.reviews:
            self.stdout.write(f"line {review.line}: {review.reason}")

    def _load(self, reading: Reading, filename: str) -> None:
        if reading.report.published_on is None:
            raise CommandError(NO_DATE)
        try:
            inspection = backloading.load(
                reading,
                filename=filename,
                published_on=reading.report.published_on,
                by=system_user(),
                at=timezone.now(),
            )
        except RuleBroken as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stderr.write(f"The report is loaded as {inspection.slug}.")
