from datetime import datetime

import pytest

from findings import actions
from findings.actions.reference import load_reference as load_grades
from findings.models import Finding, Grade, Inspection, QuestionArea
from forces.models import Body, Region
from inspection_portal.core.models import User, system_user
from recommendations.actions import add_recommendation
from recommendations.models import DueKind


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
