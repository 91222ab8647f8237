"""Where a page of threats and plans leads to what is copied from it into an inspection, and where a
copy leads back to.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django import template
from django.urls import reverse
from django.utils.http import urlencode

from disruptions.checks import AnyCheck
from disruptions.models import Snapshot, SnapshotPart
from findings.queries import Comparison
from forces import names
from forces.models import Body
from forces.rights import Right, holds
from inspection_portal.core.models import User
from inspection_portal.reports import document
from inspection_portal.reports.models import Issue

register = template.Library()


@dataclass(frozen=True)
class Traces:
    """Of key figures, by key: those whose frozen list the person can open, and those whose hash is
    no longer that of their list.
    """

    open: Collection[int]
    broken: Collection[int]


@dataclass(frozen=True)
class Printed:
    """A figure of a body as an issue prints it; `url` is of the list behind it, empty where the
    person can't open that.
    """

    body: str
    figure: document.KeyFigure
    url: str


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


@register.simple_tag
def printed_figures(user: User, issue: Issue) -> list[Printed]:
    """What the issue prints in figures, for who may have its text, in two queries however many."""
    told = Issue.objects.downloadable_by(user).filter(pk=issue.pk)
    content = told.values_list("content", flat=True).first()
    bodies = document.from_builtins(content).bodies if content else ()
    printed = [(body.name, figure) for body in bodies for figure in body.figures]
    lists = _lists_behind(user, printed) if printed else {}
    return [
        Printed(body, figure, _address(lists.get((figure.sha256, names.key(body))), figure))
        for body, figure in printed
    ]


Place = tuple[UUID, UUID]


def _lists_behind(
    user: User, printed: Collection[tuple[str, document.KeyFigure]]
) -> Mapping[tuple[str, str], Place]:
    """The snapshot and the body, by the hash of the list and the name of the body, of what the
    person can open.
    """
    parts = SnapshotPart.objects.visible_to(user).filter(
        snapshot__sha256__in={figure.sha256 for _, figure in printed},
        body__names__key__in={names.key(body) for body, _ in printed},
    )
    said = ("snapshot__sha256", "body__names__key", "snapshot__uuid", "body__uuid")
    rows = parts.order_by().values_list(*said).distinct()
    return {(sha256, name): (snapshot, body) for sha256, name, snapshot, body in rows}


def _address(place: Place | None, figure: document.KeyFigure) -> str:
    if place is None:
        return ""
    snapshot, body = place
    asked = {"body": str(body), **({"figure": figure.part} if figure.part else {})}
    return f"{reverse('disruptions:snapshot_list', args=[snapshot])}?{urlencode(asked)}"
