"""What waits for the inspectorate in the register, and how long its answers take."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from forces.models import Body
from inspection_portal.core.models import User
from recommendations import queries
from recommendations.models import Claim, DeadlineChange, RegisterEntry
from recommendations.queries.desk import SHOWN
from tests.factories import (
    ClaimFactory,
    ForceFactory,
    RegionFactory,
    RegisterEntryFactory,
    StatusRequestFactory,
    put_in_print,
)

TODAY = localdate()
ON = date(2026, 6, 30)
URL = reverse("recommendations:claims")


def published(body: Body) -> RegisterEntry:
    entry: RegisterEntry = RegisterEntryFactory(body=body, position="submitted")
    put_in_print(entry.source.inspection)
    return entry


def demonstrated(entry: RegisterEntry, by: User, until: date) -> Claim:
    made: Claim = ClaimFactory(
        entry=entry,
        state="demonstration",
        demonstration_until=until,
        verdict="Show it.",
        verified_by=by,
        verified_at=datetime(2026, 2, 21, tzinfo=UTC),
        answered_at=datetime(2026, 2, 21, tzinfo=UTC),
    )
    return made


def asked_to_move(entry: RegisterEntry, by: User) -> DeadlineChange:
    return DeadlineChange.objects.create(
        milestone=entry.milestones.get(),
        from_on=entry.due_on,
        to_on="2026-09-01",
        reason="Training takes longer.",
        requested_by=by,
        requested_at=datetime(2026, 2, 21, tzinfo=UTC),
    )


def test_it_lists_what_waits_the_oldest_first(force: Body, inspector: User) -> None:
    newer = ClaimFactory(entry=published(force), made_at=datetime(2026, 2, 25, tzinfo=UTC))
    older = ClaimFactory(entry=published(force), made_at=datetime(2026, 2, 22, tzinfo=UTC))
    ended = demonstrated(published(force), inspector, ON - timedelta(days=1))
    demonstrated(published(force), inspector, ON)
    asked = StatusRequestFactory(entry=published(force), requested_by=inspector)
    change = asked_to_move(published(force), inspector)
    waiting = queries.waiting_list(inspector, on=ON)
    assert [line.entry for line in waiting.claims.lines] == [older.entry, newer.entry]
    assert [line.entry for line in waiting.demonstrations.lines] == [ended.entry]
    (line,) = waiting.requests.lines
    assert (line.entry, line.is_own) == (asked.entry, True)
    (line,) = waiting.changes.lines
    assert line.entry == change.milestone.entry
    assert line.note == "From 1 May 2026 to 1 September 2026"


def test_a_long_list_is_cut_and_says_so(
    client: Client, force: Body, inspector: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert SHOWN == 50
    monkeypatch.setattr("recommendations.queries.desk.SHOWN", 1)
    for _ in range(2):
        ClaimFactory(entry=published(force))
    client.force_login(inspector)
    assert "There are more." in client.get(URL).content.decode()


def test_whoever_asked_is_told_that_it_is_not_theirs_to_give(
    client: Client, force: Body, moderator: User, hmi: User
) -> None:
    StatusRequestFactory(entry=published(force), requested_by=moderator)
    own = "You asked for this, so somebody else must decide on it."
    client.force_login(moderator)
    assert own in client.get(URL).content.decode()
    client.force_login(hmi)
    assert own not in client.get(URL).content.decode()


@pytest.mark.parametrize("who", ["force_lead", "policing_body_person", "administrator"])
def test_it_is_for_the_inspectorate_alone(
    client: Client, request: pytest.FixtureRequest, who: str
) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 403
    assert URL not in client.get(reverse("recommendations:register")).content.decode()
    assert client.get("/api/v1/claims/figures/").status_code == 403


def test_the_page_costs_a_fixed_number_of_queries(
    client: Client,
    inspector: User,
    assert_queries_do_not_grow: Callable[[str, Callable[[], object]], None],
) -> None:
    client.force_login(inspector)

    def add_row() -> None:
        force = ForceFactory(region=RegionFactory())
        ClaimFactory(entry=published(force))
        demonstrated(published(force), inspector, TODAY - timedelta(days=1))
        StatusRequestFactory(entry=published(force))
        asked_to_move(published(force), inspector)

    assert_queries_do_not_grow(URL, add_row)


@pytest.mark.parametrize(
    ("who", "line"),
    [
        ("inspector", "1 claim to verify and 1 deadline to decide on"),
        ("moderator", "1 claim to verify, 1 status to authorise and 1 deadline to decide on"),
        ("hmi", "1 status to authorise"),
        ("auditor", None),
        ("force_lead", None),
    ],
)
def test_the_home_page_counts_what_the_person_may_answer(
    client: Client,
    request: pytest.FixtureRequest,
    force: Body,
    inspector: User,
    who: str,
    line: str | None,
) -> None:
    ClaimFactory(entry=published(force))
    StatusRequestFactory(entry=published(force), requested_by=inspector)
    asked_to_move(published(force), inspector)
    client.force_login(request.getfixturevalue(who))
    html = client.get("/").content.decode()
    assert ("Waiting for you" in html) == (line is not None)
    assert line is None or line in html


# How long answers take


def answered(force: Body, by: User, days: float, state: str = "rejected") -> Claim:
    made_at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    at = made_at + timedelta(days=days)
    seen = {"verdict": "Seen.", "verified_by": by, "verified_at": at, "answered_at": at}
    entry = published(force)
    made: Claim = ClaimFactory(entry=entry, made_at=made_at, state=state, closed_at=at, **seen)
    return made


def test_figures_are_medians_and_shares_by_region(
    region: object, force: Body, inspector: User
) -> None:
    elsewhere = ForceFactory(region=RegionFactory(name="Another region"))
    for days, state in ((1, "rejected"), (2, "sent_back"), (9, "rejected")):
        answered(force, inspector, days, state)
    answered(elsewhere, inspector, 4, "sent_back")
    waiting = ClaimFactory(entry=published(force), made_at=datetime(2026, 6, 1, tzinfo=UTC))
    demonstrated(published(elsewhere), inspector, ON + timedelta(days=1))
    found = queries.figures(inspector, on=ON)
    assert (found.on, found.since) == (ON, date(2025, 6, 30))
    assert (found.everywhere.answered, found.everywhere.median_days) == (5, 2.0)
    assert (found.everywhere.share_sent_back, found.everywhere.waiting) == (40, 1)
    assert found.everywhere.oldest_on == localdate(waiting.made_at)
    here = next(each for each in found.regions if each.region == str(region))
    assert (here.answered, here.median_days, here.share_sent_back) == (3, 2.0, 33)
    there = next(each for each in found.regions if each.region == "Another region")
    assert (there.waiting, there.oldest_on) == (0, None)


def test_figures_of_nothing_are_none(inspector: User) -> None:
    everywhere = queries.figures(inspector, on=ON).everywhere
    assert (everywhere.answered, everywhere.median_days, everywhere.share_sent_back) == (
        0,
        None,
        None,
    )
    assert everywhere.share_in_words == "–"


def test_older_answers_and_withdrawn_claims_do_not_count(force: Body, inspector: User) -> None:
    answered(force, inspector, 1)
    ClaimFactory(
        entry=published(force), state="withdrawn", closed_at=datetime(2026, 3, 3, tzinfo=UTC)
    )
    assert queries.figures(inspector, on=ON).everywhere.answered == 1
    assert queries.figures(inspector, on=date(2027, 3, 5)).everywhere.answered == 0


def test_figures_are_computed_in_the_database(force: Body, inspector: User) -> None:
    answered(force, inspector, 1)
    queries.figures(inspector, on=ON)
    with CaptureQueriesContext(connection) as asked:
        queries.figures(inspector, on=ON)
    assert ["percentile_cont" in query["sql"] for query in asked] == [True, True]


def test_page_and_api_say_as_at_when(client: Client, force: Body, auditor: User) -> None:
    ClaimFactory(entry=published(force))
    client.force_login(auditor)
    assert "As at" in client.get(URL).content.decode()
    told = client.get("/api/v1/claims/figures/").json()
    assert told["on"] == TODAY.isoformat()
    assert (told["everywhere"]["waiting"], told["everywhere"]["median_days"]) == (1, None)
