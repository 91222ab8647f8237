from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied

from findings import actions
from findings.actions.order import Direction
from findings.models import Finding, InspectedBody, Inspection
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from tests.factories import FindingFactory, QuestionAreaFactory, put_in_print


@pytest.fixture
def three(chapter: InspectedBody) -> list[Finding]:
    return [FindingFactory(chapter=chapter) for _ in range(3)]


def in_order(chapter: InspectedBody) -> list[Finding]:
    return list(Finding.objects.filter(chapter=chapter))


def test_up_changes_places_with_the_one_before(
    three: list[Finding], chapter: InspectedBody, inspector: User, moment: datetime
) -> None:
    first, second, third = three
    actions.move_finding(third, direction=Direction.UP, seen_version=1, by=inspector, at=moment)
    assert in_order(chapter) == [first, third, second]
    event = AuditEvent.objects.about(third).get()
    assert (event.verb, event.detail) == ("finding.moved", {"direction": "up"})


def test_down_changes_places_with_the_one_after(
    three: list[Finding], chapter: InspectedBody, inspector: User, moment: datetime
) -> None:
    first, second, third = three
    actions.move_finding(first, direction=Direction.DOWN, seen_version=1, by=inspector, at=moment)
    assert in_order(chapter) == [second, first, third]


def test_the_neighbour_is_not_taken_for_edited(
    three: list[Finding], inspector: User, moment: datetime
) -> None:
    actions.move_finding(three[1], direction=Direction.UP, seen_version=1, by=inspector, at=moment)
    three[0].refresh_from_db()
    assert three[0].version == 1


def test_the_first_goes_no_further_up(
    three: list[Finding], inspector: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="can’t go further up"):
        actions.move_finding(
            three[0], direction=Direction.UP, seen_version=1, by=inspector, at=moment
        )


def test_second_editor_is_refused_and_nothing_moves(
    three: list[Finding], chapter: InspectedBody, inspector: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="has changed since"):
        actions.move_finding(
            three[1], direction=Direction.UP, seen_version=4, by=inspector, at=moment
        )
    assert in_order(chapter) == three


def test_it_can_be_placed_in_another_question_area(
    three: list[Finding], chapter: InspectedBody, inspector: User, moment: datetime
) -> None:
    second_area = QuestionAreaFactory(position=2)
    there = FindingFactory(chapter=chapter, question_area=second_area)
    actions.place_finding(
        three[0],
        chapter=chapter,
        question_area=second_area,
        seen_version=1,
        by=inspector,
        at=moment,
    )
    assert in_order(chapter) == [three[1], three[2], there, three[0]]
    event = AuditEvent.objects.about(three[0]).get()
    assert event.verb == "finding.placed"
    assert event.detail["question_area"] == ["Question area 1", "Question area 2"]


def test_it_can_be_placed_with_the_region(
    three: list[Finding], inspection: Inspection, inspector: User, moment: datetime
) -> None:
    actions.place_finding(
        three[0], chapter=None, question_area=None, seen_version=1, by=inspector, at=moment
    )
    assert list(inspection.findings.regional()) == [three[0]]
    assert inspection.findings.first() == three[0]


def test_where_it_stands_already_is_no_other_place(
    finding: Finding, inspector: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="already stands there"):
        actions.place_finding(
            finding,
            chapter=finding.chapter,
            question_area=finding.question_area,
            seen_version=1,
            by=inspector,
            at=moment,
        )


def test_a_force_lead_may_not(finding: Finding, force_lead: User, moment: datetime) -> None:
    with pytest.raises(PermissionDenied):
        actions.move_finding(
            finding, direction=Direction.UP, seen_version=1, by=force_lead, at=moment
        )


def test_not_once_it_is_published(
    three: list[Finding], inspection: Inspection, inspector: User, moment: datetime
) -> None:
    put_in_print(inspection)
    with pytest.raises(RuleBroken, match="Open a correction"):
        actions.move_finding(
            three[1], direction=Direction.UP, seen_version=1, by=inspector, at=moment
        )
