from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.utils import InternalError

from findings import actions
from findings.models import Grade, GradeScale, InspectedBody, Judgment, JudgmentStep
from forces.models import RoleGrant
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User, system_user
from tests.factories import JudgmentFactory, person, put_in_print


@pytest.fixture
def good(chapter: InspectedBody) -> Grade:
    return chapter.inspection.scale.grades.get(key="good")


@pytest.fixture
def adequate(chapter: InspectedBody) -> Grade:
    return chapter.inspection.scale.grades.get(key="adequate")


@pytest.fixture
def proposed(chapter: InspectedBody, good: Grade, inspector: User, moment: datetime) -> Judgment:
    return actions.propose_grade(
        chapter, grade=good, reason="Most of it works", seen_version=0, by=inspector, at=moment
    )


@pytest.fixture
def moderated(proposed: Judgment, adequate: Grade, moderator: User, moment: datetime) -> Judgment:
    actions.moderate_grade(
        proposed, grade=adequate, reason="As elsewhere", seen_version=1, by=moderator, at=moment
    )
    return proposed


def steps_of(judgment: Judgment) -> list[tuple[str, str, User, str]]:
    return [(step.state, step.grade.key, step.by, step.reason) for step in judgment.steps.all()]


def test_a_grade_is_proposed_moderated_and_final_with_its_history(
    moderated: Judgment, inspector: User, moderator: User, moment: datetime
) -> None:
    actions.finalise_grade(moderated, reason="Agreed", seen_version=2, by=moderator, at=moment)
    assert (moderated.state, moderated.grade.key, moderated.version) == ("final", "adequate", 3)
    assert steps_of(moderated) == [
        ("proposed", "good", inspector, "Most of it works"),
        ("moderated", "adequate", moderator, "As elsewhere"),
        ("final", "adequate", moderator, "Agreed"),
    ]
    verbs = [event.verb for event in AuditEvent.objects.about(moderated)]
    assert verbs == ["grade.finalised", "grade.moderated", "grade.proposed"]


def test_a_new_proposal_starts_again(
    moderated: Judgment, chapter: InspectedBody, good: Grade, inspector: User, moment: datetime
) -> None:
    actions.propose_grade(
        chapter, grade=good, reason="New evidence", seen_version=2, by=inspector, at=moment
    )
    moderated.refresh_from_db()
    assert (moderated.state, moderated.moderated_by) == ("proposed", None)
    assert len(steps_of(moderated)) == 3


def test_a_grade_takes_two_people(chapter: InspectedBody, good: Grade, moment: datetime) -> None:
    moderator = person(RoleGrant.Role.MODERATOR)
    judgment = actions.propose_grade(
        chapter, grade=good, reason="Good", seen_version=0, by=moderator, at=moment
    )
    with pytest.raises(RuleBroken, match="Ask another moderator"):
        actions.moderate_grade(
            judgment, grade=good, reason="I agree", seen_version=1, by=moderator, at=moment
        )


def test_database_wants_two_people_as_well(proposed: Judgment, inspector: User) -> None:
    with (
        pytest.raises(IntegrityError, match="judgment_moderated_by_another"),
        transaction.atomic(),
    ):
        Judgment.objects.filter(pk=proposed.pk).update(moderated_by=inspector)


def test_only_a_moderator_moderates(
    proposed: Judgment, good: Grade, inspection_colleague: User, moment: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        actions.moderate_grade(
            proposed,
            grade=good,
            reason="Fine",
            seen_version=1,
            by=inspection_colleague,
            at=moment,
        )


@pytest.fixture
def inspection_colleague(chapter: InspectedBody) -> User:
    colleague = person(RoleGrant.Role.INSPECTOR)
    chapter.inspection.team.create(user=colleague)
    return colleague


def test_a_force_lead_proposes_nothing(
    chapter: InspectedBody, good: Grade, force_lead: User, moment: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        actions.propose_grade(
            chapter, grade=good, reason="We are", seen_version=0, by=force_lead, at=moment
        )


def test_only_what_is_moderated_becomes_final(
    proposed: Judgment, moderator: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="now proposed, not moderated"):
        actions.finalise_grade(proposed, reason="Done", seen_version=1, by=moderator, at=moment)


def test_a_grade_belongs_to_the_scale_of_the_inspection(
    chapter: InspectedBody, inspector: User, moment: datetime
) -> None:
    other = GradeScale.objects.create(name="Four grades", valid_from="2014-01-01")
    grade = other.grades.create(key="good", label="Good", rank=2)
    with pytest.raises(RuleBroken, match="Choose a grade of the scale “Five grades”"):
        actions.propose_grade(
            chapter, grade=grade, reason="Good", seen_version=0, by=inspector, at=moment
        )


def test_a_grade_needs_its_reason(
    chapter: InspectedBody, good: Grade, inspector: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="Give the reason"):
        actions.propose_grade(
            chapter, grade=good, reason=" ", seen_version=0, by=inspector, at=moment
        )
    assert not Judgment.objects.exists()


def test_the_second_of_two_first_proposals_is_refused(
    proposed: Judgment, chapter: InspectedBody, adequate: Grade, inspector: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="has changed since"):
        actions.propose_grade(
            chapter, grade=adequate, reason="Not quite", seen_version=0, by=inspector, at=moment
        )


def test_second_moderator_is_refused(
    proposed: Judgment, good: Grade, moderator: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="has changed since"):
        actions.moderate_grade(
            proposed, grade=good, reason="Fine", seen_version=9, by=moderator, at=moment
        )


def test_a_published_grade_stands(moderated: Judgment, moderator: User, moment: datetime) -> None:
    put_in_print(moderated.inspected_body.inspection)
    with pytest.raises(RuleBroken, match="Open a correction"):
        actions.finalise_grade(moderated, reason="Late", seen_version=2, by=moderator, at=moment)


def test_the_grade_of_a_loaded_report_is_final_in_one_step(
    chapter: InspectedBody, good: Grade, moment: datetime
) -> None:
    judgment = actions.record_published_grade(
        chapter, grade=good, reason="As published", by=system_user(), at=moment
    )
    assert judgment.state == "final"
    assert steps_of(judgment) == [("final", "good", system_user(), "As published")]


def test_only_the_portal_loads_published_grades(
    chapter: InspectedBody, good: Grade, moderator: User, moment: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        actions.record_published_grade(
            chapter, grade=good, reason="As published", by=moderator, at=moment
        )


def test_a_grade_is_not_loaded_over_another(
    chapter: InspectedBody, good: Grade, moment: datetime
) -> None:
    JudgmentFactory(inspected_body=chapter)
    with pytest.raises(RuleBroken, match="already has a grade"):
        actions.record_published_grade(
            chapter, grade=good, reason="As published", by=system_user(), at=moment
        )


def test_database_keeps_the_history(proposed: Judgment) -> None:
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        JudgmentStep.objects.filter(judgment=proposed).update(reason="Another")
