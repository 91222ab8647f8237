"""The register after publication: entries are opened, corrected, and given an owner."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from findings.actions.access import lock
from findings.models import Finding, Inspection
from inspection_portal.core import audit
from inspection_portal.core.dates import LONDON
from inspection_portal.core.editing import differences, update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from recommendations import events, messages, permissions, queries
from recommendations.actions.status import give_status
from recommendations.models import (
    Milestone,
    NationalRecommendation,
    Recommendation,
    RegisterEntry,
    Section55Response,
    last_day_to_answer,
)

WITHDRAWN = "Withdrawn by a correction of the report."


@transaction.atomic
def open_register(
    inspection: Inspection, *, publish_at: datetime, by: User, at: datetime
) -> list[RegisterEntry]:
    """Settle the deadlines of a report that is about to be issued, and open its entries: one for
    each addressee of a recommendation or area for improvement, seen from `publish_at` on.

    Called in the transaction of the publication, before the inspection is marked issued; after a
    correction before that is closed, when open entries take the corrected words and deadline,
    those that the report asks of nobody any more are superseded, and only missing ones are added,
    seen at once. Closed entries stay as they are, and so do the deadlines of what was published
    before its report. Local policing bodies are asked for their answers. Returns those added.
    Raises RuleBroken where the report is issued and not being corrected.
    """
    if not permissions.can_open_register(by):
        raise PermissionDenied
    held = lock(inspection)
    corrected = held.corrections.open().exists()
    if held.is_issued and not corrected:
        raise RuleBroken(f"“{held}” is issued. Its register is open already.")
    waiting = Recommendation.objects.filter(finding__inspection=held, finding__accelerated_at=None)
    settle_deadlines(waiting, localdate(publish_at, LONDON), by, at)
    _ask_policing_bodies(held, localdate(publish_at, LONDON), by, at)
    owed = queries.owed_entries(held, published_at=at if corrected else publish_at)
    entered = queries.held_entries(held)
    for addressed, entry in entered.items():
        if entry.is_open:
            _correct(entry, owed.get(addressed), by, at)
    missing = [each for key, each in owed.items() if key not in entered]
    return _open(held, missing, by, at)


@transaction.atomic
def open_accelerated(
    finding: Finding, *, publish_at: datetime, by: User, at: datetime
) -> list[RegisterEntry]:
    """Open the entries of a cause of concern that is published before its report."""
    if not permissions.can_open_register(by):
        raise PermissionDenied
    held = lock(finding.inspection)
    settle_deadlines(finding.recommendations.all(), localdate(publish_at, LONDON), by, at)
    owed = queries.owed_entries(held, published_at=publish_at)
    of_the_concern = [
        each
        for each in owed.values()
        if each.entry.recommendation and each.entry.recommendation.finding_id == finding.pk
    ]
    return _open(held, of_the_concern, by, at)


@transaction.atomic
def recall_register(inspection: Inspection, *, by: User, at: datetime) -> None:
    """Take back the entries and the answers asked for by a report that is recalled from its
    embargo: nobody has seen them.
    """
    if not permissions.can_open_register(by):
        raise PermissionDenied
    held = lock(inspection)
    if held.is_published_at(at):
        raise RuleBroken(f"“{held}” is published, so its register stays.")
    opened = Q(published_at=held.publish_at, published_at__gt=at)
    recalled, _ = RegisterEntry.objects.of(held).filter(opened).delete()
    held.section_55_responses.all().delete()
    audit.record("register.recalled", held, by=by, at=at, entries=recalled)


def settle_deadlines(
    recommendations: Iterable[Recommendation | NationalRecommendation],
    published_on: date,
    by: User,
    at: datetime,
) -> None:
    """Count what publication counts from that day on, for the caller who opens the entries."""
    for each in recommendations:
        due_on = each.due_if_published(published_on)
        changed = differences(each, {"due_on": due_on})
        if changed:
            update_as_seen(each, seen_version=each.version, due_on=due_on)
            audit.record("recommendation.deadline_settled", each, by=by, at=at, **changed)


@transaction.atomic
def assign_owner(
    entry: RegisterEntry, *, owner: User | None, seen_version: int, by: User, at: datetime
) -> None:
    """Make a person of the body responsible for its open entry, or nobody where `owner` is None;
    what awaited allocation is then in progress.

    Whoever is responsible may hand it on, but to somebody.
    """
    before = assign(entry, owner=owner, seen_version=seen_version, by=by)
    audit.record(
        "entry.assigned" if owner else "entry.unassigned",
        entry,
        by=by,
        at=at,
        owner=[str(before or ""), str(owner or "")],
    )
    if owner:
        messages.tell_owner([entry], owner=owner, by=by, at=at)


def assign(entry: RegisterEntry, *, owner: User | None, seen_version: int, by: User) -> User | None:
    """Change who is responsible, for a caller who records it; returns who was so before."""
    if not permissions.can_hand_on(by, entry):
        raise PermissionDenied
    if owner is None and not permissions.can_assign(by, entry):
        raise RuleBroken("Choose who is responsible after you, or ask your lead.")
    if not entry.is_open:
        raise RuleBroken(f"“{entry}” is closed, so its owner stays as it is.")
    if owner == entry.owner:
        raise RuleBroken(f"{owner or 'Nobody'} is responsible for “{entry}” already.")
    if owner and not queries.people_of(entry).filter(pk=owner.pk).exists():
        raise RuleBroken(f"{owner} does not act for {entry.addressee}. Choose one of its people.")
    before = entry.owner
    update_as_seen(entry, seen_version=seen_version, owner=owner, **begun(entry, owner))
    return before


def begun(entry: RegisterEntry, owner: User | None) -> dict[str, object]:
    """What changes besides the owner: what awaited allocation is in progress once it has one."""
    awaited = entry.position == RegisterEntry.Position.AWAITING_ALLOCATION
    return {"position": RegisterEntry.Position.IN_PROGRESS} if owner and awaited else {}


@transaction.atomic
def record_export(
    *, file_format: str, filters: Mapping[str, Iterable[str]], by: User, at: datetime
) -> None:
    """Note that a person took a copy of what they see of the register, and how it was filtered."""
    chosen = {name: list(values) for name, values in filters.items()}
    audit.record("register.exported", by, by=by, at=at, format=file_format, filters=chosen)


def _ask_policing_bodies(
    inspection: Inspection, published_on: date, by: User, at: datetime
) -> None:
    """Start the section 55 clock of each local policing body of a force (domain §3.1). What was
    published elsewhere, and loaded after the last day to answer, was answered elsewhere too.
    """
    if inspection.is_historic and last_day_to_answer(published_on) < localdate(at):
        return
    for policing_body in queries.policing_bodies_to_answer(inspection, on=published_on):
        response, is_new = Section55Response.objects.get_or_create(
            inspection=inspection, policing_body=policing_body
        )
        if is_new:
            audit.record("section_55_response.asked_for", response, by=by, at=at)


def _correct(entry: RegisterEntry, owed: queries.Owed | None, by: User, at: datetime) -> None:
    """Have an open entry say what the corrected report asks, or close it where that is nothing."""
    if owed is None:
        status, seen = RegisterEntry.Status.SUPERSEDED, entry.version
        give_status(entry, status, narrative=WITHDRAWN, seen_version=seen, by=by, at=at)
        return
    changed = differences(entry, {"asked": owed.entry.asked})
    before = entry.due_on
    _correct_milestones(entry, owed.milestones, at)
    if changed:
        update_as_seen(entry, seen_version=entry.version, asked=owed.entry.asked)
    entry.refresh_from_db()
    if entry.due_on != before:
        changed["due_on"] = [str(before), str(entry.due_on)]
    if changed:
        audit.record("entry.corrected", entry, by=by, at=at, **changed)


def _correct_milestones(entry: RegisterEntry, corrected: Iterable[Milestone], at: datetime) -> None:
    """Give an entry the deadlines of the corrected report; a date agreed since stays agreed."""
    held = {each.position: each for each in entry.milestones.of_the_inspectorate()}
    for each in corrected:
        dates = {"kind": each.kind, "words": each.words, "original_on": each.original_on}
        old = held.pop(each.position, None)
        if old is None:
            new = Milestone.objects.create(entry=entry, position=each.position, **dates)
            if new.current_on:
                events.deadline_moved(new, at=at)
        elif differences(old, dates):
            before = old.current_on
            update_as_seen(old, seen_version=old.version, **dates)
            if old.current_on != before:
                events.deadline_moved(old, at=at)
    for gone in held.values():
        gone.delete()


def _open(
    inspection: Inspection, owed: Iterable[queries.Owed], by: User, at: datetime
) -> list[RegisterEntry]:
    first = RegisterEntry.objects.of(inspection).count() + 1
    return [
        _enter(each, f"{inspection.slug}/{number}", by, at)
        for number, each in enumerate(owed, start=first)
    ]


def _enter(owed: queries.Owed, reference: str, by: User, at: datetime) -> RegisterEntry:
    entry = owed.entry
    entry.reference = reference
    entry.save()
    for milestone in owed.milestones:
        milestone.entry = entry
        milestone.save()
    entry.refresh_from_db(fields=["due_on"])
    audit.record("entry.opened", entry, by=by, at=at)
    return entry
