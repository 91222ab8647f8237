"""Disruptions are edited, moderated by somebody else, and submitted again (domain §5)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from disruptions import messages, permissions, queries, standards
from disruptions.actions.kept import apart
from disruptions.models import DISRUPTION_NOT_YET, Disruption, Moderation, Threat
from forces.models import Body, Organisation
from inspection_portal.core import audit
from inspection_portal.core.editing import (
    as_revised,
    differences,
    refuse_invalid,
    refuse_marked_text,
    replaced,
    update_as_seen,
)
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User

CHOSEN = ("supporting_bodies", "supporting_partners")
Outcome = Moderation.Outcome
OWN = "Nobody moderates what they recorded or changed. Ask somebody else who leads {body}."
NOT_OPEN = "{disruption} is {state}, so it stays as it is."
REOPEN_FIRST = " A lead of {body} who neither recorded nor changed it can open it again."
NOTHING_TO_REOPEN = "{disruption} is {state}, so there is nothing to open again."
NO_REASON = "Say why it is opened again, so that whoever recorded it knows what to put right."
EXTRACTED = "{disruption} came from an extract. Change it where it was recorded."


class Said(TypedDict, total=False):
    """What a record says of a disruption; what is left out stays as it was."""

    threat: Threat
    event_on: date
    type: str
    strand: str
    category: str
    narrative: str
    evidence: str
    lead_body: Body | None
    lead_partner: Organisation | None
    supporting_bodies: Iterable[Body]
    supporting_partners: Iterable[Organisation]


@transaction.atomic
def edit_disruption(
    disruption: Disruption, *, seen_version: int, by: User, at: datetime, **said: Unpack[Said]
) -> None:
    """Put right what a record says, until it is moderated or where it was opened again. Its record
    date stays; its own body led it where the lead is said to be none.
    """
    held = _hold_own(disruption, by)
    if held.moderation not in (Disruption.Moderated.PENDING, Disruption.Moderated.RETURNED):
        raise _not_open(held)
    fields, chosen = apart(said, CHOSEN)
    if {"lead_body", "lead_partner"} <= fields.keys() and not names_a_lead(fields):
        fields["lead_body"] = held.body
    edited = as_revised(held, fields)
    refuse_unfit(edited, chosen, today=localdate(at))
    refuse_invalid(edited)
    _refuse_hidden(edited.threat, held, by)
    told = differences(held, fields)
    for name, rows in chosen.items():
        told |= replaced(name, getattr(held, name).all(), rows)
    update_as_seen(disruption, seen_version=seen_version, changed_by=by, **fields)
    for name, rows in chosen.items():
        getattr(disruption, name).set(rows)
    audit.record("disruption.edited", disruption, by=by, at=at, **told)


@transaction.atomic
def resubmit_disruption(
    disruption: Disruption, *, seen_version: int, by: User, at: datetime
) -> None:
    """Send a record that was returned to moderation again."""
    held = _hold_own(disruption, by)
    if held.moderation != Disruption.Moderated.RETURNED:
        raise _not_open(held)
    pending = Disruption.Moderated.PENDING
    update_as_seen(disruption, seen_version=seen_version, moderation=pending)
    audit.record("disruption.resubmitted", disruption, by=by, at=at)


@transaction.atomic
def moderate_disruption(
    disruption: Disruption,
    *,
    outcome: str,
    reason: str = "",
    to_category: str = "",
    seen_version: int,
    by: User,
    at: datetime,
) -> Moderation:
    """Decide on a record that waits: moderated, returned, downgraded `to_category`, or refused.

    Raises RuleBroken for who recorded or changed it, and where it would pass and fails a rule of
    the minimum standards.
    """
    held = _hold_to_moderate(disruption, by)
    if held.moderation != Disruption.Moderated.PENDING:
        raise _not_open(held)
    if outcome == Outcome.REOPENED:
        raise RuleBroken("Choose moderated, returned, downgraded or refused.")
    decision = Moderation(disruption=held, outcome=outcome, reason=reason.strip(), by=by, at=at)
    fields: dict[str, Any] = {"moderation": outcome}
    if outcome == Outcome.DOWNGRADED:
        decision.from_category, decision.to_category = held.category, to_category
        fields["category"] = to_category
    refuse_marked_text(reason)
    refuse_invalid(decision)
    if outcome in (Outcome.MODERATED, Outcome.DOWNGRADED):
        _refuse_failing(as_revised(held, fields), reason)
    return _decide(disruption, decision, fields, seen_version=seen_version)


@transaction.atomic
def reopen_disruption(
    disruption: Disruption, *, reason: str, seen_version: int, by: User, at: datetime
) -> Moderation:
    """Open a record again that was decided wrongly: it counts no more, and is returned to whoever
    recorded it, in the category that it has.

    Raises RuleBroken for who recorded or changed it, and where it was not decided.
    """
    held = _hold_to_moderate(disruption, by)
    if not held.is_decided:
        raise RuleBroken(NOTHING_TO_REOPEN.format(disruption=held, state=_state(held)))
    if not reason.strip():
        raise RuleBroken(NO_REASON)
    refuse_marked_text(reason)
    decision = Moderation(
        disruption=held, outcome=Outcome.REOPENED, reason=reason.strip(), by=by, at=at
    )
    refuse_invalid(decision)
    fields = {"moderation": Disruption.Moderated.RETURNED}
    return _decide(disruption, decision, fields, seen_version=seen_version)


def _decide(
    disruption: Disruption, decision: Moderation, fields: Mapping[str, Any], *, seen_version: int
) -> Moderation:
    """Store what was decided on the record, of which the decision has the one that is held."""
    told = {"reason": decision.reason, **differences(decision.disruption, fields)}
    update_as_seen(disruption, seen_version=seen_version, **fields)
    decision.save()
    verb = f"disruption.{decision.outcome}"
    audit.record(verb, disruption, by=decision.by, at=decision.at, **told)
    messages.tell_decided(decision)
    return decision


def _hold(disruption: Disruption) -> Disruption:
    rows = Disruption.objects.select_for_update(no_key=True, of=("self",))
    held = rows.select_related("threat", "body").get(pk=disruption.pk)
    if held.source != Disruption.Source.PORTAL:
        raise RuleBroken(EXTRACTED.format(disruption=held))
    return held


def _hold_own(disruption: Disruption, by: User) -> Disruption:
    """The stored record, held, for who records for its body."""
    if not permissions.can_record_disruption(by, disruption.body):
        raise PermissionDenied
    return _hold(disruption)


def _hold_to_moderate(disruption: Disruption, by: User) -> Disruption:
    """The stored record, held, for who moderates it and neither recorded nor changed it."""
    if not permissions.can_moderate_for(by, disruption.body):
        raise PermissionDenied
    held = _hold(disruption)
    if not permissions.can_moderate(by, held):
        raise RuleBroken(OWN.format(body=held.body))
    return held


def _not_open(held: Disruption) -> RuleBroken:
    sentences = NOT_OPEN + REOPEN_FIRST if held.is_decided else NOT_OPEN
    return RuleBroken(sentences.format(disruption=held, state=_state(held), body=held.body))


def _state(held: Disruption) -> str:
    return held.get_moderation_display().lower()


def _refuse_hidden(threat: Threat, held: Disruption, by: User) -> None:
    """Raise PermissionDenied for another threat than before that the person does not see."""
    seen = Threat.objects.visible_to(by).filter(pk=threat.pk)
    if threat.pk != held.threat_id and not seen.exists():
        raise PermissionDenied


def names_a_lead(fields: Mapping[str, Any]) -> bool:
    return bool(fields.get("lead_body") or fields.get("lead_partner"))


def refuse_unfit(disruption: Disruption, chosen: Mapping[str, list[Any]], *, today: date) -> None:
    """Raise RuleBroken for what the database can't say of a record: what its text is marked, that
    its day is to come, and that its lead is among those that supported it.
    """
    refuse_marked_text(disruption.narrative, disruption.evidence)
    if disruption.event_on > today:
        raise RuleBroken(DISRUPTION_NOT_YET)
    if disruption.lead in [each for rows in chosen.values() for each in rows]:
        raise RuleBroken(f"{disruption.lead} led it. Choose only others that supported it.")


def _refuse_failing(record: Disruption, reason: str) -> None:
    """Raise RuleBroken for what fails the standards, and for what seems to without a reason."""
    failures = standards.judge(queries.record_of(record), queries.minimum_standards())
    certain = [each.what for each in failures if each.is_certain]
    if certain:
        raise RuleBroken(f"{' '.join(certain)} Return the record or refuse it.")
    if failures and not reason.strip():
        doubts = " ".join(each.what for each in failures)
        raise RuleBroken(f"{doubts} If it counts all the same, say why.")
