"""Answering a report under section 55: the chief officer is asked, each recommendation answered,
and it is noted where the answer was published (domain §3.1).
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from findings.actions.gathering import refuse_marked_text
from inspection_portal.core import audit
from inspection_portal.core.editing import as_revised, differences, refuse_invalid, update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from recommendations import permissions, queries
from recommendations.messages import section_55
from recommendations.models import RegisterEntry, Section55Item, Section55Response

NAMED_AS_MISSING = 5


class Said(NamedTuple):
    """What an answer says to one entry; both are empty where it says nothing yet."""

    action: str
    text: str


@transaction.atomic
def invite_comments(
    response: Section55Response,
    *,
    comments_wanted_by: date,
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    """Ask the chief officer for comments on the report by a day that the office sets."""
    held = _lock_to_write(response, by)
    today = localdate(at)
    if comments_wanted_by < today:
        raise RuleBroken("The day has passed. Choose today or a later day.")
    if held.due_on and today <= held.due_on < comments_wanted_by:
        raise RuleBroken("That is after the last day to answer. Choose an earlier day.")
    changes = {"comments_wanted_by": comments_wanted_by}
    changed = differences(held, changes)
    begun_at = held.begun_at or at
    update_as_seen(response, seen_version=seen_version, begun_at=begun_at, **changes)
    audit.record("answer.comments_invited", response, by=by, at=at, **changed)
    section_55.tell_comments_invited(response, by=by, at=at)


@transaction.atomic
def write_answer(
    response: Section55Response,
    *,
    items: Mapping[UUID, Said] | None = None,
    seen_version: int,
    by: User,
    at: datetime,
    **said: str,
) -> None:
    """Keep what the answer says so far: its comments, those to the chief officer, its reply, and
    what it says to each entry that `items` names by its UUID; what is left out stays. Nobody
    outside the office reads it before it is published.
    """
    held, items = _lock_to_write(response, by), items or {}
    refuse_marked_text(*said.values(), *(each.text for each in items.values()))
    asked = {entry.uuid: entry for entry in queries.entries_to_answer(held)}
    if not items.keys() <= asked.keys():
        raise RuleBroken("The report does not ask all of this of the force. Open the page again.")
    begun_at = held.begun_at or at
    update_as_seen(response, seen_version=seen_version, begun_at=begun_at, **said)
    for uuid, each in items.items():
        _write_item(response, asked[uuid], each)
    answered = response.items.exclude(action="").exclude(text="").count()
    # What it says is the office's own: the row history keeps it, the trail does not tell it.
    audit.record("answer.written", response, by=by, at=at, answered=answered)


@transaction.atomic
def publish_answer(
    response: Section55Response,
    *,
    answered_on: date,
    link: str,
    sent_to_inspectors_on: date | None = None,
    sent_to_home_secretary_on: date | None = None,
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    """Note when and where the answer was published and when copies were sent; from then on others
    read it here, and what it says stays. The same again corrects the days and the link.
    """
    held = _lock(response, by)
    changes = {
        "answered_on": answered_on,
        "link": link,
        "sent_to_inspectors_on": sent_to_inspectors_on,
        "sent_to_home_secretary_on": sent_to_home_secretary_on,
    }
    _refuse_publication(held, changes, today=localdate(at))
    changed = differences(held, changes)
    begun_at = held.begun_at or at
    update_as_seen(response, seen_version=seen_version, begun_at=begun_at, **changes)
    verb = "answer.publication_corrected" if held.is_published else "answer.published"
    audit.record(verb, response, by=by, at=at, **changed)


def _lock(response: Section55Response, by: User) -> Section55Response:
    """The stored answer, held for somebody of the office."""
    if not permissions.can_answer_reports(by, response.policing_body_id):
        raise PermissionDenied
    rows = Section55Response.objects.for_list().select_for_update(of=("self",), no_key=True)
    return rows.get(pk=response.pk)


def _lock_to_write(response: Section55Response, by: User) -> Section55Response:
    """The same, where what it says may still change."""
    held = _lock(response, by)
    if held.is_published:
        raise RuleBroken("The answer is published, so what it says stays as it is.")
    if not held.is_owed:
        raise RuleBroken("The report is withdrawn, so no answer to it is owed.")
    return held


def _write_item(response: Section55Response, entry: RegisterEntry, said: Said) -> None:
    item = response.items.filter(entry=entry).first()
    action, text = said.action, said.text.strip()
    if not (action or text):
        if item:
            item.delete()
        return
    row = item or Section55Item(response=response, entry=entry)
    if (row.action, row.text) != (action, text) or item is None:
        row.action, row.text = action, text
        refuse_invalid(row)
        row.save()


def _refuse_publication(
    held: Section55Response, changes: Mapping[str, object], *, today: date
) -> None:
    """Raise RuleBroken where the answer can't have been published so."""
    answered_on, reported_on = changes["answered_on"], held.report.published_on
    if not (held.is_published or held.is_owed):
        raise RuleBroken("The report is withdrawn, so no answer to it is owed.")
    days = [day for day in changes.values() if isinstance(day, date)]
    if any(day > today for day in days):
        raise RuleBroken("That day has not come yet. Enter the day once it has.")
    if reported_on and isinstance(answered_on, date) and answered_on < reported_on:
        raise RuleBroken("That is before the report was published. Check the day.")
    missing = [each.entry.reference for each in queries.asked_of(held) if each.is_open]
    if missing and not held.is_published:
        named = ", ".join(missing[:NAMED_AS_MISSING])
        more = " and more" if len(missing) > NAMED_AS_MISSING else ""
        raise RuleBroken(f"Answer every recommendation first. Not answered: {named}{more}.")
    changed = as_revised(held, changes)
    refuse_invalid(changed)
