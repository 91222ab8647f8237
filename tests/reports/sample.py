"""A report with one of everything. Only names, grades and dates of the south-east are real."""

from dataclasses import replace
from datetime import date
from typing import Any

from inspection_portal.reports.document import (
    AREA_NAMES,
    BodyChapter,
    BodyKind,
    CountRow,
    Counts,
    DueKind,
    Finding,
    FindingKind,
    QuestionArea,
    Recommendation,
    Report,
    Section,
    Status,
    Subject,
)
from inspection_portal.reports.prose import canonical

UNDERSTANDING, RESOURCES, TACKLING = AREA_NAMES
SEROCU = "South East Regional Organised Crime Unit"
HAMPSHIRE = "Hampshire and Isle of Wight Constabulary"
SURREY = "Surrey Police"
SUSSEX = "Sussex Police"
THAMES_VALLEY = "Thames Valley Police"


def section(heading: str, text: str) -> Section:
    return Section(heading, canonical(text))


def finding(kind: FindingKind, heading: str, text: str, **more: Any) -> Finding:
    return Finding(kind, heading, canonical(text), **more)


def narrative(heading: str, text: str) -> Finding:
    return finding(FindingKind.NARRATIVE, heading, text)


def improvement(heading: str, text: str) -> Finding:
    return finding(FindingKind.AREA_FOR_IMPROVEMENT, heading, text)


INTRODUCTION = (
    section(
        "Why we made this inspection",
        """Organised crime does not stop at a boundary. A network that imports drugs through one
port sells them in four counties, hides its money in a fifth and threatens witnesses in a sixth.
So we look at a region as a whole: the unit that serves it, and every force in it.

We visited the region in two phases between November 2023 and January 2024. We spoke to people in
all ranks and roles, read plans and case files, and watched meetings at which work is given out.""",
    ),
    section(
        "How to read this report",
        """The report begins with what we found across the region. A chapter on the regional unit
follows, and then one on each force. In each chapter we answer the same three questions:

1. Does the body understand the threat, and does it set its priorities by it?
2. Has it enough people with the right skills?
3. Does it tackle the threat, and does it keep people and communities safe?

Boxes mark what calls for action or deserves to be copied. A **cause of concern** comes with
recommendations and dates. An **area for improvement** has no date of its own, but we come back
to it.""",
    ),
    section(
        "Words we use",
        """*Threat* means a group, a person or a place that has been scored with the national
matrix. A *4P plan* says how a threat will be pursued, prevented, protected against and prepared
for. A *lead responsible officer* owns that plan.

The [national strategy](https://www.gov.uk/search/all) sets out who does what.

### Abbreviations

- SOC: serious and organised crime
- ROCU: regional organised crime unit""",
    ),
)

REGIONAL = (
    finding(
        FindingKind.AREA_FOR_IMPROVEMENT,
        "The regional unit and the four forces should plan and analyse together",
        """No force had enough analysts to look for threats that nobody had reported yet. Each
had found its own way round the shortage, and none of the ways helped a neighbour.

We read forty plans from across the region. The best were short, dated and owned. The weakest
were lists of arrests, with nothing about the people who were being exploited.""",
        lead="The regional unit and its forces should:",
        parts=(
            "share analysts between them, so that gaps in one county are seen in the next;",
            "agree one template for 4P plans, and one way to check them;",
            "write down what worked at the end of every operation; and",
            "let investigators in the unit open the forces’ plans.",
        ),
    ),
    finding(
        FindingKind.NARRATIVE,
        "Disruptions are counted with more care than before",
        """The unit checked a year of records and struck out those that fell short of the
national standard. It now reads every new record before it counts. Some teams told us they no
longer know what to record, and training has been promised.""",
    ),
    finding(
        FindingKind.INNOVATIVE_PRACTICE,
        "A shared desk turns bank alerts into visits within a week",
        """Two financial investigators and a community officer read alerts from banks together
each morning. Where a resident may have been drawn into moving money, somebody calls at the door
within seven days. Of the 61 people visited in the first quarter, 54 closed the account that had
been misused.""",
        also_about=(SURREY, SUSSEX),
    ),
)

MAPS = """Maps of the region hang in every tasking room. We found the same five names on each of
them, and could trace how a name had got there: who had scored it, when, and what had changed
since."""
DEBRIEFS = """Most operations end with a debrief, and its lessons go to a shared page that anyone
may search. Two large operations had none. People said there was no time; we would answer that a
lesson missed costs more time than it saves."""
PARTNERS = """Councils, probation and health services sit at the monthly meeting and take actions
from it. They told us that they:

- hear about a threat early enough to help;
- know whom to ring when a tenant or pupil worries them; and
- would like to see the plan itself, which police systems do not yet allow.

Where partners had their own copy of the actions, **nine in ten were finished on time**. Where
they did not, it was fewer than half."""
VICTIMS = """Officers spoke of victims first and suspects second. In the cases we read, a
safeguarding referral had been made on the day of the first visit, and somebody had checked a
month later that it had led to help."""
OFFENDERS = """A small team follows people who are subject to a court order after release. It
visits them at home, reads their bank statements where the order allows, and reports each month.
No order had lapsed without a decision."""
TRAINING = """New lead responsible officers get two days of training and an experienced colleague
to turn to. They told us that the second helps more than the first."""


def areas(*findings: tuple[Finding, ...], introduction: str = "") -> tuple[QuestionArea, ...]:
    named = zip(AREA_NAMES, findings, strict=True)
    first, *others = (QuestionArea(name, findings=found) for name, found in named)
    return replace(first, introduction=canonical(introduction)), *others


ROCU_CHAPTER = BodyChapter(
    SEROCU,
    BodyKind.ROCU,
    "good",
    areas(
        (
            narrative("The unit’s priorities follow from what it knows", MAPS),
            improvement(
                "The unit should tell investigators what its online profiles can do",
                """Specialists can build a picture of a suspect from open sources in a day. Few
investigators ask for one. In three of the ten cases we read, it would have shown an address that
took the team weeks to find.""",
            ),
        ),
        (
            narrative("Money has been put into people and buildings", TRAINING),
            narrative("The unit learns from most of its operations", DEBRIEFS),
        ),
        (
            finding(
                FindingKind.PROMISING_PRACTICE,
                "One expert lifts the quality of every application for a court order",
                """An officer who knows the law on serious crime prevention orders reads each
application before it leaves the region. She trains applicants and keeps a file of what courts
accepted. Eighty-five in a hundred applications now pass at the first attempt.""",
            ),
            narrative("Partners know the unit and use it", PARTNERS),
        ),
    ),
    introduction=canonical(
        """The unit employs some 400 people at six sites. It takes on what is too large,
too covert or too specialised for one force."""
    ),
)

HAMPSHIRE_CONCERN = finding(
    FindingKind.CAUSE_OF_CONCERN,
    "The constabulary doesn’t know enough about organised crime in its area, and tells too few"
    " people what it knows",
    """Half of the posts that turn reports into intelligence stood empty when we visited. Reports
waited for weeks. Neighbourhood officers could not name a single group that worked in their
streets, though the constabulary’s own register listed three.

We set out the evidence under these headings:

- The queue of reports grows faster than it is read
- Local officers are not told""",
    recommendations=(
        Recommendation(
            "With immediate effect, the constabulary should read every report that mentions a"
            " firearm or a child on the day it arrives.",
            DueKind.IMMEDIATE,
            date(2024, 8, 30),
        ),
        Recommendation(
            "By 1 March 2025, the constabulary should tell every neighbourhood team, each month,"
            " which threats are active in its streets and what is asked of it.",
            DueKind.DATE,
            date(2025, 3, 1),
        ),
        Recommendation(
            "By September 2025, the constabulary should have filled the posts that its own"
            " review found necessary, and should show that no report waits longer than three days.",
            DueKind.MONTH,
            date(2025, 9, 30),
        ),
        Recommendation(
            "Within six months, the constabulary should publish to its partners how they may"
            " send it information, and how soon they will hear back.",
            DueKind.RELATIVE,
            date(2025, 2, 28),
        ),
        Recommendation(
            "When the national matrix is revised, the constabulary should score again every"
            " threat that it scored before.",
            DueKind.EVENT,
            None,
        ),
    ),
)

HAMPSHIRE_CHAPTER = BodyChapter(
    HAMPSHIRE,
    BodyKind.FORCE,
    "inadequate",
    areas(
        (
            HAMPSHIRE_CONCERN,
            improvement(
                "The constabulary should bring its local profiles up to date",
                """All profiles but one date from 2019. The one that had been renewed changed how
its district spends its Friday nights, and the commander showed us why.""",
            ),
            narrative(
                "The queue of reports grows faster than it is read",
                """On the day of our visit, 1,912 reports waited. The oldest was 47 days old.
Overtime has been offered, and a risk score decides what is read first; neither shortens the
queue.

1. In September 2023, 2,204 reports came and 1,987 were read.
2. In October 2023, 2,310 came and 2,051 were read.
3. In November 2023, 2,298 came and 2,036 were read:
   - half of them on paper; and
   - a third of them twice.

These figures were made up for this demonstration.""",
            ),
        ),
        (
            narrative(
                "Local officers are not told",
                """We stopped eleven officers at the start of their shifts. None had been briefed
on an organised group in the month before. All of them wanted to be.""",
            ),
            narrative("Leads get little training and less time", TRAINING),
        ),
        (
            improvement(
                "The constabulary should manage court orders from the day of release",
                """Twenty-six people are subject to an order and twelve have left prison. Two of
the twelve see an officer. For the rest, somebody looks at the national computer once a month.""",
            ),
            improvement(
                "The constabulary should write plans that cover more than arrests",
                """Five of eleven groups had a plan. Of those five, one named a person who was to
be kept safe. None said how the constabulary would know that it had succeeded.""",
            ),
            narrative("Work with schools protects children at risk", VICTIMS),
        ),
        introduction="""A new leadership team had been in post for five weeks when we arrived,
and was moving from a central structure to four areas. Much of what follows is older than that
change.""",
    ),
)


def force(name: str, grade: str | None, *findings: tuple[Finding, ...]) -> BodyChapter:
    return BodyChapter(name, BodyKind.FORCE, grade, areas(*findings))


SURREY_CHAPTER = force(
    SURREY,
    "requires_improvement",
    (
        improvement("The force should recruit the analysts that it has planned for", MAPS),
        narrative("Profiles are renewed each year, but read by few", DEBRIEFS),
    ),
    (
        improvement("The force should give its proactive teams time to be proactive", TRAINING),
        narrative("Briefings reach those who work in daytime", VICTIMS),
    ),
    (
        finding(
            FindingKind.NARRATIVE,
            "Two forces keep fraud from the doorstep together",
            PARTNERS,
            also_about=(SUSSEX,),
        ),
        narrative("Orders are followed up at home", OFFENDERS),
    ),
)
SUSSEX_CHAPTER = force(
    SUSSEX,
    "adequate",
    (narrative("Profiles drive what neighbourhoods do", MAPS),),
    (improvement("The force should match its detectives to its demand", TRAINING),),
    (narrative("Partners take their share of the work", PARTNERS),),
)
THAMES_VALLEY_CHAPTER = force(
    THAMES_VALLEY,
    "requires_improvement",
    (improvement("The force should use one template for its plans", DEBRIEFS),),
    (),
    (narrative("Many councils make for many meetings", PARTNERS),),
)

APPENDICES = (
    section(
        "Appendix 1: The regions and their forces",
        """England and Wales have ten policing regions for this purpose. Nine have a regional
unit; London has a collaboration of its three forces.

- North East: Cleveland, Durham, Northumbria
- Yorkshire and the Humber: Humberside, North Yorkshire, South Yorkshire, West Yorkshire
- North West: Cheshire, Cumbria, Greater Manchester, Lancashire, Merseyside, North Wales
- Southern Wales: Dyfed-Powys, Gwent, South Wales
- West Midlands: Staffordshire, Warwickshire, West Mercia, West Midlands
- East Midlands: Derbyshire, Leicestershire, Lincolnshire, Northamptonshire, Nottinghamshire
- Eastern: Bedfordshire, Cambridgeshire, Essex, Hertfordshire, Kent, Norfolk, Suffolk
- South West: Avon and Somerset, Devon and Cornwall, Dorset, Gloucestershire, Wiltshire
- South East: Hampshire, Surrey, Sussex, Thames Valley
- London: City of London, Metropolitan, British Transport Police""",
    ),
    section(
        "Appendix 2: Where the figures come from",
        """Counts of threats were taken from the national database on 1 June 2022. A threat
counts when its assessment is tactical and moderated, when it lies in tiers 1 to 4, and when it
has not been closed.

Counts of disruptions cover records made after 1 June 2021. Only the leading body’s record
counts, so that one event is not counted twice. Figures may have changed since.""",
    ),
)

SAMPLE = Report(
    title="An inspection of the south-east regional response to serious and organised crime",
    region="South East",
    bodies=(ROCU_CHAPTER, HAMPSHIRE_CHAPTER, SURREY_CHAPTER, SUSSEX_CHAPTER, THAMES_VALLEY_CHAPTER),
    published_on=date(2024, 8, 30),
    introduction=INTRODUCTION,
    regional_introduction=canonical(
        """The region has four forces and one regional unit. Seven million
people live in it, and two of the country’s busiest airports and a major port lie within or
beside it."""
    ),
    regional_findings=REGIONAL,
    appendices=APPENDICES,
    status=Status.PUBLISHED,
    demonstration=True,
)
DRAFT = replace(SAMPLE, status=Status.DRAFT, published_on=None)
# The least that a report may hold.
BARE = Report(title="A report with nothing in it", region="London", bodies=())
DISRUPTIONS = Counts(
    Subject.DISRUPTIONS,
    ("Major", "Moderate", "Minor"),
    (
        CountRow("Pursue", (12, 41, 166)),
        CountRow("Prevent", (1, 9, 38)),
        CountRow("Protect", (2, 7, 22)),
        CountRow("Prepare", (0, 3, 9)),
    ),
    date(2024, 6, 3),
    "Snapshot: lead disruptions",
    "Disruptions that the bodies of this report led.",
)
PLANS = Counts(
    Subject.PLANS,
    ("In order", "To mend"),
    (CountRow(SEROCU, (31, 9)), CountRow(HAMPSHIRE, (5, 3))),
    date(2024, 6, 3),
    "The records of the bodies",
    "4P plans in force.",
)
REGISTER = Counts(
    Subject.REGISTER,
    ("Closed", "In progress", "Waiting"),
    (CountRow(SEROCU, (3, 1, 0)), CountRow(HAMPSHIRE, (4, 6, 2))),
    date(2024, 6, 3),
    "The register",
    "What earlier reports asked for.",
)
# Enough to show each part of a layout, and soon printed.
GOLDEN = replace(
    SAMPLE,
    introduction=INTRODUCTION[:1],
    bodies=(HAMPSHIRE_CHAPTER,),
    appendices=APPENDICES[1:],
    counts=(DISRUPTIONS, PLANS, REGISTER),
)
