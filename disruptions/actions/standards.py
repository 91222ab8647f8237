"""The minimum standards by which disruptions are judged, version by version (domain §5)."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from disruptions import permissions
from disruptions.models import DisruptionStandard
from inspection_portal.core import audit
from inspection_portal.core.editing import differences, refuse_invalid, refuse_marked_text
from inspection_portal.core.errors import Changed
from inspection_portal.core.models import User


@transaction.atomic
def set_standard(
    *, valid_from: date, seen_version: int, by: User, at: datetime, **rules: object
) -> DisruptionStandard:
    """Judge disruptions of events from that day on by other rules, until the next version begins.

    The day may have passed: national standards become known late, and a day may have been entered
    wrongly. What was moderated stays so. `rules` are all other fields that an administrator sets;
    `seen_version` is how many versions there were when they were read.
    """
    if not permissions.can_set_standards(by):
        raise PermissionDenied
    made = list(DisruptionStandard.objects.select_for_update(no_key=True).order_by("pk"))
    if DisruptionStandard.objects.count() != seen_version:
        raise Changed(
            "The standards have changed since you read them. Look at the change, then try again."
        )
    standard = DisruptionStandard(valid_from=valid_from, set_by=by, set_at=at, **rules)
    refuse_marked_text(standard.basis)
    refuse_invalid(standard)
    standard.save()
    begun = [each for each in made if each.valid_from <= valid_from]
    before = max(begun, key=lambda each: (each.valid_from, each.pk), default=DisruptionStandard())
    changed = differences(before, rules)
    audit.record("disruption_standard.set", standard, by=by, at=at, **changed)
    return standard
