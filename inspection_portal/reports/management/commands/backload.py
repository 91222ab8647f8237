import argparse
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from findings.models import Inspection
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import system_user
from inspection_portal.core.recording import RecordedCommand
from inspection_portal.reports import backloading
from inspection_portal.reports.reading import Reading, ReadingError, read
from inspection_portal.reports.reading.outline import as_json, outline

NO_DATE = (
    "The report does not say when it was published. Give the day with --published-on YYYY-MM-DD, "
    "or begin the name of its file with it."
)
ONE_ALONE = "--published-on and --json are for one report alone."
KINDS = frozenset({".txt", ".html", ".htm", ".pdf"})
# The exit status where all was loaded, and something must be looked at.
TO_LOOK_AT = 3
BAR = 30
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")


@dataclass(frozen=True)
class Matter:
    """What a person must look at: in which file, at which line, why; and whether it kept the report
    from being loaded.
    """

    file: str
    line: int | None
    reason: str
    is_refusal: bool = True

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}: {self.reason}"


def _day(text: str) -> date:
    return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no time zone


def _day_in(name: str) -> date | None:
    """The day that a file's name begins with; None where there is no such day."""
    match = _DAY.match(name)
    try:
        return _day(match[0]) if match else None
    except ValueError:
        return None


class Command(RecordedCommand):
    help = (
        "Read published reports (plain text, HTML or PDF) into the portal; again changes nothing. "
        "Of a folder all such files are read, and none stops the others. A file may be named by "
        "the day of its report, as in “2017-03-02 south west.pdf”. The exit status is 1 where a "
        "report was not loaded, and 3 where of many loaded ones something must be looked at."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("paths", type=Path, nargs="+", metavar="file or folder")
        parser.add_argument("--dry-run", action="store_true", help="read and load nothing")
        parser.add_argument("--json", action="store_true", help="print what was read as JSON")
        parser.add_argument("--published-on", type=_day, metavar="YYYY-MM-DD")

    def handle(self, *args: Any, paths: list[Path], **options: Any) -> None:
        files = [file for path in paths for file in _files(path)]
        if len(paths) == 1 and not paths[0].is_dir():
            self._take_one(files[0], **options)
            return
        if options["published_on"] or options["json"]:
            raise CommandError(ONE_ALONE)
        self._take_all(files, dry_run=options["dry_run"])

    def _take_one(
        self, file: Path, *, published_on: date | None, dry_run: bool, json: bool, **_: Any
    ) -> None:
        reading = _read(file, published_on)
        if isinstance(reading, list):
            raise CommandError("\n".join(_as_of_one(each) for each in reading))
        if json:
            self.stdout.write(as_json(reading))
        else:
            self._tell(reading)
        if not dry_run:
            outcome = _load(reading, file)
            if isinstance(outcome, Matter):
                raise CommandError(outcome.reason)
            self.stderr.write(f"The report is loaded as {outcome.slug}.")

    def _take_all(self, files: list[Path], *, dry_run: bool) -> None:
        matters: list[Matter] = []
        refused = 0
        for number, file in enumerate(files):
            self._show(number, len(files), file.name)
            found = self._take(file, dry_run=dry_run)
            refused += any(each.is_refusal for each in found)
            matters += found
        self._show(len(files), len(files), "")
        done = "read" if dry_run else "loaded"
        self.stdout.write(f"{len(files) - refused} of {len(files)} reports {done}.")
        if not matters:
            return
        self.stdout.write("A person must look at:")
        for each in matters:
            self.stdout.write(f"  {each}")
        raise CommandError(
            f"{len(matters)} matters must be looked at; {refused} reports are not {done}.",
            returncode=1 if refused else TO_LOOK_AT,
        )

    def _take(self, file: Path, *, dry_run: bool) -> list[Matter]:
        reading = _read(file, None)
        if isinstance(reading, list):
            return reading
        outcome = None if dry_run else _load(reading, file)
        reviews = [Matter(file.name, r.line, r.reason, False) for r in reading.reviews]
        return [outcome, *reviews] if isinstance(outcome, Matter) else reviews

    def _tell(self, reading: Reading) -> None:
        counts = outline(reading)["counts"]
        told = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in counts.items())
        self.stdout.write(f"{reading.report.title}: {told}")
        for review in reading.reviews:
            self.stdout.write(f"line {review.line}: {review.reason}")

    def _show(self, done: int, of: int, name: str) -> None:
        """The bar of progress, for people: a file or a pipe gets none."""
        if self.stderr.isatty():
            full = BAR * done // of if of else BAR
            bar = f"[{'#' * full}{'.' * (BAR - full)}] {done}/{of} {name[:30]:30}"
            self.stderr.write(f"\r{bar}", ending="" if done < of else "\n")
            self.stderr.flush()


def _load(reading: Reading, file: Path) -> Inspection | Matter:
    """The inspection that the report is loaded as, or why it is not."""
    if reading.report.published_on is None:
        return Matter(file.name, None, NO_DATE)
    try:
        return backloading.load(
            reading,
            filename=file.name,
            published_on=reading.report.published_on,
            by=system_user(),
            at=timezone.now(),
        )
    except RuleBroken as refusal:
        return Matter(file.name, None, str(refusal))


def _files(path: Path) -> Iterable[Path]:
    """The reports of a folder and the folders in it, by their names; a file is itself."""
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob("*") if file.suffix.lower() in KINDS)


def _read(file: Path, published_on: date | None) -> Reading | list[Matter]:
    """The report in a file, or all that keeps it from being read."""
    try:
        return read(file.read_bytes(), published_on=published_on or _day_in(file.name))
    except OSError as error:
        return [Matter(str(file), None, f"it can't be read: {error.strerror}.")]
    except ReadingError as error:
        return [Matter(file.name, each.line, each.sentence) for each in error.problems]


def _as_of_one(matter: Matter) -> str:
    """A matter as it is told where there is but one file."""
    if matter.line is None:
        return f"{matter.file} {matter.reason.removeprefix('it ')}"
    return f"Line {matter.line}: {matter.reason}"
