"""Invented disruptions of Hampshire and SEROCU: moderated, downgraded and returned ones, some that
wait, one that both bodies say they led, one recorded twice, and two that were told apart.
"""

from dataclasses import dataclass
from datetime import date, datetime

from disruptions.actions import moderate_disruption, record_disruption, tell_apart
from disruptions.models import Disruption, Threat
from forces.models import Body
from inspection_portal.home.demo.moments import moment
from inspection_portal.home.demo.people import Cast
from inspection_portal.home.demo.sign_ins import (
    HAMPSHIRE_CONTRIBUTOR,
    HAMPSHIRE_LEAD,
    SEROCU_LEAD,
    SignIn,
)

Category, Outcome = Disruption.Category, Disruption.Moderated


@dataclass(frozen=True)
class Told:
    """A disruption of a Hampshire threat: when it happened and was recorded, and what its lead
    decided, with the reason.
    """

    threat: str
    event_on: date
    at: datetime
    strand: str
    category: str
    narrative: str
    evidence: str = ""
    by: SignIn = HAMPSHIRE_CONTRIBUTOR
    outcome: str = ""
    reason: str = ""
    to_category: str = ""


TOLD = (
    Told(
        *("OCG 1", date(2026, 9, 15), moment(2026, 9, 18), "pursue", Category.MAJOR),
        "The two who ran the supply line were charged and kept in custody; no one has taken over.",
        "Charge sheets and custody records.",
        outcome=Outcome.MODERATED,
    ),
    Told(
        *("OCG 1", date(2026, 9, 16), moment(2026, 9, 21), "pursue", Category.MODERATE),
        "Arrests in a joint operation with the force stopped the supply line.",
        "Custody records.",
        by=SEROCU_LEAD,
    ),
    Told(
        *("OCG 2", date(2026, 10, 5), moment(2026, 10, 6), "protect", Category.MODERATE),
        "Four tenants whose homes were used by the group were moved.",
        "Referrals of the council.",
        outcome=Outcome.DOWNGRADED,
        reason="The group found other homes within a week.",
        to_category=Category.MINOR,
    ),
    Told(
        *("OCG 2", date(2026, 10, 7), moment(2026, 10, 9), "protect", Category.MODERATE),
        "Banks were told how the group moves its money, and closed the way.",
        "Letters of two banks.",
        by=SEROCU_LEAD,
    ),
    Told(
        *("OCG 5", date(2026, 10, 12), moment(2026, 10, 14), "pursue", Category.MODERATE),
        "A pistol was seized at a garage of the group.",
        "Custody record.",
    ),
    Told(
        *("OCG 5", date(2026, 10, 12), moment(2026, 10, 13), "pursue", Category.MAJOR),
        "A firearm was found and taken.",
        outcome=Outcome.RETURNED,
        reason="Add the evidence, and say what it changed for the group.",
    ),
    Told(
        *("OCG 5", date(2026, 9, 1), moment(2026, 11, 3), "prevent", Category.MINOR),
        "Two who carried messages for the group were helped to leave it.",
    ),
)


def tell(cast: Cast) -> None:
    """Record them where the threats are and no disruption is."""
    threats = {each.reference: each for each in Threat.objects.filter(body__slug="hampshire")}
    if Disruption.objects.exists():
        return
    for told in TOLD:
        if told.threat in threats:
            _record(told, threats[told.threat], cast)
    _tell_apart(cast)


def _tell_apart(cast: Cast) -> None:
    """Tenants were moved, and banks warned: two events of one week."""
    against = Disruption.objects.filter(threat__body__slug="hampshire", threat__reference="OCG 2")
    records = list(against.order_by("event_on"))
    if len(records) == 2:
        tell_apart(
            records[0],
            other=records[1],
            reason="The force’s record is of tenants, the unit’s of banks, two days later.",
            by=cast[HAMPSHIRE_LEAD],
            at=moment(2026, 10, 15),
        )


def _record(told: Told, threat: Threat, cast: Cast) -> None:
    made = record_disruption(
        body=Body.objects.get(slug=told.by.body),
        threat=threat,
        event_on=told.event_on,
        type=Disruption.Type.LEAD,
        strand=told.strand,
        category=told.category,
        narrative=told.narrative,
        evidence=told.evidence,
        by=cast[told.by],
        at=told.at,
    )
    if told.outcome:
        moderate_disruption(
            made,
            outcome=told.outcome,
            reason=told.reason,
            to_category=told.to_category,
            seen_version=made.version,
            by=cast[HAMPSHIRE_LEAD],
            at=told.at,
        )
