"""A year of invented disruptions of three bodies, so that lists and filters have something to show.
Most of Hampshire's are Pursue; who leads Surrey and SEROCU recorded theirs, so nobody there has
moderated them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from disruptions.actions import moderate_disruption, record_disruption
from disruptions.models import Disruption, Threat
from forces.models import Body
from inspection_portal.core.models import User
from inspection_portal.home.demo.moments import moment
from inspection_portal.home.demo.people import Cast
from inspection_portal.home.demo.sign_ins import (
    HAMPSHIRE_CONTRIBUTOR,
    HAMPSHIRE_LEAD,
    SEROCU_LEAD,
    SURREY_LEAD,
    SignIn,
)

MAJOR, MODERATE, MINOR = Disruption.Category.values
MODERATED, RETURNED, DOWNGRADED, REFUSED = "moderated", "returned", "downgraded", "refused"
SHOWN_BY = "Custody records and a report of the team."


@dataclass(frozen=True)
class Told:
    """A disruption of a threat: `late` is how many days after the event it was recorded."""

    threat: str
    event_on: date
    strand: str
    category: str
    narrative: str
    outcome: str = ""
    reason: str = ""
    late: int = 3
    evidence: str = SHOWN_BY


def _of(
    threat: str, month: int, day: int, strand: str, category: str, narrative: str, *decided: str
) -> Told:
    """One of 2026, or of the last month of 2025; `decided` are the outcome and the reason."""
    on = date(2025 if month == 12 else 2026, month, day)
    outcome, reason = [*decided, "", ""][:2]
    return Told(threat, on, strand, category, narrative, outcome, reason)


HAMPSHIRE = (
    _of("OCG 1", 12, 4, "pursue", MINOR, "A runner was stopped with £900 in cash.", MODERATED),
    _of("OCG 1", 12, 17, "pursue", MODERATE, "The stash flat was searched and shut.", MODERATED),
    _of("OCG 3", 1, 13, "protect", MODERATE, "Three workers were taken to safety.", MODERATED),
    _of("OCG 4", 1, 28, "protect", MINOR, "Banks warned 40 customers of the calls.", MODERATED),
    _of("OCG 2", 2, 6, "pursue", MAJOR, "The man who bought in bulk got nine years.", MODERATED),
    _of(
        *("OCG 2", 2, 19, "pursue", MAJOR, "A car was seized.", DOWNGRADED),
        "The group replaced the car within days.",
    ),
    _of("OCG 8", 3, 3, "pursue", MODERATE, "Two accounts were frozen by a court.", MODERATED),
    _of("OCG 5", 3, 18, "pursue", MAJOR, "The armourer was charged and kept in.", MODERATED),
    _of("OCG 7", 3, 30, "prevent", MINOR, "Two pupils were kept from carrying.", MODERATED),
    _of(
        *("OCG 3", 4, 9, "pursue", MINOR, "A registered sex offender was visited.", REFUSED),
        "The management of these offenders is never a disruption.",
    ),
    _of("OCG 1", 4, 22, "pursue", MODERATE, "The line’s two telephones were taken.", MODERATED),
    _of("OCG 9", 5, 5, "pursue", MINOR, "A parcel was held back at the depot.", MODERATED),
    _of("OCG 4", 5, 20, "pursue", MODERATE, "The caller was arrested at an airport.", MODERATED),
    _of("OCG 6", 6, 2, "pursue", MINOR, "Stolen plant was found and given back."),
    Told(
        *("OCG 6", date(2026, 6, 11), "prepare", MINOR, "Farms agreed whom to call at night."),
        outcome=RETURNED,
        reason="It was recorded after the time that the standard allows. Say why.",
        late=41,
    ),
    _of("OCG 2", 6, 24, "pursue", MODERATE, "Fourteen kilograms were seized.", MODERATED),
    _of("OCG 8", 7, 8, "pursue", MAJOR, "A bookkeeper was convicted.", MODERATED),
    _of("OCG 11", 7, 21, "pursue", MODERATE, "A boat was stopped before it left.", MODERATED),
    Told(
        *("OCG 10", date(2026, 8, 4), "pursue", MODERATE, "A planned reprisal was stopped."),
        outcome=RETURNED,
        reason="Add what shows it.",
        evidence="",
    ),
    _of("PI 1", 8, 19, "pursue", MODERATE, "The man was recalled to prison.", MODERATED),
    _of("OCG 7", 10, 20, "protect", MINOR, "A tenant was moved before a takeover."),
    _of("OCG 9", 11, 9, "pursue", MINOR, "A dealer’s bail was revoked."),
)
SURREY = (
    _of("S/OCG/04", 3, 11, "pursue", MODERATE, "Keyless thefts stopped after two arrests."),
    _of("S/OCG/09", 7, 2, "protect", MINOR, "Couriers were turned away at eight doors."),
    _of("S/VUL/02", 9, 24, "prepare", MINOR, "Branches rehearsed what to do on a call."),
)
SEROCU = (
    _of("SE/OCG/21", 4, 16, "pursue", MAJOR, "The importer was arrested abroad."),
    _of("SE/OCG/26", 10, 7, "protect", MODERATE, "Twelve firms closed the hole in time."),
)
YEAR: Mapping[str, tuple[SignIn, tuple[Told, ...]]] = {
    "hampshire": (HAMPSHIRE_CONTRIBUTOR, HAMPSHIRE),
    "surrey": (SURREY_LEAD, SURREY),
    "serocu": (SEROCU_LEAD, SEROCU),
}


def tell(cast: Cast) -> None:
    """Record them where the threats are, unless the first of them is."""
    if Disruption.objects.filter(event_on=HAMPSHIRE[0].event_on).exists():
        return
    for slug, (sign_in, year) in YEAR.items():
        threats = {each.reference: each for each in Threat.objects.filter(body__slug=slug)}
        for told in year:
            if told.threat in threats:
                made = _record(told, threats[told.threat], cast[sign_in])
                _moderate(made, told, cast[HAMPSHIRE_LEAD])


def _record(told: Told, threat: Threat, by: User) -> Disruption:
    day = told.event_on + timedelta(days=told.late)
    body: Body = threat.body
    return record_disruption(
        body=body,
        threat=threat,
        event_on=told.event_on,
        type=Disruption.Type.LEAD,
        strand=told.strand,
        category=told.category,
        narrative=told.narrative,
        evidence=told.evidence,
        by=by,
        at=moment(day.year, day.month, day.day),
    )


def _moderate(made: Disruption, told: Told, by: User) -> None:
    if not told.outcome:
        return
    day = made.recorded_on + timedelta(days=2)
    moderate_disruption(
        made,
        outcome=told.outcome,
        reason=told.reason,
        to_category=MINOR if told.outcome == DOWNGRADED else "",
        seen_version=made.version,
        by=by,
        at=moment(day.year, day.month, day.day),
    )
