"""Clear, Hold, Build: sites, and the phases that each goes through (domain §4)."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from disruptions.actions.kept import refuse_days_to_come, refuse_others
from disruptions.models import Plan, Site, SitePhase
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

DAY = timedelta(days=1)
SAME = "The site is in that phase already. Choose the phase that follows."
TOO_EARLY = "The phase before began or ended on {on:%-d %B %Y}. Choose a later day."
NO_PHASE = "The site is in no phase now. There is nothing to end."
NO_PLAN = "The plan is another body’s. Choose one of the body itself."


@transaction.atomic
def add_site(
    body: Body,
    *,
    place: str,
    plan: Plan | None = None,
    partners: Collection[Organisation] = (),
    phase: str = SitePhase.Phase.CLEAR,
    began_on: date,
    by: User,
    at: datetime,
) -> Site:
    """Add a place with its partners and the phase that it is in since a day."""
    refuse_others(by, body)
    site = Site(body=body, place=place, plan=plan)
    _refuse_unfit(site)
    refuse_days_to_come(began_on, today=localdate(at))
    site.save()
    site.partners.set(partners)
    _begin(site, phase, began_on)
    told = {"phase": phase, "began_on": str(began_on)}
    audit.record("site.added", site, by=by, at=at, **told)
    return site


@transaction.atomic
def revise_site(
    site: Site,
    *,
    partners: Collection[Organisation] | None = None,
    seen_version: int,
    by: User,
    at: datetime,
    **changes: object,
) -> None:
    """Change the name of the place, its plan or its partners; what is left out stays."""
    held = _lock(site, by)
    _refuse_unfit(as_revised(held, changes))
    before = list(held.partners.all())
    after = before if partners is None else partners
    told = {**differences(held, changes), **replaced("partners", before, after)}
    update_as_seen(site, seen_version=seen_version, **changes)
    site.partners.set(after)
    audit.record("site.revised", site, by=by, at=at, **told)


@transaction.atomic
def move_site(
    site: Site, *, phase: str, began_on: date, seen_version: int, by: User, at: datetime
) -> SitePhase:
    """Begin another phase; the one before ends on the day before. A place may have to be cleared
    again, so that any phase may follow any other.
    """
    held = _lock(site, by)
    refuse_days_to_come(began_on, today=localdate(at))
    last = held.phases.last()
    if last and last.ended_on is None:
        if last.phase == phase:
            raise RuleBroken(SAME)
        _end(last, began_on - DAY)
    elif last and last.ended_on and last.ended_on >= began_on:
        raise RuleBroken(TOO_EARLY.format(on=last.ended_on))
    update_as_seen(site, seen_version=seen_version)
    begun = _begin(held, phase, began_on)
    audit.record("site.moved", site, by=by, at=at, phase=phase, began_on=str(began_on))
    return begun


@transaction.atomic
def end_work(site: Site, *, ended_on: date, seen_version: int, by: User, at: datetime) -> None:
    """End the phase that the site is in, with none to follow."""
    held = _lock(site, by)
    refuse_days_to_come(ended_on, today=localdate(at))
    last = held.phases.last()
    if last is None or last.ended_on:
        raise RuleBroken(NO_PHASE)
    _end(last, ended_on)
    update_as_seen(site, seen_version=seen_version)
    audit.record("site.ended", site, by=by, at=at, phase=last.phase, ended_on=str(ended_on))


def _lock(site: Site, by: User) -> Site:
    """The stored site, held. Raises PermissionDenied for those who don't keep it."""
    refuse_others(by, site.body)
    rows = Site.objects.select_related("body").select_for_update(of=("self",), no_key=True)
    held: Site = rows.get(pk=site.pk)
    return held


def _begin(site: Site, phase: str, began_on: date) -> SitePhase:
    begun = SitePhase(site=site, phase=phase, began_on=began_on)
    refuse_invalid(begun)
    begun.save()
    return begun


def _end(phase: SitePhase, ended_on: date) -> None:
    """Raises RuleBroken where it would end before it began."""
    if ended_on < phase.began_on:
        raise RuleBroken(TOO_EARLY.format(on=phase.began_on))
    update_as_seen(phase, seen_version=phase.version, ended_on=ended_on)


def _refuse_unfit(site: Site) -> None:
    refuse_marked_text(site.place)
    refuse_invalid(site)
    if site.plan and site.plan.threat.body_id != site.body_id:
        raise RuleBroken(NO_PLAN)
