"""What a person may choose from who records a disruption, and how its page shows one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.utils.timezone import localdate

from disruptions import permissions, standards
from disruptions.models import Disruption, DisruptionStandard, Moderation, Threat, ThreatQuerySet
from disruptions.queries.standards import minimum_standards, record_of
from forces.models import Body, Organisation, standing
from forces.rights import Right, holds
from inspection_portal.core.history import versions
from inspection_portal.core.models import User

# What the list is asked for: what waits for the person to moderate, and what was returned to them.
MINE, TO_MEND = "mine", "to_mend"
# Of those so many are counted.
MOST_COUNTED = 100
CLOSED = "{threat} was closed on {day}. Check the day of the event: most happened until then."


@dataclass(frozen=True)
class Shown:
    """A disruption as its page shows it: by what it is judged, and what it fails. `said_on` is the
    day on which an extract last said something new of it; None for a record of the portal.
    """

    disruption: Disruption
    standard: DisruptionStandard | None
    failures: Sequence[standards.Failure]
    moderations: Sequence[Moderation]
    sees_threat: bool
    names_people: bool
    said_on: date | None = None

    @property
    def is_refused_as_it_is(self) -> bool:
        """Whether it can't pass moderation before it is mended."""
        return any(each.is_certain for each in self.failures)


def disruption_shown(disruption: Disruption, user: User) -> Shown:
    """The disruption to that person, who sees it."""
    return Shown(
        disruption,
        standard_of(disruption.event_on),
        standards.judge(record_of(disruption), minimum_standards()),
        list(disruption.moderations.for_list()),
        Threat.objects.visible_to(user).filter(pk=disruption.threat_id).exists(),
        permissions.can_read_names(user, disruption.body),
        None if disruption.source == Disruption.Source.PORTAL else _said_on(disruption),
    )


def _said_on(disruption: Disruption) -> date:
    """Only extracts change it, so that its last version is of the last that said something new."""
    last = versions(Disruption).filter(pgh_obj=disruption.pk).latest("pgh_id")
    return localdate(last.pgh_created_at)


def doubts_about(threat: Threat, on: date) -> Sequence[standards.Failure]:
    """What any record of an event of that day against the threat would fail, and whether the
    threat was closed before it.
    """
    record = standards.Record(threat.kind, on, on, Disruption.Category.MINOR)
    places = (standards.Place.THREAT, standards.Place.EVENT)
    judged = standards.judge(record, minimum_standards())
    failures = [each for each in judged if each.place in places]
    if threat.closed_on and threat.closed_on < on:
        what = CLOSED.format(threat=threat.reference, day=f"{threat.closed_on:%-d %B %Y}")
        place = standards.Place.EVENT
        failures.append(standards.Failure("threat_closed", what, place, is_certain=False))
    return failures


def standard_of(on: date) -> DisruptionStandard | None:
    """The version in force on that day; None before the first."""
    begun = DisruptionStandard.objects.for_list().filter(valid_from__lte=on)
    return begun.order_by("-valid_from", "-pk").first()


@dataclass(frozen=True)
class ToDo:
    """How many disruptions wait for a person to moderate them, and how many that they recorded were
    returned to them; `MOST_COUNTED` stands for that many or more.
    """

    to_moderate: int
    returned: int

    @property
    def in_words(self) -> list[tuple[str, str]]:
        """What waits, each with how the list is asked for it."""
        moderate, mend = _number_of(self.to_moderate), _number_of(self.returned)
        told = []
        if self.to_moderate:
            verb = "waits" if self.to_moderate == 1 else "wait"
            told.append((f"{moderate} {verb} for you to moderate", MINE))
        if self.returned:
            verb = "was" if self.returned == 1 else "were"
            told.append((f"{mend} {verb} returned to you to put right", TO_MEND))
        return told


def disruptions_to_do(user: User) -> ToDo:
    """What the person's home page and the list of disruptions count, in two queries at most."""
    seen = Disruption.objects.visible_to(user).order_by()
    found = (seen.to_moderate_by(user), seen.returned_to(user))
    to_moderate, returned = (len(rows.values("pk")[:MOST_COUNTED]) for rows in found)
    return ToDo(to_moderate, returned)


def _number_of(number: int) -> str:
    more = " or more" if number == MOST_COUNTED else ""
    return f"{number}{more} disruption{'' if number == 1 else 's'}"


def bodies_recording(user: User) -> list[Body]:
    """The bodies for which the person records disruptions."""
    mine = standing(user).bodies if holds(user, Right.DISRUPTIONS_RECORD) else ()
    return list(Body.objects.filter(pk__in=mine).order_by("name"))


def threats_to_disrupt(user: User, *, besides: int | None = None) -> ThreatQuerySet:
    """The threats against which the person may record one: those they see, and the one of the key
    `besides`, which their record has already. Closed ones come last, lately closed ones first: what
    was done before is often recorded after.
    """
    seen = Threat.objects.visible_to(user).order_by().values("pk")
    offered = Threat.objects.filter(Q(pk__in=seen) | Q(pk=besides))
    return offered.order_by(F("closed_on").desc(nulls_first=True), "reference", "pk")


def agencies(on: date, *, besides: Disruption | None = None) -> list[Organisation]:
    """The organisations that may have led or supported it: those of the list on that day, and those
    that `besides` names.
    """
    chosen = Q()
    if besides is not None:
        chosen = Q(pk=besides.lead_partner_id) | Q(supported_disruptions=besides)
    still = Organisation.objects.in_force(on)
    if chosen:
        still = still | Organisation.objects.filter(chosen)
    return list(still.distinct())
