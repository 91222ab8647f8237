"""Putting findings in order on the drafting board."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied

from findings import actions
from findings.models import Finding, InspectedBody, Inspection
from forces.models import RoleGrant
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from tests.factories import FindingFactory, QuestionAreaFactory, person, put_in_print

Arrange = Callable[..., None]


@pytest.fixture
def three(chapter: InspectedBody) -> list[Finding]:
    return [FindingFactory(chapter=chapter) for _ in range(3)]


@pytest.fixture
def arrange(inspector: User, moment: datetime) -> Arrange:
    def do(finding: Finding, **given: object) -> None:
        usual = {
            "question_area": finding.question_area,
            "seen_version": 1,
            "by": inspector,
            "at": moment,
        }
        actions.arrange_finding(finding, **usual | given)

    return do


def in_order(chapter: InspectedBody) -> list[Finding]:
    return list(Finding.objects.filter(chapter=chapter))


def test_a_finding_goes_before_another(
    arrange: Arrange, three: list[Finding], chapter: InspectedBody
) -> None:
    first, second, third = three
    arrange(third, before=first)
    assert in_order(chapter) == [third, first, second]
    event = AuditEvent.objects.about(third).get()
    assert (event.verb, event.detail) == ("finding.arranged", {"before": str(first)})


def test_without_another_it_goes_to_the_end(
    arrange: Arrange, three: list[Finding], chapter: InspectedBody
) -> None:
    first, second, third = three
    arrange(first)
    assert in_order(chapter) == [second, third, first]


def test_it_goes_into_another_question_area(
    arrange: Arrange, three: list[Finding], chapter: InspectedBody
) -> None:
    area = QuestionAreaFactory(position=2)
    there = FindingFactory(chapter=chapter, question_area=area)
    arrange(three[0], question_area=area, before=there)
    assert in_order(chapter) == [three[1], three[2], three[0], there]
    told = AuditEvent.objects.about(three[0]).get().detail["question_area"]
    assert told == ["Question area 1", "Question area 2"]


def test_findings_of_the_region_have_an_order_too(arrange: Arrange, inspection: Inspection) -> None:
    first, second = (FindingFactory(chapter=None, inspection=inspection) for _ in range(2))
    arrange(second, before=first)
    assert list(inspection.findings.regional()) == [second, first]


def test_a_finding_of_the_region_stays_there(arrange: Arrange, inspection: Inspection) -> None:
    regional = FindingFactory(chapter=None, inspection=inspection)
    with pytest.raises(RuleBroken, match="a regional one in none"):
        arrange(regional, question_area=QuestionAreaFactory())


def test_those_that_make_room_are_not_taken_for_edited(
    arrange: Arrange, three: list[Finding]
) -> None:
    arrange(three[2], before=three[0])
    three[0].refresh_from_db()
    assert three[0].version == 1


def test_the_one_it_was_put_before_has_gone_elsewhere(
    arrange: Arrange, three: list[Finding], chapter: InspectedBody
) -> None:
    gone = FindingFactory(chapter=chapter, question_area=QuestionAreaFactory(position=2))
    with pytest.raises(RuleBroken, match="stands elsewhere now"):
        arrange(three[2], before=gone)
    assert in_order(chapter) == [*three, gone]


def test_second_editor_is_refused_and_nothing_moves(
    arrange: Arrange, three: list[Finding], chapter: InspectedBody
) -> None:
    with pytest.raises(RuleBroken, match="has changed since"):
        arrange(three[2], before=three[0], seen_version=4)
    assert in_order(chapter) == three


def test_an_inspector_outside_the_team_may_not(arrange: Arrange, three: list[Finding]) -> None:
    with pytest.raises(PermissionDenied):
        arrange(three[2], before=three[0], by=person(RoleGrant.Role.INSPECTOR))


def test_not_once_it_is_published(
    arrange: Arrange, three: list[Finding], inspection: Inspection
) -> None:
    put_in_print(inspection)
    with pytest.raises(RuleBroken, match="Open a correction"):
        arrange(three[2], before=three[0])
