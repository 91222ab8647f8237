"""Taking out of a report's recommendations, and of the register, what must not stand in them."""

from collections.abc import Callable, Collection
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from findings.models import Inspection
from inspection_portal.core.editing import differences, update_as_seen
from inspection_portal.core.models import User, Versioned
from recommendations import permissions
from recommendations.models import Milestone, Recommendation, RegisterEntry


@transaction.atomic
def redact_register(
    inspection: Inspection,
    rewrite: Callable[[str], str],
    *,
    whole: Collection[UUID],
    mark: str,
    by: User,
) -> None:
    """Rewrite what the recommendations of a report ask, and what its entries say of that, open and
    closed ones alike. `whole` are the UUIDs of findings and recommendations of which nothing stays.

    For the caller who has opened the redaction, and records it: no line of the audit tells what was
    there. Deadlines stay.
    """
    if not permissions.can_open_register(by):
        raise PermissionDenied
    entries = RegisterEntry.objects.of(inspection)
    gone = Q(recommendation__uuid__in=whole) | Q(recommendation__finding__uuid__in=whole)
    without = set(entries.filter(gone | Q(finding__uuid__in=whole)).values_list("pk", flat=True))
    for entry in entries:
        _write(entry, asked=mark if entry.pk in without else rewrite(entry.asked))
    for milestone in Milestone.objects.filter(entry__in=entries):
        _write(milestone, words=rewrite(milestone.words))
    recommended = Recommendation.objects.filter(finding__inspection=inspection)
    for row in recommended.select_related("finding"):
        is_gone = not {row.uuid, row.finding.uuid}.isdisjoint(whole)
        _write(row, text=mark if is_gone else rewrite(row.text))


def _write(row: Versioned, **changes: str) -> None:
    if differences(row, changes):
        update_as_seen(row, seen_version=row.version, **changes)
