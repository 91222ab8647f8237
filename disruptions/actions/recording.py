"""Disruptions are recorded: one, or many at once by the same rules (domain §5)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Unpack

from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError, transaction
from django.db.models import prefetch_related_objects
from django.utils.timezone import localdate

from disruptions import permissions
from disruptions.actions.disruptions import CHOSEN, Said, names_a_lead, refuse_unfit
from disruptions.actions.kept import apart
from disruptions.models import Disruption, Threat
from forces.models import Body
from inspection_portal.core import audit
from inspection_portal.core.editing import refuse_invalid
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User

NUMBER = re.compile(r"[0-9]+$")


@dataclass
class _Asked:
    """A record that is asked for, who supported it, and why it is refused."""

    row: Disruption
    chosen: Mapping[str, list[Any]]
    refusal: RuleBroken | None = None


@transaction.atomic
def record_disruption(*, body: Body, by: User, at: datetime, **said: Unpack[Said]) -> Disruption:
    """Record a disruption for a body, today; the body led it where no lead is named.

    A record that fails the minimum standards is kept: it says what it fails, and doesn't pass
    moderation (ADR 0032).
    """
    (made,) = record_disruptions([{"body": body, **said}], by=by, at=at)
    if isinstance(made, RuleBroken):
        raise made
    return made


@transaction.atomic
def record_disruptions(
    told: Sequence[Mapping[str, Any]], *, by: User, at: datetime
) -> list[Disruption | RuleBroken]:
    """Record several disruptions, each with its `body` and what is `Said`, and judged by itself: in
    its place stands the record, or why it is refused. Raises PermissionDenied for all of them where
    one is of another's body or threat.
    """
    asked = [_asked(each, by, at) for each in told]
    _refuse_strangers(by, [each.row for each in asked])
    for each in asked:
        try:
            refuse_unfit(each.row, each.chosen, today=localdate(at))
        except RuleBroken as refusal:
            each.refusal = refusal
    _store([each for each in asked if not each.refusal], _last_numbers(each.row for each in asked))
    made = [each for each in asked if not each.refusal]
    _store_chosen(made)
    prefetch_related_objects([each.row for each in made], "threat__body")
    lines = [
        (each.row, {"threat": str(each.row.threat), "event_on": str(each.row.event_on)})
        for each in made
    ]
    audit.record_each("disruption.recorded", lines, by=by, at=at)
    return [each.refusal or each.row for each in asked]


def _asked(told: Mapping[str, Any], by: User, at: datetime) -> _Asked:
    fields, chosen = apart(told, CHOSEN)
    if not names_a_lead(fields):
        fields["lead_body"] = fields["body"]
    row = Disruption(**fields, recorded_by=by, recorded_on=localdate(at), entered_at=at)
    return _Asked(row, {name: [*dict.fromkeys(rows)] for name, rows in chosen.items()})


def _refuse_strangers(by: User, rows: Sequence[Disruption]) -> None:
    threats = {row.threat_id for row in rows}
    seen = Threat.objects.visible_to(by).filter(pk__in=threats).values_list("pk", flat=True)
    if not threats <= set(seen):
        raise PermissionDenied
    if not all(permissions.can_record_disruption(by, row.body) for row in rows):
        raise PermissionDenied


def _last_numbers(rows: Iterable[Disruption]) -> dict[Body, int]:
    """The numbers of the last records of these bodies, which are held until the transaction ends.

    None is ever free again: the portal deletes no record. What extracts brought has another source.
    """
    keys = {row.body_id for row in rows}
    bodies = Body.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    return {body: _last_number(body) for body in bodies}


def _last_number(body: Body) -> int:
    own = Disruption.objects.filter(body=body, source=Disruption.Source.PORTAL)
    last = own.order_by("-pk").values_list("reference", flat=True).first() or ""
    number = NUMBER.search(last)
    return int(number[0]) if number else 0


def _store(asked: Sequence[_Asked], last: dict[Body, int]) -> None:
    """Store all of them with one statement. Where the database refuses that, try each half: it is
    the judge of what a row must be, and only what is refused is asked about alone.
    """
    numbers = dict(last)
    for each in asked:
        numbers[each.row.body] += 1
        each.row.reference = f"{each.row.body.slug}-{numbers[each.row.body]}"
    try:
        with transaction.atomic():
            Disruption.objects.bulk_create([each.row for each in asked])
    except (IntegrityError, DataError):
        if len(asked) == 1:
            asked[0].refusal = _refusal(asked[0].row)
            if asked[0].refusal is None:
                raise
            return
        middle = len(asked) // 2
        _store(asked[:middle], last)
        _store(asked[middle:], last)
    else:
        last.update(numbers)


def _refusal(row: Disruption) -> RuleBroken | None:
    try:
        refuse_invalid(row)
    except RuleBroken as refusal:
        return refusal
    return None


def _store_chosen(made: Sequence[_Asked]) -> None:
    for name in CHOSEN:
        field: Any = Disruption._meta.get_field(name)
        own, other = field.m2m_field_name(), field.m2m_reverse_field_name()
        links = [
            field.remote_field.through(**{own: each.row, other: chosen})
            for each in made
            for chosen in each.chosen.get(name, ())
        ]
        field.remote_field.through.objects.bulk_create(links)
