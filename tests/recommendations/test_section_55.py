"""By when local policing bodies answer a published report (Police Act 1996, section 55)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from forces.models import Body
from inspection_portal.core.models import User
from inspection_portal.home import queries
from recommendations.models import Section55Response
from tests.factories import Section55ResponseFactory, put_in_print
from tests.factories.findings import PUBLISHED_AT

LAST_DAY = PUBLISHED_AT.date() + timedelta(days=55)
Grows = Callable[[str, Callable[[], object]], None]


@pytest.fixture
def answer(policing_body_person: User, force: Body) -> Section55Response:
    """What the policing body of the force owes to a report."""
    office = force.local_policing_bodies.get()
    made: Section55Response = Section55ResponseFactory(policing_body=office)
    put_in_print(made.inspection)
    return Section55Response.objects.get(pk=made.pk)


def test_it_is_owed_until_it_is_published(
    answer: Section55Response, policing_body_person: User
) -> None:
    assert answer.due_on == LAST_DAY
    assert queries.answers_due(policing_body_person) == [answer]
    Section55Response.objects.update(answered_on=LAST_DAY, link="https://example.org/answer")
    assert queries.answers_due(policing_body_person) == []


def test_nobody_is_told_before_publication(
    policing_body_person: User, force: Body, inspector: User
) -> None:
    Section55ResponseFactory(policing_body=force.local_policing_bodies.get())
    for user in (policing_body_person, inspector):
        assert not Section55Response.objects.visible_to(user).exists()
        assert queries.answers_of(force, user) == []


def test_pages_say_by_when(
    answer: Section55Response,
    client: Client,
    force: Body,
    inspector: User,
    policing_body_person: User,
    other_force_lead: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: PUBLISHED_AT)
    words = f"answer due by {LAST_DAY.day} {LAST_DAY:%B %Y}"
    inspection, body = answer.inspection.get_absolute_url(), force.get_absolute_url()
    seen = [(policing_body_person, "/"), (policing_body_person, body), (inspector, inspection)]
    for user, address in seen:
        client.force_login(user)
        assert words in client.get(address).content.decode(), address
    client.force_login(other_force_lead)
    for address in ("/", body, inspection):
        assert words not in client.get(address).content.decode(), address


def test_queries_do_not_grow(
    answer: Section55Response, client: Client, inspector: User, assert_queries_do_not_grow: Grows
) -> None:
    client.force_login(inspector)
    address = reverse("findings:inspection", args=[answer.inspection.uuid])
    assert_queries_do_not_grow(
        address, lambda: Section55ResponseFactory(inspection=answer.inspection)
    )
