"""A body chooses by which rules what is asked of it is coloured (domain §9)."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from forces.models import Body
from inspection_portal.core import audit
from inspection_portal.core.editing import refuse_invalid
from inspection_portal.core.errors import Changed, RuleBroken
from inspection_portal.core.models import User
from recommendations import permissions
from recommendations.models import BodyRules


@transaction.atomic
def choose_rules(
    body: Body, *, rule_set: str, valid_from: date, seen_version: int, by: User, at: datetime
) -> BodyRules:
    """Colour the entries of a body by a rule set from that day on, today or later.

    `seen_version` is how many choices the body had made when they were read.
    """
    if not permissions.can_choose_rules(by, body):
        raise PermissionDenied
    Body.objects.select_for_update().get(pk=body.pk)
    choices = BodyRules.objects.filter(body=body)
    if choices.count() != seen_version:
        raise Changed(
            f"The rules of {body} have changed since you read them. Look at the change, then try "
            "again."
        )
    if valid_from < localdate(at):
        raise RuleBroken("Rules hold from today or a later day: what was shown before stays true.")
    before = choices.chosen(valid_from).get(body.pk)
    chosen = BodyRules(
        body=body, rule_set=rule_set, valid_from=valid_from, chosen_by=by, chosen_at=at
    )
    refuse_invalid(chosen)
    chosen.save()
    detail = {"rule_set": [before or "", rule_set], "valid_from": str(valid_from)}
    audit.record("body.rules_chosen", body, by=by, at=at, **detail)
    return chosen
