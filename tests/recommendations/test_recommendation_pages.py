"""Recommendations are entered, changed, moved and deleted under their cause of concern."""

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from findings.models import Finding, Inspection
from forces.models import Body
from inspection_portal.core.models import User
from recommendations.forms import RecommendationForm, RevisionForm
from recommendations.models import Recommendation
from tests.factories import (
    AreaForImprovementFactory,
    InspectedBodyFactory,
    RecommendationFactory,
    put_in_print,
)
from tests.recommendations.conftest import correct

TEXT = "The force should train its people."
IMMEDIATELY = {"text": TEXT, "due_kind": "immediate"}


def address(verb: str, row: Finding | Recommendation) -> str:
    name = f"recommendation_{verb}" if verb else "recommendations"
    return reverse(f"recommendations:{name}", args=[row.uuid])


@pytest.mark.parametrize(
    ("posted", "cleaned"),
    [
        ({"due_kind": "immediate"}, ("immediate", None, None)),
        ({"due_kind": "event"}, ("event", None, None)),
        ({"due_kind": "none"}, ("none", None, None)),
        (
            {"due_kind": "date", "due_on_day": "1", "due_on_month": "3", "due_on_year": "2027"},
            ("date", date(2027, 3, 1), None),
        ),
        ({"due_kind": "month", "due_month": "February 2027"}, ("month", date(2027, 2, 28), None)),
        ({"due_kind": "month", "due_month": "sep 2027"}, ("month", date(2027, 9, 30), None)),
        ({"due_kind": "month", "due_month": "09/2027"}, ("month", date(2027, 9, 30), None)),
        ({"due_kind": "relative", "due_months": "6"}, ("relative", None, 6)),
        ({"due_kind": "relative", "text": "Within six weeks, train."}, ("relative", None, None)),
        ({"due_kind": "relative", "text": "Train within 90 days."}, ("relative", None, None)),
        ({"due_kind": "relative", "text": "Within a year, train."}, ("relative", None, 12)),
        (
            {"due_kind": "relative", "text": "Train within 10 working days."},
            ("relative", None, None),
        ),
        (
            {"due_kind": "relative", "text": "Within a year, train.", "due_months": "6"},
            ("relative", None, 6),
        ),
        # Boxes of another kind don't count, right or wrong.
        ({"due_kind": "none", "due_month": "May 2027", "due_months": "x"}, ("none", None, None)),
        ({"due_kind": "immediate", "due_on_day": "45"}, ("immediate", None, None)),
    ],
)
def test_a_deadline_is_what_its_kind_asks_for(
    posted: dict[str, str], cleaned: tuple[Any, ...]
) -> None:
    form = RecommendationForm({"text": TEXT} | posted)
    assert form.is_valid(), form.errors
    data = form.cleaned_data
    assert (data["due_kind"], data["due_on"], data["due_months"]) == cleaned
    assert (data["completion_kind"], data["completion_on"]) == ("", None)
    assert set(data) - {"completion_kind", "completion_on"} == {
        *("text", "due_kind", "due_on", "due_months"),
    }


@pytest.mark.parametrize(
    ("posted", "completion_on"),
    [
        ({"completion_kind": "month", "completion_month": "Sep 2027"}, date(2027, 9, 30)),
        (
            {
                "completion_kind": "date",
                "completion_on_day": "1",
                "completion_on_month": "3",
                "completion_on_year": "2027",
            },
            date(2027, 3, 1),
        ),
    ],
)
def test_a_second_date_is_taken(posted: dict[str, str], completion_on: date) -> None:
    form = RecommendationForm(IMMEDIATELY | posted)
    assert form.is_valid(), form.errors
    data = form.cleaned_data
    assert (data["completion_kind"], data["completion_on"]) == (
        posted["completion_kind"],
        completion_on,
    )
    recommendation = Recommendation(**data)
    stored = RevisionForm.stored(recommendation)
    assert stored["completion_kind"] == posted["completion_kind"]
    assert completion_on in (stored.get("completion_on"), stored.get("completion_month"))
    assert recommendation.deadline.startswith("Immediately, and complete by ")


def test_a_second_date_that_is_chosen_is_given() -> None:
    form = RecommendationForm(IMMEDIATELY | {"completion_kind": "date"})
    assert form.errors == {"completion_on": ["Enter the date of completion"]}


@pytest.mark.parametrize(
    ("posted", "field", "sentence"),
    [
        ({"due_kind": "none", "text": " "}, "text", "Enter what is recommended"),
        ({}, "due_kind", "Choose when it is due"),
        ({"due_kind": "date"}, "due_on", "Enter the due date"),
        ({"due_kind": "date", "due_on_day": "1"}, "due_on", "must include"),
        ({"due_kind": "month"}, "due_month", "Enter the month and year"),
        ({"due_kind": "month", "due_month": "Smarch 2027"}, "due_month", "like September 2025"),
        ({"due_kind": "month", "due_month": "2027"}, "due_month", "like September 2025"),
        ({"due_kind": "relative"}, "due_months", "Enter the number of months"),
        (
            {"due_kind": "relative", "text": "Within two working weeks, train."},
            "due_months",
            "Enter the number of months",
        ),
        ({"due_kind": "relative", "due_months": "0"}, "due_months", "1 or more"),
        ({"due_kind": "relative", "due_months": "99"}, "due_months", "60 or fewer"),
        ({"due_kind": "none", "text": "By 31 June 2027, train."}, "text", "is not a date"),
    ],
)
def test_the_form_says_what_is_missing(posted: dict[str, str], field: str, sentence: str) -> None:
    form = RecommendationForm({"text": TEXT} | posted)
    assert list(form.errors) == [field]
    assert sentence in form.errors[field][0]


def test_the_page_adds(as_inspector: Client, concern: Finding) -> None:
    url = address("add", concern)
    assert as_inspector.get(url).status_code == 200
    response = as_inspector.post(url, IMMEDIATELY)
    assert response.url == address("", concern)
    assert Recommendation.objects.get().text == TEXT
    html = as_inspector.get(response.url).content.decode()
    assert TEXT in html
    assert "Immediately" in html


def test_errors_lead_to_the_box(as_inspector: Client, concern: Finding) -> None:
    asked = IMMEDIATELY | {"due_kind": "date"}
    html = as_inspector.post(address("add", concern), asked).content.decode()
    assert 'href="#id_due_on_day"' in html
    assert 'id="id_due_on_day"' in html
    assert TEXT in html


def test_the_page_revises(as_inspector: Client, concern: Finding) -> None:
    recommendation = RecommendationFactory(
        finding=concern, due_kind="month", due_on=date(2026, 5, 31)
    )
    url = address("revise", recommendation)
    assert 'value="May 2026"' in as_inspector.get(url).content.decode()
    response = as_inspector.post(url, IMMEDIATELY | {"seen_version": 1})
    assert response.url == address("", concern)
    recommendation.refresh_from_db()
    assert (recommendation.due_kind, recommendation.due_on) == ("immediate", None)


def test_the_second_editor_sees_both_texts(as_inspector: Client, concern: Finding) -> None:
    recommendation = RecommendationFactory(finding=concern)
    url = address("revise", recommendation)
    first = IMMEDIATELY | {"text": "The first to save.", "seen_version": 1}
    as_inspector.post(url, first)
    second = as_inspector.post(url, IMMEDIATELY | {"seen_version": 1})
    html = second.content.decode()
    for words in ("has changed since", "saved a change", "The first to save.", TEXT):
        assert words in html
    theirs = second.context["conflict"].theirs
    assert theirs == [("What is recommended", "The first to save.")]
    assert 'name="seen_version" value="2"' in html
    recommendation.refresh_from_db()
    assert recommendation.text == "The first to save."


def test_the_page_moves(as_inspector: Client, concern: Finding) -> None:
    first, second = (RecommendationFactory(finding=concern) for _ in range(2))
    asked = {"direction": "up", "seen_version": 1}
    response = as_inspector.post(address("move", second), asked)
    assert response.url == address("", concern)
    assert list(concern.recommendations.all()) == [second, first]


def test_a_refused_move_is_shown(as_inspector: Client, concern: Finding) -> None:
    only = RecommendationFactory(finding=concern)
    asked = {"direction": "up", "seen_version": 1}
    response = as_inspector.post(address("move", only), asked)
    assert "go further up" in response.content.decode()


def test_nothing_moves_by_looking(as_inspector: Client, concern: Finding) -> None:
    url = address("move", RecommendationFactory(finding=concern))
    assert as_inspector.get(url).status_code == 405


def test_the_page_deletes_after_asking(as_inspector: Client, concern: Finding) -> None:
    recommendation = RecommendationFactory(finding=concern)
    url = address("delete", recommendation)
    assert recommendation.text in as_inspector.get(url).content.decode()
    assert Recommendation.objects.exists()
    assert as_inspector.post(url, {"seen_version": 1}).url == address("", concern)
    assert not Recommendation.objects.exists()


def test_a_stale_delete_is_refused_on_the_page(as_inspector: Client, concern: Finding) -> None:
    recommendation = RecommendationFactory(finding=concern, version=3)
    response = as_inspector.post(address("delete", recommendation), {"seen_version": 1})
    assert "has changed since" in response.content.decode()
    assert Recommendation.objects.exists()


def test_what_is_published_is_shown_but_not_changed(
    as_inspector: Client, concern: Finding, draft: Inspection, moment: datetime
) -> None:
    recommendation = RecommendationFactory(finding=concern)
    put_in_print(draft)
    html = as_inspector.get(address("", concern)).content.decode()
    assert recommendation.text in html
    assert address("revise", recommendation) not in html
    asked = IMMEDIATELY | {"seen_version": 1}
    refused = as_inspector.post(address("revise", recommendation), asked)
    assert "Open a correction" in refused.content.decode()
    correct(draft, moment)
    html = as_inspector.get(address("", concern)).content.decode()
    assert address("revise", recommendation) in html


def test_only_causes_of_concern_have_the_page(as_inspector: Client, concern: Finding) -> None:
    improvement = AreaForImprovementFactory(chapter=concern.chapter)
    assert as_inspector.get(address("", improvement)).status_code == 404


@pytest.mark.parametrize("verb", ["", "add", "revise", "move", "delete"])
def test_a_draft_is_not_there_for_others(
    client: Client, concern: Finding, force_lead: User, verb: str
) -> None:
    row = concern if verb in ("", "add") else RecommendationFactory(finding=concern)
    client.force_login(force_lead)
    method = client.post if verb == "move" else client.get
    assert method(address(verb, row)).status_code == 404


@pytest.mark.parametrize("verb", ["", "add", "revise", "delete"])
def test_readers_of_the_report_do_not_write_it(
    client: Client, concern: Finding, draft: Inspection, force_lead: User, verb: str
) -> None:
    row = concern if verb in ("", "add") else RecommendationFactory(finding=concern)
    put_in_print(draft)
    client.force_login(force_lead)
    assert client.get(address(verb, row)).status_code == 403


def test_the_list_costs_the_same_however_long(
    as_inspector: Client, concern: Finding, assert_queries_do_not_grow: Any
) -> None:
    assert_queries_do_not_grow(address("", concern), lambda: RecommendationFactory(finding=concern))


def test_the_page_names_every_body_that_answers(
    as_inspector: Client, concern: Finding, other_force: Body
) -> None:
    alone = as_inspector.get(address("", concern)).content.decode()
    assert f"{concern.chapter} answers for each recommendation." in alone
    concern.also_about.add(InspectedBodyFactory(inspection=concern.inspection, body=other_force))
    both = as_inspector.get(address("", concern)).content.decode()
    assert f"answers for each recommendation, and so does {other_force}." in both
