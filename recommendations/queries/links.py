"""How an entry hangs together with others, as one person sees it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from findings.models import Finding, FindingLink
from inspection_portal.core.models import User
from recommendations import permissions
from recommendations.models import EntryLink, RegisterEntry, StatusRequest

Kind = EntryLink.Kind
WORDS = {
    (Kind.REPEATS, True): "Repeats",
    (Kind.REPEATS, False): "Is repeated by",
    (Kind.SUPERSEDES, True): "Supersedes",
    (Kind.SUPERSEDES, False): "Is superseded by",
}


@dataclass(frozen=True)
class LinkLine:
    """One link as the page of one of its two entries tells it: `words`, then the other entry."""

    words: str
    entry: RegisterEntry
    link: EntryLink


@dataclass(frozen=True)
class Offer:
    """A link that the findings of two entries suggest: `later` is the one that would have it."""

    words: str
    entry: RegisterEntry
    kind: str
    later: RegisterEntry
    earlier: RegisterEntry


@dataclass(frozen=True)
class EntryLinks:
    """What the page of an entry tells of others. `later_findings` are those that it was opened
    again for.
    """

    lines: list[LinkLine]
    offers: list[Offer]
    later_findings: list[Finding]

    def __bool__(self) -> bool:
        return any((self.lines, self.offers, self.later_findings))


def links_of(entry: RegisterEntry, user: User) -> EntryLinks:
    """Links between an entry and others that the person sees too; to whoever may make links, those
    that the findings suggest.
    """
    links = EntryLink.objects.visible_to(user).filter(Q(entry=entry) | Q(other=entry)).for_list()
    reopened = StatusRequest.objects.filter(
        entry=entry, decision=StatusRequest.Decision.AUTHORISED, later_finding__isnull=False
    )
    readable = Finding.objects.visible_to(user).for_list()
    lines = [_line(link, entry) for link in links]
    may_link = permissions.can_record_status(user)
    return EntryLinks(
        lines=lines,
        offers=list(_offers(entry, user, {line.entry.pk for line in lines})) if may_link else [],
        later_findings=list(readable.filter(pk__in=reopened.values("later_finding"))),
    )


def _line(link: EntryLink, entry: RegisterEntry) -> LinkLine:
    is_later = link.entry_id == entry.pk
    other = link.other if is_later else link.entry
    return LinkLine(WORDS[Kind(link.kind), is_later], other, link)


def _offers(entry: RegisterEntry, user: User, linked: set[int]) -> Iterator[Offer]:
    """Links of the same kinds as those between the findings, to entries of the same addressee."""
    if entry.source is None:
        return
    source = entry.source.pk
    links = FindingLink.objects.visible_to(user).filter(kind__in=Kind.values)
    between = list(links.filter(Q(from_finding=source) | Q(to_finding=source)))
    found = {each.from_finding_id for each in between} | {each.to_finding_id for each in between}
    others = [each for each in _of(found - {source}, entry, user) if each.pk not in linked]
    for link in between:
        is_later = link.from_finding_id == source
        end = link.to_finding_id if is_later else link.from_finding_id
        for other in others:
            if other.source and other.source.pk == end:
                later, earlier = (entry, other) if is_later else (other, entry)
                words = WORDS[Kind(link.kind), is_later]
                yield Offer(words, other, link.kind, later=later, earlier=earlier)


def _of(findings: set[int], entry: RegisterEntry, user: User) -> QuerySet[RegisterEntry]:
    """Entries of the same addressee that are from one of these findings."""
    seen = RegisterEntry.objects.visible_to(user).filter(
        body=entry.body_id, organisation=entry.organisation_id, policing_body=entry.policing_body_id
    )
    of_them = Q(finding__in=findings) | Q(recommendation__finding__in=findings)
    return seen.filter(of_them).for_list()
