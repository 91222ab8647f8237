"""Findings that a finding is linked to, and those that it could be."""

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from findings.models import Finding, FindingLink, InspectedBody
from forces.models import Body
from inspection_portal.core.keyset import Order
from inspection_portal.core.models import User

# The newest first: an inspection's findings are written together.
NEWEST_FIRST = Order((F("inspection_id"),), descending=True)

INWARDS = {
    FindingLink.Kind.REPEATS: "Repeated by",
    FindingLink.Kind.SUPERSEDES: "Superseded by",
    FindingLink.Kind.RESOLVED_BY: "Resolves",
    FindingLink.Kind.EVIDENCE_FOR: "Rests on",
}


@dataclass(frozen=True)
class LinkShown:
    """A link as it reads from one of its ends."""

    link: FindingLink
    words: str
    other: Finding
    is_own: bool


def links(finding: Finding, user: User) -> list[LinkShown]:
    """The links of a finding, both ways, whose other end the person may read.

    A link is known to those who read the drafts of the inspection that made it, so what links to a
    published finding from a draft shows nobody else that there is one.
    """
    found = (
        FindingLink.objects.visible_to(user)
        .filter(Q(from_finding=finding) | Q(to_finding=finding))
        .select_related(
            "by",
            "from_finding__inspection",
            "from_finding__chapter__body",
            "to_finding__inspection",
            "to_finding__chapter__body",
        )
    )
    return [_shown(link, finding) for link in found]


def linkable(finding: Finding, user: User, *, words: str, body: Body | None) -> QuerySet[Finding]:
    """Other findings that the person reads, which have every one of the `words` and are about the
    body; without a body, those of the whole portal.
    """
    found = Finding.objects.visible_to(user).exclude(pk=finding.pk)
    if body:
        chapters = InspectedBody.objects.filter(body=body)
        about = Finding.also_about.through.objects.filter(inspectedbody__in=chapters)
        found = found.filter(Q(chapter__in=chapters) | Q(pk__in=about.values("finding")))
    for word in words.split():
        found = found.filter(Q(heading__icontains=word) | Q(text__icontains=word))
    return found


def _shown(link: FindingLink, finding: Finding) -> LinkShown:
    if link.from_finding_id == finding.pk:
        return LinkShown(link, link.get_kind_display(), link.to_finding, is_own=True)
    return LinkShown(link, INWARDS[FindingLink.Kind(link.kind)], link.from_finding, is_own=False)
