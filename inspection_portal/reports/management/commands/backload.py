import argparse
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.text import Truncator

from findings.models import Inspection
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import system_user
from inspection_portal.core.recording import RecordedCommand
from inspection_portal.reports import backloading, naming
from inspection_portal.reports.reading import (
    PDF,
    Reading,
    ReadingError,
    lines_of,
    read,
    text_of,
)
from inspection_portal.reports.reading.lines import Line
from inspection_portal.reports.reading.outline import as_json, outline
from inspection_portal.reports.reading.sources import decode, fingerprint

NO_DATE = (
    "The report does not say when it was published. Give the day with --published-on YYYY-MM-DD, "
    "or begin the name of its file with it."
)
LOOK = "A person must look at (the page “Old reports” takes each file line by line):"
ONE_ALONE = "--published-on and --json are for one report alone."
KINDS = frozenset({".txt", ".html", ".htm", ".pdf"})
# The exit status where all was loaded, and something must be looked at.
TO_LOOK_AT = 3
BAR = 30
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")


@dataclass(frozen=True)
class Matter:
    """What a person must look at: in which file, where in it ("" for no place), why; and whether it
    kept the report from being loaded.
    """

    file: str
    place: str
    reason: str
    is_refusal: bool = True

    def __str__(self) -> str:
        place = f"{self.file}, {self.place}" if self.place else self.file
        return f"{place}: {self.reason}"

    @property
    def of_one(self) -> str:
        """As it is told where there is but one file."""
        if not self.place:
            begun = self.reason.removeprefix("it ")
            return f"{self.file} {begun}" if begun != self.reason else str(self)
        return f"{self.place[0].upper()}{self.place[1:]}: {self.reason}"


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
        reading, matters = _read(file, published_on)
        if reading is None:
            raise CommandError("\n".join(each.of_one for each in matters))
        if json:
            self.stdout.write(as_json(reading))
        else:
            foreseen = _foreseen(reading, file) if dry_run else ()
            self._tell(reading, [*foreseen, *matters])
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
        self.stdout.write(LOOK)
        for each in matters:
            self.stdout.write(f"  {each}")
        told = "1 matter" if len(matters) == 1 else f"{len(matters)} matters"
        left = "1 report is" if refused == 1 else f"{refused} reports are"
        raise CommandError(
            f"{told} must be looked at; {left} not {done}.",
            returncode=1 if refused else TO_LOOK_AT,
        )

    def _take(self, file: Path, *, dry_run: bool) -> list[Matter]:
        reading, matters = _read(file, None)
        if reading is None:
            return matters
        if dry_run:
            return [*_foreseen(reading, file), *matters]
        outcome = _load(reading, file)
        return [outcome, *matters] if isinstance(outcome, Matter) else matters

    def _tell(self, reading: Reading, matters: Iterable[Matter]) -> None:
        counts = outline(reading)["counts"]
        told = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in counts.items())
        self.stdout.write(f"{reading.report.title}: {told}")
        for each in matters:
            self.stdout.write(each.of_one)

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
        return Matter(file.name, "", NO_DATE)
    try:
        return backloading.load(
            reading,
            filename=file.name,
            published_on=reading.report.published_on,
            by=system_user(),
            at=timezone.now(),
        )
    except RuleBroken as refusal:
        return Matter(file.name, "", str(refusal))


def _files(path: Path) -> Iterable[Path]:
    """The reports of a folder and the folders in it, by their names; a file is itself."""
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob("*") if file.suffix.lower() in KINDS)


def _foreseen(reading: Reading, file: Path) -> Iterable[Matter]:
    """What loading the report would be refused for, as far as it can be known before."""
    report = reading.report
    names = [body.name for body in report.bodies]
    present = naming.present_names(names)
    if report.published_on is None:
        yield Matter(file.name, "", NO_DATE, is_refusal=False)
    if naming.region_named(report.region) is None:
        yield Matter(file.name, "", naming.NO_REGION.format(name=report.region), is_refusal=False)
    for name in names:
        if name not in present:
            yield Matter(file.name, "", naming.NO_BODY.format(name=name), is_refusal=False)


def _read(file: Path, published_on: date | None) -> tuple[Reading | None, list[Matter]]:
    """The report in a file, if it can be read, and what a person must look at."""
    content = b""
    try:
        content = file.read_bytes()
        text = decode(text_of(content))
        places = _places(lines_of(text))
    except OSError as error:
        return None, [Matter(str(file), "", f"it can't be read: {error.strerror}.")]
    except ReadingError as error:
        is_pdf = content.startswith(PDF)
        problems = [("" if is_pdf else f"line {e.line}", e.sentence) for e in error.problems]
        return None, [Matter(file.name, *problem) for problem in problems]
    try:
        reading = read(text, published_on=published_on or _day_in(file.name))
    except ReadingError as error:
        return None, [
            Matter(file.name, places.get(each.line, f"line {each.line}"), each.sentence)
            for each in error.problems
        ]
    doubts = [
        Matter(file.name, places.get(each.line, f"line {each.line}"), each.reason, is_refusal=False)
        for each in reading.reviews
    ]
    return replace(reading, source_sha256=fingerprint(content)), doubts


def _places(lines: Iterable[Line]) -> dict[int, str]:
    """Where each line stands, by its number, as a person finds it: in a PDF by its page."""
    told: dict[int, list[str]] = {}
    for line in lines:
        page = line.leaf.path[-1].get("data-page") if line.leaf else None
        where = f"page {page}" if page else f"line {line.number}"
        told.setdefault(line.number, []).append(f"{where}, “{Truncator(line.text).chars(60)}”")
    # Where a page is one long line, its number tells nothing.
    return {number: places[0] for number, places in told.items() if len(places) == 1}
