"""Two records that look like one event are told apart (domain §5)."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from disruptions import permissions, queries
from disruptions.models import Disruption, DistinctEvents
from inspection_portal.core import audit
from inspection_portal.core.editing import refuse_invalid, refuse_marked_text
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User

ONE = "That is the same record. Choose the one that it may count twice with."
OWN = (
    "Nobody decides on what they recorded or changed. Ask somebody else who leads {bodies} and "
    "sees both records."
)
NO_REASON = "Say what makes them two events."
TOLD = "It is decided already that these are two events. Nothing is left to do."
NOT_ALIKE = "{first} and {second} don’t look like one event any more, so nothing is to be decided."


@transaction.atomic
def tell_apart(
    disruption: Disruption, *, other: Disruption, reason: str, by: User, at: datetime
) -> DistinctEvents:
    """Decide that two records that may be of one event are of two, so that nobody is asked again.

    A lead of either body decides, who sees both and neither recorded nor changed them. It stands
    for good: a record that is wrong after all is edited or refused, once it is opened again where
    it was moderated already.
    """
    if not permissions.can_tell_apart_for(by, disruption, other):
        raise PermissionDenied
    first, second = _hold_both(disruption, other, by)
    if not permissions.can_tell_apart(by, first, second):
        bodies = " or ".join(sorted({str(first.body), str(second.body)}))
        raise RuleBroken(OWN.format(bodies=bodies))
    if DistinctEvents.objects.filter(first=first, second=second).exists():
        raise RuleBroken(TOLD)
    if not queries.may_be_one_event(first, second):
        raise RuleBroken(NOT_ALIKE.format(first=first, second=second))
    if not reason.strip():
        raise RuleBroken(NO_REASON)
    refuse_marked_text(reason)
    decision = DistinctEvents(first=first, second=second, reason=reason.strip(), by=by, at=at)
    refuse_invalid(decision)
    decision.save()
    for each in (first, second):
        told = {"other": str(decision.beside(each)), "reason": decision.reason}
        audit.record("disruption.told_apart", each, by=by, at=at, **told)
    return decision


def _hold_both(disruption: Disruption, other: Disruption, by: User) -> list[Disruption]:
    """The stored records, held, the earlier one first, for somebody who sees both."""
    if disruption == other:
        raise RuleBroken(ONE)
    seen = Disruption.objects.visible_to(by).filter(pk__in=(disruption.pk, other.pk))
    rows = seen.select_for_update(no_key=True, of=("self",)).select_related("threat", "body")
    held = list(rows.order_by("pk"))
    if len(held) < 2:
        raise PermissionDenied
    return held
