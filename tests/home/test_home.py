"""The home page: each role starts from what it owes."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils.timezone import localdate

from forces.models import Body, RoleGrant
from inspection_portal.core.models import User
from inspection_portal.home import queries
from recommendations.models import RegisterEntry
from tests.factories import (
    CauseOfConcernFactory,
    FindingFactory,
    ImprovementEntryFactory,
    InspectedBodyFactory,
    InspectionFactory,
    JudgmentFactory,
    RecommendationFactory,
    RegisterEntryFactory,
    UserFactory,
    person,
    put_in_print,
)

TODAY = date(2026, 5, 2)  # the day after entries of the factory fall due

Grows = Callable[[str, Callable[[], object]], None]


def due(body: Body, on: date, **fields: object) -> RegisterEntry:
    entry: RegisterEntry = RegisterEntryFactory(
        body=body, recommendation__due_on=on, due_on=on, **fields
    )
    return entry


def page_of(client: Client, user: User) -> str:
    client.force_login(user)
    return str(client.get("/").content.decode())


class TestForce:
    def test_overdue_comes_first_and_the_nearest_deadline_next(
        self, force_lead: User, force: Body
    ) -> None:
        late, later = due(force, date(2026, 5, 1)), due(force, date(2026, 4, 1))
        soon, today = due(force, date(2026, 6, 1)), due(force, TODAY)
        lists = queries.deadlines(force_lead, on=TODAY)
        assert lists.overdue == [later, late]
        assert lists.next == [today, soon]

    def test_entries_without_an_owner_and_ones_own_are_told_apart(
        self, force_lead: User, force: Body
    ) -> None:
        nobodys = due(force, TODAY)
        mine = due(force, TODAY, owner=force_lead)
        lists = queries.deadlines(force_lead, on=TODAY)
        assert (lists.unassigned, lists.mine) == ([nobodys], [mine])

    def test_entries_without_a_deadline_come_last(self, force_lead: User, force: Body) -> None:
        undated, dated = ImprovementEntryFactory(body=force), due(force, TODAY)
        assert queries.deadlines(force_lead, on=TODAY).unassigned == [dated, undated]

    def test_closed_entries_are_gone(self, force_lead: User, force: Body) -> None:
        due(force, TODAY, status=RegisterEntry.Status.COMPLETE, closed_on=TODAY)
        assert list(queries.deadlines(force_lead, on=TODAY).entries) == []

    def test_another_force_is_not_there(
        self, force_lead: User, other_force: Body, client: Client
    ) -> None:
        foreign = due(other_force, TODAY)
        assert list(queries.deadlines(force_lead, on=TODAY).entries) == []
        assert foreign.asked not in page_of(client, force_lead)

    def test_page_says_what_must_be_done(
        self, force_lead: User, force: Body, client: Client
    ) -> None:
        late = due(force, date(2020, 1, 1))
        page = page_of(client, force_lead)
        assert late.asked in page
        assert page.index(">Overdue<") < page.index("Next deadlines")
        assert "Inspections in hand" not in page

    def test_contributors_get_the_same_page(
        self, force_contributor: User, force: Body, client: Client
    ) -> None:
        assert due(force, date(2020, 1, 1)).asked in page_of(client, force_contributor)

    def test_bodies_are_named_for_those_who_act_for_several(
        self, force_lead: User, force: Body, other_force: Body, client: Client
    ) -> None:
        due(force, date(2020, 1, 1))
        assert 'data-label="Body"' not in page_of(client, force_lead)
        RoleGrant.objects.create(
            user=force_lead,
            role=RoleGrant.Role.FORCE_LEAD,
            body=other_force,
            given_by=force_lead,
            given_at=force_lead.created_at,
        )
        assert 'data-label="Body"' in page_of(client, force_lead)

    def test_queries_do_not_grow(
        self, client: Client, force_lead: User, force: Body, assert_queries_do_not_grow: Grows
    ) -> None:
        client.force_login(force_lead)
        assert_queries_do_not_grow("/", lambda: due(force, localdate(), owner=force_lead))


class TestInspectorate:
    def test_work_left_to_do_is_counted(self, inspector: User) -> None:
        inspection = InspectionFactory(team=[inspector])
        graded = InspectedBodyFactory(inspection=inspection)
        JudgmentFactory(inspected_body=graded)
        proposed = InspectedBodyFactory(inspection=inspection)
        JudgmentFactory(inspected_body=proposed, state="proposed")
        InspectedBodyFactory(inspection=inspection)
        FindingFactory(chapter=graded, needs_review=True)
        answered = CauseOfConcernFactory(chapter=graded)
        RecommendationFactory(finding=answered)
        RecommendationFactory(finding=answered)
        CauseOfConcernFactory(chapter=graded)
        [line] = queries.work_in_hand(inspector)
        assert line == inspection
        assert (line.ungraded, line.unconfirmed, line.unanswered) == (2, 1, 1)  # type: ignore[attr-defined]

    def test_only_ones_own_drafts_are_in_hand(self, inspector: User) -> None:
        InspectionFactory()
        put_in_print(InspectionFactory(team=[inspector]))
        own = InspectionFactory(team=[inspector])
        assert queries.work_in_hand(inspector) == [own]

    def test_moderators_have_every_draft_in_hand(self, moderator: User) -> None:
        draft = InspectionFactory()
        assert queries.work_in_hand(moderator) == [draft]

    def test_an_open_correction_is_work_in_hand(self, inspector: User) -> None:
        published = put_in_print(InspectionFactory(team=[inspector]))
        published.corrections.create(
            reason="A wrong date", opened_by=inspector, opened_at=inspector.created_at
        )
        assert queries.work_in_hand(inspector) == [published]

    def test_page_shows_work_and_the_register(
        self, inspector: User, force: Body, client: Client
    ) -> None:
        draft = InspectionFactory(team=[inspector])
        late = due(force, date(2020, 1, 1))
        page = page_of(client, inspector)
        assert draft.title in page
        assert late.asked in page

    def test_queries_do_not_grow(
        self, client: Client, inspector: User, assert_queries_do_not_grow: Grows
    ) -> None:
        def add() -> None:
            chapter = InspectedBodyFactory(inspection=InspectionFactory(team=[inspector]))
            concern = CauseOfConcernFactory(chapter=chapter)
            RegisterEntryFactory(
                recommendation=RecommendationFactory(finding=concern), body=chapter.body
            )

        client.force_login(inspector)
        assert_queries_do_not_grow("/", add)


class TestAdministrator:
    def test_people_without_a_role_are_named(self, administrator: User, client: Client) -> None:
        newcomer = UserFactory(name="Newcomer")
        UserFactory(name="Leaver", is_active=False)
        page = page_of(client, administrator)
        assert newcomer.name in page
        assert "Leaver" not in page
        assert "The register" not in page

    def test_queries_do_not_grow(
        self, client: Client, administrator: User, assert_queries_do_not_grow: Grows
    ) -> None:
        client.force_login(administrator)
        assert_queries_do_not_grow("/", UserFactory)


def test_parts_of_several_roles_stand_together(client: Client, db: None) -> None:
    both = person(RoleGrant.Role.MODERATOR)
    RoleGrant.objects.create(
        user=both, role="administrator", given_by=both, given_at=both.created_at
    )
    page = page_of(client, both)
    assert "Inspections in hand" in page
    assert "All people and their roles" in page


def test_nobody_is_left_without_a_word(client: Client, db: None) -> None:
    assert "You hold no role yet" in page_of(client, UserFactory())


@pytest.mark.parametrize("made_up", [True, False])
def test_made_up_work_is_marked(made_up: bool, client: Client, inspector: User) -> None:
    InspectionFactory(team=[inspector], is_demonstration=made_up)
    assert ("Demonstration data" in page_of(client, inspector)) is made_up
