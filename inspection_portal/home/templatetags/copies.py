"""Where a page of threats and plans leads to what is copied from it into an inspection, and where a
copy leads back to.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django import template
from django.urls import reverse

from disruptions.checks import AnyCheck
from disruptions.models import Snapshot
from findings.queries import Comparison
from forces.models import Body
from forces.rights import Right, holds
from inspection_portal.core.models import User

register = template.Library()


@dataclass(frozen=True)
class Traces:
    """Of key figures, by key: those whose frozen list the person can open, and those whose hash is
    no longer that of their list.
    """

    open: Collection[int]
    broken: Collection[int]


@register.simple_tag
def place_to_cite(user: User, body: Body, check: AnyCheck) -> str:
    """The page on which the result is cited, or nothing for who gathers no evidence."""
    if not holds(user, Right.EVIDENCE_WRITE):
        return ""
    return reverse("home:check_cite", args=[body.uuid, check.id])


@register.simple_tag
def traces(user: User, comparison: Comparison) -> Traces:
    """How the values stand to the lists that they were counted from, in one query for all."""
    traced = [(row, row.snapshot) for row in comparison.values if row.snapshot]
    seen = Snapshot.objects.visible_to(user).filter(uuid__in={snapshot for _, snapshot in traced})
    hashes = dict(seen.values_list("uuid", "sha256"))
    can_open = [(row, hashes[snapshot]) for row, snapshot in traced if snapshot in hashes]
    broken = {row.pk for row, sha256 in can_open if sha256 != row.snapshot_sha256}
    return Traces({row.pk for row, _ in can_open}, broken)
