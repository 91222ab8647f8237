"""Writing what a cause of concern recommends: add, revise, put in order, delete (domain §2.2)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NotRequired, TypedDict, Unpack

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.timezone import localdate

from findings.actions.access import lock_for_work
from findings.actions.gathering import refuse_marked_text, refuse_unprintable
from findings.actions.order import Direction, next_position, swap
from findings.models import Finding
from forces.models import LocalPolicingBody, Organisation
from inspection_portal.core import audit
from inspection_portal.core.editing import as_revised, differences, refuse_invalid, update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from recommendations.actions.addressing import set_addressees
from recommendations.models import DueKind, Recommendation

OUTSIDE = ("organisations", "policing_bodies")


class Said(TypedDict):
    """What a recommendation says: its words, its deadline, and the second date of one that has two.

    `due_on` is the last day that a date or month names; what publication counts needs none.
    `organisations` and `policing_bodies` are who is addressed besides bodies; left out, they stay.
    """

    text: str
    due_kind: str
    due_on: NotRequired[date | None]
    due_months: NotRequired[int | None]
    completion_kind: NotRequired[str]
    completion_on: NotRequired[date | None]
    organisations: NotRequired[Iterable[Organisation]]
    policing_bodies: NotRequired[Iterable[LocalPolicingBody]]


@transaction.atomic
def add_recommendation(
    finding: Finding, *, by: User, at: datetime, **said: Unpack[Said]
) -> Recommendation:
    """Add a recommendation after the others of a cause of concern."""
    lock_for_work(finding.inspection, by)
    finding.refresh_from_db(fields=["kind"])
    if finding.kind != Finding.Kind.CAUSE_OF_CONCERN:
        raise RuleBroken(f"“{finding}” is not a cause of concern, so it has no recommendations.")
    words: Any = {name: value for name, value in said.items() if name not in OUTSIDE}
    recommendation = Recommendation(
        finding=finding, position=next_position(finding.recommendations.all()), **words
    )
    _refuse_unfit(recommendation)
    recommendation.save()
    named = set_addressees(recommendation, _outside(said), on=localdate(at))
    told = {name: after for name, (_, after) in named.items()}
    about = {"finding": str(finding.uuid), **told}
    audit.record("recommendation.added", recommendation, by=by, at=at, **about)
    return recommendation


@transaction.atomic
def revise_recommendation(
    recommendation: Recommendation,
    *,
    seen_version: int,
    by: User,
    at: datetime,
    **said: Unpack[Said],
) -> None:
    """Change the wording, the deadline or the addressees of a recommendation."""
    lock_for_work(recommendation.finding.inspection, by)
    changes = {
        "text": said["text"],
        "due_kind": DueKind(said["due_kind"]),
        "due_on": said.get("due_on"),
        "due_months": said.get("due_months"),
        "completion_kind": said.get("completion_kind", ""),
        "completion_on": said.get("completion_on"),
    }
    revised = as_revised(recommendation, changes)
    _refuse_unfit(revised)
    changed = differences(recommendation, changes)
    update_as_seen(recommendation, seen_version=seen_version, **changes)
    changed |= set_addressees(recommendation, _outside(said), on=localdate(at))
    audit.record("recommendation.revised", recommendation, by=by, at=at, **changed)


@transaction.atomic
def move_recommendation(
    recommendation: Recommendation,
    *,
    direction: Direction,
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    """Move a recommendation one place up or down under its cause of concern."""
    lock_for_work(recommendation.finding.inspection, by)
    recommendation.refresh_from_db(fields=["position"])
    siblings = recommendation.finding.recommendations.all()
    freed = swap(recommendation, siblings, direction)
    update_as_seen(recommendation, seen_version=seen_version, position=freed)
    audit.record("recommendation.moved", recommendation, by=by, at=at, direction=direction)


@transaction.atomic
def delete_recommendation(
    recommendation: Recommendation, *, seen_version: int, by: User, at: datetime
) -> None:
    """Delete a recommendation; its wording stays in the inspection's trail.

    Raises RuleBroken where a body already answers for it in the register.
    """
    held = lock_for_work(recommendation.finding.inspection, by)
    update_as_seen(recommendation, seen_version=seen_version)
    audit.record(
        "recommendation.deleted",
        recommendation,
        by=by,
        at=at,
        finding=str(recommendation.finding.uuid),
        text=recommendation.text,
        inspection=str(held.uuid),
    )
    try:
        recommendation.delete()
    except ProtectedError as error:
        raise RuleBroken(
            f"“{recommendation}” is in the register, so it can’t be deleted."
        ) from error


def _outside(said: Said) -> dict[str, Iterable[Any]]:
    """Who is addressed besides bodies, by the fields that were given."""
    named: dict[str, Any] = {name: value for name, value in said.items() if name in OUTSIDE}
    return named


def _refuse_unfit(recommendation: Recommendation) -> None:
    refuse_marked_text(recommendation.text)
    refuse_unprintable(recommendation.text)
    refuse_invalid(recommendation)
