"""The register in figures, for home pages."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from forces.models import Body
from inspection_portal.core.models import User
from recommendations import queries
from tests.factories import ImprovementEntryFactory, RegisterEntryFactory

DAY = date(2026, 3, 2)


def due_in(days: int, body: Body, **fields: object) -> object:
    return RegisterEntryFactory(body=body, due_on=DAY + timedelta(days=days), **fields)


def test_figures_of_a_force(force: Body, other_force: Body, force_lead: User) -> None:
    entries = [due_in(days, force) for days in (-1, 0, 30, 31, 90, 91)]
    ImprovementEntryFactory(body=force, owner=force_lead)
    due_in(-9, force, status="complete", closed_on=DAY)
    due_in(-9, other_force)
    found = queries.summary(force_lead, DAY)
    assert (found.open, found.overdue, found.due_in_30, found.due_in_90) == (7, 1, 2, 4)
    assert found.awaiting_owner == 6
    assert list(found.next) == entries[:5]
    assert found.by_body == ()


def test_an_owner_who_has_left_leaves_the_entry_without_one(
    force: Body, force_lead: User, force_contributor: User, moment: datetime
) -> None:
    due_in(1, force, owner=force_contributor)
    assert queries.summary(force_lead, DAY).awaiting_owner == 0
    force_contributor.role_grants.update(taken_by=force_lead, taken_at=moment)
    assert queries.summary(force_lead, DAY).awaiting_owner == 1


def test_the_inspectorate_sees_body_by_body(
    force: Body, other_force: Body, inspector: User
) -> None:
    due_in(-1, force)
    due_in(1, force)
    due_in(1, other_force)
    found = queries.summary(inspector, DAY)
    assert found.open == 3
    assert {(each.name, each.open, each.overdue) for each in found.by_body} == {
        (force.name, 2, 1),
        (other_force.name, 1, 0),
    }


def test_figures_cost_the_same_however_long_the_register(
    force: Body, inspector: User, django_assert_num_queries: Callable[[int], object]
) -> None:
    for _ in range(3):
        due_in(1, force, owner=inspector)
    # The roles of the person; the next entries by key and in full; what is due soon; the counts by
    # month, what is under embargo, what fell due this month; the bodies.
    with django_assert_num_queries(8):
        found = queries.summary(inspector, DAY)
        assert [each.source.inspection.title for each in found.next]
