"""What a report asks of a force, and what the answer under section 55 says to each of it."""

from dataclasses import dataclass

from django.db.models import F, Q
from django.utils.timezone import localdate

from forces.models import Body
from inspection_portal.core.models import User
from recommendations.models import (
    RegisterEntry,
    RegisterEntryQuerySet,
    Section55Item,
    Section55Response,
    Section55ResponseQuerySet,
)
from recommendations.queries.choices import Choices


@dataclass(frozen=True)
class Asked:
    """An entry of the report, what the answer says to it so far, whether it must, and whether the
    reader sees the entry itself: that of a ROCU is for the unit.
    """

    entry: RegisterEntry
    item: Section55Item | None
    must: bool
    is_seen: bool

    @property
    def is_open(self) -> bool:
        """Whether it must be answered and is not."""
        return self.must and not (self.item and self.item.is_complete)


def entries_to_answer(response: Section55Response) -> RegisterEntryQuerySet:
    """What the report asks of the force, of its policing body, and of the ROCU of its region, which
    has no such duty of its own (domain §3.1); recommendations first.
    """
    office, entries = response.policing_body, RegisterEntry.objects.published()
    if response.inspection:
        entries = entries.of(response.inspection)
    else:
        entries = entries.filter(national__report=response.national_report)
    units = Body.objects.units_beside(office.body_id, response.report.published_on or localdate())
    asked = entries.filter(Q(body=office.body_id) | Q(policing_body=office) | Q(body__in=units))
    return asked.for_list().order_by(F("finding").asc(nulls_first=True), "pk")


def asked_of(response: Section55Response, reader: User | None = None) -> list[Asked]:
    """What the answer says to each, and which entries the reader sees, if one is named.

    Every recommendation must be answered but for those that a correction of the report took back;
    areas for improvement need not be (domain §3.1).
    """
    items = {item.entry_id: item for item in response.items.all()}
    entries = list(entries_to_answer(response))
    visible = _visible(entries, reader) if reader else frozenset()
    return [
        Asked(
            entry,
            items.get(entry.pk),
            must=entry.finding_id is None and entry.status != RegisterEntry.Status.SUPERSEDED,
            is_seen=entry.pk in visible,
        )
        for entry in entries
    ]


def _visible(entries: list[RegisterEntry], reader: User) -> frozenset[int]:
    """The keys of those whose page the reader may open."""
    seen = RegisterEntry.objects.visible_to(reader).filter(pk__in=[each.pk for each in entries])
    return frozenset(seen.values_list("pk", flat=True))


def answers_seen(user: User) -> Section55ResponseQuerySet:
    """The answers that the person sees, with the day of publication of their reports."""
    return Section55Response.objects.visible_to(user).with_reported_on()


def office_choices(user: User) -> Choices:
    """The local policing bodies whose answers the person sees, by UUID; none where it is one."""
    answers = Section55Response.objects.visible_to(user)
    offices = answers.values_list("policing_body__uuid", "policing_body__name").distinct()
    return [(str(uuid), name) for uuid, name in offices.order_by("policing_body__name")]
