"""What is asked of a ROCU is answered by the local policing bodies of its region (domain §3.1)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.test import Client

from forces.models import Body, LocalPolicingBody, RoleGrant
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from recommendations import actions, queries
from recommendations.actions import Said
from recommendations.models import RegisterEntry, Section55Item, Section55Response
from tests.factories import (
    CauseOfConcernFactory,
    InspectedBodyFactory,
    LocalPolicingBodyFactory,
    RecommendationFactory,
    RegisterEntryFactory,
    RocuFactory,
    Section55ResponseFactory,
    person,
    put_in_print,
)
from tests.factories.findings import PUBLISHED_AT

AT = PUBLISHED_AT + timedelta(days=20)


Asked = tuple[Section55Response, RegisterEntry]


def asked_of(body: Body, force: Body) -> Asked:
    """A report recommends something to a body, and who oversees the force must answer it."""
    made = Section55ResponseFactory(policing_body=force.local_policing_bodies.get())
    chapter = InspectedBodyFactory(inspection=made.inspection, body=body)
    recommendation = RecommendationFactory(finding=CauseOfConcernFactory(chapter=chapter))
    entry = RegisterEntryFactory(body=body, recommendation=recommendation)
    put_in_print(made.inspection)
    return Section55Response.objects.for_list().get(pk=made.pk), entry


@pytest.fixture
def of_unit(policing_body_person: User, rocu: Body, force: Body) -> Asked:
    """It is recommended to the ROCU of the region."""
    return asked_of(rocu, force)


def say(response: Section55Response, entry: RegisterEntry, by: User) -> None:
    actions.write_answer(
        response,
        comments="",
        chief_comments="",
        reply="",
        items={entry.uuid: Said("taken", "The unit has two analysts.")},
        seen_version=response.version,
        by=by,
        at=AT,
    )


def test_answer_must_say_what_is_done_about_it(of_unit: Asked, policing_body_person: User) -> None:
    response, entry = of_unit
    with pytest.raises(RuleBroken, match=entry.reference):
        actions.publish_answer(
            response,
            answered_on=AT.date(),
            link="https://example.org/answer",
            seen_version=response.version,
            by=policing_body_person,
            at=AT,
        )
    say(response, entry, policing_body_person)
    (asked,) = queries.asked_of(response, policing_body_person)
    assert (asked.entry, asked.is_open) == (entry, False)


def test_entry_itself_stays_with_the_unit(
    of_unit: Asked, policing_body_person: User, client: Client
) -> None:
    response, entry = of_unit
    client.force_login(policing_body_person)
    page = client.get(response.get_absolute_url()).content.decode()
    assert entry.asked in page
    assert f"Asked of {entry.body}" in page
    assert entry.get_absolute_url() not in page
    assert client.get(entry.get_absolute_url()).status_code == 404


def test_unit_of_another_region_is_none_of_its_business(
    force: Body, policing_body_person: User
) -> None:
    response, elsewhere = asked_of(RocuFactory(), force)
    assert queries.asked_of(response, policing_body_person) == []
    with pytest.raises(RuleBroken):
        say(response, elsewhere, policing_body_person)
    with pytest.raises(IntegrityError, match="does not ask this of the force"):
        Section55Item.objects.create(response=response, entry=elsewhere)


def test_transport_police_authority_reads_that_the_section_is_modified(
    force: Body, client: Client
) -> None:
    authority = LocalPolicingBodyFactory(body=force, kind=LocalPolicingBody.Kind.BTP_AUTHORITY)
    made = Section55ResponseFactory(policing_body=authority)
    put_in_print(made.inspection)
    client.force_login(person(RoleGrant.Role.POLICING_BODY, authority))
    page = client.get(made.get_absolute_url()).content.decode()
    assert "applies to this authority with modifications" in page
