"""Working grades, and the blind second grade before the panel."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.utils import InternalError
from django.test import Client
from django.urls import reverse

from findings import actions
from findings.models import BlindGrade, Grade, InspectedBody, Inspection, Judgment, WorkingGrade
from findings.queries import standings_of
from forces.models import RoleGrant
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from inspection_portal.reports import snapshot
from tests.factories import (
    GradeScaleFactory,
    JudgmentFactory,
    QuestionAreaFactory,
    person,
    put_in_print,
)

Working = Callable[..., WorkingGrade]


@pytest.fixture
def good(chapter: InspectedBody) -> Grade:
    return chapter.inspection.scale.grades.get(key="good")


@pytest.fixture
def adequate(chapter: InspectedBody) -> Grade:
    return chapter.inspection.scale.grades.get(key="adequate")


@pytest.fixture
def colleague(chapter: InspectedBody) -> User:
    """Another inspector on the team."""
    user = person(RoleGrant.Role.INSPECTOR)
    chapter.inspection.team.create(user=user)
    return user


@pytest.fixture
def set_grade(chapter: InspectedBody, good: Grade, inspector: User, moment: datetime) -> Working:
    def do(**changes: object) -> WorkingGrade:
        usual = {
            "question_area": QuestionAreaFactory(),
            "grade": good,
            "reason": "Most of it works",
            "seen_version": 0,
            "by": inspector,
            "at": moment,
        }
        return actions.set_working_grade(chapter, **{**usual, **changes})

    return do


@pytest.fixture
def owed(chapter: InspectedBody, colleague: User, inspector: User, moment: datetime) -> BlindGrade:
    """The colleague was asked to grade the body blind."""
    return actions.ask_for_blind_grade(chapter, of=colleague, by=inspector, at=moment)


def meet(inspection: Inspection) -> None:
    """The panel opens."""
    Inspection.objects.filter(pk=inspection.pk).update(stage=Inspection.Stage.MODERATION)
    inspection.refresh_from_db()


def page_of(chapter: InspectedBody) -> str:
    return reverse("findings:grades", args=[chapter.uuid])


class TestWorkingGrade:
    def test_it_is_set_and_revised_with_its_history(
        self, set_grade: Working, adequate: Grade, colleague: User
    ) -> None:
        working = set_grade()
        again = set_grade(grade=adequate, reason="Plans lag", seen_version=1, by=colleague)
        assert again == working
        assert (again.grade, again.reason, again.by, again.version) == (
            adequate,
            "Plans lag",
            colleague,
            2,
        )
        last, first = AuditEvent.objects.about(working)
        assert first.detail["grade"] == ["", "Good"]
        assert last.detail == {
            "grade": ["Good", "Adequate"],
            "reason": ["Most of it works", "Plans lag"],
        }

    def test_second_editor_is_refused(self, set_grade: Working, adequate: Grade) -> None:
        working = set_grade()
        with pytest.raises(RuleBroken, match="has changed since"):
            set_grade(grade=adequate, seen_version=0)
        working.refresh_from_db()
        assert working.grade.key == "good"

    def test_it_needs_a_reason(self, set_grade: Working) -> None:
        with pytest.raises(RuleBroken, match="Give the reason"):
            set_grade(reason="  ")
        assert not WorkingGrade.objects.exists()

    def test_it_is_of_the_scale_of_the_inspection(self, set_grade: Working) -> None:
        other = GradeScaleFactory(name="Four grades", valid_from="2014-01-01")
        with pytest.raises(RuleBroken, match="Choose a grade of the scale “Five grades”"):
            set_grade(grade=other.grades.get(key="good"))

    def test_database_keeps_to_the_scale_as_well(self, set_grade: Working) -> None:
        working = set_grade()
        other = GradeScaleFactory(name="Four grades", valid_from="2014-01-01").grades.first()
        with pytest.raises(IntegrityError, match="of_the_scale"), transaction.atomic():
            WorkingGrade.objects.filter(pk=working.pk).update(grade=other)

    def test_a_force_lead_sets_none(self, set_grade: Working, force_lead: User) -> None:
        with pytest.raises(PermissionDenied):
            set_grade(by=force_lead)

    def test_it_stands_once_the_report_is_issued(
        self, set_grade: Working, chapter: InspectedBody
    ) -> None:
        put_in_print(chapter.inspection)
        with pytest.raises(RuleBroken, match="Open a correction"):
            set_grade()

    def test_it_is_seen_by_those_who_read_the_drafts(
        self, set_grade: Working, colleague: User, moderator: User, force_lead: User
    ) -> None:
        working = set_grade()
        seen = [
            WorkingGrade.objects.visible_to(user).contains(working)
            for user in (colleague, moderator, force_lead, person(RoleGrant.Role.INSPECTOR))
        ]
        assert seen == [True, True, False, False]

    def test_the_loser_of_a_race_sees_both_on_the_page(
        self, client: Client, set_grade: Working, chapter: InspectedBody, colleague: User
    ) -> None:
        set_grade(by=colleague)
        client.force_login(colleague)
        url = reverse("findings:working_grade", args=[chapter.uuid, 1])
        typed = {"grade": "adequate", "reason": "My own view", "seen_version": 0}
        page = client.post(url, typed).content.decode()
        assert "has changed since you read it" in page
        assert "Most of it works" in page
        assert "My own view" in page
        saved = client.post(url, {**typed, "seen_version": 1}, follow=True).content.decode()
        assert "is saved." in saved
        assert "My own view" in saved


class TestBlindGrade:
    def test_it_is_asked_for_given_and_recorded(
        self,
        owed: BlindGrade,
        chapter: InspectedBody,
        good: Grade,
        colleague: User,
        inspector: User,
        moment: datetime,
    ) -> None:
        assert owed.is_owed
        given = actions.give_blind_grade(
            chapter, grade=good, reason="As I see it", by=colleague, at=moment
        )
        assert (given.pk, given.grade, given.asked_by) == (owed.pk, good, inspector)
        verbs = [event.verb for event in AuditEvent.objects.about(given)]
        assert verbs == ["blind_grade.given", "blind_grade.asked_for"]

    def test_who_takes_it_on_was_asked_by_nobody(
        self, chapter: InspectedBody, colleague: User, moment: datetime
    ) -> None:
        own = actions.ask_for_blind_grade(chapter, of=colleague, by=colleague, at=moment)
        assert own.asked_by is None

    def test_the_proposer_is_refused(
        self,
        chapter: InspectedBody,
        good: Grade,
        inspector: User,
        colleague: User,
        moment: datetime,
    ) -> None:
        actions.propose_grade(
            chapter, grade=good, reason="Good", seen_version=0, by=colleague, at=moment
        )
        with pytest.raises(RuleBroken, match=r"has graded .* already"):
            actions.ask_for_blind_grade(chapter, of=colleague, by=inspector, at=moment)

    def test_who_set_a_working_grade_is_refused(
        self, set_grade: Working, chapter: InspectedBody, inspector: User, moment: datetime
    ) -> None:
        set_grade()
        with pytest.raises(RuleBroken, match=r"has graded .* already"):
            actions.ask_for_blind_grade(chapter, of=inspector, by=inspector, at=moment)

    def test_it_is_of_somebody_on_the_team(
        self, chapter: InspectedBody, inspector: User, moderator: User, moment: datetime
    ) -> None:
        with pytest.raises(RuleBroken, match="is not on the team"):
            actions.ask_for_blind_grade(chapter, of=moderator, by=inspector, at=moment)

    def test_nobody_is_asked_twice(
        self, owed: BlindGrade, chapter: InspectedBody, colleague: User, moment: datetime
    ) -> None:
        with pytest.raises(RuleBroken, match="asked to grade this body blind already"):
            actions.ask_for_blind_grade(chapter, of=colleague, by=colleague, at=moment)

    def test_it_is_given_once(
        self,
        owed: BlindGrade,
        chapter: InspectedBody,
        good: Grade,
        colleague: User,
        moment: datetime,
    ) -> None:
        actions.give_blind_grade(chapter, grade=good, reason="So", by=colleague, at=moment)
        with pytest.raises(RuleBroken, match="your blind grade already"):
            actions.give_blind_grade(chapter, grade=good, reason="So", by=colleague, at=moment)
        with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
            BlindGrade.objects.update(reason="Another")

    def test_it_is_given_only_by_who_owes_it(
        self,
        owed: BlindGrade,
        chapter: InspectedBody,
        good: Grade,
        inspector: User,
        moment: datetime,
    ) -> None:
        with pytest.raises(RuleBroken, match="Say first"):
            actions.give_blind_grade(chapter, grade=good, reason="So", by=inspector, at=moment)

    def test_it_comes_before_the_panel(
        self,
        owed: BlindGrade,
        chapter: InspectedBody,
        good: Grade,
        colleague: User,
        moment: datetime,
    ) -> None:
        meet(chapter.inspection)
        with pytest.raises(RuleBroken, match="The panel has met"):
            actions.give_blind_grade(chapter, grade=good, reason="So", by=colleague, at=moment)
        with pytest.raises(RuleBroken, match="The panel has met"):
            actions.ask_for_blind_grade(chapter, of=colleague, by=colleague, at=moment)

    def test_it_needs_a_reason(
        self,
        owed: BlindGrade,
        chapter: InspectedBody,
        good: Grade,
        colleague: User,
        moment: datetime,
    ) -> None:
        with pytest.raises(RuleBroken, match="Give the reason"):
            actions.give_blind_grade(chapter, grade=good, reason=" ", by=colleague, at=moment)
        owed.refresh_from_db()
        assert owed.is_owed

    def test_a_force_lead_asks_for_none(
        self, chapter: InspectedBody, colleague: User, force_lead: User, moment: datetime
    ) -> None:
        with pytest.raises(PermissionDenied):
            actions.ask_for_blind_grade(chapter, of=colleague, by=force_lead, at=moment)

    def test_who_owes_it_neither_proposes_nor_sets_a_working_grade(
        self,
        owed: BlindGrade,
        chapter: InspectedBody,
        good: Grade,
        colleague: User,
        set_grade: Working,
        moment: datetime,
    ) -> None:
        with pytest.raises(RuleBroken, match=r"still to grade .* blind"):
            set_grade(by=colleague)
        with pytest.raises(RuleBroken, match=r"still to grade .* blind"):
            actions.propose_grade(
                chapter, grade=good, reason="Good", seen_version=0, by=colleague, at=moment
            )

    def test_who_gave_it_does_not_propose_before_the_panel(
        self,
        owed: BlindGrade,
        chapter: InspectedBody,
        good: Grade,
        colleague: User,
        moment: datetime,
    ) -> None:
        actions.give_blind_grade(chapter, grade=good, reason="So", by=colleague, at=moment)
        proposal = {"grade": good, "reason": "Good", "seen_version": 0, "at": moment}
        with pytest.raises(RuleBroken, match="somebody else proposes"):
            actions.propose_grade(chapter, by=colleague, **proposal)

    def test_others_see_it_when_the_panel_meets(
        self,
        owed: BlindGrade,
        chapter: InspectedBody,
        good: Grade,
        colleague: User,
        inspector: User,
        moderator: User,
        force_lead: User,
        moment: datetime,
    ) -> None:
        actions.give_blind_grade(chapter, grade=good, reason="So", by=colleague, at=moment)

        def who_sees() -> list[bool]:
            people = (colleague, inspector, moderator, force_lead)
            return [BlindGrade.objects.visible_to(user).exists() for user in people]

        assert who_sees() == [True, False, False, False]
        meet(chapter.inspection)
        assert who_sees() == [True, True, True, False]


class TestKeptBack:
    """Whoever owes a blind grade is shown no other grade of the body."""

    @pytest.fixture
    def judgment(
        self,
        set_grade: Working,
        chapter: InspectedBody,
        adequate: Grade,
        inspector: User,
        moment: datetime,
    ) -> Judgment:
        set_grade(reason="secretworking")
        return actions.propose_grade(
            chapter,
            grade=adequate,
            reason="secretproposal",
            seen_version=0,
            by=inspector,
            at=moment,
        )

    def addresses(self, judgment: Judgment) -> list[str]:
        chapter = judgment.inspected_body
        inspection = chapter.inspection
        working = WorkingGrade.objects.get(chapter=chapter)
        return [
            chapter.get_absolute_url(),
            inspection.get_absolute_url(),
            page_of(chapter),
            judgment.get_absolute_url(),
            reverse("findings:moderation", args=[inspection.uuid]),
            reverse("findings:grade_propose", args=[chapter.uuid]),
            reverse("findings:working_grade", args=[chapter.uuid, 1]),
            reverse("home:audit", args=["findings.judgment", judgment.uuid]),
            reverse("home:audit", args=["findings.workinggrade", working.uuid]),
            reverse("home:body", args=[chapter.body.uuid]),
            reverse("api:judgment-list"),
        ]

    def test_no_page_tells(
        self, client: Client, judgment: Judgment, owed: BlindGrade, colleague: User
    ) -> None:
        client.force_login(colleague)
        for url in self.addresses(judgment):
            page = client.get(url).content.decode()
            assert "secret" not in page, url
            assert "Adequate" not in page or 'type="radio"' in page, url

    def test_the_page_offers_to_grade_or_to_see(
        self, client: Client, judgment: Judgment, owed: BlindGrade, colleague: User
    ) -> None:
        client.force_login(colleague)
        chapter = judgment.inspected_body
        page = client.get(page_of(chapter)).content.decode()
        assert "Give your blind grade" in page
        assert "See the grades instead" in page
        url = reverse("findings:blind_grade", args=[chapter.uuid])
        assert "Your blind grade" in client.get(url).content.decode()
        after = client.post(url, {"grade": "good", "reason": "As I see it"}, follow=True)
        assert "secretworking" in after.content.decode()

    def test_who_declines_sees_them_and_grades_blind_no_more(
        self,
        client: Client,
        judgment: Judgment,
        owed: BlindGrade,
        colleague: User,
        good: Grade,
        moment: datetime,
    ) -> None:
        client.force_login(colleague)
        chapter = judgment.inspected_body
        url = reverse("findings:blind_decline", args=[chapter.uuid])
        assert "secretworking" in client.post(url, follow=True).content.decode()
        with pytest.raises(RuleBroken, match="You declined"):
            actions.give_blind_grade(chapter, grade=good, reason="So", by=colleague, at=moment)

    def test_the_rest_of_the_team_sees_them(
        self, client: Client, judgment: Judgment, owed: BlindGrade, inspector: User
    ) -> None:
        client.force_login(inspector)
        assert "secretworking" in client.get(page_of(judgment.inspected_body)).content.decode()

    def test_the_panel_ends_it(
        self, client: Client, judgment: Judgment, owed: BlindGrade, colleague: User
    ) -> None:
        meet(judgment.inspected_body.inspection)
        client.force_login(colleague)
        assert "secretworking" in client.get(page_of(judgment.inspected_body)).content.decode()

    def test_the_preview_leaves_the_grade_out(
        self, judgment: Judgment, owed: BlindGrade, colleague: User, inspector: User
    ) -> None:
        inspection = judgment.inspected_body.inspection
        grades = {
            user: snapshot.draft_for(inspection, user).bodies[0].grade
            for user in (colleague, inspector)
        }
        assert grades == {colleague: None, inspector: "adequate"}


def test_a_loaded_grade_keeps_no_page_from_anybody(
    client: Client, chapter: InspectedBody, inspector: User
) -> None:
    JudgmentFactory(inspected_body=chapter)
    client.force_login(inspector)
    assert standings_of([chapter], inspector)[chapter.pk].judgment is not None
    assert client.get(page_of(chapter)).status_code == 200
