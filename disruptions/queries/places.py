"""Local profiles and sites as pages show them on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from disruptions.models import LocalProfile, LocalProfileQuerySet, Plan, Site, SitePhase
from forces.models import Body
from inspection_portal.core.keyset import Order
from inspection_portal.core.templatetags.govuk import day

BY_AREA = Order((F("body__name"), F("area")))
BY_PLACE = Order((F("body__name"), F("place")))


@dataclass(frozen=True)
class ProfileLine:
    """The last profile of an area on a day: whether it is stale, and what it lacks, in words."""

    profile: LocalProfile
    is_stale: bool
    refresh: str
    lacks: tuple[str, ...]


def current_profiles(profiles: LocalProfileQuerySet) -> LocalProfileQuerySet:
    """The last profile of each area of each body."""
    return profiles.filter(pk__in=LocalProfile.objects.last_of_each().values("pk"))


def profile_lines(profiles: Iterable[LocalProfile], on: date) -> list[ProfileLine]:
    return [
        ProfileLine(each, each.is_stale(on), _refresh(each, on), _lacks(each)) for each in profiles
    ]


def _refresh(profile: LocalProfile, on: date) -> str:
    if profile.is_stale(on):
        return f"Should have been refreshed by {day(profile.due_on)}"
    if profile.refresh_on is None:
        return "No refresh is planned"
    return f"To be refreshed by {day(profile.refresh_on)}"


def _lacks(profile: LocalProfile) -> tuple[str, ...]:
    lacking = (
        (profile.has_partner_data, "data of partners"),
        (profile.briefed_to, "anybody briefed"),
        (profile.actions_arising, "actions arising"),
    )
    return tuple(words for has, words in lacking if not has)


def present_phase(site: Site) -> SitePhase | None:
    """The phase that a site is in, of those that were read with it."""
    return next((each for each in site.phases.all() if each.ended_on is None), None)


def plans_of(body: Body) -> QuerySet[Plan]:
    """The 4P plans of a body's own threats."""
    return Plan.objects.filter(threat__body=body).for_list()
