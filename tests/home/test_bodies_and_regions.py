"""The pages of a body and of a region: what is public, and what only some see."""

from collections.abc import Callable
from datetime import date

from django.test import Client

from findings.models import Correction
from forces.models import Body, BodyName, LocalPolicingBody, Region
from inspection_portal.core.models import User
from inspection_portal.home import queries
from tests.factories import (
    InspectedBodyFactory,
    InspectionFactory,
    JudgmentFactory,
    RegisterEntryFactory,
    put_in_print,
)

Grows = Callable[[str, Callable[[], object]], None]


def page_of(client: Client, user: User, what: Body | Region) -> str:
    client.force_login(user)
    response = client.get(what.get_absolute_url())
    assert response.status_code == 200
    return str(response.content.decode())


def test_body_tells_its_names_region_and_who_answers_for_it(
    client: Client, force: Body, region: Region, force_lead: User
) -> None:
    BodyName.objects.create(body=force, name="The Shire", key="shire")
    BodyName.objects.create(
        body=force, name="Old Shire", key="old shire", valid_to=date(2001, 1, 1)
    )
    LocalPolicingBody.objects.create(
        body=force, kind="pcc", name="The commissioner", valid_to=date(2024, 5, 6)
    )
    page = page_of(client, force_lead, force)
    assert region.name in page
    assert page.index("Also called") < page.index("The Shire") < page.index("Formerly")
    assert "The commissioner" in page
    assert "to 6 May 2024" in page


def test_grade_of_a_published_report_is_shown_to_everyone(
    client: Client, force: Body, other_force_lead: User
) -> None:
    judgment = JudgmentFactory(inspected_body__body=force, key="inadequate")
    put_in_print(judgment.inspected_body.inspection)
    assert "Inadequate" in page_of(client, other_force_lead, force)


def test_grade_of_a_draft_is_not(client: Client, force: Body, force_lead: User) -> None:
    judgment = JudgmentFactory(inspected_body__body=force, key="inadequate")
    page = page_of(client, force_lead, force)
    assert "Inadequate" not in page
    assert judgment.inspected_body.inspection.title not in page


def test_grade_is_left_to_the_report_while_it_is_corrected(
    client: Client, force: Body, force_lead: User, moderator: User
) -> None:
    judgment = JudgmentFactory(inspected_body__body=force, key="inadequate")
    inspection = put_in_print(judgment.inspected_body.inspection)
    Correction.objects.create(
        inspection=inspection, reason="Why", opened_by=moderator, opened_at=moderator.created_at
    )
    page = page_of(client, force_lead, force)
    assert "Inadequate" not in page
    assert "See the report" in page


def test_register_is_for_the_body_and_the_inspectorate(
    client: Client, force: Body, force_lead: User, other_force_lead: User, inspector: User
) -> None:
    RegisterEntryFactory(body=force)
    RegisterEntryFactory(body=force, status="complete", closed_on=date(2026, 3, 1))
    day = date(2026, 5, 2)
    for user in (force_lead, inspector):
        figures = queries.register_of(force, user, on=day)
        assert figures == queries.RegisterFigures(open=1, overdue=1, closed=1, engaged=None)
        assert f"What {force} must do" in page_of(client, user, force)
    assert queries.register_of(force, other_force_lead, on=day) is None
    assert "must do" not in page_of(client, other_force_lead, force)


def test_audit_trail_is_offered_to_the_inspectorate_only(
    client: Client, force: Body, force_lead: User, inspector: User
) -> None:
    assert "Everything recorded" in page_of(client, inspector, force)
    assert "Everything recorded" not in page_of(client, force_lead, force)


def test_region_lists_its_bodies_and_published_inspections(
    client: Client, region: Region, force: Body, force_lead: User
) -> None:
    published = put_in_print(InspectionFactory(region=region))
    draft = InspectionFactory(region=region)
    page = page_of(client, force_lead, region)
    assert force.name in page
    assert published.title in page
    assert draft.title not in page


def test_queries_do_not_grow(
    client: Client, region: Region, force: Body, inspector: User, assert_queries_do_not_grow: Grows
) -> None:
    def add() -> None:
        inspection = InspectionFactory(region=region)
        JudgmentFactory(inspected_body=InspectedBodyFactory(inspection=inspection, body=force))
        put_in_print(inspection)

    client.force_login(inspector)
    for what in (region, force):
        assert_queries_do_not_grow(what.get_absolute_url(), add)
