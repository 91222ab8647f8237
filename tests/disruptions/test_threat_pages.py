"""The pages of the master list: what each person finds there, and is told when refused."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from disruptions import actions
from disruptions.models import Assessment, AssessmentDefect, Officer, Threat, ThreatResponsibility
from forces.models import Body, RegionMembership, RoleGrant
from inspection_portal.core.models import AuditEvent, User
from tests.factories import (
    AssessmentFactory,
    CrimeTypeFactory,
    ForceFactory,
    OfficerFactory,
    PlanFactory,
    PlanSettingsFactory,
    RegionFactory,
    ThreatFactory,
    ThreatPhaseFactory,
    ThreatResponsibilityFactory,
    person,
)

LIST = reverse("disruptions:threats")
NOW = now()
TODAY = localdate(NOW)
NAME = "Canaryname"
Grows = Callable[[str, Callable[[], object]], None]


def to(page: str, row: Threat | Assessment | Officer | ThreatResponsibility | Body) -> str:
    return reverse(f"disruptions:{page}", args=[row.uuid])


def read(client: Client, url: str, **query: object) -> str:
    response = client.get(url, query)
    assert response.status_code == 200
    parts = response.streaming_content if response.streaming else [response.content]
    return b"".join(parts).decode(errors="replace")


def found(client: Client, **query: object) -> list[str]:
    return [line.threat.reference for line in client.get(LIST, query).context["lines"]]


def day(name: str, text: str) -> dict[str, str]:
    """The boxes of a date."""
    return {
        f"{name}_{part}": number
        for part, number in zip(("day", "month", "year"), text.split(" "), strict=True)
    }


@pytest.fixture
def threat(force: Body) -> Threat:
    return ThreatFactory(body=force, reference="OCG 1")


def test_the_list_narrows_down_by_each_filter(
    as_inspector: Client, force: Body, other_force: Body
) -> None:
    crime, phase, ended = (
        CrimeTypeFactory(),
        ThreatPhaseFactory(),
        ThreatPhaseFactory(is_closed=True),
    )
    CrimeTypeFactory()
    one = ThreatFactory(body=force, reference="OCG 1", phase=phase, tier=1)
    one.crime_types.add(crime)
    ThreatResponsibilityFactory(threat=one)
    AssessmentFactory(threat=one, assessed_on=TODAY, scope="operation")
    ThreatFactory(body=other_force, reference="PI 2", kind="individual", tier=None, is_soc=False)
    ThreatFactory(body=force, reference="OCG 3", phase=ended)
    ThreatFactory(body=force, reference="OCG 4", closed_on=TODAY)
    for query, references in (
        ({}, ["OCG 1", "PI 2"]),
        ({"sort": "-reference"}, ["PI 2", "OCG 1"]),
        ({"sort": "tier"}, ["OCG 1", "PI 2"]),
        ({"state": "any"}, ["OCG 1", "OCG 3", "OCG 4", "PI 2"]),
        ({"state": "ended"}, ["OCG 3", "OCG 4"]),
        ({"words": "pi"}, ["PI 2"]),
        ({"kind": "individual"}, ["PI 2"]),
        ({"tier": "1"}, ["OCG 1"]),
        ({"tier": "none"}, ["PI 2"]),
        ({"soc": "no"}, ["PI 2"]),
        ({"phase": phase.uuid}, ["OCG 1"]),
        ({"crime_type": crime.uuid}, ["OCG 1"]),
        ({"body": other_force.uuid}, ["PI 2"]),
        ({"lro": "nobody"}, ["PI 2"]),
        ({"lro": "somebody"}, ["OCG 1"]),
        ({"defect": "operation_only"}, ["OCG 1"]),
        ({"defect": "unassessed"}, ["PI 2"]),
        ({"defect": "stale"}, []),
        ({"tier": "9"}, []),
    ):
        assert found(as_inspector, **query) == references, query


def test_each_defect_is_told_in_words(as_lead: Client, threat: Threat) -> None:
    assert "Not assessed</strong>" in read(as_lead, LIST)
    old = TODAY - timedelta(days=400)
    AssessmentFactory(threat=threat, assessed_on=old, moderation="submitted", scope="operation")
    page = read(as_lead, LIST)
    assert "Not assessed</strong>" not in page
    for defect in AssessmentDefect.values[1:]:
        assert f"{AssessmentDefect(defect).label}</strong>" in page


def test_pages_cost_the_same_however_many_threats(
    as_lead: Client, force: Body, assert_queries_do_not_grow: Grows
) -> None:
    def add() -> None:
        threat = ThreatFactory(body=force)
        threat.crime_types.add(CrimeTypeFactory())
        ThreatResponsibilityFactory(threat=threat)
        AssessmentFactory(threat=threat)

    assert_queries_do_not_grow(LIST, add)
    assert_queries_do_not_grow(to("officers", force), add)


def test_a_lead_keeps_a_threat_from_page_to_page(as_lead: Client, force: Body) -> None:
    said = {"reference": "OCG 9", "kind": "ocg", "tier": "2", "is_soc": "on"}
    as_lead.post(to("threat_add", force), said | day("operation_started_on", "5 1 2026"))
    threat = Threat.objects.get()
    officer = {"reference": "P1", "rank": "inspector", "name": "Robin", "post": "Fraud"}
    as_lead.post(to("officer_add", force), officer | day("trained_on", "1 2 2026"))
    chosen = {"role": "lro", "officer": Officer.objects.get().uuid}
    as_lead.post(to("responsibility_give", threat), chosen | day("since", "5 1 2026"))
    made = {"scope": "whole", "type": "tactical", "risk_score": "7.5"}
    as_lead.post(to("assessment_add", threat), made | day("assessed_on", "1 2 2026"))
    moderated = {"moderation": "moderated", "seen_version": 1} | day("moderated_on", "2 2 2026")
    as_lead.post(to("assessment_moderate", threat.assessments.get()), moderated)
    page = read(as_lead, threat.get_absolute_url())
    assert "Robin (Inspector, Fraud)" in page
    assert "Risk 7.5" in page
    assert "2 Feb 2026" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (day("operation_started_on", "31 2 2026"), "must be a real date"),
        ({"tier": "6"}, "Choose a tier from 1 to 5, or none"),
        ({"phase": str(uuid4())}, "Choose a phase of the list, or none"),
        ({"reference": "OCG 1"}, "The body has a threat of this reference already."),
    ],
)
def test_a_refusal_is_shown_and_nothing_lost(
    as_lead: Client, threat: Threat, changes: dict[str, str], sentence: str
) -> None:
    said = {"reference": "OCG 22", "kind": "ocg"} | changes
    response = as_lead.post(to("threat_add", threat.body), said)
    assert sentence in response.content.decode()
    assert said["reference"] in response.content.decode()
    assert Threat.objects.count() == 1


def test_a_second_editor_sees_what_the_first_saved(
    as_lead: Client, threat: Threat, force_contributor: User
) -> None:
    form = {"reference": "OCG 1", "kind": "ocg", "tier": "4", "seen_version": 1}
    actions.revise_threat(threat, tier=3, seen_version=1, by=force_contributor, at=NOW)
    response = as_lead.post(to("threat_revise", threat), form)
    assert "has changed since you read it" in response.content.decode()
    assert response.context["conflict"].theirs[0] == ("Tier", "Tier 3")
    assert Threat.objects.get().tier == 3


def test_an_officers_name_never_leaves_the_force(client: Client, force: Body, rocu: Body) -> None:
    officer = OfficerFactory(body=force, name=NAME, reference="Canaryref")
    threat = ThreatFactory(body=force)
    threat.supporting_bodies.add(rocu)
    ThreatResponsibilityFactory(threat=threat, officer=officer)
    lead = person(RoleGrant.Role.FORCE_LEAD, force)
    actions.revise_officer(officer, name=f"{NAME} B", post="Fraud", seen_version=1, by=lead, at=NOW)
    pages = [
        *(LIST, threat.get_absolute_url(), "/api/v1/threats/"),
        *(reverse(f"disruptions:threats_{kind}") for kind in ("csv", "xlsx")),
    ]
    of_the_officer = [
        *(officer.get_absolute_url(), to("officers", force), "/api/v1/officers/"),
        *(
            reverse(f"home:{page}", args=["disruptions.officer", officer.uuid])
            for page in ("audit", "history")
        ),
    ]
    for role, body, urls in (
        (RoleGrant.Role.INSPECTOR, None, pages + of_the_officer),
        (RoleGrant.Role.AUDITOR, None, pages + of_the_officer),
        (RoleGrant.Role.ROCU_LEAD, rocu, pages),
    ):
        client.force_login(person(role, body) if body else person(role))
        for url in urls:
            page = read(client, url)
            assert "Canary" not in page, (role, url)
    client.force_login(lead)
    for url in (LIST, threat.get_absolute_url(), to("officers", force), "/api/v1/officers/"):
        assert f"{NAME} B" in read(client, url), url
    for kind in ("csv", "xlsx"):
        assert NAME not in read(client, reverse(f"disruptions:threats_{kind}"))


def test_a_file_says_what_the_list_says_and_runs_nothing(as_lead: Client, force: Body) -> None:
    ThreatFactory(body=force, reference="=1+1")
    text = read(as_lead, reverse("disruptions:threats_csv"), kind="ocg")
    assert "'=1+1" in text
    assert "Not assessed" in text
    assert "OFFICIAL-SENSITIVE" in text
    line = AuditEvent.objects.get()
    assert (line.verb, line.detail["filters"]["kind"]) == ("threats.exported", ["ocg"])


def test_supporting_bodies_are_folded_by_region(
    as_lead: Client, threat: Threat, other_force: Body
) -> None:
    """The own region is open, and where something is chosen: nothing that is shown is hidden."""
    home, away = (RegionFactory(name=name) for name in ("Home", "Away"))
    for body, region in ((threat.body, home), (ForceFactory(), home), (other_force, away)):
        RegionMembership.objects.filter(body=body).update(region=region)
    url = to("threat_revise", threat)

    def groups() -> dict[str, bool]:
        """Whether each region is open."""
        parts = read(as_lead, url).split("<details")[1:]
        return {
            name: " open" in part.split(">")[0]
            for part in parts
            for name in ("Home", "Away")
            if name in part.split("</summary>")[0]
        }

    assert groups() == {"Home": True, "Away": False}
    said = {"reference": "OCG 1", "kind": "ocg", "seen_version": 1}
    as_lead.post(url, said | {"supporting_bodies": [str(other_force.uuid)]})
    assert list(threat.supporting_bodies.all()) == [other_force]
    assert groups() == {"Home": True, "Away": True}
    assert "Away (1 chosen)" in read(as_lead, url)


def test_references_sort_as_people_count(as_lead: Client, force: Body) -> None:
    for reference in ("OCG 10", "OCG 2", "OCG 1", "PI 1", "OCG 011"):
        ThreatFactory(body=force, reference=reference)
    assert found(as_lead) == ["OCG 1", "OCG 2", "OCG 10", "OCG 011", "PI 1"]
    shown = as_lead.get(reverse("disruptions:plan_open")).context["form"].fields["threat"].choices
    assert [label.split(",")[0] for _, label in shown[1:]] == found(as_lead)


def test_another_plan_is_offered_only_where_it_may_be_opened(
    as_lead: Client, threat: Threat, force: Body
) -> None:
    link = f"{reverse('disruptions:plan_open')}?threat={threat.uuid}"
    assert f'"{link}">Open a plan' in read(as_lead, threat.get_absolute_url())
    PlanFactory(threat=threat)
    assert link not in read(as_lead, threat.get_absolute_url())
    assert str(threat.uuid) not in read(as_lead, reverse("disruptions:plan_open"))
    PlanSettingsFactory(body=force, allows_several_plans=True, valid_from=TODAY)
    assert link in read(as_lead, threat.get_absolute_url())


def test_an_inspector_is_led_to_the_officers_of_a_body(
    as_inspector: Client, threat: Threat, other_force: Body
) -> None:
    ThreatFactory(body=other_force)
    url = to("officers", threat.body)
    for page, said in (
        (threat.get_absolute_url(), {}),
        (to("checks_of", threat.body), {}),
        (LIST, {"body": str(threat.body.uuid)}),
    ):
        assert f'href="{url}"' in read(as_inspector, page, **said)
    assert f'href="{url}"' not in read(as_inspector, LIST)
