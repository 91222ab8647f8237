"""The invented inspection of 2026, still being drafted: phases, text, notes and proposed grades."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Unpack

from findings.actions import (
    add_phase,
    moderate_grade,
    plan,
    propose_grade,
    revise_finding,
)
from findings.actions.writing import Wording
from findings.models import Inspection
from forces.models import Body, Region
from inspection_portal.core.models import User
from inspection_portal.home.demo import desk
from inspection_portal.home.demo.moments import moment
from inspection_portal.home.demo.people import Cast
from inspection_portal.home.demo.sign_ins import COLLEAGUE, INSPECTOR, MODERATOR
from inspection_portal.home.demo.thinking import EMPHASES, NOTES, PROPOSALS, SECOND_THOUGHTS
from inspection_portal.reports.actions import move
from inspection_portal.reports.loading import Loader
from inspection_portal.reports.reading import Reading, read
from inspection_portal.reports.stages import Stage

SLUG = "south-east-2026"
TEXT = Path(__file__).with_name("south_east_2026.txt")

PLANNED = moment(2025, 11, 12)
GATHERING_STARTED = moment(2026, 2, 16)
WROTE_FROM = moment(2026, 6, 8)
WRITTEN = moment(2026, 9, 14)
NOTED = moment(2026, 9, 28)
REREAD = moment(2026, 10, 5)
RECONSIDERED = moment(2026, 10, 19)
PROPOSED = moment(2026, 10, 26)
MODERATED = moment(2026, 11, 9)


@dataclass(frozen=True)
class Phase:
    name: str
    starts_on: date
    ends_on: date
    bodies: tuple[str, ...]


PHASES = (
    Phase(
        "SEROCU and Hampshire and Isle of Wight",
        date(2026, 3, 2),
        date(2026, 3, 20),
        ("serocu", "hampshire"),
    ),
    Phase(
        "Surrey, Sussex and Thames Valley",
        date(2026, 4, 20),
        date(2026, 5, 15),
        ("surrey", "sussex", "thames-valley"),
    ),
)


def tell(cast: Cast) -> None:
    """Plan the inspection, write its draft, and think aloud about it as its team would."""
    reading = read(TEXT.read_bytes())
    inspection = _plan(reading, cast)
    for stage, at in ((Stage.EVIDENCE_GATHERING, GATHERING_STARTED), (Stage.DRAFTING, WROTE_FROM)):
        move(inspection, to=stage, seen_version=inspection.version, by=cast[INSPECTOR], at=at)
    Loader(inspection, reading, cast[INSPECTOR], WRITTEN).write()
    _note(inspection, cast)
    desk.furnish(inspection, cast)
    _propose_grades(inspection, reading, cast)


def _plan(reading: Reading, cast: Cast) -> Inspection:
    inspection = plan(
        region=Region.objects.get(name=reading.report.region),
        title=reading.report.title,
        slug=SLUG,
        bodies=[Body.objects.named(body.name) for body in reading.report.bodies],
        team=[cast[COLLEAGUE]],
        is_demonstration=True,
        by=cast[INSPECTOR],
        at=PLANNED,
    )
    for phase in PHASES:
        add_phase(
            inspection,
            name=phase.name,
            starts_on=phase.starts_on,
            ends_on=phase.ends_on,
            bodies=inspection.inspected_bodies.filter(body__slug__in=phase.bodies),
            by=cast[INSPECTOR],
            at=PLANNED,
        )
    return inspection


def _note(inspection: Inspection, cast: Cast) -> None:
    """Leave the team's internal notes and mark words; raise the kind of what proved graver."""
    for heading, note in NOTES:
        _revise(inspection, heading, by=cast[INSPECTOR], at=NOTED, internal_note=note)
    for heading, words in EMPHASES:
        text = inspection.findings.get(heading=heading).text.replace(words, f"**{words}**")
        _revise(inspection, heading, by=cast[MODERATOR], at=REREAD, text=text)
    for heading, kind, note in SECOND_THOUGHTS:
        _revise(
            inspection, heading, by=cast[INSPECTOR], at=RECONSIDERED, kind=kind, internal_note=note
        )


def _revise(
    inspection: Inspection, headed: str, /, *, by: User, at: datetime, **changes: Unpack[Wording]
) -> None:
    finding = inspection.findings.get(heading=headed)
    revise_finding(finding, seen_version=finding.version, by=by, at=at, **changes)


def _propose_grades(inspection: Inspection, reading: Reading, cast: Cast) -> None:
    grades = {grade.key: grade for grade in inspection.scale.grades.all()}
    written = {body.name: body.grade or "" for body in reading.report.bodies}
    for proposal in PROPOSALS:
        chapter = inspection.inspected_bodies.select_related("body").get(body__slug=proposal.body)
        judgment = propose_grade(
            chapter,
            grade=grades[written[chapter.body.name]],
            reason=proposal.reason,
            seen_version=0,
            by=cast[INSPECTOR],
            at=PROPOSED,
        )
        if proposal.moderated:
            moderate_grade(
                judgment,
                grade=grades[proposal.moderated],
                reason=proposal.moderated_because,
                seen_version=judgment.version,
                by=cast[MODERATOR],
                at=MODERATED,
            )
