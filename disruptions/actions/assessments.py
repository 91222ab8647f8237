"""MoRiLE assessments: added and revised as supplied, and their moderation recorded (domain §6)."""

from copy import copy
from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.timezone import localdate

from disruptions.actions.threats import lock
from disruptions.models import Assessment, Threat
from inspection_portal.core import audit
from inspection_portal.core.editing import as_revised, differences, refuse_invalid, update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User


class Supplied(TypedDict, total=False):
    """An assessment as it was supplied; what is left out stays as it was."""

    type: str
    scope: str
    assessed_on: date
    harm: Decimal | None
    likelihood: Decimal | None
    organisational_position: Decimal | None
    confidence: Decimal | None
    risk_score: Decimal | None
    tier: int | None


@transaction.atomic
def add_assessment(
    threat: Threat, *, by: User, at: datetime, **supplied: Unpack[Supplied]
) -> Assessment:
    """Keep an assessment of a threat as it was supplied; nothing is computed from it."""
    held = lock(threat, by)
    assessment = Assessment(threat=held, **supplied)
    _refuse_unfit(assessment, at)
    assessment.save()
    audit.record(
        "assessment.added",
        assessment,
        by=by,
        at=at,
        scope=assessment.get_scope_display(),
        assessed_on=assessment.assessed_on.isoformat(),
    )
    return assessment


@transaction.atomic
def revise_assessment(
    assessment: Assessment,
    *,
    seen_version: int,
    by: User,
    at: datetime,
    **supplied: Unpack[Supplied],
) -> None:
    """Correct what was supplied; its moderation stays as it is recorded."""
    lock(assessment.threat, by)
    revised = as_revised(assessment, supplied)
    _refuse_unfit(revised, at)
    changed = differences(assessment, supplied)
    update_as_seen(assessment, seen_version=seen_version, **supplied)
    audit.record("assessment.revised", assessment, by=by, at=at, **changed)


@transaction.atomic
def record_moderation(
    assessment: Assessment,
    *,
    moderation: str,
    moderated_on: date | None = None,
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    """Record how far the moderation of an assessment is, and on which day it was moderated."""
    lock(assessment.threat, by)
    changes = {"moderation": moderation, "moderated_on": moderated_on}
    moderated = copy(assessment)
    moderated.moderation, moderated.moderated_on = moderation, moderated_on
    refuse_invalid(moderated)
    if moderated_on and moderated_on > localdate(at):
        raise RuleBroken("The day of moderation has not come yet. Enter it once it has.")
    changed = differences(assessment, changes)
    update_as_seen(assessment, seen_version=seen_version, **changes)
    audit.record("assessment.moderation_recorded", assessment, by=by, at=at, **changed)


def _refuse_unfit(assessment: Assessment, at: datetime) -> None:
    refuse_invalid(assessment)
    if assessment.assessed_on > localdate(at):
        raise RuleBroken("The day of the assessment has not come yet. Enter it once it has.")
