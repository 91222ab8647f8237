from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from findings import actions
from findings.models import Finding, InspectedBody, Inspection
from forces.models import RoleGrant
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User, system_user
from tests.factories import (
    FindingFactory,
    InspectedBodyFactory,
    QuestionAreaFactory,
    person,
    put_in_print,
)

Add = Callable[..., Finding]


@pytest.fixture
def add(inspection: Inspection, chapter: InspectedBody, inspector: User, moment: datetime) -> Add:
    """Adds a finding to the first question area; what is given replaces the usual."""

    def do(**changes: object) -> Finding:
        usual = {
            "kind": Finding.Kind.AREA_FOR_IMPROVEMENT,
            "heading": "The force should plan sooner",
            "chapter": chapter,
            "question_area": QuestionAreaFactory(),
            "by": inspector,
            "at": moment,
        }
        return actions.add_finding(inspection, **usual | changes)

    return do


def test_a_finding_goes_to_the_end_of_its_question_area(add: Add) -> None:
    first, second = add(), add()
    elsewhere = add(question_area=QuestionAreaFactory(position=2))
    assert [first.position, second.position, elsewhere.position] == [1, 2, 1]


def test_a_regional_finding_may_be_about_bodies(add: Add, chapter: InspectedBody) -> None:
    finding = add(chapter=None, question_area=None, also_about=[chapter])
    assert list(Finding.objects.regional()) == [finding]
    assert list(finding.also_about.all()) == [chapter]


def test_adding_is_audited_without_the_internal_note(
    add: Add, inspector: User, inspection: Inspection
) -> None:
    finding = add(internal_note="Ask the team again")
    event = AuditEvent.objects.about(finding).get()
    assert (event.verb, event.by) == ("finding.added", inspector)
    assert event.detail == {"kind": "area_for_improvement", "inspection": str(inspection.uuid)}


@pytest.mark.parametrize("by", [lambda: person(RoleGrant.Role.MODERATOR), system_user])
def test_a_moderator_and_the_portal_itself_may(add: Add, by: Callable[[], User]) -> None:
    assert add(by=by()).pk


def test_an_inspector_outside_the_team_may_not(add: Add) -> None:
    with pytest.raises(PermissionDenied):
        add(by=person(RoleGrant.Role.INSPECTOR))


def test_a_force_lead_may_not(add: Add, force_lead: User) -> None:
    with pytest.raises(PermissionDenied):
        add(by=force_lead)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"heading": ""}, "cannot be blank"),
        ({"kind": "rumour"}, "not a valid choice"),
        ({"lead": "The force should:"}, "needs bullets"),
        ({"parts": ["Do this"]}, "need an opening line"),
        ({"question_area": None}, "stands in a question area"),
        ({"text": "TOP SECRET\n\nA source said so."}, "above OFFICIAL-SENSITIVE"),
        ({"text": "See ![a map](https://example.org/map.png)"}, "prints no pictures"),
        ({"parts": ["<script>alert(1)</script>"], "lead": "It should:"}, "runs no scripts"),
        ({"text": "Read [this](javascript:alert(1))."}, "runs no scripts"),
        ({"internal_note": "SECRET: a source said so."}, "above OFFICIAL-SENSITIVE"),
    ],
)
def test_what_is_unfit_is_refused_in_a_sentence(
    add: Add, changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        add(**changes)
    assert not Finding.objects.exists()


def test_nothing_is_added_to_a_published_report(add: Add, inspection: Inspection) -> None:
    put_in_print(inspection)
    with pytest.raises(RuleBroken, match="Open a correction"):
        add()


def test_a_correction_opens_it_again(
    add: Add, inspection: Inspection, inspector: User, moment: datetime
) -> None:
    put_in_print(inspection)
    actions.open_correction(inspection, reason="A date is wrong", by=inspector, at=moment)
    assert add().pk


def test_database_keeps_findings_out_of_other_inspections(inspection: Inspection) -> None:
    chapter = InspectedBodyFactory()
    with (
        pytest.raises(IntegrityError, match="finding_chapter_belongs_to_inspection"),
        transaction.atomic(),
    ):
        FindingFactory(inspection=inspection, chapter=chapter)


def test_database_keeps_a_published_report_as_it_is(finding: Finding) -> None:
    put_in_print(finding.inspection)
    with (
        pytest.raises(IntegrityError, match="changes only through a correction"),
        transaction.atomic(),
    ):
        Finding.objects.filter(pk=finding.pk).update(heading="Another")
