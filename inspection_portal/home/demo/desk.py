"""The inspection desk at work on the invented draft: evidence, themes, remarks and first grades."""

from datetime import datetime

from findings.actions import (
    add_closed,
    add_comment,
    add_evidence,
    answer_comment,
    ask_for_blind_grade,
    give_blind_grade,
    link_evidence,
    link_findings,
    mark_finding,
    revise_finding,
    set_working_grade,
    withdraw_evidence,
)
from findings.models import (
    ClosedPassage,
    Evidence,
    EvidenceMethod,
    Finding,
    FindingLink,
    InspectedBody,
    Inspection,
    Paragraph,
    QuestionArea,
    Theme,
)
from inspection_portal.core.models import User
from inspection_portal.home.demo.fieldwork import (
    GATHERED,
    MISHEARD,
    WHY_TAKEN_BACK,
    Gathered,
)
from inspection_portal.home.demo.moments import moment
from inspection_portal.home.demo.people import Cast
from inspection_portal.home.demo.sign_ins import COLLEAGUE, INSPECTOR, MODERATOR
from inspection_portal.home.demo.themes import ABOUT

KEPT = moment(2026, 6, 15)
LINKED = moment(2026, 9, 16)
TAKEN_BACK = moment(2026, 9, 21)
SORTED = moment(2026, 9, 24)
REMARKED = moment(2026, 10, 7)
ANSWERED = moment(2026, 10, 9)
GRADED = moment(2026, 10, 20)
GRADED_BLIND = moment(2026, 10, 22)

# Question area by question area, what the team would grade a body: its slug, then three grades.
WORKING_GRADES = (
    ("serocu", ("good", "good", "outstanding")),
    ("hampshire", ("good", "adequate", "good")),
    ("surrey", ("good", "requires_improvement", "adequate")),
)
WHY_GRADED = (
    "Threats are known and priorities follow from them.",
    "People and skills are what holds this area up, or back.",
    "Plans are carried out, and partners see what comes of them.",
)


def furnish(inspection: Inspection, cast: Cast) -> None:
    """Give the draft what a year of work leaves on a desk, as the actions of its team."""
    inspector = cast[INSPECTOR]
    for gathered in GATHERED:
        _link(_keep(inspection, gathered, inspector), gathered, inspector)
    misheard = _keep(inspection, MISHEARD, inspector)
    _link(misheard, MISHEARD, inspector)
    withdraw_evidence(
        misheard,
        reason=WHY_TAKEN_BACK,
        seen_version=misheard.version,
        by=inspector,
        at=TAKEN_BACK,
    )
    _sort(inspection, inspector)
    _remark(inspection, cast)
    _close(inspection, inspector)
    _link_to_last_time(inspection, inspector)
    _grade(inspection, cast)


def headed(inspection: Inspection, opening: str) -> Finding:
    """The finding whose heading begins so."""
    return inspection.findings.get(heading__startswith=opening)


def _keep(inspection: Inspection, gathered: Gathered, by: User) -> Evidence:
    chapter = inspection.inspected_bodies.filter(body__slug=gathered.body).first()
    marking = Evidence.Marking.OFFICIAL_SENSITIVE if gathered.is_sensitive else ""
    return add_evidence(
        inspection,
        chapter=chapter,
        method=EvidenceMethod.objects.get(name=gathered.method),
        place=gathered.place,
        gathered_on=gathered.on,
        source_role=gathered.role,
        sources=gathered.sources,
        summary=gathered.summary,
        marking=marking or Evidence.Marking.OFFICIAL,
        by=by,
        at=KEPT,
    )


def _link(evidence: Evidence, gathered: Gathered, by: User) -> None:
    for opening in gathered.supports:
        finding = headed(evidence.inspection, opening)
        for paragraph in Paragraph.objects.standing().filter(finding=finding):
            link_evidence(paragraph, number=evidence.number, by=by, at=LINKED)


def _sort(inspection: Inspection, by: User) -> None:
    """Say what findings are about, and which are ready to be read."""
    themes = {theme.name: theme for theme in Theme.objects.all()}
    for about in ABOUT:
        finding = headed(inspection, about.heading)
        revise_finding(
            finding,
            themes=[themes[name] for name in about.themes],
            polarity=about.polarity,
            seen_version=finding.version,
            by=by,
            at=SORTED,
        )
        if about.polarity == Finding.Polarity.STRENGTH:
            mark_finding(
                finding,
                state=Finding.State.READY,
                seen_version=finding.version,
                by=by,
                at=SORTED,
            )


def _remark(inspection: Inspection, cast: Cast) -> None:
    fraud = headed(inspection, "Victims of fraud receive")
    add_comment(
        fraud,
        text="Ninety-three percent of how many? Say the number beside the share.",
        by=cast[MODERATOR],
        at=REMARKED,
    )
    ports = headed(inspection, "Intelligence from ports")
    remark = add_comment(
        ports,
        text="Nine reports: is that enough to say “within hours” in a heading?",
        paragraph=ports.paragraphs.standing().first(),
        by=cast[COLLEAGUE],
        at=REMARKED,
    )
    answer_comment(
        remark,
        answer="The audit of May looked at 40 more and agrees. I have added it to the evidence.",
        resolves=True,
        by=cast[INSPECTOR],
        at=ANSWERED,
    )


def _close(inspection: Inspection, by: User) -> None:
    ports = headed(inspection, "Intelligence from ports")
    add_closed(
        ports,
        after=ports.paragraphs.standing().first(),
        ground=ClosedPassage.Ground.NATIONAL_SECURITY,
        text="Which two ports were visited, and how their reports are sent, is not published.",
        by=by,
        at=LINKED,
    )


def _link_to_last_time(inspection: Inspection, by: User) -> None:
    """What is asked of Hampshire again: the orders that it managed too little in 2024."""
    again = headed(inspection, "Hampshire and Isle of Wight Constabulary should make sure")
    before = Finding.objects.filter(
        inspection__region=inspection.region,
        inspection__publish_at__isnull=False,
        heading__contains="serious crime prevention orders",
        chapter__body__slug="hampshire",
    ).first()
    if before:
        link_findings(again, to_finding=before, kind=FindingLink.Kind.REPEATS, by=by, at=SORTED)


def _grade(inspection: Inspection, cast: Cast) -> None:
    areas = list(QuestionArea.objects.all())
    for slug, keys in WORKING_GRADES:
        chapter = inspection.inspected_bodies.get(body__slug=slug)
        for area, key, reason in zip(areas, keys, WHY_GRADED, strict=True):
            _set_working_grade(chapter, area, key, reason, by=cast[INSPECTOR], at=GRADED)
    hampshire = inspection.inspected_bodies.get(body__slug="hampshire")
    ask_for_blind_grade(hampshire, of=cast[COLLEAGUE], by=cast[INSPECTOR], at=GRADED)
    give_blind_grade(
        hampshire,
        grade=inspection.scale.grades.get(key="requires_improvement"),
        reason="Orders without a manager and profiles without partners weigh more than new posts.",
        by=cast[COLLEAGUE],
        at=GRADED_BLIND,
    )


def _set_working_grade(
    chapter: InspectedBody, area: QuestionArea, key: str, reason: str, *, by: User, at: datetime
) -> None:
    set_working_grade(
        chapter,
        question_area=area,
        grade=chapter.inspection.scale.grades.get(key=key),
        reason=reason,
        seen_version=0,
        by=by,
        at=at,
    )
