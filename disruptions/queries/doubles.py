"""Disruptions that may be of one event, and those that somebody has told apart (domain §5)."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from disruptions.checks.base import several
from disruptions.models import Disruption, DisruptionQuerySet, DistinctEvents, Threat
from forces.models import Body
from inspection_portal.core.models import User

# How many days two bodies' records of one event may lie apart, and those of one body.
DAYS_APART, DAYS_APART_OF_ONE_BODY = 3, 1
# So many pairs are told at most, and all days are looked at until there are so many records: the
# rest would take a page ever longer.
MOST, MOST_RECORDS = 500, 20_000
FEWER = "Choose a body or a shorter time to find others."
LEAD, SUPPORT, COORDINATE = Disruption.Type
Of = Callable[[str], Any]
Twins = Mapping[int, set[int]]
DONE = {LEAD: "led", SUPPORT: "supported", COORDINATE: "co-ordinated"}


@dataclass(frozen=True)
class DoubleCount:
    """A record that may be of the same event as an earlier one."""

    record: Disruption
    earlier: Disruption

    @property
    def both(self) -> tuple[Disruption, Disruption]:
        return self.record, self.earlier

    @property
    def is_of_two_bodies(self) -> bool:
        return self.record.body_id != self.earlier.body_id

    @property
    def is_of_two_threats(self) -> bool:
        """Whether they are against the rows of one group on two lists."""
        return self.record.threat_id != self.earlier.threat_id

    @property
    def why(self) -> str:
        told = self._why_of_two_bodies if self.is_of_two_bodies else self._why_of_one_body
        if self.is_of_two_threats:
            lists = f"{self.earlier.threat.body} and {self.record.threat.body}"
            told += f" {lists} both list a threat of this reference."
        return told

    @property
    def _days(self) -> str:
        days = abs((self.record.event_on - self.earlier.event_on).days)
        return f"{several(days, 'day')} apart" if days else ""

    @property
    def _why_of_two_bodies(self) -> str:
        both = f"{self.earlier.body} and {self.record.body}"
        did = DONE[Disruption.Type(self.record.type)]
        return f"{both} both recorded that they {did} it, {self._days or 'on the same day'}."

    @property
    def _why_of_one_body(self) -> str:
        body, strand = self.record.body, "strand"
        if not (self.record.strand and self.earlier.strand):
            strand = "strand, as far as it is given,"
        if self._days:
            return f"{body} recorded two of this type, category and {strand} {self._days}."
        if self.record.type != self.earlier.type:
            return f"{body} recorded that it led one and co-ordinated one of this day and {strand}."
        return f"{body} recorded two of this day, {strand} and type."

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

    Two bodies that both led an event against one threat within `days`, or both co-ordinated it. Or
    one body with two records against it of the same day and strand that both say that it led or
    co-ordinated, or are of the same type; or of the next day, where type and category agree too.
    Support never counts twice with anything else. The rows of one group on the lists of a ROCU and
    a force are one threat, where the strands agree as well; a strand that is not given agrees with
    any. Of several earlier records the last one of the same threat is told; the next one, once
    these two are told apart.
    """
    near, twins = timedelta(days=days), _twins()
    seen = Disruption.objects.visible_to(user).standing()
    in_time = seen.between(since, until)
    if body:
        of_body = seen.filter(body=body).between(since - near, until + near)
        in_time = in_time.filter(threat__in=_with_twins(of_body, twins))
    first = in_time.values_list("event_on", flat=True)[most_records : most_records + 1].first()
    paired = _paired(in_time.filter(event_on__gte=first or since), seen, near, twins)
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

    def of(name: str) -> Any:
        return reduce(getattr, name.split("__"), disruption)

    twins = Threat.objects.of_one_group(lambda name: of(f"threat__{name}")).values("pk")
    of_twins = Q(threat__in=list(twins.values_list("pk", flat=True))) & _of_one_strand(of)
    one_group = Q(threat=disruption.threat_id) | of_twins
    others = rows.standing().exclude(pk=disruption.pk)
    return others.filter(one_group, _of_one_event(of, timedelta(days=DAYS_APART)))


def _paired(
    rows: DisruptionQuerySet, seen: DisruptionQuerySet, near: timedelta, twins: Twins
) -> QuerySet[Any]:
    """Those of the rows with an earlier one like them, `before`, among what is seen."""
    told = DistinctEvents.objects.filter(first=OuterRef("pk"), second=OuterRef(OuterRef("pk")))
    alike = seen.filter(_of_one_event(OuterRef, near), ~Exists(told), pk__lt=OuterRef("pk"))
    # A subquery with a limit is asked row by row, by the index of the threat, until there are
    # enough: one that only asks whether there is any would be joined whole.
    latest = alike.order_by("-pk").values("pk")
    of_threat = Subquery(latest.filter(threat=OuterRef("threat"))[:1])
    group = Threat.objects.of_one_group(lambda name: OuterRef(OuterRef(f"threat__{name}")))
    of_twins = latest.filter(_of_one_strand(OuterRef), threat__in=group.values("pk"))
    has_twin = Q(threat__in=list(twins))
    before = Coalesce(of_threat, Case(When(has_twin, then=Subquery(of_twins[:1]))))
    return rows.annotate(before=before).filter(before__isnull=False)


def _twins() -> Twins:
    """The threats that a ROCU and a force of its region both list, each with its other rows."""
    of_rocus = Threat.objects.filter(body__kind=Body.Kind.ROCU)
    others = ArraySubquery(Threat.objects.of_one_group(OuterRef).values("pk"))
    found: dict[int, set[int]] = defaultdict(set)
    for threat, of_forces in of_rocus.values_list("pk", others):
        for each in of_forces:
            found[threat].add(each)
            found[each].add(threat)
    return found


def _with_twins(rows: DisruptionQuerySet, twins: Twins) -> set[int]:
    """The threats of the rows, and the rows of the same groups on other lists."""
    own = set(rows.order_by().values_list("threat", flat=True).distinct())
    return own.union(*(twins[each] for each in own & twins.keys()))


def _of_one_event(of: Of, near: timedelta) -> Q:
    """What another record says that may be of the same event as the one whose fields `of` gives,
    beside its threat.
    """
    day, one_type = of("event_on"), Q(type=of("type"))
    counts = ~Q(type=SUPPORT)
    of_two_bodies = ~Q(body=of("body")) & one_type & counts
    both_count = counts & ~_says(of("type"), SUPPORT)
    next_day = timedelta(days=DAYS_APART_OF_ONE_BODY)
    about = Q(event_on__range=(day - next_day, day + next_day), category=of("category"))
    of_one_body = Q(body=of("body")) & _of_one_strand(of)
    of_one_body &= Q(event_on=day) & (one_type | both_count) | about & one_type & counts
    return Q(event_on__range=(day - near, day + near)) & (of_two_bodies | of_one_body)


def _of_one_strand(of: Of) -> Q:
    """One that is not given may be any: many extracts have no such column."""
    strand = of("strand")
    return Q(strand=strand) | Q(strand="") | _says(strand, "")


def _says(value: Any, wanted: str) -> Q:
    """Whether the other record's field, a value or an expression, is that."""
    told = Value(value) if isinstance(value, str) else value
    return Q(Exact(told, Value(wanted)))


def _left_out(first: date | None, most: int | None) -> str:
    """In words: all before the first day, or more than so many pairs."""
    if most is not None:
        return f"Only the latest {most:,} are shown. {FEWER}"
    return f"Only events from {first:%-d %B %Y} on were looked at. {FEWER}" if first else ""
