"""Five reports of different structure, in the project's own words; nothing in them happened."""

from dataclasses import replace
from datetime import date

from inspection_portal.reports.document import (
    FOUR_GRADES,
    BodyChapter,
    BodyKind,
    DueKind,
    EarlierGrade,
    Finding,
    FindingKind,
    KeyFigure,
    Outcome,
    Recommendation,
    Report,
    Status,
)
from tests.reports.sample import areas, finding, improvement, narrative, section

MET, CITY, TRANSPORT = (
    "Metropolitan Police Service",
    "City of London Police",
    "British Transport Police",
)


def chapter(
    name: str, grade: str | None, *findings: tuple[Finding, ...], **more: object
) -> BodyChapter:
    kind = BodyKind.ROCU if name.endswith("Unit") else BodyKind.FORCE
    return replace(BodyChapter(name, kind, grade, areas(*findings)), **more)  # type: ignore[arg-type]


READERS = """Every morning two officers read what came in overnight, and mark what cannot wait. On
the days we looked, nothing marked was older than six hours by noon.

Nobody does this at weekends. On Mondays the two officers start three hundred messages behind."""
COURIERS = """Couriers are stopped at four stations by officers who know what to look for, and in
the year before our visit they found money worth half of what the whole force recovered.

1. Each stop is planned the day before.
2. Each is looked at again the day after:
   - by the officer who led it; and
   - by somebody who was not there."""
CLERKS = """The clerks told us of a **second list**, kept on paper, that held *eleven* names the
register did not. They had asked twice what to do with it."""

NO_UNIT = Report(
    title="An inspection of the London regional response to serious and organised crime",
    region="London",
    published_on=date(2023, 5, 19),
    status=Status.PUBLISHED,
    introduction=(
        section("About this region", "London has three forces and no unit of its own."),
        section("How we worked", f"We read files for two weeks.\n\n### What we read\n\n{CLERKS}"),
    ),
    regional_findings=(narrative("Three forces meet once a week", READERS),),
    bodies=(
        chapter(MET, "good", (narrative("Messages are read early", READERS),), (), ()),
        chapter(CITY, "outstanding", (), (narrative("Clerks know their list", CLERKS),), ()),
        chapter(
            TRANSPORT,
            "adequate",
            (),
            (),
            (
                finding(
                    FindingKind.PROMISING_PRACTICE,
                    "Stops at stations are planned a day ahead",
                    COURIERS,
                    also_about=(CITY, MET),
                ),
            ),
        ),
    ),
)

CONCERN = finding(
    FindingKind.CAUSE_OF_CONCERN,
    "The force lets warnings lie unread",
    READERS,
    accelerated_on=date(2024, 2, 6),
    recommendations=(
        Recommendation(
            "With immediate effect, the force should read every warning on the day it comes.",
            DueKind.IMMEDIATE,
            date(2024, 2, 6),
            addressees=("Home Office", "Police, Fire and Crime Commissioner for Essex"),
        ),
        Recommendation(
            "Within three months, the force should show that none waits longer than a day.",
            DueKind.RELATIVE,
            date(2024, 5, 6),
            addressees=("College of Policing",),
        ),
    ),
)
ACCELERATED = Report(
    title="An inspection of the eastern regional response to serious and organised crime",
    region="Eastern",
    published_on=date(2024, 2, 6),
    status=Status.PUBLISHED,
    bodies=(chapter("Essex Police", None, (CONCERN,), (), ()),),
)

FOUR_STEPS = Report(
    title="An inspection of the south-west regional response to serious and organised crime",
    region="South West",
    published_on=date(2017, 3, 2),
    status=Status.PUBLISHED,
    scale=FOUR_GRADES,
    regional_introduction="The region is long and thin, and its roads lead to the capital.",
    bodies=(
        chapter(
            "South West Regional Organised Crime Unit",
            "requires_improvement",
            (improvement("The unit should share what it reads", READERS),),
            (),
            (narrative("Stations are watched", COURIERS),),
        ),
        chapter(
            "Dorset Police", "requires_improvement", (narrative("Lists differ", CLERKS),), (), ()
        ),
        chapter("Wiltshire Police", "good", (), (), (narrative("Few are stopped", CLERKS),)),
    ),
)

FORCES = ("Cheshire", "Cumbria", "Greater Manchester", "Lancashire", "Merseyside", "North Wales")
EARLIER = EarlierGrade("Good", "An inspection of the north-west, first round", date(2021, 9, 1))
MANY = Report(
    title="An inspection of the north-west regional response to serious and organised crime",
    region="North West",
    published_on=date(2025, 6, 12),
    status=Status.PUBLISHED,
    issue=2,
    demonstration=True,
    regional_findings=(
        Finding(
            FindingKind.AREA_FOR_IMPROVEMENT,
            "The seven bodies should keep one list",
            lead="The unit and its forces should:",
            parts=("write each name once;", "say who keeps it; and", "look at it each month."),
        ),
    ),
    bodies=(
        chapter(
            "North West Regional Organised Crime Unit",
            "outstanding",
            (narrative("The unit’s readers share their mornings", READERS),),
            (),
            (),
            introduction="The unit works from five sites.",
            figures=(
                KeyFigure(
                    name="Threats read about",
                    value="214 threats",
                    as_at=date(2025, 1, 1),
                    source="The unit’s own list",
                    sha256="5" * 64,
                    counted="Its state is Open.",
                ),
                KeyFigure(
                    name="Stations watched",
                    value="5",
                    as_at=date(2025, 2, 1),
                    source="The unit’s own list",
                    sha256="6" * 64,
                ),
            ),
        ),
        *(
            chapter(
                f"{name} {'Constabulary' if name in ('Cheshire', 'Cumbria') else 'Police'}",
                grade,
                (improvement(f"The force should count what {name} finds", CLERKS),),
                (narrative("Readers start early", READERS),),
                (
                    finding(
                        FindingKind.INNOVATIVE_PRACTICE, f"A desk in {name} rings back", COURIERS
                    ),
                ),
            )
            for name, grade in zip(
                FORCES[:4],
                ("good", "adequate", "requires_improvement", "inadequate"),
                strict=True,
            )
        ),
        chapter("Merseyside Police", None, (), (), (), outcome=Outcome.NOT_GRADED),
        chapter(
            *("North Wales Police", None, (), (), ()),
            outcome=Outcome.PREVIOUS_STANDS,
            standing=EARLIER,
        ),
    ),
    appendices=(section("Appendix A: How we counted", COURIERS),),
)

ONLY_NARRATIVE = Report(
    title="An inspection of the Yorkshire and the Humber response to serious and organised crime",
    region="Yorkshire and the Humber",
    published_on=date(2015, 11, 24),
    status=Status.PUBLISHED,
    scale=FOUR_GRADES,
    introduction=(section("Why there are no grades", "This was a first look, not a judgment."),),
    regional_findings=(
        narrative("What was seen across the region", CLERKS),
        narrative("What differs from place to place", COURIERS),
    ),
    bodies=(
        chapter(
            "Humberside Police",
            None,
            (narrative("The list on paper", CLERKS), narrative("The mornings", READERS)),
            (narrative("The people", READERS),),
            (narrative("The stations", COURIERS),),
            outcome=Outcome.NOT_GRADED,
        ),
        chapter(
            "South Yorkshire Police",
            None,
            (narrative("Where nobody reads", READERS),),
            (),
            (),
            outcome=Outcome.NOT_GRADED,
        ),
    ),
)

FIVE = {
    "no_unit": NO_UNIT,
    "accelerated": ACCELERATED,
    "four_steps": FOUR_STEPS,
    "many": MANY,
    "only_narrative": ONLY_NARRATIVE,
}
