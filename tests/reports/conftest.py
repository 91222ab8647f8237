from datetime import date, datetime

import pytest

from findings import actions
from findings.actions.reference import load_reference as load_grades
from findings.models import AreaIntroduction, Finding, Grade, Inspection, QuestionArea, Section
from forces.models import Body, Region
from inspection_portal.core.models import User, system_user
from inspection_portal.reports.models import Issue
from recommendations.actions import add_recommendation
from recommendations.models import DueKind, Recommendation
from tests.clock import Clock
from tests.factories import KeyFigureFactory
from tests.reports.publishing import issue_of
from tests.reports.redacting import AT, OPENS, WORD


@pytest.fixture
def grades(db: None, moment: datetime) -> None:
    load_grades(by=system_user(), at=moment)


@pytest.fixture
def draft(
    grades: None, region: Region, force: Body, inspector: User, moment: datetime
) -> Inspection:
    """A draft of one force with an area for improvement and a final grade: ready to publish."""
    inspection = actions.plan(
        region=region,
        title="An inspection of the region",
        slug="region-2026",
        bodies=[force],
        team=[],
        by=inspector,
        at=moment,
    )
    Inspection.objects.filter(pk=inspection.pk).update(stage=Inspection.Stage.DRAFTING)
    inspection.refresh_from_db()
    chapter = inspection.inspected_bodies.get()
    actions.record_published_grade(
        chapter,
        grade=Grade.objects.get(scale=inspection.scale, key="adequate"),
        reason="As moderated.",
        by=system_user(),
        at=moment,
    )
    actions.add_finding(
        inspection,
        kind=Finding.Kind.AREA_FOR_IMPROVEMENT,
        heading="The force should review its plans",
        text="Plans were thin.",
        internal_note="canary-note",
        chapter=chapter,
        question_area=QuestionArea.objects.get(position=1),
        by=inspector,
        at=moment,
    )
    return inspection


@pytest.fixture
def concern(draft: Inspection, inspector: User, moment: datetime) -> Finding:
    """A cause of concern of the draft, due six months after publication."""
    finding = actions.add_finding(
        draft,
        kind=Finding.Kind.CAUSE_OF_CONCERN,
        heading="The force doesn’t know its threats",
        chapter=draft.inspected_bodies.get(),
        question_area=QuestionArea.objects.get(position=2),
        by=inspector,
        at=moment,
    )
    add_recommendation(
        finding,
        text="Within six months, the force should assess every threat.",
        due_kind=DueKind.RELATIVE,
        due_months=6,
        by=inspector,
        at=moment,
    )
    return finding


@pytest.fixture
def said_everywhere(draft: Inspection, concern: Finding) -> Inspection:
    """A draft with the word in each of its texts."""
    chapter = draft.inspected_bodies.get()
    draft.title = f"The region, as told by {WORD}"
    draft.regional_introduction = f"We met **Constable {WORD}** twice."
    draft.save()
    chapter.introduction = f"- Led by {WORD}\n- And others"
    chapter.save()
    AreaIntroduction.objects.create(
        inspected_body=chapter,
        question_area=concern.question_area,
        text=f"See [the page of {WORD}](https://example.com/{WORD}).",
    )
    Section.objects.create(
        inspection=draft, place="introduction", position=1, heading=f"Of {WORD}", text=f"{WORD}."
    )
    for finding in draft.findings.all():
        heading = f"{finding.heading}, says {WORD}"
        Finding.objects.filter(pk=finding.pk).update(
            heading=heading,
            text=f"*{WORD}* said so.",
            lead=f"{WORD} should:",
            parts=[f"go, {WORD}."],
        )
    Recommendation.objects.update(text=f"Within six months, {WORD} should assess every threat.")
    KeyFigureFactory(chapter=chapter, printed=True, source=f"{WORD} told", counted=f"By {WORD}.")
    draft.printed_counts.create(
        subject="register",
        as_at=date(2026, 1, 12),
        source=f"The list of {WORD}",
        counted=f"As {WORD} counted them.",
        content={"parts": ["Closed"], "rows": [[chapter.body.name, [2]]]},
        printed_by=system_user(),
        printed_at=OPENS,
    )
    return draft


@pytest.fixture
def first(said_everywhere: Inspection, moment: datetime, clock: Clock) -> Issue:
    made = issue_of(said_everywhere, publish_at=OPENS, at=moment)
    clock(AT)
    return made
