"""What falls on whom in the months to come, and what would if a publication slipped."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from findings.models import Finding, Inspection
from forces.models import Body, Region
from inspection_portal.core.models import User
from recommendations import actions, queries, tasks
from recommendations.models import DueCount, RegisterEntry
from recommendations.queries.horizon import Cell, Horizon, Line
from tests.factories import (
    AreaForImprovementFactory,
    ImprovementEntryFactory,
    RecommendationFactory,
    RegisterEntryFactory,
    person,
)

DAY = date(2026, 3, 17)
PAGE = "recommendations:register_horizon"


def line(shown: Horizon, name: str) -> Line:
    return next(each for each in shown.lines if each.name == name)


def cells(shown: Horizon, name: str) -> list[Cell]:
    """The cells of a line; none of one on whom nothing falls."""
    return [cell for each in shown.lines if each.name == name for cell in each.cells]


def numbers(shown: Horizon, name: str) -> dict[str, int]:
    return {cell.column.name: cell.number for cell in cells(shown, name) if cell.number}


def extra(shown: Horizon, name: str) -> dict[str, int]:
    return {cell.column.name: cell.extra for cell in cells(shown, name) if cell.extra}


def look(user: User, at: datetime, **more: object) -> Horizon:
    return queries.horizon(user, on=DAY, at=at, **more)  # type: ignore[arg-type]


@pytest.fixture
def register(force: Body, other_force: Body) -> None:
    for due_on in (
        date(2026, 1, 31),
        date(2026, 3, 1),
        date(2026, 3, 16),
        DAY,
        date(2026, 3, 31),
        date(2026, 4, 1),
        date(2027, 2, 28),
        date(2027, 3, 1),
    ):
        RegisterEntryFactory(body=force, due_on=due_on)
    ImprovementEntryFactory(body=force)
    RegisterEntryFactory(body=force, due_on=DAY, status="complete", closed_on=DAY)
    RegisterEntryFactory(body=other_force, due_on=DAY)


OF_THE_FORCE = {"Overdue": 3, "Mar 26": 2, "Apr": 1, "Feb": 1, "Later": 1, "No date": 1}


@pytest.mark.usefixtures("register")
def test_the_inspectorate_sees_body_by_body(
    force: Body, other_force: Body, inspector: User, moment: datetime
) -> None:
    shown = look(inspector, moment)
    assert numbers(shown, force.name) == OF_THE_FORCE
    assert numbers(shown, other_force.name) == {"Mar 26": 1}
    assert (shown.total, line(shown, force.name).total) == (10, 9)
    assert [column.name for column in shown.columns][:4] == ["Overdue", "Mar 26", "Apr", "May"]


@pytest.mark.usefixtures("register")
def test_a_force_sees_its_own_people(
    force: Body, force_lead: User, force_contributor: User, moment: datetime
) -> None:
    RegisterEntry.objects.filter(body=force, due_on=DAY).update(owner=force_contributor)
    RegisterEntry.objects.filter(body=force, due_on=date(2026, 4, 1)).update(owner=force_lead)
    shown = look(force_lead, moment)
    assert numbers(shown, force_contributor.name) == {"Mar 26": 1}
    assert numbers(shown, force_lead.name) == {"Apr": 1}
    assert numbers(shown, "Nobody now")["Overdue"] == 3
    assert shown.total == 9
    own = next(cell for cell in line(shown, force_lead.name).cells if cell.number)
    assert own.query == "owner=me&due_from=2026-04-01&due_to=2026-04-30"


@pytest.mark.usefixtures("register")
def test_what_an_owner_who_left_had_falls_on_nobody(
    force: Body, force_lead: User, force_contributor: User, moment: datetime
) -> None:
    RegisterEntry.objects.filter(body=force).update(owner=force_contributor)
    force_contributor.role_grants.update(taken_by=force_lead, taken_at=moment)
    assert [each.name for each in look(force_lead, moment).lines] == ["Nobody now"]


@pytest.mark.usefixtures("register")
def test_who_oversees_a_force_sees_it_whole(
    force: Body, policing_body_person: User, moment: datetime
) -> None:
    shown = look(policing_body_person, moment)
    assert [each.name for each in shown.lines] == [force.name]
    assert numbers(shown, force.name) == OF_THE_FORCE


@pytest.mark.usefixtures("register")
def test_one_region_is_shown_alone(
    force: Body, region: Region, inspector: User, moment: datetime
) -> None:
    elsewhere = RegisterEntryFactory(due_on=DAY).body
    shown = look(inspector, moment, region=region.uuid)
    assert elsewhere.name not in [each.name for each in shown.lines]
    assert numbers(shown, force.name) == OF_THE_FORCE


def test_what_is_under_embargo_is_not_counted(
    force: Body, inspector: User, moment: datetime
) -> None:
    RegisterEntryFactory(body=force, due_on=DAY, published_at=moment + timedelta(days=1))
    assert numbers(look(inspector, moment), force.name) == {}
    later = moment + timedelta(days=2)
    assert numbers(look(inspector, later), force.name) == {"Mar 26": 1}


def counted() -> dict[tuple[int | None, date | None], int]:
    return {(body, month): number for body, month, number in DueCount.objects.totals()}


def test_the_database_keeps_the_counts(force: Body, other_force: Body, moment: datetime) -> None:
    first, second = (RegisterEntryFactory(body=force, due_on=DAY) for _ in range(2))
    march, june = date(2026, 3, 1), date(2026, 6, 1)
    assert counted() == {(force.pk, march): 2}
    first.milestones.update(agreed_on=date(2026, 6, 30))
    assert counted() == {(force.pk, march): 1, (force.pk, june): 1}
    second.milestones.update(met_on=DAY)
    assert counted() == {(force.pk, None): 1, (force.pk, june): 1}
    RegisterEntry.objects.update(status="complete", closed_on=moment.date())
    assert counted() == {}
    RegisterEntry.objects.update(status="awaiting_review", closed_on=None)
    tasks.fold_due_counts()
    assert counted() == {(force.pk, None): 1, (force.pk, june): 1}
    assert DueCount.objects.count() == 2
    waiting = RegisterEntryFactory(published_at=now() + timedelta(days=9), due_on=None)
    waiting.delete()
    assert counted() == {(force.pk, None): 1, (force.pk, june): 1}


@pytest.fixture
def drafted(draft: Inspection, concern: Finding) -> Inspection:
    """A draft with a deadline of each kind."""
    kinds = ({"due_kind": "immediate"}, {"due_kind": "relative", "due_months": 3})
    for more in kinds:
        RecommendationFactory(finding=concern, due_on=None, **more)
    RecommendationFactory(finding=concern, due_on=date(2026, 5, 1))
    AreaForImprovementFactory(chapter=concern.chapter)
    return draft


def test_what_publication_counts_moves_with_it(
    drafted: Inspection, force: Body, inspector: User, moment: datetime
) -> None:
    today = moment.date()
    tried = queries.tried(drafted, on=today, published_on=None, weeks=6)
    assert tried.published_on == date(2026, 4, 13)
    shown = look(inspector, moment, tried=tried)
    assert extra(shown, force.name) == {"Apr": 1, "May": 1, "Jul": 1, "No date": 1}
    assert shown.what_if is not None
    moved = [(each.planned_on, each.slipped_on) for each in shown.what_if.moved]
    assert moved == [
        (today, date(2026, 4, 13)),
        (date(2026, 6, 2), date(2026, 7, 13)),
    ]
    assert numbers(shown, force.name) == {}


@pytest.mark.parametrize(
    ("published_on", "weeks", "sentence"),
    [(date(2026, 3, 1), None, "today or a later"), (date(2026, 4, 1), 3, "not both")],
)
def test_a_slip_that_makes_no_sense_is_refused(
    drafted: Inspection, published_on: date, weeks: int | None, sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        queries.tried(drafted, on=date(2026, 3, 2), published_on=published_on, weeks=weeks)


def test_only_readers_of_a_draft_may_ask_about_it(
    client: Client, drafted: Inspection, inspector: User, force_lead: User
) -> None:
    asked = {"inspection": str(drafted.uuid), "weeks": "2"}
    client.force_login(inspector)
    shown = client.get(reverse(PAGE), asked).content.decode()
    assert drafted.title in shown
    assert "+1" in shown
    answer = client.get(reverse("api:register_horizon"), asked).json()
    assert answer["what_if"]["inspection"] == str(drafted.uuid)
    nowhere = {"inspection": "00000000-0000-4000-8000-000000000000", "weeks": "2"}
    for somebody in (force_lead, person("inspector"), person("auditor")):
        client.force_login(somebody)
        shown = client.get(reverse(PAGE), asked).content.decode()
        assert drafted.title not in shown
        assert shown == client.get(reverse(PAGE), nowhere).content.decode()
        mine = client.get(reverse("api:register_horizon"), asked)
        other = client.get(reverse("api:register_horizon"), nowhere)
        assert (mine.status_code, mine.content) == (400, other.content)


@pytest.mark.usefixtures("register")
def test_the_page_says_what_is_wrong_and_loses_nothing(client: Client, inspector: User) -> None:
    client.force_login(inspector)
    asked = {"on_day": "31", "on_month": "2", "on_year": "2026"}
    shown = client.get(reverse(PAGE), asked).content.decode()
    assert "Seen on must be a real date" in shown
    unknown = client.get(reverse("api:register_horizon"), {"when": "2026-01-01"})
    assert unknown.status_code == 400


def test_the_page_costs_the_same_however_many_entries(
    client: Client,
    force: Body,
    force_lead: User,
    inspector: User,
    assert_queries_do_not_grow: Callable[[str, Callable[[], object]], None],
) -> None:
    def add() -> None:
        RegisterEntryFactory(body=force, due_on=localdate() + timedelta(days=9), owner=force_lead)

    for somebody in (inspector, force_lead):
        client.force_login(somebody)
        assert_queries_do_not_grow(reverse(PAGE), add)


def test_another_forces_entries_change_nothing(
    client: Client, other_force: Body, force_lead: User, other_force_lead: User
) -> None:
    client.force_login(force_lead)
    for address in (reverse(PAGE), reverse("api:register_horizon")):
        before = client.get(address).content
        RegisterEntryFactory(body=other_force, due_on=localdate(), owner=other_force_lead)
        assert client.get(address).content == before


def test_agreeing_moves_an_entry_on_the_horizon(
    entry: RegisterEntry, force: Body, force_lead: User, inspector: User, moment: datetime
) -> None:
    change = actions.request_deadline(
        entry.milestones.get(),
        to_on=date(2026, 9, 30),
        reason="Late.",
        seen_version=1,
        by=force_lead,
        at=moment,
    )
    assert numbers(look(inspector, now()), force.name) == {"May": 1}
    actions.decide_deadline(change, decision="agreed", seen_version=1, by=inspector, at=moment)
    assert numbers(look(inspector, now()), force.name) == {"Sep": 1}
