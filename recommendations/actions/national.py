"""Recommendations of national reports: entered, opened as an entry for each addressee, and
addressed to more later (domain §3.3).
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Max
from django.utils.timezone import localdate

from findings.actions.gathering import refuse_marked_text, refuse_unprintable
from findings.models import Inspection
from forces.models import Body, LocalPolicingBody, Organisation
from inspection_portal.core import audit
from inspection_portal.core.dates import LONDON
from inspection_portal.core.editing import (
    as_revised,
    differences,
    refuse_invalid,
    replaced,
    update_as_seen,
)
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from recommendations import events, messages, permissions, queries
from recommendations.actions.register import settle_deadlines
from recommendations.models import (
    Milestone,
    NationalRecommendation,
    NationalReport,
    RegisterEntry,
    Section55Response,
)

Addressee = Body | Organisation | LocalPolicingBody
CHOSEN = NationalRecommendation.CHOSEN


class Wanted(TypedDict, total=False):
    """What a national report recommends, by when, and to whom; what is left out stays as it was.

    `due_on` is the last day that a date or month names; what publication counts needs none.
    """

    text: str
    due_kind: str
    due_on: date | None
    due_months: int | None
    completion_kind: str
    completion_on: date | None
    applies_if: str
    to_every_force: bool
    to_every_rocu: bool
    bodies: Iterable[Body]
    organisations: Iterable[Organisation]
    policing_bodies: Iterable[LocalPolicingBody]


@transaction.atomic
def enter_report(
    *,
    title: str,
    slug: str,
    published_at: datetime,
    link: str = "",
    is_demonstration: bool = False,
    by: User,
    at: datetime,
) -> NationalReport:
    """Enter a report about policing everywhere that is, or will be, published elsewhere. Nobody
    else sees it before it is opened, and before its moment.
    """
    if not permissions.can_enter_national(by):
        raise PermissionDenied
    report = NationalReport(
        title=title,
        slug=slug,
        published_at=published_at,
        link=link,
        is_demonstration=is_demonstration,
    )
    _refuse_unfit_report(report)
    report.save()
    audit.record("national_report.entered", report, by=by, at=at)
    return report


@transaction.atomic
def revise_report(
    report: NationalReport, *, seen_version: int, by: User, at: datetime, **changes: object
) -> None:
    """Change what is said of a report before its entries are open. `changes` are its title, slug,
    link, and when it is published.
    """
    held = _lock_to_edit(report, by)
    revised = as_revised(held, changes)
    _refuse_unfit_report(revised)
    changed = differences(held, changes)
    update_as_seen(report, seen_version=seen_version, **changes)
    audit.record("national_report.revised", report, by=by, at=at, **changed)


@transaction.atomic
def enter_recommendation(
    report: NationalReport, *, by: User, at: datetime, **wanted: Unpack[Wanted]
) -> NationalRecommendation:
    """Add a recommendation after the others of the report."""
    held = _lock_to_edit(report, by)
    said, chosen = _apart(wanted)
    last = held.recommendations.aggregate(last=Max("number"))["last"] or 0
    recommendation = NationalRecommendation(report=held, number=last + 1, **said)
    _refuse_unfit(recommendation, chosen)
    recommendation.save()
    for name, rows in chosen.items():
        getattr(recommendation, name).set(rows)
    audit.record("national_recommendation.entered", recommendation, by=by, at=at)
    return recommendation


@transaction.atomic
def revise_national(
    recommendation: NationalRecommendation,
    *,
    seen_version: int,
    by: User,
    at: datetime,
    **wanted: Unpack[Wanted],
) -> None:
    """Change what is recommended, by when, or to whom, before the entries are open."""
    _lock_to_edit(recommendation.report, by)
    said, chosen = _apart(wanted)
    revised = as_revised(recommendation, said)
    stored = {name: list(getattr(recommendation, name).all()) for name in CHOSEN}
    _refuse_unfit(revised, {**stored, **chosen})
    changed = differences(recommendation, said)
    update_as_seen(recommendation, seen_version=seen_version, **said)
    for name, rows in chosen.items():
        changed |= replaced(name, stored[name], rows)
        getattr(recommendation, name).set(rows)
    audit.record("national_recommendation.revised", recommendation, by=by, at=at, **changed)


@transaction.atomic
def delete_national(
    recommendation: NationalRecommendation, *, seen_version: int, by: User, at: datetime
) -> None:
    """Take a recommendation out of a report whose entries are not open; those after it move up, and
    its words stay in the trail.
    """
    report = _lock_to_edit(recommendation.report, by)
    update_as_seen(recommendation, seen_version=seen_version)
    audit.record(
        "national_recommendation.deleted",
        recommendation,
        by=by,
        at=at,
        report=str(report.uuid),
        text=recommendation.text,
    )
    recommendation.delete()
    later = report.recommendations.filter(number__gt=recommendation.number)
    later.update(number=F("number") - 1)


@transaction.atomic
def open_national(
    report: NationalReport, *, seen_version: int, by: User, at: datetime
) -> list[RegisterEntry]:
    """Open an entry for each addressee of each recommendation, seen from the moment of publication
    on, and ask every local policing body for its answer (domain §3.1). One line of the trail tells
    of them all.

    Deadlines are settled from the day of publication. Raises RuleBroken where there is nothing to
    open, or something would be due before that day.
    """
    held = _lock_to_edit(report, by)
    on = localdate(held.published_at, LONDON)
    recommendations = list(held.recommendations.order_by("number"))
    if not recommendations:
        raise RuleBroken(f"“{held}” has no recommendation yet. Add what it asks first.")
    _refuse_due_before(recommendations, on)
    settle_deadlines(recommendations, on, by, at)
    owed = queries.owed_nationally(held)
    update_as_seen(report, seen_version=seen_version, opened_at=at)
    entries = _enter(held, owed, first=1)
    answers = Section55Response.objects.bulk_create(
        Section55Response(national_report=held, policing_body=each)
        for each in queries.policing_bodies_on(on)
    )
    counts = {"entries": len(entries), "answers": len(answers)}
    audit.record("national_report.opened", report, by=by, at=at, **counts)
    return entries


@transaction.atomic
def address_national(
    recommendation: NationalRecommendation, *, addressee: Addressee, by: User, at: datetime
) -> RegisterEntry:
    """Ask somebody more for what a report that is open recommends; the deadline is the same.

    They see it at once, or from the moment of publication on, and are told then.
    """
    if not permissions.can_enter_national(by):
        raise PermissionDenied
    report = _lock(recommendation.report)
    if not report.is_open:
        raise RuleBroken("The entries are not open yet. Add the addressee to the recommendation.")
    entries = RegisterEntry.objects.filter(national__report=report)
    named = queries.named_addressee(addressee)
    if entries.filter(national=recommendation, **named).exists():
        raise RuleBroken(f"{addressee} has an entry for this already.")
    owed = queries.owed_by(recommendation, named, published_at=max(report.published_at, at))
    (entry,) = _enter(report, [owed], first=entries.count() + 1)
    audit.record("entry.opened", entry, by=by, at=at)
    if report.announced_at:
        people = queries.speakers_for([entry])[entry.pk]
        messages.tell_asked_nationally(entry, people, by=by, at=at)
    return entry


def announce_national(*, by: User, at: datetime) -> int:
    """Tell the addressees, and other systems, of each national report that is out, open and not
    announced yet; returns how many reports that were. Any number of sweeps at once tell it once.
    """
    announced = 0
    while _announce_one(by=by, at=at):
        announced += 1
    return announced


@transaction.atomic
def _announce_one(*, by: User, at: datetime) -> bool:
    waiting = NationalReport.objects.unannounced(at).select_for_update(skip_locked=True)
    report = waiting.first()
    if report is None:
        return False
    people = queries.people_asked(report, on=localdate(at))
    messages.tell_asked_nationally(report, people, by=by, at=at)
    events.national_published(report, at=at)
    NationalReport.objects.filter(pk=report.pk).update(announced_at=at)
    return True


def _lock(report: NationalReport) -> NationalReport:
    return NationalReport.objects.select_for_update(no_key=True).get(pk=report.pk)


def _lock_to_edit(report: NationalReport, by: User) -> NationalReport:
    if not permissions.can_enter_national(by):
        raise PermissionDenied
    held = _lock(report)
    if held.is_open:
        raise RuleBroken(f"The entries of “{held}” are open, so it stays as it is.")
    return held


def _apart(wanted: Wanted) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """What is said, and whom it is addressed to one by one."""
    said = {name: value for name, value in wanted.items() if name not in CHOSEN}
    given: Mapping[str, Any] = wanted
    return said, {name: list(given[name]) for name in CHOSEN if name in given}


def _refuse_due_before(recommendations: Iterable[NationalRecommendation], on: date) -> None:
    for each in recommendations:
        due_on = each.due_if_published(on)
        if due_on and due_on < on:
            raise RuleBroken(f"“{each}” is due before the report is published. Correct its date.")


def _enter(report: NationalReport, owed: list[queries.Owed], *, first: int) -> list[RegisterEntry]:
    """Write the entries and their milestones, each in one statement."""
    for number, each in enumerate(owed, start=first):
        each.entry.reference = f"{report.slug}/{number}"
    entries = RegisterEntry.objects.bulk_create(each.entry for each in owed)
    milestones = []
    for each in owed:
        for milestone in each.milestones:
            milestone.entry = each.entry
            milestones.append(milestone)
    Milestone.objects.bulk_create(milestones)
    return entries


def _refuse_unfit_report(report: NationalReport) -> None:
    refuse_marked_text(report.title)
    refuse_invalid(report)
    if Inspection.objects.filter(slug=report.slug).exists():
        raise RuleBroken("An inspection has this short name. Choose another one.")


def _refuse_unfit(recommendation: NationalRecommendation, chosen: Mapping[str, list[Any]]) -> None:
    refuse_marked_text(recommendation.text, recommendation.applies_if)
    refuse_unprintable(recommendation.text, recommendation.applies_if)
    refuse_invalid(recommendation)
    everybody = recommendation.to_every_force or recommendation.to_every_rocu
    if not (everybody or any(chosen.values())):
        raise RuleBroken("Say to whom it is addressed.")
