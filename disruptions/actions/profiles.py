"""SOC local profiles of areas: a new one is added beside the last, which stays (domain §7)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from disruptions.actions.kept import refuse_days_to_come, refuse_others, write
from disruptions.models import LocalProfile
from forces.models import Body
from inspection_portal.core import audit
from inspection_portal.core.editing import as_revised, refuse_invalid, refuse_marked_text
from inspection_portal.core.models import User


@transaction.atomic
def add_profile(body: Body, *, by: User, at: datetime, **said: object) -> LocalProfile:
    """Add the profile of an area as it was on its day; `said` are its fields."""
    refuse_others(by, body)
    profile = LocalProfile(body=body, **said)
    _refuse_unfit(profile, today=localdate(at))
    profile.save()
    told = {"area": profile.area, "dated_on": str(profile.dated_on)}
    audit.record("local_profile.added", profile, by=by, at=at, **told)
    return profile


@transaction.atomic
def revise_profile(
    profile: LocalProfile, *, seen_version: int, by: User, at: datetime, **changes: object
) -> None:
    """Put right what is recorded of a profile, or add to whom it was told and what it led to."""
    refuse_others(by, profile.body)
    rows = LocalProfile.objects.for_list().select_for_update(of=("self",), no_key=True)
    held: LocalProfile = rows.get(pk=profile.pk)
    _refuse_unfit(as_revised(held, changes), today=localdate(at))
    write(profile, held, "local_profile.revised", changes, seen_version=seen_version, by=by, at=at)


def _refuse_unfit(profile: LocalProfile, *, today: date) -> None:
    refuse_marked_text(profile.area, *profile.briefed_to, *profile.actions_arising)
    refuse_days_to_come(profile.dated_on, today=today)
    refuse_invalid(profile)
