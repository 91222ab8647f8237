"""The filters that are folded away: each finds what it says, and offers what a person may see."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from findings.models import Inspection, Theme
from forces.models import Body
from inspection_portal.core.models import User
from recommendations.filters import RegisterFilter
from recommendations.models import EntryLink, RegisterEntry
from tests.factories import (
    ClaimFactory,
    EngageSpellFactory,
    ImprovementEntryFactory,
    NationalEntryFactory,
    RegisterEntryFactory,
    RocuFactory,
    put_in_print,
)
from tests.recommendations.listing import URL, shown

TODAY = localdate()


def due_in(days: int, body: Body, **fields: object) -> RegisterEntry:
    return RegisterEntryFactory(body=body, due_on=TODAY + timedelta(days=days), **fields)


@pytest.fixture
def overdue(force: Body) -> RegisterEntry:
    return due_in(-100, force)


@pytest.fixture
def later(force: Body) -> RegisterEntry:
    """Due in 100 days, and of another report than `overdue`."""
    return due_in(100, force)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"due_to": TODAY}, "overdue"),
        ({"due_to": f"{TODAY:%d/%m/%Y}"}, "overdue"),
        ({"due_from": TODAY}, "later"),
        ({"due_from": TODAY - timedelta(days=100), "due_to": TODAY}, "overdue"),
        ({"late_by": 90}, "overdue"),
        ({"late_by": 180}, ""),
        ({"rag": "red"}, "overdue"),
        ({"rag": "green"}, "later"),
        ({"rag": "black"}, ""),
        ({"rag": "red", "as_at": TODAY - timedelta(days=101)}, ""),
        ({"late_by": 30, "as_at": TODAY - timedelta(days=60)}, "overdue"),
        ({"deadline": "due_soon", "as_at": TODAY + timedelta(days=80)}, "later"),
    ],
)
def test_by_dates_and_colour(
    as_lead: Client,
    overdue: RegisterEntry,
    later: RegisterEntry,
    query: dict[str, object],
    found: str,
) -> None:
    known = {"overdue": overdue, "later": later}
    assert shown(as_lead, **query) == ([known[found]] if found else [])


def test_list_shows_how_entries_stand_on_a_day(as_lead: Client, later: RegisterEntry) -> None:
    page = as_lead.get(URL, {"as_at": TODAY + timedelta(days=101)}).content.decode()
    assert "Overdue" in page
    assert "1 day ago" in page
    assert "Deadlines and colours as on:" in page


def test_day_that_is_none_is_refused(as_lead: Client, later: RegisterEntry) -> None:
    page = as_lead.get(URL, {"as_at": "31/2/2027"}).content.decode()
    assert "Enter “deadlines and colours as on” as a day" in page


def test_by_the_region_of_who_answers_for_a_force(
    as_inspector: Client, policing_body_person: User, force: Body, rocu: Body
) -> None:
    office = force.local_policing_bodies.get()
    own = NationalEntryFactory(body=None, policing_body=office)
    RegisterEntryFactory(body=RocuFactory())
    region = rocu.memberships.get().region
    assert shown(as_inspector, region=region.uuid) == [own]


def test_by_where_the_body_says_it_stands(
    as_lead: Client, force: Body, overdue: RegisterEntry
) -> None:
    refused = due_in(3, force, position="not_accepted", position_reason="It is not ours.")
    assert shown(as_lead, position="not_accepted") == [refused]
    assert shown(as_lead, rag="black") == [refused]


def test_by_claim(as_lead: Client, overdue: RegisterEntry, later: RegisterEntry) -> None:
    ClaimFactory(entry=later)
    assert shown(as_lead, claimed="claimed") == [later]
    assert shown(as_lead, claimed="none") == [overdue]


def test_by_what_was_asked_for_before(
    as_inspector: Client, inspector: User, overdue: RegisterEntry, later: RegisterEntry
) -> None:
    repeats = {"kind": "repeats", "by": inspector, "at": later.published_at}
    EntryLink.objects.create(entry=later, other=overdue, **repeats)
    assert shown(as_inspector, repeated="repeats") == [later]
    assert shown(as_inspector, repeated="repeated") == [overdue]


def test_by_what_asked_for_it(as_lead: Client, overdue: RegisterEntry, force: Body) -> None:
    national = NationalEntryFactory(body=force)
    assert shown(as_lead, source="national") == [national]
    assert shown(as_lead, source="inspection") == [overdue]


def test_by_the_stage_in_which_the_force_is_today(
    as_inspector: Client, overdue: RegisterEntry, other_force: Body
) -> None:
    scanned, _of_a_unit = due_in(1, other_force), due_in(1, RocuFactory())
    EngageSpellFactory(body=overdue.body, entered_on=TODAY)
    EngageSpellFactory(body=other_force, left_on=TODAY, reasons_to_leave=["It answers in time."])
    assert shown(as_inspector, stage="engage") == [overdue]
    assert shown(as_inspector, stage="scan") == [scanned]


def test_a_link_to_another_bodys_entry_is_not_told(
    as_lead: Client, inspector: User, overdue: RegisterEntry, other_force: Body
) -> None:
    theirs = due_in(-1, other_force)
    EntryLink.objects.create(
        entry=overdue, other=theirs, kind="repeats", by=inspector, at=theirs.published_at
    )
    assert shown(as_lead, repeated="repeats") == []


def test_by_inspection_and_theme(as_inspector: Client, overdue: RegisterEntry, force: Body) -> None:
    improvement = ImprovementEntryFactory(body=force)
    theme = Theme.objects.create(name="Training", valid_from=TODAY)
    for entry in (overdue, improvement):
        put_in_print(entry.source.inspection)
    for entry in (overdue, improvement):
        assert shown(as_inspector, inspection=entry.source.inspection.uuid) == [entry]
    improvement.source.themes.add(theme)
    Theme.objects.create(name="Of no finding", valid_from=TODAY)
    form = as_inspector.get(URL).context["filter"].form
    assert "theme" not in form.fields, "One theme is no choice."
    overdue.source.themes.add(Theme.objects.create(name="Plans", valid_from=TODAY))
    assert shown(as_inspector, theme=theme.uuid) == [improvement]


def test_a_force_is_offered_its_own_inspections_and_no_theme(
    as_lead: Client, overdue: RegisterEntry, later: RegisterEntry, other_force: Body
) -> None:
    theirs = due_in(1, other_force)
    for entry in (overdue, later, theirs):
        put_in_print(entry.source.inspection)
        entry.source.themes.add(Theme.objects.create(name=str(entry.pk), valid_from=TODAY))
    fields = as_lead.get(URL).context["filter"].form.fields
    offered = {uuid for uuid, _ in fields["inspection"].choices if uuid}
    own = {str(entry.source.inspection.uuid) for entry in (overdue, later)}
    assert offered == own
    assert "theme" not in fields


def test_a_draft_is_no_inspection_to_choose(as_inspector: Client, overdue: RegisterEntry) -> None:
    fields = as_inspector.get(URL).context["filter"].form.fields
    assert Inspection.objects.exists()
    assert "inspection" not in fields


@pytest.mark.parametrize("query", [{"due_from": "31/2/2027"}, {"rag": "pink"}, {"late_by": "-1"}])
def test_what_makes_no_sense_finds_nothing_and_is_told(
    as_lead: Client, overdue: RegisterEntry, query: dict[str, str]
) -> None:
    response = as_lead.get(URL, query)
    assert response.context["lines"] == []
    assert "There is a problem" in response.content.decode()


def test_what_is_chosen_is_told_and_can_be_left(as_lead: Client, overdue: RegisterEntry) -> None:
    chosen = as_lead.get(URL, {"due_to": "1/3/2027", "rag": "red"}).context["filter"].chosen
    told = {each.label: (each.value, each.without) for each in chosen}
    assert told["Due until"][0] == "1 March 2027"
    assert "due_to" not in told["Due until"][1]
    assert told["Colour"][0] == "Red"


def test_filters_in_force_are_not_folded_away(as_lead: Client) -> None:
    for query, is_open in (({}, False), ({"status": "any"}, False), ({"rag": "red"}, True)):
        page = as_lead.get(URL, query).content.decode()
        assert ('<details class="govuk-details" open>' in page) == is_open


def test_every_folded_filter_is_one_of_the_list() -> None:
    assert set(RegisterFilter.MORE) < set(RegisterFilter.base_filters)
