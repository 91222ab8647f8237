"""How far each body has come with the report of 2024; invented, as is everybody named here."""

from dataclasses import dataclass
from datetime import datetime

from inspection_portal.home.demo.moments import moment
from inspection_portal.home.demo.sign_ins import (
    HAMPSHIRE_CONTRIBUTOR,
    HAMPSHIRE_LEAD,
    SEROCU_LEAD,
    SURREY_LEAD,
    SignIn,
)
from recommendations.models import RegisterEntry

Status = RegisterEntry.Status


@dataclass(frozen=True)
class Step:
    """A status that an inspector recorded or asked for, and why; a closing one rests on a `basis`
    of the list, and waits for a second person unless it `is_authorised`.
    """

    at: datetime
    status: Status
    reason: str
    basis: str = ""
    is_authorised: bool = True


@dataclass(frozen=True)
class Progress:
    """What became of one entry: the body's slug, words of what is `asked`, who is responsible
    (made so by the body's lead, `assigned_by` where that is somebody else), and its statuses.
    """

    body: str
    asked: str
    owner: SignIn | None = None
    assigned_by: SignIn | None = None
    steps: tuple[Step, ...] = ()


HAMPSHIRE = (
    Progress(
        "hampshire",
        "establish SOC as a priority for everyone",
        owner=HAMPSHIRE_LEAD,
        steps=(
            Step(
                moment(2024, 12, 10),
                Status.BEING_PROGRESSED,
                "The constabulary sent a plan with named owners. Briefings at the start of each "
                "shift began in two of four areas.",
            ),
            Step(
                moment(2025, 4, 15),
                Status.COMPLETE,
                "Seen on an insight visit in March 2025: briefings take place in all four areas, "
                "and frontline officers could name the threats where they work.",
                basis="Insight visit",
            ),
        ),
    ),
    Progress(
        "hampshire",
        "complete its review of intelligence",
        owner=HAMPSHIRE_LEAD,
        steps=(
            Step(
                moment(2025, 3, 20),
                Status.BEING_PROGRESSED,
                "The review was finished in February 2025 and new posts were approved. Most were "
                "still to be filled when the constabulary last reported.",
            ),
        ),
    ),
    Progress(
        "hampshire",
        "renew its local profiles",
        owner=HAMPSHIRE_CONTRIBUTOR,
        assigned_by=HAMPSHIRE_LEAD,
        steps=(
            Step(
                moment(2025, 6, 3),
                Status.BEING_PROGRESSED,
                "Two of four profiles have been renewed. Partners’ information is to follow.",
            ),
        ),
    ),
    Progress(
        "hampshire",
        "every threat has a sound 4P plan",
        owner=HAMPSHIRE_CONTRIBUTOR,
        assigned_by=HAMPSHIRE_LEAD,
        steps=(
            Step(
                moment(2025, 2, 11),
                Status.BEING_PROGRESSED,
                "All 11 groups now have a plan. Their quality is to be looked at next.",
            ),
            Step(
                moment(2026, 7, 2),
                Status.COMPLETE,
                "Plans were read during the fieldwork of 2026. Every threat had one, and most "
                "were of a good standard.",
                basis="Re-inspection",
            ),
        ),
    ),
    Progress("hampshire", "manage serious crime prevention orders more actively"),
)

SURREY = (
    Progress(
        "surrey",
        "free enough analysts",
        owner=SURREY_LEAD,
        steps=(
            Step(
                moment(2025, 5, 8),
                Status.BEING_PROGRESSED,
                "A separate team for communications data has been agreed and is being recruited.",
            ),
            Step(
                moment(2026, 6, 23),
                Status.COMPLETE,
                "The new team is at work. Analysts told inspectors that they now have time to "
                "look for new threats.",
                basis="Re-inspection",
            ),
        ),
    ),
    Progress(
        "surrey",
        "time and equipment",
        owner=SURREY_LEAD,
        steps=(
            Step(
                moment(2025, 5, 8),
                Status.BEING_PROGRESSED,
                "Radios have been replaced. Vacancies in proactive teams remain.",
            ),
        ),
    ),
    Progress("surrey", "tell its frontline teams more"),
    Progress(
        "surrey",
        "raise the standard of its 4P plans",
        steps=(
            Step(
                moment(2025, 11, 18),
                Status.BEING_PROGRESSED,
                "Lead responsible officers have been trained and the common template is in use.",
            ),
            Step(
                moment(2026, 7, 6),
                Status.COMPLETE,
                "Plans were read during the fieldwork of 2026. All follow the template, and each "
                "names who answers for it.",
                basis="Re-inspection",
                is_authorised=False,
            ),
        ),
    ),
)

OTHERS = (
    Progress(
        "serocu",
        "join up their work",
        owner=SEROCU_LEAD,
        steps=(
            Step(
                moment(2025, 1, 28),
                Status.BEING_PROGRESSED,
                "SEROCU leads a working group of all five bodies, which has met three times.",
            ),
        ),
    ),
    Progress(
        "serocu",
        "national guidance has been revised",
        owner=SEROCU_LEAD,
        steps=(
            Step(
                moment(2025, 12, 4),
                Status.COMPLETE,
                "The region scores whole threats under the revised guidance. A sample of 20 "
                "assessments confirmed it.",
                basis="Reality testing",
            ),
        ),
    ),
    Progress(
        "sussex",
        "new threats come to light",
        steps=(
            Step(
                moment(2026, 6, 23),
                Status.COMPLETE,
                "Analysts work as one team with one list of tasks. Seen during the fieldwork of "
                "2026.",
                basis="Re-inspection",
            ),
        ),
    ),
    Progress(
        "sussex",
        "fill the gaps in its investigation teams",
        steps=(
            Step(
                moment(2025, 9, 16),
                Status.BEING_PROGRESSED,
                "The force has recruited well. Many of those who joined are still in training.",
            ),
        ),
    ),
    Progress(
        "thames-valley",
        "put its local profiles to use",
        steps=(
            Step(
                moment(2026, 3, 10),
                Status.NO_FURTHER_ACTION,
                "The 11 areas that these profiles described no longer exist. Profiles of the five "
                "new areas are part of the inspection of 2026.",
                basis="Re-inspection",
            ),
        ),
    ),
)

PROGRESS = (*HAMPSHIRE, *SURREY, *OTHERS)
