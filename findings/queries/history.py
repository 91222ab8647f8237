"""The earlier wordings of a finding, from its row history."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.apps import apps
from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import JSONObject, Lag

from findings.models import Finding
from inspection_portal.core.differences import Words, differences
from inspection_portal.core.models import User

ON_A_PAGE = 20

# What a reader reads of a finding; the rest of the row is where it stands and how far it is.
WORDING = ("heading", "lead", "parts", "text")
LABELS = {
    "kind": "Kind",
    "heading": "Heading",
    "lead": "Line that opens the bullets",
    "parts": "Bullets",
    "text": "Text",
    "internal_note": "Internal note",
}


@dataclass(frozen=True)
class Changed:
    """A part of a finding in two wordings, passage by passage where they differ."""

    label: str
    passages: list[list[Words]]


@dataclass(frozen=True)
class Revision:
    """A wording that a finding had or has: by whom and when it was written, and what it changed.

    It is known by the `version` that the finding had when it was written; `finding` is an unsaved
    one that reads so.
    """

    version: int
    by: str
    at: datetime
    changed: tuple[Changed, ...]
    finding: Finding
    is_first: bool
    is_current: bool


@dataclass(frozen=True)
class History:
    """Some wordings of a finding, the latest first; `older` is the version before which more stand,
    None where there are no more.
    """

    revisions: tuple[Revision, ...]
    older: int | None


def history(finding: Finding, *, before: int | None = None) -> History:
    """The wordings of a finding, or those older than the version `before`."""
    rows = _wordings(finding)
    if before is not None:
        rows = rows.filter(version__lt=before)
    found = list(rows.order_by("-pgh_id")[: ON_A_PAGE + 1])
    names = _names(found)
    latest = _wordings(finding).order_by("-pgh_id").values_list("pgh_id", flat=True).first()
    revisions = tuple(
        Revision(
            row.version,
            names.get(_writer(row) or 0, "the portal"),
            row.pgh_created_at,
            tuple(_changed(earlier, row)) if earlier else (),
            Finding(**{name: getattr(row, name) for name in ("kind", *WORDING)}),
            is_first=earlier is None,
            is_current=row.pgh_id == latest,
        )
        for row, earlier in pairwise([*found, None])
    )
    more = len(found) > ON_A_PAGE
    return History(revisions[:ON_A_PAGE], found[ON_A_PAGE - 1].version if more else None)


def wording(finding: Finding, version: int) -> Any | None:
    """The finding's row as it was in that version; None where it had no such version."""
    rows = _events().filter(pgh_obj=finding.pk, version=version)
    return rows.exclude(pgh_label="delete").order_by("-pgh_id").first()


def _events() -> QuerySet[Any]:
    events: QuerySet[Any] = apps.get_model("findings", "FindingEvent")._default_manager.all()
    return events


def _wordings(finding: Finding) -> QuerySet[Any]:
    """The versions of the row that brought another wording than the one before."""
    said = JSONObject(**{name: F(name) for name in LABELS})
    before = Window(Lag("said"), order_by="pgh_id")
    rows: QuerySet[Any] = _events().filter(pgh_obj=finding.pk).exclude(pgh_label="delete")
    rows = rows.annotate(said=said).annotate(said_before=before)
    return rows.filter(Q(said_before__isnull=True) | ~Q(said=F("said_before")))


def _names(rows: Sequence[Any]) -> dict[int, str]:
    """Who wrote the rows, by their keys."""
    keys = {key for row in rows if (key := _writer(row)) is not None}
    return dict(User.objects.filter(pk__in=keys).values_list("pk", "name"))


def _writer(row: Any) -> int | None:
    """The key of who wrote the row; None where that was a job of the portal."""
    key: int | None = (row.pgh_context or {}).get("user")
    return key


def _changed(before: Any, after: Any) -> Iterator[Changed]:
    for name, label in LABELS.items():
        if passages := differences(_as_text(before, name), _as_text(after, name)):
            yield Changed(label, passages)


def _as_text(row: Any, name: str) -> str:
    if name == "kind":
        return str(Finding.Kind(row.kind).label)
    return "\n\n".join(row.parts) if name == "parts" else str(getattr(row, name))
