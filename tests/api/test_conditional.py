"""What was read is changed, and nothing else: `ETag`, `If-Match` and `If-None-Match`."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from disruptions.models import Assessment, Threat
from forces.models import Body
from inspection_portal.core.models import AuditEvent, User
from tests.factories import AssessmentFactory, ThreatFactory
from tests.pages import JSON, call, signed_in, wrong


@pytest.fixture
def assessment(force: Body) -> Assessment:
    made: Assessment = AssessmentFactory(threat__body=force, scope="whole", risk_score="7.50")
    return made


@pytest.fixture
def url(assessment: Assessment) -> str:
    return f"/api/v1/assessments/{assessment.uuid}/"


def patch(client: Client, url: str, *, told: object = None, **headers: str) -> Any:
    said = {"confidence": "4.00"} if told is None else told
    return client.patch(url, said, content_type=JSON, headers=headers)


def test_what_is_read_and_what_is_changed_carry_the_version(as_lead: Client, url: str) -> None:
    assert as_lead.get(url)["ETag"] == '"1"'
    edited = call(as_lead, url, {"scope": "operation", "seen_version": 1})
    assert (edited.status_code, edited["ETag"]) == (200, '"2"')
    moderated = call(
        as_lead, f"{url}record-moderation/", {"moderation": "moderated", "seen_version": 2}
    )
    assert moderated["ETag"] == f'"{moderated.json()["version"]}"'
    assert "ETag" not in as_lead.get("/api/v1/assessments/")


def test_what_is_left_out_of_an_edit_stays_and_null_empties(as_lead: Client, url: str) -> None:
    told = call(as_lead, url, {"scope": "operation", "seen_version": 1}).json()
    assert (told["scope"], told["risk_score"]) == ("operation", "7.50")
    told = call(as_lead, url, {"risk_score": None, "seen_version": 2}).json()
    assert (told["scope"], told["risk_score"]) == ("operation", None)
    refused = call(as_lead, url, {"scope": None, "seen_version": 3})
    assert wrong(refused) == {"/scope": "This field may not be null."}


def test_a_change_without_the_version_is_refused(
    as_lead: Client, url: str, assessment: Assessment
) -> None:
    for refused in (patch(as_lead, url), call(as_lead, f"{url}record-moderation/")):
        assert refused.status_code == refused.json()["status"] == 428
        assert refused.json()["code"] == "precondition_required"
    assessment.refresh_from_db()
    assert assessment.version == 1


def test_a_change_of_what_has_changed_since_is_refused_with_a_sentence(
    as_lead: Client, url: str, assessment: Assessment
) -> None:
    refused = patch(as_lead, url, **{"If-Match": '"7"'})
    assert refused.status_code == 412
    assert refused.json()["code"] == "stale"
    assert "has changed since you read it" in refused.json()["detail"]
    assert refused["Content-Type"] == "application/problem+json"
    assessment.refresh_from_db()
    assert assessment.confidence is None
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    "stated", ['W/"1"', "*", '"1", "2"', "1", '""', '"01"', '"-1"', '"one"', '"1" ', "", '"' * 9]
)
def test_if_match_is_one_strong_version(as_lead: Client, url: str, stated: str) -> None:
    refused = patch(as_lead, url, **{"If-Match": stated})
    if stated.strip() == '"1"':
        assert refused.status_code == 200
    else:
        assert (refused.status_code, refused.json()["code"]) == (400, "invalid_precondition")


def test_a_version_beyond_all_is_stale(as_lead: Client, url: str) -> None:
    assert patch(as_lead, url, **{"If-Match": '"9999999999"'}).status_code == 412


def test_the_first_that_fails_is_told(
    client: Client, url: str, other_force_lead: User, inspector: User, force_lead: User
) -> None:
    """Whether it is there, whether they may, the version, what was sent, what has changed."""
    nonsense = {"scope": "everything"}
    assert patch(client, url, told=nonsense).status_code == 401
    for user, code in ((other_force_lead, 404), (inspector, 403), (force_lead, 428)):
        client.force_login(user)
        assert patch(client, url, told=nonsense).status_code == code
    stale = {"If-Match": '"7"'}
    assert list(wrong(patch(client, url, told=nonsense, **stale))) == ["/scope"]
    assert patch(client, url, **stale).status_code == 412


def test_a_rule_is_told_apart_from_a_change(as_lead: Client, force: Body) -> None:
    threat = ThreatFactory(body=force, reference="A/1")
    ThreatFactory(body=force, reference="A/2")
    address = f"/api/v1/threats/{threat.uuid}/"
    refused = call(as_lead, address, {"reference": "A/2", "seen_version": 1})
    assert (refused.status_code, refused.json()["code"]) == (409, "rule_broken")
    assert Threat.objects.get(pk=threat.pk).reference == "A/1"


class TestIfNoneMatch:
    @pytest.mark.parametrize("held", ['"1"', 'W/"1"', '"7", "1"', "*"])
    def test_what_is_as_it_was_is_not_sent_again(
        self, as_lead: Client, url: str, held: str
    ) -> None:
        answer = as_lead.get(url, headers={"If-None-Match": held})
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", '"1"')
        assert "Cookie" in answer["Vary"]

    def test_what_has_changed_is_sent(self, as_lead: Client, url: str) -> None:
        for held in ('"7"', "", "1"):
            assert as_lead.get(url, headers={"If-None-Match": held}).status_code == 200

    def test_rights_come_first(
        self, client: Client, url: str, other_force_lead: User, assessment: Assessment
    ) -> None:
        held = {"If-None-Match": '"1"'}
        assert client.get(url, headers=held).status_code == 401
        client.force_login(other_force_lead)
        hidden = client.get(url, headers=held)
        missing = client.get(url.replace(str(assessment.uuid), str(uuid4())), headers=held)
        assert (hidden.status_code, hidden.content) == (404, missing.content)

    def test_what_more_than_the_version_decides_is_always_sent(
        self, as_lead: Client, force: Body
    ) -> None:
        """How a threat is assessed is of today, and no change of it."""
        address = f"/api/v1/threats/{ThreatFactory(body=force).uuid}/"
        answer = as_lead.get(address, headers={"If-None-Match": '"1"'})
        assert (answer.status_code, answer["ETag"]) == (200, '"1"')


@pytest.mark.django_db(transaction=True)
def test_of_fifty_who_edit_the_same_at_once_one_does(
    url: str, assessment: Assessment, force_lead: User
) -> None:
    clients = [signed_in(force_lead) for _ in range(50)]

    def edit(number: int) -> int:
        try:
            told = {"confidence": f"{number}.00"}
            code: int = patch(clients[number], url, told=told, **{"If-Match": '"1"'}).status_code
            return code
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as pool:
        codes = list(pool.map(edit, range(50)))
    assert sorted(codes) == [200, *[412] * 49]
    assessment.refresh_from_db()
    assert (assessment.version, assessment.confidence) == (2, codes.index(200))
    assert AuditEvent.objects.filter(verb="assessment.revised").count() == 1
