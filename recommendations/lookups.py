"""What the filters of the register mean, on its page and in the API."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from findings.models import Finding
from forces.models import Body, LocalPolicingBody, Organisation, Region
from forces.rights import Right, holds
from inspection_portal.core.models import User
from recommendations import queries
from recommendations.models import (
    BodyRules,
    Claim,
    EntryLink,
    NationalReport,
    RegisterEntry,
)
from recommendations.models import RegisterEntryQuerySet as Entries

OPEN, CLOSED, ANY = "open", "closed", "any"
STATUSES = [
    (OPEN, "Open"),
    (CLOSED, "Closed"),
    *RegisterEntry.Status.choices,
    (ANY, "Open or closed"),
]
KINDS = [("recommendation", "Recommendation"), ("improvement", "Area for improvement")]
CLAIMED = [("claimed", "With the inspectorate"), ("none", "Not claimed")]
REPEATED = [("repeats", "Repeats an earlier one"), ("repeated", "Asked for again later")]


class EntryLookups:
    """The methods of a set of filters. Who looks is `user`, and deadlines, colours, regions and
    stages are as on the day `on`.
    """

    user: User
    on: date

    def in_status(self, entries: Entries, name: str, status: str) -> Entries:
        named: Mapping[str, Entries] = {
            OPEN: entries.open(),
            CLOSED: entries.closed(),
            ANY: entries,
        }
        return named[status] if status in named else entries.filter(status=status)

    def standing_at(self, entries: Entries, name: str, lateness: str) -> Entries:
        return entries.standing_at(lateness, self.on)

    def of_kind(self, entries: Entries, name: str, kind: str) -> Entries:
        return entries.filter(finding__isnull=kind == "recommendation")

    def owned_by(self, entries: Entries, name: str, owner: str) -> Entries:
        match owner:
            case queries.ME:
                return entries.filter(owner=self.user)
            case queries.NOBODY:
                return entries.without_owner()
            case queries.SOMEBODY:
                return entries.owned()
        return entries.filter(owner__uuid=owner)

    def in_region(self, entries: Entries, name: str, region: str) -> Entries:
        """Of bodies that belong to the region on that day, or of who answers for one of them."""
        named = Region.objects.filter(uuid=region).first()
        if named is None:
            return entries.none()
        bodies = Body.objects.in_region(named, self.on)
        return entries.filter(Q(body__in=bodies) | Q(policing_body__body__in=bodies))

    def coloured(self, entries: Entries, name: str, colour: str) -> Entries:
        return entries.of_colour(colour, self.on, BodyRules.objects.chosen(self.on))

    def late_for(self, entries: Entries, name: str, days: str) -> Entries:
        return entries.overdue(self.on - timedelta(days=int(days)))

    def of_source(self, entries: Entries, name: str, source: str) -> Entries:
        return entries.filter(national__isnull=source == "inspection")

    def asked_by(self, entries: Entries, name: str, report: str) -> Entries:
        if national := NationalReport.objects.filter(uuid=report).first():
            return entries.filter(national__in=national.recommendations.all())
        return entries.from_findings(Finding.objects.filter(inspection__uuid=report))

    def about(self, entries: Entries, name: str, theme: str) -> Entries:
        """Themes never leave the inspectorate, so nobody else finds anything by one."""
        if not holds(self.user, Right.REGISTER_READ_ALL):
            return entries.none()
        return entries.from_findings(Finding.objects.filter(themes__uuid=theme))

    def addressed_to(self, entries: Entries, name: str, addressee: str) -> Entries:
        """Of a UUID that is offered, so it is one of the two."""
        if organisation := Organisation.objects.filter(uuid=addressee).first():
            return entries.filter(organisation=organisation)
        return entries.filter(policing_body=LocalPolicingBody.objects.get(uuid=addressee))

    def in_stage(self, entries: Entries, name: str, stage: str) -> Entries:
        return entries.filter(body__in=queries.forces_in(stage, on=self.on))

    def claimed_as(self, entries: Entries, name: str, claimed: str) -> Entries:
        is_open = Exists(Claim.objects.open().filter(entry=OuterRef("pk")))
        return entries.filter(is_open if claimed == "claimed" else ~is_open)

    def linked_as(self, entries: Entries, name: str, linked: str) -> Entries:
        links = EntryLink.objects.visible_to(self.user).filter(kind=EntryLink.Kind.REPEATS)
        end = "entry" if linked == "repeats" else "other"
        return entries.filter(pk__in=links.values(end))

    def asking_for(self, entries: Entries, name: str, words: str) -> Entries:
        return entries.asking_for(words)
