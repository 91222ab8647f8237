"""Disruptions that may be of one event, and those that somebody has told apart (domain §5)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from disruptions.checks.base import several
from disruptions.models import Disruption, DisruptionQuerySet, DistinctEvents
from forces.models import Body
from inspection_portal.core.models import User

# How many days two bodies' records of one event may lie apart.
DAYS_APART = 3
# So many pairs are told at most, and all days are looked at until there are so many records: the
# rest would take a page ever longer.
MOST, MOST_RECORDS = 500, 20_000
FEWER = "Choose a body or a shorter time to find others."
LEAD = Disruption.Type.LEAD


@dataclass(frozen=True)
class DoubleCount:
    """A record that may be of the same event as an earlier one."""

    record: Disruption
    earlier: Disruption

    @property
    def is_of_two_bodies(self) -> bool:
        return self.record.body_id != self.earlier.body_id

    @property
    def why(self) -> str:
        if not self.is_of_two_bodies:
            return f"{self.record.body} recorded two of this day, strand and type."
        days = abs((self.record.event_on - self.earlier.event_on).days)
        apart = f"{several(days, 'day')} apart" if days else "on the same day"
        both = f"{self.earlier.body} and {self.record.body}"
        return f"{both} both recorded that they led it, {apart}."

    def beside(self, disruption: Disruption) -> Disruption:
        """The other of the two."""
        return self.earlier if disruption == self.record else self.record


@dataclass(frozen=True)
class DoubleCounts:
    """Pairs, those of the latest events first, and what was left out, in words."""

    pairs: Sequence[DoubleCount]
    left_out: str = ""


def possible_double_counts(
    user: User,
    *,
    since: date,
    until: date,
    body: Body | None = None,
    days: int = DAYS_APART,
    most: int = MOST,
    most_records: int = MOST_RECORDS,
) -> DoubleCounts:
    """Records of events from `since` to `until` that may be of the same event as an earlier record;
    of a body, where one is named, that recorded either. The person sees both records of each.

    Two bodies that both led an event against one threat within `days`, or one body with two records
    against it of the same day, strand and type. Support never counts twice. Of several earlier
    records the last is told; the next one, once these two are told apart.
    """
    near = timedelta(days=days)
    seen = Disruption.objects.visible_to(user).standing()
    in_time = seen.between(since, until)
    if body:
        of_body = seen.filter(body=body).between(since - near, until + near)
        in_time = in_time.filter(threat__in=of_body.order_by().values("threat"))
    first = in_time.values_list("event_on", flat=True)[most_records : most_records + 1].first()
    told = DistinctEvents.objects.filter(first=OuterRef("pk"), second=OuterRef(OuterRef("pk")))
    before = seen.filter(_of_one_event(OuterRef, near), ~Exists(told), pk__lt=OuterRef("pk"))
    rows = in_time.filter(event_on__gte=first or since)
    # A subquery with a limit is asked row by row, by the index of the threat, until there are
    # enough: one that only asks whether there is any would be joined whole.
    paired = rows.annotate(before=Subquery(before.order_by("-pk").values("pk")[:1]))
    paired = paired.filter(before__isnull=False)
    if body:
        own = Disruption.objects.filter(body=body).order_by().values("pk")
        paired = paired.filter(Q(body=body) | Q(before__in=own))
    found = list(paired.values_list("pk", "before")[: most + 1])
    shown = Disruption.objects.for_list().in_bulk({pk for pair in found[:most] for pk in pair})
    return DoubleCounts(
        [DoubleCount(shown[record], shown[earlier]) for record, earlier in found[:most]],
        _left_out(first, most if len(found) > most else None),
    )


def doubles_of(disruption: Disruption, user: User) -> list[DoubleCount]:
    """The records that may be of the same event as this one, of those that the person sees."""
    told = DistinctEvents.objects.of(disruption).values_list("first", "second")
    rows = _alike(disruption, Disruption.objects.visible_to(user)).exclude(
        pk__in={pk for pair in told for pk in pair}
    )
    found = rows.for_list().order_by("pk")[:MOST]
    return [
        DoubleCount(disruption, each) if each.pk < disruption.pk else DoubleCount(each, disruption)
        for each in found
    ]


def may_be_one_event(disruption: Disruption, other: Disruption) -> bool:
    """Whether the two, as they are stored, may be of the same event; told apart or not."""
    return _alike(disruption, Disruption.objects.filter(pk=other.pk)).exists()


def told_apart(disruption: Disruption, user: User) -> list[tuple[DistinctEvents, Disruption]]:
    """The decisions that another record is of another event, each with that record."""
    rows = DistinctEvents.objects.visible_to(user).of(disruption).for_list()
    return [(each, each.beside(disruption)) for each in rows]


def _alike(disruption: Disruption, rows: DisruptionQuerySet) -> DisruptionQuerySet:
    if disruption.moderation == Disruption.Moderated.REFUSED:
        return rows.none()
    near = timedelta(days=DAYS_APART)
    others = rows.standing().exclude(pk=disruption.pk)
    return others.filter(_of_one_event(partial(getattr, disruption), near))


def _of_one_event(of: Callable[[str], Any], near: timedelta) -> Q:
    """What another record says that may be of the same event as the one whose fields `of` gives."""
    around = (of("event_on") - near, of("event_on") + near)
    alike = {name: of(name) for name in ("body", "event_on", "strand")}
    both_led = Q(type=LEAD) & ~Q(body=of("body"))
    return Q(threat=of("threat"), type=of("type"), event_on__range=around) & (Q(**alike) | both_led)


def _left_out(first: date | None, most: int | None) -> str:
    """In words: all before the first day, or more than so many pairs."""
    if most is not None:
        return f"Only the latest {most:,} are shown. {FEWER}"
    return f"Only events from {first:%-d %B %Y} on were looked at. {FEWER}" if first else ""
