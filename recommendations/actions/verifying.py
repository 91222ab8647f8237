"""What an inspector finds of a body's claim that an entry is done (domain §3.3)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import TextChoices
from django.utils.timezone import localdate

from findings.actions.gathering import refuse_marked_text
from inspection_portal.core import audit
from inspection_portal.core.editing import update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from inspection_portal.core.templatetags.govuk import day
from recommendations import events, messages, permissions
from recommendations.actions.access import lock
from recommendations.actions.status import Reasons, ask, refuse_ended, work_again
from recommendations.models import Basis, Claim, RegisterEntry


class Outcome(TextChoices):
    """What came of it, in the words of a form."""

    COMPLETE = "complete", "It is done"
    DEMONSTRATION = "demonstration", "The body must show that it lasts"
    MORE_NEEDED = "more_needed", "More is needed"
    REJECTED = "rejected", "It is not done"


STATES = {
    Outcome.COMPLETE: Claim.State.VERIFIED,
    Outcome.DEMONSTRATION: Claim.State.DEMONSTRATION,
    Outcome.MORE_NEEDED: Claim.State.SENT_BACK,
    Outcome.REJECTED: Claim.State.REJECTED,
}


@dataclass(frozen=True)
class Found:
    """What an inspector found. `verdict` is read by the body and names no person; `internal_note`
    stays in the inspectorate. What is done has a `basis`, a demonstration its last day.
    """

    outcome: Outcome
    verdict: str
    internal_note: str = ""
    basis: Basis | None = None
    demonstration_until: date | None = None


@transaction.atomic
def verify(claim: Claim, *, found: Found, seen_version: int, by: User, at: datetime) -> None:
    """Say what was found of an open claim; its own words stay as they are.

    What is done closes the entry once a second person authorises it, or is one milestone met where
    others are left. Until the end of a demonstration the claim stays open. What is sent back or
    rejected is in progress again.
    """
    if not permissions.can_record_status(by):
        raise PermissionDenied
    held = lock(claim.entry)
    claim.refresh_from_db(fields=["state", "demonstration_until"])
    _refuse_unfit(claim, found, on=localdate(at))
    state = STATES[found.outcome]
    _write(claim, found, state, seen_version=seen_version, by=by, at=at)
    told = {"outcome": found.outcome, "verdict": found.verdict}
    audit.record("claim.verified", held, by=by, at=at, claim=str(claim.uuid), **told)
    if state == Claim.State.VERIFIED:
        reasons = Reasons(found.verdict, found.internal_note, found.basis)
        status = held.status if _is_part(claim) else RegisterEntry.Status.COMPLETE
        ask(held, RegisterEntry.Status(status), reasons, claim=claim, by=by, at=at)
        return
    if not claim.is_open:
        work_again(held)
    messages.tell_answer(claim, by=by, at=at)
    events.claim_decided(claim, at=at)


def _refuse_unfit(claim: Claim, found: Found, *, on: date) -> None:
    if claim.state not in Claim.UNDECIDED:
        state = claim.get_state_display().lower()
        raise RuleBroken(f"This claim is {state}, so it can’t be verified now.")
    if not found.verdict.strip():
        raise RuleBroken("Say what was found.")
    refuse_marked_text(found.verdict, found.internal_note)
    if found.outcome == Outcome.COMPLETE:
        if claim.must_demonstrate(on):
            raise RuleBroken(
                f"The body shows until {day(claim.demonstration_until)} that it lasts. Verify it "
                "after that day, or send it back."
            )
        if found.basis is None:
            raise RuleBroken("Say what the verification rests on.")
        refuse_ended(found.basis, on=on)
    if found.outcome == Outcome.DEMONSTRATION:
        _refuse_past(found.demonstration_until, on=on)


def _refuse_past(until: date | None, *, on: date) -> None:
    if until is None:
        raise RuleBroken("Say until when the body shows that it lasts.")
    if until <= on:
        raise RuleBroken("The demonstration period must end in the future. Choose a later day.")


def _is_part(claim: Claim) -> bool:
    """Whether the claim is of one milestone, and others of the entry are not met."""
    if claim.milestone_id is None:
        return False
    unmet = claim.entry.milestones.of_the_inspectorate().filter(met_on=None)
    return unmet.exclude(pk=claim.milestone_id).exists()


def _write(
    claim: Claim, found: Found, state: Claim.State, *, seen_version: int, by: User, at: datetime
) -> None:
    done = found.outcome == Outcome.COMPLETE
    update_as_seen(
        claim,
        seen_version=seen_version,
        state=state,
        verdict=found.verdict,
        internal_note=found.internal_note,
        basis=found.basis if done else None,
        demonstration_until=found.demonstration_until or claim.demonstration_until,
        verified_by=by,
        verified_at=at,
        answered_at=claim.answered_at or at,
        closed_at=None if state in Claim.OPEN else at,
    )
