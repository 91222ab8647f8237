"""Views of the register, over the API."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.http import HttpResponse
from django.test import Client

from forces.models import Body
from inspection_portal.core.models import AuditEvent, User
from recommendations import actions
from recommendations.models import SavedView, ViewSubscription
from tests.pages import call, wrong

Post = Callable[..., HttpResponse]
LIST = "/api/v1/saved-views/"


@pytest.fixture
def post(client: Client, force_lead: User) -> Post:
    """As the lead of `force` posts to a verb of views."""
    client.force_login(force_lead)

    def do(verb: str, **sent: object) -> HttpResponse:
        return call(client, f"{LIST}{verb}/", sent)

    return do


@pytest.fixture
def view(force_lead: User, force: Body, moment: datetime) -> SavedView:
    """What the lead shares with the people of `force`."""
    shared = {"name": "Late ones", "shared_with": str(force.uuid)}
    return actions.save_view(query={"deadline": "overdue"}, **shared, by=force_lead, at=moment)


def test_a_view_is_saved_and_listed_with_those_shared(
    post: Post, client: Client, view: SavedView, force: Body, other_force_lead: User
) -> None:
    saved = post("save", name="Mine", query={"rag": "red", "sort": "-due"}).json()
    assert saved == {
        "uuid": str(SavedView.objects.get(name="Mine").uuid),
        "version": 1,
        "name": "Mine",
        "query": {"rag": "red", "sort": "-due"},
        "shared_with": "",
        "is_own": True,
        "rhythm": "",
    }
    listed = {each["name"]: each for each in client.get(LIST).json()["results"]}
    assert set(listed) == {"Mine", "Late ones"}
    assert listed["Late ones"]["shared_with"] == str(force.uuid)
    client.force_login(other_force_lead)
    assert client.get(LIST).json()["results"] == []
    assert client.get(f"{LIST}{view.uuid}/").status_code == 404


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ({"colour_of_hat": "red"}, "can’t be narrowed down so: colour_of_hat"),
        ({"due_from": "soon"}, "can’t be narrowed down so: due_from"),
        ("red", "Expected a dictionary"),
    ],
)
def test_filters_that_the_list_has_not_are_refused(post: Post, query: object, why: str) -> None:
    refused = post("save", name="Mine", query=query)
    assert why in wrong(refused)["/query"]


def test_a_broken_rule_is_told_as_on_the_page(
    post: Post, view: SavedView, other_force: Body
) -> None:
    same = post("save", name="Late ones", query={})
    assert (same.status_code, "of this name already" in same.json()["detail"]) == (409, True)
    theirs = post("save", name="Theirs", query={}, shared_with=str(other_force.uuid))
    assert (theirs.status_code, "your own body alone" in theirs.json()["detail"]) == (409, True)


def test_a_view_is_changed_by_who_saved_it(
    post: Post, client: Client, view: SavedView, force_contributor: User
) -> None:
    changed = post(f"{view.uuid}", query={"status": "any"}, seen_version=1).json()
    assert (changed["name"], changed["query"], changed["version"]) == (
        "Late ones",
        {"status": "any"},
        2,
    )
    assert post(f"{view.uuid}", name="Other", seen_version=1).status_code == 412
    client.force_login(force_contributor)
    assert post(f"{view.uuid}", name="Other", seen_version=2).status_code == 403


def test_a_view_is_deleted(post: Post, view: SavedView) -> None:
    assert post(f"{view.uuid}/delete", seen_version=7).status_code == 412
    assert post(f"{view.uuid}/delete", seen_version=1).status_code == 200
    assert not SavedView.objects.exists()


def test_messages_are_asked_for_and_ended(post: Post, view: SavedView) -> None:
    assert post(f"{view.uuid}/subscribe", rhythm="weekly").json()["rhythm"] == "weekly"
    assert post(f"{view.uuid}/subscribe", rhythm="hourly").status_code == 400
    assert post(f"{view.uuid}/subscribe", rhythm="").json()["rhythm"] == ""
    assert not ViewSubscription.objects.exists()
    assert AuditEvent.objects.about(view).first().verb == "view.unsubscribed"
