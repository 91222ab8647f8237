"""Replacing a published report by one without what must not stand in it (ADR 0053)."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

import findings.actions
import recommendations.actions
from findings.actions.access import lock
from findings.models import Inspection
from inspection_portal.core import audit
from inspection_portal.core.differences import Fate
from inspection_portal.core.editing import update_as_seen
from inspection_portal.core.errors import Changed, RuleBroken
from inspection_portal.core.models import User
from inspection_portal.reports import comparing, document, permissions, queries, snapshot
from inspection_portal.reports.actions.publishing import issue_anew
from inspection_portal.reports.comparing.parts import Part, PartKind, parts_of
from inspection_portal.reports.models import Issue, PrintedCounts
from inspection_portal.reports.prose import plain
from inspection_portal.reports.redaction import MARK, Hit, Removal, wrong_with
from inspection_portal.reports.stages import Who
from recommendations.models import RegisterEntry

PREVIEW = "Preview"
PROSE_MARK = MARK.replace("[", r"\[").replace("]", r"\]")


@dataclass(frozen=True)
class Counted:
    """How often the passages stand in one part of the report."""

    place: str
    name: str
    number: int


@dataclass(frozen=True)
class Standing:
    """Words like a passage that would still stand, where, and by which number one lets them."""

    number: int
    place: str
    name: str
    label: str
    hit: Hit

    @property
    def words(self) -> str:
        """Where it stands, and with what around it."""
        place = ", ".join(filter(None, (self.place, self.name, self.label)))
        found = self.hit
        return f"“{found.words}” in “…{found.before}{found.words}{found.after}…” ({place})"


@dataclass(frozen=True)
class Plan:
    """What a redaction would do: how often its passages stand where, what would differ, what would
    still stand, and the SHA-256 of the document that would be issued.
    """

    counted: tuple[Counted, ...]
    comparison: comparing.Comparison
    standing: tuple[Standing, ...]
    text_sha256: str


def plan_redaction(
    inspection: Inspection,
    *,
    passages: Collection[str],
    parts: Collection[UUID] = (),
    by: User,
    at: datetime,
) -> Plan:
    """What would come of it: it is done, looked at, and undone. Raises what `redact` does."""
    with transaction.atomic():
        held = _permit(inspection, by=by, at=at)
        plan, _ = _replace(held, Removal(tuple(passages)), parts, reason=PREVIEW, by=by, at=at)
        transaction.set_rollback(True)
    return plan


@transaction.atomic
def redact(
    inspection: Inspection,
    *,
    passages: Collection[str],
    parts: Collection[UUID] = (),
    keep: Collection[int] = (),
    reason: str,
    text_sha256: str,
    seen_version: int,
    by: User,
    at: datetime,
) -> Issue:
    """Take passages, and findings, recommendations and sections as a whole, out of a published
    report: its rows, the register and a new issue say MARK in their place. All earlier issues are
    closed to everybody but those who read drafts.

    `text_sha256` is that of the plan that was looked at, `keep` the numbers of what may stand there
    though it is like a passage. Raises RuleBroken where anything else would, and Changed where the
    text is not the planned one.
    """
    held = _permit(inspection, reason=reason, by=by, at=at)
    update_as_seen(held, seen_version=seen_version)
    removal = Removal(tuple(passages))
    if any(removal.hits(reason)):
        raise RuleBroken("The reason has words that are to be removed. Say it without them.")
    plan, issue = _replace(held, removal, parts, reason=reason, by=by, at=at)
    _refuse_unlike(plan, text_sha256, keep)
    removed = sum(each.number for each in plan.counted)
    told = {"removed": removed, "let_stand": len(plan.standing), "parts": _left(plan)}
    audit.record("report.redacted", held, by=by, at=at, reason=reason, issue=issue.number, **told)
    return issue


def _refuse_unlike(plan: Plan, text_sha256: str, keep: Collection[int]) -> None:
    """Raise Changed for another plan than the one looked at, RuleBroken where more would stand."""
    if plan.text_sha256 != text_sha256:
        raise Changed("It is not what was shown to you that would be issued. Look at it again.")
    if any(each.number not in keep for each in plan.standing):
        raise RuleBroken(
            "Words like those removed would still stand in the report. Remove them too, or say of "
            "each that it may stand."
        )


def _left(plan: Plan) -> str:
    """The changed parts as they are called from now on: what a part was called may be removed."""
    changed = plan.comparison.changed
    return audit.in_lines(part.name for part in changed if part.fate is not Fate.REMOVED)


def _permit(inspection: Inspection, *, reason: str = PREVIEW, by: User, at: datetime) -> Inspection:
    """The inspection, held for a publisher who may redact its report now."""
    if not permissions.can_see_stages(by, inspection):
        raise PermissionDenied
    held = lock(inspection)
    if not permissions.may(by, held, Who.PUBLISHER):
        raise PermissionDenied
    if why := queries.why_not_redact(held, at=at):
        raise RuleBroken(why)
    if not reason.strip():
        raise RuleBroken("Say why the report is redacted.")
    return held


def _replace(
    held: Inspection,
    removal: Removal,
    parts: Collection[UUID],
    *,
    reason: str,
    by: User,
    at: datetime,
) -> tuple[Plan, Issue]:
    issued = [*held.issues.readable().out(at).defer("pdf")]
    _refuse_unknown(held, issued, removal, parts)
    before = snapshot.published(held)
    counted = _counted(held, before, removal)
    rewriting = findings.actions.Rewriting(
        removal.in_text, removal.in_prose, parts, MARK, PROSE_MARK
    )
    correction = findings.actions.open_redaction(held, rewriting, reason=reason, by=by, at=at)
    _redact_counts(held, removal)
    recommendations.actions.redact_register(held, removal.in_text, whole=parts, mark=MARK, by=by)
    findings.actions.close_correction(correction, by=by, at=at)
    held.issues.filter(pk__in=[each.pk for each in issued]).update(replaced_at=at)
    issue = issue_anew(held, at, by=by, at=at)
    after = document.from_builtins(issue.content)
    found = comparing.compare(before, after)
    plan = Plan(counted, found, tuple(_standing(held, after, removal)), issue.content_sha256)
    return plan, issue


def _redact_counts(held: Inspection, removal: Removal) -> None:
    """What stands below the charts; their names are those of bodies and of fixed parts."""
    for row in held.printed_counts.all():
        source, counted = removal.in_text(row.source), removal.in_text(row.counted)
        PrintedCounts.objects.filter(pk=row.pk).update(source=source, counted=counted)


def _refuse_unknown(
    inspection: Inspection, issued: Iterable[Issue], removal: Removal, parts: Collection[UUID]
) -> None:
    """Raise RuleBroken for passages that can't be looked for, or stand in none of the issues."""
    if wrong := wrong_with(removal.passages):
        raise RuleBroken(wrong)
    if not removal.passages and not parts:
        raise RuleBroken("Nothing is to be removed. Give the words, or choose a part.")
    reports = [document.from_builtins(each.content) for each in issued]
    texts = {text for report in reports for *_, text in _texts(inspection, report)}
    for passage in removal.passages:
        if not any(any(Removal((passage,)).hits(text)) for text in texts):
            raise RuleBroken(f"“{passage}” does not stand in the report. Check the words.")


def _counted(
    inspection: Inspection, report: document.Report, removal: Removal
) -> tuple[Counted, ...]:
    numbers: dict[tuple[str, str], int] = {}
    for place, name, _, text in _texts(inspection, report):
        numbers[place, name] = numbers.get((place, name), 0) + removal.count(text)
    return tuple(Counted(*where, number) for where, number in numbers.items() if number)


def _standing(
    inspection: Inspection, report: document.Report, removal: Removal
) -> Iterator[Standing]:
    number = 0
    for place, name, label, text in _texts(inspection, report):
        for hit in removal.hits(text):
            number += 1
            yield Standing(number, place, name, label, hit)


def _texts(inspection: Inspection, report: document.Report) -> Iterator[tuple[str, str, str, str]]:
    """Everything that is told of the report, in the register too: place, name, label and text."""
    told = set()
    for part in parts_of(report):
        for label, text in _of_part(part):
            told.add(text)
            yield part.place, part.name, label, text
    yield "", "Title page", "Address", inspection.slug
    for entry in RegisterEntry.objects.of(inspection).order_by("pk"):
        if entry.asked not in told:
            yield "Register", entry.reference, "What is asked", entry.asked


def _of_part(part: Part) -> Iterator[tuple[str, str]]:
    if part.kind is PartKind.AREA:
        yield "Name", part.name
    for text in part.texts:
        yield text.label, plain(text.text) if text.is_prose else text.text
