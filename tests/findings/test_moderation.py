"""The moderation board, its flags, and the heat map of themes."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from findings import actions, consistency
from findings.consistency import Pattern, Position, Record
from findings.models import (
    BlindGrade,
    Finding,
    FindingLink,
    Grade,
    GradeScale,
    InspectedBody,
    Inspection,
    Judgment,
    JudgmentStep,
    Theme,
)
from findings.queries import flags, heat_map, last_grades, moderation_board
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from tests.factories import (
    AreaForImprovementFactory,
    CauseOfConcernFactory,
    FindingFactory,
    ForceFactory,
    GradeScaleFactory,
    InspectedBodyFactory,
    InspectionFactory,
    JudgmentFactory,
    RocuFactory,
    UserFactory,
    put_in_print,
)

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LABELS = ("Outstanding", "Good", "Adequate", "Requires improvement", "Inadequate")
BEST, GOOD, ADEQUATE, POOR, WORST = (
    Grade(key=label.lower(), label=label, rank=rank) for rank, label in enumerate(LABELS, start=1)
)
SOME = Pattern(areas_for_improvement=2, weaknesses=2)


def position(name: str, grade: Grade | None, **known: object) -> Position:
    return Position(**{"name": name, "url": f"/{name}/", "pattern": SOME, "grade": grade, **known})


def ids(*positions: Position) -> list[str]:
    return [flag.id for flag in consistency.flags(positions, [])]


class TestFlags:
    def test_grades_that_fit_raise_none(self) -> None:
        worse = Pattern(areas_for_improvement=4, weaknesses=4)
        assert ids(position("A", GOOD), position("B", ADEQUATE, pattern=worse)) == []

    def test_inadequate_needs_a_cause_of_concern(self) -> None:
        (flag,) = consistency.inadequate_without_cause([position("Kent", WORST)])
        assert flag.sentence == "Kent is graded inadequate without a cause of concern."
        assert (flag.id, flag.url) == ("inadequate_without_cause", "/Kent/")
        assert ids(position("Kent", WORST, has_cause_of_concern=True)) == []

    @pytest.mark.parametrize(("blind", "far"), [(GOOD, False), (ADEQUATE, False), (POOR, True)])
    def test_blind_and_proposed_are_far_apart_from_two_steps_on(
        self, blind: Grade, far: bool
    ) -> None:
        body = position("Kent", None, proposed=GOOD, blind=(blind,))
        assert bool(list(consistency.blind_far_from_proposed([body]))) == far

    def test_a_better_grade_with_more_weaknesses_is_told_with_both(self) -> None:
        many = Pattern(weaknesses=5)
        bodies = [position("Kent", GOOD, pattern=many), position("Essex", POOR)]
        (flag,) = consistency.better_with_more_weaknesses(bodies)
        assert flag.sentence == (
            "Kent is graded good with 5 weaknesses, Essex requires improvement with 2 weaknesses."
        )

    def test_bodies_with_the_same_pattern_and_other_grades_are_told_once(self) -> None:
        bodies = [position("Kent", GOOD), position("Essex", POOR), position("Surrey", GOOD)]
        (flag,) = consistency.same_pattern_other_grade(bodies)
        assert flag.sentence == (
            "Kent (good), Essex (requires improvement) and Surrey (good) have the same pattern of "
            "findings and different grades."
        )

    def test_bodies_without_findings_have_no_pattern(self) -> None:
        none = Pattern()
        bodies = [position("A", GOOD, pattern=none), position("B", POOR, pattern=none)]
        assert list(consistency.same_pattern_other_grade(bodies)) == []

    @pytest.mark.parametrize(
        ("steps", "way"),
        [
            ((1, 1, 1, 0, 0), "0.6 of a grade above"),
            ((-1, -1, -2, 0, 0), "0.8 of a grade below"),
            ((1, -1, 1, -1, 0), ""),
            ((2, 2, 2, 2), ""),
        ],
    )
    def test_an_inspector_drifts_by_their_mean(self, steps: tuple[int, ...], way: str) -> None:
        told = " ".join(each.sentence for each in consistency.drifting([Record("Ann", "/", steps)]))
        assert way in told
        assert bool(told) == bool(way)


@pytest.fixture
def board_url(inspection: Inspection) -> str:
    return reverse("findings:moderation", args=[inspection.uuid])


@pytest.fixture
def theme(db: None) -> Theme:
    return Theme.objects.create(name="4P plans", valid_from=date(2020, 1, 1))


def meet(inspection: Inspection) -> None:
    Inspection.objects.filter(pk=inspection.pk).update(stage=Inspection.Stage.MODERATION)


def graded(inspection: Inspection, key: str, by: User | None = None) -> Judgment:
    """A body of the inspection with a proposed grade and the step that proposed it."""
    proposer = by or UserFactory()
    judgment = JudgmentFactory(
        inspected_body=InspectedBodyFactory(inspection=inspection),
        key=key,
        state=Judgment.State.PROPOSED,
        proposed_by=proposer,
    )
    JudgmentStep.objects.create(
        judgment=judgment,
        state=judgment.state,
        grade=judgment.grade,
        by=proposer,
        at=AT,
        reason="As found",
    )
    return judgment


class TestBoard:
    def test_it_lays_findings_themes_and_repeats_beside_the_grade(
        self, inspection: Inspection, inspector: User, theme: Theme
    ) -> None:
        judgment = graded(inspection, "good")
        chapter = judgment.inspected_body
        weak = AreaForImprovementFactory(chapter=chapter)
        weak.themes.add(theme)
        FindingFactory(chapter=chapter, polarity=Finding.Polarity.STRENGTH)
        older = FindingFactory()
        FindingLink.objects.create(
            from_finding=weak, to_finding=older, kind="repeats", by=inspector, at=AT
        )
        (row,) = moderation_board(inspection, inspector).rows
        assert row.tally.areas_for_improvement == 1
        assert (row.pattern.strengths, row.pattern.weaknesses, row.repeats) == (1, 1, 1)
        assert row.themes == (("4P plans", 1),)
        assert row.standing.proposal is not None
        assert row.standing.proposal.in_words == "Good"

    def test_a_cause_of_concern_counts_for_every_body_that_it_is_about(
        self, inspection: Inspection, inspector: User
    ) -> None:
        judgment = graded(inspection, "inadequate")
        assert [flag.id for flag in flags(inspection, inspector)] == ["inadequate_without_cause"]
        elsewhere = CauseOfConcernFactory(chapter=None, inspection=inspection)
        elsewhere.also_about.add(judgment.inspected_body)
        assert flags(inspection, inspector) == ()

    def test_blind_grades_are_compared_once_the_panel_has_met(
        self, client: Client, inspection: Inspection, inspector: User, board_url: str
    ) -> None:
        judgment = graded(inspection, "good")
        poor = inspection.scale.grades.get(key="requires_improvement")
        blind = {"chapter": judgment.inspected_body, "by": UserFactory(), "asked_at": AT}
        BlindGrade.objects.create(grade=poor, reason="As I see it", at=AT, **blind)
        client.force_login(inspector)
        before = client.get(board_url).content.decode()
        assert "Differs" not in before
        assert "The panel has not met yet" in before
        meet(inspection)
        after = client.get(board_url).content.decode()
        assert "Differs" in after
        assert "good is proposed; the blind grade is requires improvement." in after

    def test_what_is_kept_from_a_person_is_flagged_to_them_neither(
        self, inspection: Inspection, inspector: User, moderator: User
    ) -> None:
        chapter = graded(inspection, "inadequate").inspected_body
        BlindGrade.objects.create(chapter=chapter, by=inspector, asked_at=AT)
        assert flags(inspection, inspector) == ()
        assert len(flags(inspection, moderator)) == 1

    def test_moderators_act_from_it(
        self,
        client: Client,
        inspection: Inspection,
        moderator: User,
        inspector: User,
        board_url: str,
    ) -> None:
        judgment = graded(inspection, "good")
        url = reverse("findings:grade_moderate", args=[judgment.uuid])
        for user, may in ((moderator, True), (inspector, False)):
            client.force_login(user)
            assert (url in client.get(board_url).content.decode()) == may

    def test_its_queries_do_not_grow_with_bodies(
        self,
        client: Client,
        inspection: Inspection,
        inspector: User,
        theme: Theme,
        board_url: str,
        assert_queries_do_not_grow: Callable[..., None],
    ) -> None:
        client.force_login(inspector)

        def add_body() -> None:
            judgment = graded(inspection, "good")
            AreaForImprovementFactory(chapter=judgment.inspected_body).themes.add(theme)

        assert_queries_do_not_grow(board_url, add_body)

    def test_its_queries_do_not_grow_with_other_inspections(
        self,
        client: Client,
        inspection: Inspection,
        inspector: User,
        board_url: str,
        assert_queries_do_not_grow: Callable[..., None],
    ) -> None:
        chapter = graded(inspection, "good", by=inspector).inspected_body
        client.force_login(inspector)

        def add_inspection() -> None:
            other = InspectionFactory(team=[inspector])
            JudgmentFactory(
                inspected_body=InspectedBodyFactory(inspection=other, body=chapter.body)
            )
            graded(other, "adequate", by=inspector)
            put_in_print(other)

        assert_queries_do_not_grow(board_url, add_inspection)


class TestDrift:
    def settled(self, by: User, proposed: str, final: str) -> None:
        judgment = graded(InspectionFactory(), proposed, by=by)
        grade = judgment.inspected_body.inspection.scale.grades.get(key=final)
        Judgment.objects.filter(pk=judgment.pk).update(
            grade=grade, state=Judgment.State.FINAL, moderated_by=UserFactory()
        )

    def test_it_is_told_from_proposals_in_all_inspections(
        self, inspection: Inspection, inspector: User
    ) -> None:
        graded(inspection, "good", by=inspector)
        for _ in range(4):
            self.settled(inspector, "good", "adequate")
        assert flags(inspection, inspector) == ()
        self.settled(inspector, "good", "adequate")
        (flag,) = flags(inspection, inspector)
        assert flag.id == "drifting"
        assert "The last 5 grades" in flag.sentence
        assert "1.0 of a grade above" in flag.sentence

    def test_only_the_last_twenty_count(self, inspection: Inspection, inspector: User) -> None:
        for _ in range(5):
            self.settled(inspector, "outstanding", "inadequate")
        for _ in range(19):
            self.settled(inspector, "good", "good")
        graded(inspection, "good", by=inspector)
        assert flags(inspection, inspector) == ()


class TestLastGrade:
    def published(self, chapter: InspectedBody, key: str, day: int, **fields: object) -> Inspection:
        inspection = InspectionFactory(**fields)
        body = InspectedBodyFactory(inspection=inspection, body=chapter.body)
        JudgmentFactory(inspected_body=body, key=key)
        return put_in_print(inspection, datetime(2025, 1, day, tzinfo=UTC))

    def test_it_is_that_of_the_report_published_last(self, chapter: InspectedBody) -> None:
        self.published(chapter, "good", 2)
        newest = self.published(chapter, "inadequate", 3)
        self.published(chapter, "outstanding", 1)
        last = last_grades([chapter])[chapter.pk]
        assert (last.grade.key, last.inspection) == ("inadequate", newest)

    def test_drafts_and_embargoed_reports_do_not_count(self, chapter: InspectedBody) -> None:
        other = InspectedBodyFactory(body=chapter.body)
        JudgmentFactory(inspected_body=other)
        assert last_grades([chapter]) == {}
        put_in_print(other.inspection, datetime(2999, 1, 1, tzinfo=UTC))
        assert last_grades([chapter]) == {}

    @pytest.mark.parametrize(
        ("key", "words"),
        [("good", "The same"), ("outstanding", "Better now"), ("inadequate", "Worse now")],
    )
    def test_a_new_grade_is_compared_within_a_scale(
        self, chapter: InspectedBody, key: str, words: str
    ) -> None:
        self.published(chapter, "good", 1)
        last = last_grades([chapter])[chapter.pk]
        assert last.against(chapter.inspection.scale.grades.get(key=key)) == words
        assert last.against(None) == ""

    def test_grades_of_two_scales_are_not_comparable(
        self, client: Client, chapter: InspectedBody, inspector: User, board_url: str
    ) -> None:
        four: GradeScale = GradeScaleFactory(name="Four grades", valid_from=date(2014, 1, 1))
        self.published(chapter, "good", 1, scale=four)
        JudgmentFactory(inspected_body=chapter, key="adequate")
        client.force_login(inspector)
        page = client.get(board_url).content.decode()
        assert "Not comparable: four grades" in page
        assert "Worse now" not in page


@pytest.fixture
def forces(inspection: Inspection) -> list[InspectedBody]:
    """Four forces and the ROCU."""
    InspectedBodyFactory(inspection=inspection, body=RocuFactory(region=inspection.region))
    return [
        InspectedBodyFactory(inspection=inspection, body=ForceFactory(region=inspection.region))
        for _ in range(4)
    ]


@pytest.fixture
def share(theme: Theme) -> Callable[..., list[Finding]]:
    def do(*chapters: InspectedBody) -> list[Finding]:
        found = [AreaForImprovementFactory(chapter=chapter) for chapter in chapters]
        for finding in found:
            finding.themes.add(theme)
        return found

    return do


Share = Callable[..., list[Finding]]


class TestHeatMap:
    @pytest.mark.parametrize(("number", "regional"), [(1, False), (2, True), (3, True)])
    def test_a_weakness_of_half_of_the_forces_is_regional(
        self,
        inspection: Inspection,
        forces: list[InspectedBody],
        share: Share,
        number: int,
        regional: bool,
    ) -> None:
        share(*forces[:number])
        (row,) = heat_map(inspection).rows
        assert (row.forces, row.is_regional) == (number, regional)
        assert [cell.count for cell in row.cells] == [0, *[1] * number, *[0] * (4 - number)]

    def test_the_rocu_makes_no_weakness_regional(
        self, inspection: Inspection, forces: list[InspectedBody], share: Share
    ) -> None:
        share(inspection.inspected_bodies.first(), forces[0])
        (row,) = heat_map(inspection).rows
        assert not row.is_regional

    def test_a_joint_finding_counts_for_each_body(
        self, inspection: Inspection, forces: list[InspectedBody], share: Share
    ) -> None:
        (finding,) = share(forces[0])
        finding.also_about.add(forces[1])
        (row,) = heat_map(inspection).rows
        assert row.forces == 2

    def test_strengths_are_left_out(
        self, inspection: Inspection, forces: list[InspectedBody], share: Share
    ) -> None:
        Finding.objects.filter(pk__in=[each.pk for each in share(*forces)]).update(
            polarity=Finding.Polarity.STRENGTH
        )
        assert heat_map(inspection).rows == ()

    def test_its_queries_do_not_grow(
        self,
        client: Client,
        inspection: Inspection,
        forces: list[InspectedBody],
        inspector: User,
        assert_queries_do_not_grow: Callable[..., None],
    ) -> None:
        client.force_login(inspector)
        numbers = count(1)

        def add_theme() -> None:
            theme = Theme.objects.create(name=f"Theme {next(numbers)}", valid_from=date(2020, 1, 1))
            for chapter in forces[:2]:
                AreaForImprovementFactory(chapter=chapter).themes.add(theme)
            actions.draft_regional_improvement(inspection, theme=theme, by=inspector, at=AT)

        url = reverse("findings:themes", args=[inspection.uuid])
        assert_queries_do_not_grow(url, add_theme)


class TestRegionalDraft:
    def test_it_names_each_force_and_is_linked_to_their_findings(
        self,
        inspection: Inspection,
        forces: list[InspectedBody],
        share: Share,
        theme: Theme,
        inspector: User,
    ) -> None:
        found = share(*forces[:2])
        drafted = actions.draft_regional_improvement(inspection, theme=theme, by=inspector, at=AT)
        assert (drafted.chapter, drafted.kind, drafted.needs_review) == (
            None,
            Finding.Kind.AREA_FOR_IMPROVEMENT,
            True,
        )
        assert "4P plans" in drafted.heading
        assert drafted.parts == [f"{each.chapter}: {each.heading}" for each in found]
        assert list(drafted.themes.all()) == [theme]
        linked = FindingLink.objects.filter(kind="evidence_for", to_finding=drafted)
        assert {link.from_finding for link in linked} == set(found)
        assert AuditEvent.objects.about(drafted).filter(verb="finding.added").exists()
        (row,) = heat_map(inspection).rows
        assert row.drafted == drafted

    def test_a_theme_is_drafted_once(
        self,
        inspection: Inspection,
        forces: list[InspectedBody],
        share: Share,
        theme: Theme,
        inspector: User,
    ) -> None:
        share(*forces[:2])
        actions.draft_regional_improvement(inspection, theme=theme, by=inspector, at=AT)
        with pytest.raises(RuleBroken, match="has a regional area for improvement already"):
            actions.draft_regional_improvement(inspection, theme=theme, by=inspector, at=AT)

    def test_too_few_forces_are_refused(
        self,
        inspection: Inspection,
        forces: list[InspectedBody],
        share: Share,
        theme: Theme,
        inspector: User,
    ) -> None:
        share(forces[0])
        with pytest.raises(RuleBroken, match="a weakness of 1 of 4 forces"):
            actions.draft_regional_improvement(inspection, theme=theme, by=inspector, at=AT)

    def test_a_stranger_drafts_nothing(
        self,
        inspection: Inspection,
        forces: list[InspectedBody],
        share: Share,
        theme: Theme,
        force_lead: User,
    ) -> None:
        share(*forces)
        with pytest.raises(PermissionDenied):
            actions.draft_regional_improvement(inspection, theme=theme, by=force_lead, at=AT)

    def test_one_press_on_the_map_drafts_it(
        self,
        client: Client,
        inspection: Inspection,
        forces: list[InspectedBody],
        share: Share,
        theme: Theme,
        inspector: User,
    ) -> None:
        share(*forces)
        client.force_login(inspector)
        url = reverse("findings:regional_draft", args=[inspection.uuid])
        page = client.post(url, {"theme": theme.uuid}, follow=True).content.decode()
        assert "is drafted: word it." in page
        assert "Draft for the region" not in page
        again = client.post(url, {"theme": theme.uuid}, follow=True).content.decode()
        assert "has a regional area for improvement already" in again
