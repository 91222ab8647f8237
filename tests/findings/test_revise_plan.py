from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied

from findings import actions
from findings.models import AreaIntroduction, InspectedBody, Inspection
from forces.models import Region, RoleGrant
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from tests.factories import (
    FindingFactory,
    ForceFactory,
    JudgmentFactory,
    QuestionAreaFactory,
    RocuFactory,
    person,
    put_in_print,
)


@pytest.fixture
def revise(inspection: Inspection, chapter: InspectedBody, inspector: User, moment: datetime):
    """Revises the plan; what is not given stays as it is."""

    def do(**changes: object) -> None:
        usual = {
            "title": inspection.title,
            "bodies": [chapter.body],
            "team": [inspector],
            "seen_version": 1,
            "by": inspector,
            "at": moment,
        }
        actions.revise_plan(inspection, **usual | changes)

    return do


def bodies_of(inspection: Inspection) -> list[str]:
    return [str(chapter) for chapter in inspection.inspected_bodies.all()]


def test_new_bodies_follow_but_the_rocu_comes_first(
    revise, inspection: Inspection, chapter: InspectedBody, region: Region
) -> None:
    rocu, force = RocuFactory(region=region), ForceFactory(region=region)
    revise(bodies=[force, rocu, chapter.body])
    assert bodies_of(inspection) == [str(rocu), str(chapter), str(force)]


def test_title_and_team_change_and_the_trail_says_from_what(
    revise, inspection: Inspection, inspector: User
) -> None:
    old_title, colleague = inspection.title, person(RoleGrant.Role.INSPECTOR)
    revise(title="A better title", team=[colleague])
    assert (inspection.title, inspection.version) == ("A better title", 2)
    assert [member.user for member in inspection.team.all()] == [colleague]
    event = AuditEvent.objects.about(inspection).get()
    assert event.verb == "inspection.revised"
    assert event.detail == {
        "title": [old_title, "A better title"],
        "team": [str(inspector), str(colleague)],
        "leads": [str(inspector), ""],
    }


def test_an_untouched_body_may_leave(
    revise, inspection: Inspection, chapter: InspectedBody, region: Region
) -> None:
    force = ForceFactory(region=region)
    revise(bodies=[force])
    assert bodies_of(inspection) == [str(force)]


@pytest.mark.parametrize(
    "work",
    [
        lambda chapter: FindingFactory(chapter=chapter),
        lambda chapter: FindingFactory(chapter=None, inspection=chapter.inspection).also_about.add(
            chapter
        ),
        lambda chapter: JudgmentFactory(inspected_body=chapter),
        lambda chapter: InspectedBody.objects.filter(pk=chapter.pk).update(introduction="Here."),
        lambda chapter: AreaIntroduction.objects.create(
            inspected_body=chapter, question_area=QuestionAreaFactory(), text="Here."
        ),
    ],
    ids=["finding", "finding elsewhere", "grade", "introduction", "introduction of an area"],
)
def test_a_body_with_work_done_stays(
    revise, inspection: Inspection, chapter: InspectedBody, region: Region, work
) -> None:
    work(chapter)
    with pytest.raises(RuleBroken, match="so it stays in the inspection"):
        revise(bodies=[ForceFactory(region=region)])
    assert bodies_of(inspection) == [str(chapter)]


def test_somebody_stays_on_the_team(revise) -> None:
    with pytest.raises(RuleBroken, match="at least one inspector"):
        revise(team=[])


def test_an_inspector_outside_the_team_may_not(revise) -> None:
    with pytest.raises(PermissionDenied):
        revise(by=person(RoleGrant.Role.INSPECTOR))


def test_a_published_inspection_keeps_its_plan(revise, inspection: Inspection) -> None:
    put_in_print(inspection)
    with pytest.raises(RuleBroken, match="Open a correction"):
        revise(title="Another")


def test_a_correction_changes_neither_title_nor_bodies(
    revise, inspection: Inspection, inspector: User, moment: datetime, region: Region
) -> None:
    """Everybody's lists show them from the rows, while the corrected report is not out yet."""
    put_in_print(inspection)
    actions.open_correction(inspection, reason="A wrong year", by=inspector, at=moment)
    for changes in ({"title": "Another"}, {"bodies": [ForceFactory(region=region)]}):
        with pytest.raises(RuleBroken, match="its title and its bodies stay"):
            revise(**changes)


def test_second_editor_is_refused_not_overwritten(revise, inspection: Inspection) -> None:
    revise(title="By the first")
    with pytest.raises(RuleBroken, match="has changed since"):
        revise(title="By the second")
    inspection.refresh_from_db()
    assert inspection.title == "By the first"
