"""Who answers for a threat: given to officers, and ended."""

from copy import copy
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from disruptions.actions.threats import lock
from disruptions.models import Officer, Threat, ThreatResponsibility
from inspection_portal.core import audit
from inspection_portal.core.editing import refuse_invalid, update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.following import tell_anew
from inspection_portal.core.models import User


@transaction.atomic
def give_responsibility(
    threat: Threat, *, officer: Officer, role: str, since: date, by: User, at: datetime
) -> ThreatResponsibility:
    """Make an officer a lead responsible officer of the threat, or its senior investigating
    officer, from a day on.

    Several lead at a time, one investigates. Raises RuleBroken for an officer of a body that has no
    part in the threat, or who has left by that day.
    """
    held = lock(threat, by)
    if held.closed_on:
        raise RuleBroken(f"“{held}” is closed. Open it again before somebody answers for it.")
    taking_part = {held.body_id, *held.supporting_bodies.values_list("pk", flat=True)}
    if officer.body_id not in taking_part:
        raise RuleBroken(
            f"{officer.body} has no part in “{held}”. Choose an officer of the body that owns "
            "it, or add the officer’s body to those that support it."
        )
    if officer.has_left(since):
        raise RuleBroken("The officer has left by that day. Choose somebody who serves.")
    given = ThreatResponsibility(threat=held, officer=officer, role=role, since=since)
    refuse_invalid(given)
    given.save()
    tell_anew(Threat.objects.filter(pk=held.pk))
    audit.record(
        "responsibility.given",
        held,
        by=by,
        at=at,
        role=given.get_role_display(),
        officer=f"{officer.title}, {officer.body}",
        since=since.isoformat(),
    )
    return given


@transaction.atomic
def end_responsibility(
    responsibility: ThreatResponsibility,
    *,
    until: date,
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    """Say until which day an officer answers for a threat, that day included."""
    held = lock(responsibility.threat, by)
    if responsibility.until and responsibility.until < localdate(at):
        raise RuleBroken("The officer’s responsibility has ended already.")
    ended = copy(responsibility)
    ended.until = until
    refuse_invalid(ended)
    update_as_seen(responsibility, seen_version=seen_version, until=until)
    tell_anew(Threat.objects.filter(pk=held.pk))
    officer = responsibility.officer
    audit.record(
        "responsibility.ended",
        held,
        by=by,
        at=at,
        role=responsibility.get_role_display(),
        officer=f"{officer.title}, {officer.body}",
        until=until.isoformat(),
    )
