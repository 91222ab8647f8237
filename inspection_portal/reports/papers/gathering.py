"""Rows of the register to papers, as one person sees them on a day."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.formats import date_format

from findings.models import Judgment
from forces.models import Body, Region
from forces.rights import Right, holds
from inspection_portal.core.models import User
from inspection_portal.reports.papers.document import (
    Due,
    Figure,
    Group,
    Item,
    Paper,
    Standing,
    Summary,
)
from recommendations import rag
from recommendations.models import (
    BodyRules,
    Claim,
    EngageSpell,
    Milestone,
    ProgressUpdate,
    RegisterEntry,
    Side,
)

SOON, YEAR = timedelta(days=90), timedelta(days=365)
# How many a summary names: more do not fit its page.
NAMED = 6

Entries = Sequence[RegisterEntry]


def regions_reported_to(user: User) -> QuerySet[Region]:
    """Regions, for those who see the entries of all their bodies."""
    regions = Region.objects.visible_to(user)
    return regions if holds(user, Right.REGISTER_READ_ALL) else regions.none()


def committee_paper(body: Body, user: User, *, on: date) -> Paper:
    """What is open for a body, and what was closed in the last year."""
    entries, rules = _entries([body.pk], user, on), _rules([body.pk], on)
    by_report = sorted(entries, key=lambda each: (each.opened_on, str(each.report), each.pk))
    return Paper(
        title="Recommendations and areas for improvement",
        body=body.name,
        as_at=on,
        rules=rules[body.pk].label,
        figures=_figures(entries, on),
        groups=tuple(
            Group(name, _day(published), tuple(_item(each, rules, on) for each in group))
            for (published, name), group in groupby(
                by_report, key=lambda each: (each.opened_on, str(each.report))
            )
        ),
        is_demonstration=any(each.report.is_demonstration for each in entries),
    )


def summary_of_body(body: Body, user: User, *, on: date) -> Summary:
    entries, rules = _entries([body.pk], user, on), _rules([body.pk], on)
    summary = _summary(f"{body.name}: how it stands", body.name, entries, rules, on)
    return replace(summary, stage=_stage(body, user, on))


def _stage(body: Body, user: User, on: date) -> str:
    spell = EngageSpell.objects.visible_to(user).filter(body=body).lasting(on).first()
    return f"In the Engage stage of monitoring since {_day(spell.entered_on)}" if spell else ""


def summary_of_region(region: Region, user: User, *, on: date) -> Summary:
    """A region on one page, its bodies side by side, each by its own rule set."""
    bodies = list(Body.objects.visible_to(user).in_region(region, on))
    keys = [body.pk for body in bodies]
    entries, grades = _entries(keys, user, on), _grades(keys, user)
    of_body = {key: [each for each in entries if each.body_id == key] for key in keys}
    standings = tuple(
        Standing(body.name, grades.get(body.pk, "Not graded yet"), _figures(of_body[body.pk], on))
        for body in bodies
    )
    title = f"{region.name}: how the region stands"
    return _summary(title, region.name, entries, _rules(keys, on), on, standings)


def _summary(
    title: str,
    subject: str,
    entries: Entries,
    rules: dict[int, rag.RuleSet],
    on: date,
    standings: tuple[Standing, ...] = (),
) -> Summary:
    open_ones = [each for each in entries if each.is_open]
    dated = sorted(
        (each for each in open_ones if each.due_on), key=lambda each: (each.due_on, each.pk)
    )
    overdue = [each for each in dated if each.is_overdue(on)]
    names = sorted({rule_set.label for rule_set in rules.values()})
    return Summary(
        title=title,
        subject=subject,
        as_at=on,
        rules=", ".join(names) if len(names) == 1 else "each body’s own",
        figures=_figures(entries, on),
        colours=_colours(open_ones, rules, on),
        overdue=tuple(_due(each, rules, on) for each in overdue[:NAMED]),
        next=tuple(_due(each, rules, on) for each in dated if each not in overdue)[:NAMED],
        standings=standings,
        is_demonstration=any(each.report.is_demonstration for each in entries),
    )


def _entries(bodies: list[int], user: User, on: date) -> list[RegisterEntry]:
    """Open entries of these bodies and those closed in the last year, each with its `comment`, its
    milestones and whether it is `claimed`.
    """
    said = ProgressUpdate.objects.filter(
        ~Q(narrative=""), entry=OuterRef("pk"), side=Side.BODY
    ).order_by("-at", "-pk")
    seen = RegisterEntry.objects.visible_to(user).filter(
        Q(closed_on=None) | Q(closed_on__gt=on - YEAR), body__in=bodies
    )
    milestones = Milestone.objects.of_the_inspectorate().with_moves().order_by("position")
    return list(
        seen.for_list()
        .annotate(
            comment=Subquery(said.values("narrative")[:1]),
            claimed=Exists(Claim.objects.open().filter(entry=OuterRef("pk"))),
        )
        .prefetch_related(Prefetch("milestones", milestones, to_attr="dates"))
        .order_by("body__name", "reference")
    )


def _rules(bodies: Iterable[int], on: date) -> dict[int, rag.RuleSet]:
    chosen = BodyRules.objects.chosen(on)
    return {body: chosen.get(body, rag.RuleSet.DEADLINES) for body in bodies}


def _figures(entries: Iterable[RegisterEntry], on: date) -> tuple[Figure, ...]:
    counts = Counter[str]()
    for each in entries:
        counts["open"] += each.is_open
        counts["overdue"] += each.is_overdue(on)
        counts["soon"] += bool(each.is_open and each.due_on and on <= each.due_on <= on + SOON)
        counts["claimed"] += bool(each.claimed)  # type: ignore[attr-defined]
        counts["closed"] += not each.is_open
    return (
        Figure("Open", counts["open"]),
        Figure("Overdue", counts["overdue"]),
        Figure("Due in 90 days", counts["soon"]),
        Figure("With the inspectorate", counts["claimed"]),
        Figure("Closed in a year", counts["closed"]),
    )


def _colours(
    entries: Iterable[RegisterEntry], rules: dict[int, rag.RuleSet], on: date
) -> tuple[Figure, ...]:
    counts = Counter(_mark(each, rules, on) for each in entries)
    order = list(rag.Colour)
    marks = sorted(counts, key=lambda mark: (order.index(mark.colour), mark.words))
    return tuple(Figure(mark.words, counts[mark], mark.colour) for mark in marks)


def _mark(entry: RegisterEntry, rules: dict[int, rag.RuleSet], on: date) -> rag.Mark:
    return rag.of(entry, on, rules[entry.body_id or 0])


def _item(entry: RegisterEntry, rules: dict[int, rag.RuleSet], on: date) -> Item:
    mark = _mark(entry, rules, on)
    return Item(
        reference=entry.reference,
        kind=entry.kind,
        asked=entry.asked,
        due=_due_words(entry),
        moved=_moved_words(entry),
        status=entry.get_status_display(),
        position=entry.get_position_display(),
        colour=mark.colour,
        words=mark.words,
        comment=entry.comment or "",  # type: ignore[attr-defined]
    )


def _due(entry: RegisterEntry, rules: dict[int, rag.RuleSet], on: date) -> Due:
    mark = _mark(entry, rules, on)
    return Due(entry.reference, str(entry.addressee), _due_words(entry), mark.words, mark.colour)


def _due_words(entry: RegisterEntry) -> str:
    if entry.due_on:
        return _day(entry.due_on)
    if entry.target_on:
        return f"{_day(entry.target_on)} (own target)"
    return "No date set"


def _moved_words(entry: RegisterEntry) -> str:
    """Where the date that counts was another one first: that one, and how often it moved."""
    dates: list[Milestone] = entry.dates  # type: ignore[attr-defined]
    counting = next((each for each in dates if each.current_on == entry.due_on), None)
    if not (counting and counting.is_moved and counting.original_on):
        return ""
    moves: int = counting.moves  # type: ignore[attr-defined]
    often = {1: "once", 2: "twice"}.get(moves, f"{moves} times")
    return f"Originally {_day(counting.original_on)}, moved {often}"


def _grades(bodies: list[int], user: User) -> dict[int, str]:
    """The latest published grade of each body, by its key."""
    final = Judgment.objects.visible_to(user).filter(
        state=Judgment.State.FINAL,
        inspected_body__body__in=bodies,
        inspected_body__inspection__published_on__isnull=False,
    )
    latest = final.order_by(
        "inspected_body__body", "-inspected_body__inspection__published_on", "-pk"
    ).distinct("inspected_body__body")
    rows = latest.values_list("inspected_body__body", "grade__label")
    return {body: label or "Not graded" for body, label in rows}


def _day(day: date) -> str:
    return date_format(day, "j F Y")
