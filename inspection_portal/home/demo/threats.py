"""Invented threats of four bodies of the south-east. Hampshire has as many groups as the published
report counted, 11, and their assessments show each of the four defects. Sussex has one, and records
no disruption.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from disruptions.actions import (
    add_assessment,
    add_officer,
    add_threat,
    give_responsibility,
    record_left,
    record_moderation,
)
from disruptions.models import Assessment, CrimeType, Officer, Threat, ThreatPhase
from forces.models import Body
from inspection_portal.core.models import User
from inspection_portal.home.demo.moments import moment
from inspection_portal.home.demo.people import Cast
from inspection_portal.home.demo.sign_ins import (
    HAMPSHIRE_LEAD,
    SEROCU_LEAD,
    SURREY_LEAD,
    SUSSEX_LEAD,
)

AT = moment(2026, 11, 2)
Rank, Kind, Scope = Officer.Rank, Threat.Kind, Assessment.Scope
MODERATED, WAITING = Assessment.Moderation.MODERATED, Assessment.Moderation.SUBMITTED
TRAINED = date(2025, 3, 10)

OFFICERS = {
    "hampshire": (
        ("H1", Rank.CHIEF_INSPECTOR, "Neighbourhood policing, west", TRAINED),
        ("H2", Rank.INSPECTOR, "Neighbourhood policing, east", TRAINED),
        ("H3", Rank.SUPERINTENDENT, "Public protection", None),
        ("H4", Rank.SERGEANT, "Serious and organised crime team", None),
        ("H5", Rank.INSPECTOR, "Prevention", TRAINED),
    ),
    "surrey": (
        ("S1", Rank.INSPECTOR, "Borough command", TRAINED),
        ("S2", Rank.SERGEANT, "Proactive team", None),
    ),
    "sussex": (("X1", Rank.INSPECTOR, "Coastal policing", TRAINED),),
    "serocu": (
        ("R1", Rank.CHIEF_INSPECTOR, "Regional disruption", TRAINED),
        ("R2", Rank.INSPECTOR, "Regional cyber crime", TRAINED),
    ),
}
LEFT = {"H5": date(2026, 10, 16)}


@dataclass(frozen=True)
class Told:
    """A threat: who leads the response and who investigates, by reference, when it was last
    assessed, of what, and how far that is moderated.
    """

    reference: str
    crime: str
    tier: int | None
    lro: tuple[str, ...] = ()
    sio: str = ""
    assessed_on: date | None = date(2026, 9, 14)
    scope: str = Scope.WHOLE
    moderation: str = MODERATED
    kind: str = Kind.OCG
    phase: str = "Active"
    started_on: date | None = date(2026, 3, 2)


THREATS = {
    "hampshire": (
        Told("OCG 1", "Drugs supply", 2, ("H1",), "H4"),
        Told("OCG 2", "Drugs supply", 1, ("H1", "H5"), "H4", scope=Scope.OPERATION),
        Told("OCG 3", "Modern slavery and human trafficking", 2, ("H3",), assessed_on=None),
        Told("OCG 4", "Fraud", 3, ("H1",), assessed_on=date(2025, 6, 9)),
        Told("OCG 5", "Firearms", 1, ("H2",), "H4", moderation=WAITING),
        Told("OCG 6", "Organised acquisitive crime", 3, sio="H4", assessed_on=None),
        Told("OCG 7", "Drugs supply", 4, ("H2",), phase="Monitoring", started_on=None),
        Told("OCG 8", "Money laundering", 3, ("H1",), assessed_on=date(2025, 2, 3)),
        Told("OCG 9", "Drugs supply", 2, moderation=WAITING, scope=Scope.OPERATION),
        Told("OCG 10", "Organised violence", None, ("H2",), phase="Developing", assessed_on=None),
        Told("OCG 11", "Organised immigration crime", 5, ("H3",), phase="Identified"),
        Told("PI 1", "Drugs supply", 2, ("H2",), kind=Kind.INDIVIDUAL),
    ),
    "surrey": (
        Told("S/OCG/04", "Organised acquisitive crime", 2, ("S1",), "S2"),
        Told("S/OCG/09", "Fraud", 3, ("S1",), scope=Scope.OPERATION),
        Told("S/VUL/02", "Fraud", 4, kind=Kind.VULNERABILITY, started_on=None, assessed_on=None),
    ),
    "sussex": (Told("SX/OCG/07", "Drugs supply", 3, ("X1",)),),
    "serocu": (
        Told("SE/OCG/21", "Drugs supply", 1, ("R1",), scope=Scope.OPERATION),
        Told("SE/OCG/26", "Cyber crime", 2, ("R2",)),
    ),
}
# Which threats of the force the regional unit supports.
SUPPORTED = ("OCG 1", "OCG 2")


def tell(cast: Cast) -> None:
    """Fill the master lists of the four bodies, unless they are."""
    if Threat.objects.exists():
        return
    keepers = {each.body: each for each in (HAMPSHIRE_LEAD, SURREY_LEAD, SUSSEX_LEAD, SEROCU_LEAD)}
    crimes = {each.name: each for each in CrimeType.objects.all()}
    phases = {each.name: each for each in ThreatPhase.objects.all()}
    for slug, sign_in in keepers.items():
        body, by = Body.objects.get(slug=slug), cast[sign_in]
        officers = _officers(body, by)
        for told in THREATS[slug]:
            threat = _threat(told, body, crimes[told.crime], phases[told.phase], by)
            _responsible(threat, told, officers, by)
            _assessed(threat, told, by)
        for reference, day in LEFT.items():
            if gone := officers.get(reference):
                record_left(gone, left_on=day, seen_version=gone.version, by=by, at=AT)


def _officers(body: Body, by: User) -> dict[str, Officer]:
    return {
        reference: add_officer(
            body=body,
            reference=reference,
            name=f"Demo Officer {reference}",
            rank=rank,
            post=post,
            trained_on=trained_on,
            by=by,
            at=AT,
        )
        for reference, rank, post, trained_on in OFFICERS[body.slug]
    }


def _threat(told: Told, body: Body, crime: CrimeType, phase: ThreatPhase, by: User) -> Threat:
    supporting = Body.objects.filter(slug="serocu") if told.reference in SUPPORTED else ()
    return add_threat(
        body=body,
        reference=told.reference,
        kind=told.kind,
        tier=told.tier,
        phase=phase,
        operation_started_on=told.started_on,
        crime_types=[crime],
        supporting_bodies=supporting,
        by=by,
        at=AT,
    )


def _responsible(threat: Threat, told: Told, officers: dict[str, Officer], by: User) -> None:
    since = told.started_on or date(2026, 5, 4)
    held = [(reference, "lro") for reference in told.lro]
    for reference, role in [*held, *([(told.sio, "sio")] if told.sio else [])]:
        give_responsibility(
            threat, officer=officers[reference], role=role, since=since, by=by, at=AT
        )


def _assessed(threat: Threat, told: Told, by: User) -> None:
    if told.assessed_on is None:
        return
    made = add_assessment(
        threat,
        scope=told.scope,
        assessed_on=told.assessed_on,
        risk_score=Decimal(48 - 8 * (told.tier or 3)),
        tier=told.tier,
        by=by,
        at=AT,
    )
    on: dict[str, Any] = {"moderated_on": told.assessed_on} if told.moderation == MODERATED else {}
    record_moderation(
        made, moderation=told.moderation, **on, seen_version=made.version, by=by, at=AT
    )
