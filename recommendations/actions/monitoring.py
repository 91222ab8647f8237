"""Moving a force into the Engage stage and back into Scan, as HM Chief Inspector decides
(domain §3.2).
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from findings.actions.gathering import refuse_marked_text, stored
from forces.models import Body
from inspection_portal.core import audit
from inspection_portal.core.editing import as_revised, differences, refuse_invalid, update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.following import tell_anew
from inspection_portal.core.models import User
from inspection_portal.core.uploads import Upload
from recommendations import permissions
from recommendations.messages import tell_stage
from recommendations.models import EngageLetter, EngageSpell, MonitoringTest

NOT_YET = "That day has not come yet. Enter the day once it has."
NOT_LEFT = "The force has not left the stage. Record first that it leaves."
LEFT = "The force has left the stage already. Correct what is recorded of it instead."
TO_READ_IT = "Read why the stage changed"


@transaction.atomic
def enter_engage(
    body: Body,
    *,
    entered_on: date,
    reasons: Sequence[str],
    link: str = "",
    plan_wanted: bool = False,
    meets_regularly: bool = False,
    by: User,
    at: datetime,
) -> EngageSpell:
    """Move a force into the Engage stage, by the test of that day; its leads are told."""
    _refuse_others(by)
    _lock_force(body)
    spell = EngageSpell(
        body=body,
        test=_test_of(entered_on),
        entered_on=entered_on,
        reasons=list(reasons),
        link=link,
        plan_wanted=plan_wanted,
        meets_regularly=meets_regularly,
    )
    _refuse_unfit(spell, today=localdate(at))
    spell.save()
    told = {"entered_on": str(entered_on), "reasons": audit.in_lines(spell.reasons)}
    audit.record("engage_spell.begun", spell, by=by, at=at, **told)
    tell_stage(spell, by=by, at=at)
    return spell


@transaction.atomic
def leave_engage(
    spell: EngageSpell,
    *,
    left_on: date,
    reasons_to_leave: Sequence[str],
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    """Move a force back into Scan; its leads are told."""
    _refuse_others(by)
    held = _lock(spell)
    if not held.is_open:
        raise RuleBroken(LEFT)
    changes = {"left_on": left_on, "reasons_to_leave": list(reasons_to_leave)}
    _refuse_unfit(as_revised(held, changes), today=localdate(at))
    update_as_seen(spell, seen_version=seen_version, **changes)
    told = {"left_on": str(left_on), "reasons": audit.in_lines(spell.reasons_to_leave)}
    audit.record("engage_spell.ended", spell, by=by, at=at, **told)
    tell_stage(spell, by=by, at=at)


@transaction.atomic
def correct_engage(
    spell: EngageSpell, *, seen_version: int, by: User, at: datetime, **changes: object
) -> None:
    """Put right what is recorded of a spell. Where the force has left the stage, an empty
    `left_on` and no `reasons_to_leave` say that it did not.

    `changes` are fields of the spell; the test follows the day on which the force entered.
    """
    _refuse_others(by)
    held = _lock(spell)
    if held.is_open and changes.get("left_on"):
        raise RuleBroken(NOT_LEFT)
    corrected = as_revised(held, changes)
    if corrected.entered_on != held.entered_on:
        corrected.test = changes["test"] = _test_of(corrected.entered_on)
    _refuse_unfit(corrected, today=localdate(at))
    changed = differences(held, changes)
    update_as_seen(spell, seen_version=seen_version, **changes)
    audit.record("engage_spell.corrected", spell, by=by, at=at, **changed)
    if spell.is_open != held.is_open:
        tell_stage(spell, by=by, at=at)


@transaction.atomic
def add_engage_letter(
    spell: EngageSpell, *, upload: Upload, by: User, at: datetime
) -> EngageLetter:
    """Put a letter or report behind a spell; it stays as it was handed in."""
    _refuse_others(by)
    _lock(spell)
    kept = stored(upload, by=by, at=at)
    if spell.letters.filter(sha256=upload.sha256).exists():
        raise RuleBroken(f"“{upload.name}” is here already. Choose another file.")
    letter = EngageLetter.objects.create(spell=spell, **kept)
    tell_anew(EngageSpell.objects.filter(pk=spell.pk))
    told = {"file": letter.name, "sha256": letter.sha256}
    audit.record("engage_letter.added", spell, by=by, at=at, **told)
    return letter


@transaction.atomic
def take_engage_letter(letter: EngageLetter, *, by: User, at: datetime) -> bytes:
    """The bytes of a letter; that they were taken is recorded.

    Raises DamagedFile where they are no longer those that were handed in.
    """
    if not EngageLetter.objects.visible_to(by).filter(pk=letter.pk).exists():
        raise PermissionDenied
    content = letter.intact_content()
    audit.record_reading(
        "engage_letter.read", letter.spell, by=by, at=at, reason=TO_READ_IT, file=letter.name
    )
    return content


def _refuse_others(by: User) -> None:
    if not permissions.can_decide_monitoring(by):
        raise PermissionDenied


def _lock_force(body: Body) -> None:
    if body.kind != Body.Kind.FORCE:
        raise RuleBroken(f"{body} is not a force. Only forces are monitored.")
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)


def _lock(spell: EngageSpell) -> EngageSpell:
    rows = EngageSpell.objects.for_list().select_for_update(of=("self",), no_key=True)
    return rows.get(pk=spell.pk)


def _test_of(day: date) -> MonitoringTest:
    """The test that holds on that day."""
    test: MonitoringTest | None = MonitoringTest.objects.in_force(day).first()
    if test is None:
        raise RuleBroken(
            "No published test of the Engage stage holds on that day. Check the day, or ask an "
            "administrator to add the test to the list."
        )
    return test


def _refuse_unfit(spell: EngageSpell, *, today: date) -> None:
    refuse_marked_text(*spell.reasons, *spell.reasons_to_leave)
    if max(spell.entered_on, spell.left_on or spell.entered_on) > today:
        raise RuleBroken(NOT_YET)
    refuse_invalid(spell)
