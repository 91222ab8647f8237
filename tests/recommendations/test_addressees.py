"""Recommendations to organisations and local policing bodies: written, printed, published, and
found in the register (domain §3.3).
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from findings.models import Finding, Inspection
from forces.models import Body, LocalPolicingBody, Organisation, RoleGrant
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from inspection_portal.reports import document, rendering, snapshot
from inspection_portal.reports.document import Status
from recommendations import actions, queries
from recommendations.models import Recommendation, RegisterEntry
from tests.factories import (
    LocalPolicingBodyFactory,
    OutsideEntryFactory,
    RecommendationFactory,
    person,
    put_in_print,
)

Grows = Callable[[str, Callable[[], object]], None]
TEXT = "The Home Office should revise its guidance."
ALL_NAMED = {"Home Office", "Police and Crime Commissioner for Shire"}


@pytest.fixture
def home_office(db: None) -> Organisation:
    return Organisation.objects.create(name="Home Office", valid_from=date(2020, 1, 1))


@pytest.fixture
def office(force: Body) -> LocalPolicingBody:
    office: LocalPolicingBody = LocalPolicingBodyFactory(
        body=force, name="Police and Crime Commissioner for Shire"
    )
    return office


@pytest.fixture
def addressed(
    concern: Finding, home_office: Organisation, office: LocalPolicingBody
) -> Recommendation:
    """A recommendation to both besides the force."""
    recommendation: Recommendation = RecommendationFactory(finding=concern)
    recommendation.organisations.set([home_office])
    recommendation.policing_bodies.set([office])
    return recommendation


def add(concern: Finding, by: User, at: datetime, **said: Any) -> Recommendation:
    return actions.add_recommendation(concern, text=TEXT, due_kind="none", by=by, at=at, **said)


def revise(recommendation: Recommendation, by: User, at: datetime, **said: Any) -> None:
    actions.revise_recommendation(
        recommendation, text=TEXT, due_kind="none", seen_version=1, by=by, at=at, **said
    )


class TestWriting:
    def test_they_are_kept_and_audited(
        self,
        concern: Finding,
        home_office: Organisation,
        office: LocalPolicingBody,
        inspector: User,
        moment: datetime,
    ) -> None:
        named = {"organisations": [home_office], "policing_bodies": [office]}
        recommendation = add(concern, inspector, moment, **named)
        assert recommendation.outside == [home_office, office]
        detail = AuditEvent.objects.about(recommendation).get().detail
        assert {detail["organisations"], detail["policing_bodies"]} == ALL_NAMED

    def test_they_change_and_stay_where_nothing_is_said(
        self, addressed: Recommendation, inspector: User, moment: datetime
    ) -> None:
        revise(addressed, inspector, moment, organisations=[])
        assert [str(each) for each in addressed.outside] == [str(*addressed.policing_bodies.all())]
        detail = AuditEvent.objects.about(addressed).get().detail
        assert detail["organisations"] == ["Home Office", ""]
        assert "policing_bodies" not in detail

    def test_who_is_not_offered_is_refused(
        self, concern: Finding, other_force: Body, inspector: User, moment: datetime
    ) -> None:
        ended = Organisation.objects.create(
            name="Old Agency", valid_from=date(2010, 1, 1), valid_until=date(2020, 1, 1)
        )
        stranger = LocalPolicingBodyFactory(body=other_force)
        for named in ({"organisations": [ended]}, {"policing_bodies": [stranger]}):
            with pytest.raises(RuleBroken, match="can’t be addressed"):
                add(concern, inspector, moment, **named)

    def test_who_was_chosen_before_stays(
        self,
        addressed: Recommendation,
        home_office: Organisation,
        inspector: User,
        moment: datetime,
    ) -> None:
        Organisation.objects.update(valid_until=date(2026, 1, 31))
        revise(addressed, inspector, moment, organisations=[home_office])
        assert home_office in addressed.outside


class TestForms:
    def form(self, verb: str, row: Finding | Recommendation) -> str:
        return reverse(f"recommendations:recommendation_{verb}", args=[row.uuid])

    def test_they_are_chosen_and_shown(
        self,
        as_inspector: Client,
        concern: Finding,
        home_office: Organisation,
        office: LocalPolicingBody,
    ) -> None:
        chosen = {"organisations": [home_office.uuid], "policing_bodies": [office.uuid]}
        said = {"text": TEXT, "due_kind": "none", **chosen}
        assert as_inspector.post(self.form("add", concern), said).status_code == 302
        recommendation = Recommendation.objects.get()
        assert recommendation.outside == [home_office, office]
        told = "Home Office, Police and Crime Commissioner for Shire"
        pages = (
            reverse("recommendations:recommendations", args=[concern.uuid]),
            concern.get_absolute_url(),
            reverse("findings:chapter", args=[concern.chapter.uuid]),
        )
        for page in pages:
            assert told in as_inspector.get(page).content.decode(), page

    def test_they_are_taken_away(self, as_inspector: Client, addressed: Recommendation) -> None:
        address = self.form("revise", addressed)
        form = as_inspector.get(address).context["form"]
        held = addressed.organisations.values_list("uuid", flat=True)
        assert form["organisations"].value() == list(held)
        said = {"text": TEXT, "due_kind": "none", "seen_version": 1}
        assert as_inspector.post(address, said).status_code == 302
        assert Recommendation.objects.get().outside == []

    def test_a_second_editor_sees_whom_the_first_named(
        self, as_inspector: Client, addressed: Recommendation
    ) -> None:
        Recommendation.objects.update(version=2)
        said = {"text": TEXT, "due_kind": "none", "seen_version": 1}
        theirs = as_inspector.post(self.form("revise", addressed), said).context["conflict"].theirs
        assert {words for _, words in theirs} >= ALL_NAMED

    def test_nobody_is_offered_whom_the_list_does_not_have(
        self, as_inspector: Client, concern: Finding
    ) -> None:
        fields = as_inspector.get(self.form("add", concern)).context["form"].fields
        assert fields.keys().isdisjoint({"organisations", "policing_bodies"})

    def test_queries_do_not_grow(
        self,
        as_inspector: Client,
        concern: Finding,
        home_office: Organisation,
        assert_queries_do_not_grow: Grows,
    ) -> None:
        def add_row() -> None:
            RecommendationFactory(finding=concern).organisations.add(home_office)

        listed = reverse("recommendations:recommendations", args=[concern.uuid])
        assert_queries_do_not_grow(listed, add_row)
        chapter = reverse("findings:chapter", args=[concern.chapter.uuid])
        assert_queries_do_not_grow(chapter, add_row)


class TestReport:
    def test_the_document_and_its_html_name_them(
        self, draft: Inspection, addressed: Recommendation
    ) -> None:
        report = snapshot.take(draft, status=Status.DRAFT, issue=1)
        (recommendation,) = report.bodies[0].areas[0].findings[0].recommendations
        assert set(recommendation.addressees) == ALL_NAMED
        html = rendering.html(report)
        assert "Also addressed to Home Office, Police and Crime Commissioner for Shire" in html

    def test_a_document_without_them_keeps_its_hash(
        self, draft: Inspection, addressed: Recommendation
    ) -> None:
        Recommendation.objects.get().organisations.clear()
        Recommendation.objects.get().policing_bodies.clear()
        stored = document.to_builtins(snapshot.take(draft, status=Status.DRAFT, issue=1))
        assert "addressees" not in str(stored)
        assert document.from_builtins(stored).findings()[0].recommendations[0].addressees == ()


class TestPublication:
    def test_each_addressee_has_an_entry_of_its_own(
        self,
        draft: Inspection,
        addressed: Recommendation,
        force: Body,
        home_office: Organisation,
        office: LocalPolicingBody,
        publisher: User,
        moment: datetime,
    ) -> None:
        opened = actions.open_register(draft, publish_at=moment, by=publisher, at=moment)
        assert {entry.addressee for entry in opened} == {force, home_office, office}
        assert {entry.recommendation for entry in opened} == {addressed}
        assert {entry.due_on for entry in opened} == {addressed.due_on}
        assert len({entry.reference for entry in opened}) == 3

    def test_a_correction_adds_and_supersedes_them(
        self,
        draft: Inspection,
        addressed: Recommendation,
        publisher: User,
        moment: datetime,
    ) -> None:
        actions.open_register(draft, publish_at=moment, by=publisher, at=moment)
        agency = Organisation.objects.create(name="Agency", valid_from=date(2020, 1, 1))
        addressed.organisations.set([agency])
        actions.open_register(draft, publish_at=moment, by=publisher, at=moment)
        named = RegisterEntry.objects.filter(recommendation=addressed, body=None)
        assert set(named.values_list("organisation__name", "status")) >= {
            ("Home Office", "superseded"),
            ("Agency", "awaiting_review"),
        }


class TestFinding:
    @pytest.fixture
    def entries(self, home_office: Organisation, office: LocalPolicingBody) -> list[RegisterEntry]:
        made = [
            OutsideEntryFactory(organisation=home_office),
            OutsideEntryFactory(policing_body=office),
        ]
        for entry in made:
            put_in_print(entry.source.inspection)
        return made

    def test_the_inspectorate_looks_for_them(
        self, as_inspector: Client, entries: list[RegisterEntry], entry: RegisterEntry
    ) -> None:
        for each in entries:
            response = as_inspector.get("/register/", {"addressee": each.addressee.uuid})
            assert [line.entry for line in response.context["lines"]] == [each]
            assert str(each.addressee) in [one.value for one in response.context["filter"].chosen]

    def test_they_are_offered_to_those_who_see_some(
        self,
        entries: list[RegisterEntry],
        inspector: User,
        force_lead: User,
        office: LocalPolicingBody,
    ) -> None:
        assert [name for _, name in queries.outside_choices(inspector)] == sorted(ALL_NAMED)
        of_the_office = person(RoleGrant.Role.POLICING_BODY, office)
        assert queries.outside_choices(of_the_office) == [(str(office.uuid), str(office))]
        assert queries.outside_choices(force_lead) == []

    def test_only_where_there_are_entries(
        self, as_inspector: Client, home_office: Organisation, entry: RegisterEntry
    ) -> None:
        response = as_inspector.get("/register/")
        assert "addressee" not in response.context["filter"].filters
        wrong = as_inspector.get("/register/", {"addressee": home_office.uuid})
        assert [line.entry for line in wrong.context["lines"]] == [entry]

    def test_the_api_says_whose_an_entry_is(
        self, as_inspector: Client, entries: list[RegisterEntry], entry: RegisterEntry
    ) -> None:
        told = as_inspector.get("/api/v1/register-entries/").json()["results"]
        kinds = {each["addressee"]["name"]: each["addressee"]["kind"] for each in told}
        names = [str(each.addressee) for each in (*entries, entry)]
        assert kinds == dict(zip(names, ("organisation", "policing_body", "body"), strict=True))
        for each, of in zip(entries, ("organisation", "policing_body"), strict=True):
            found = as_inspector.get(f"/api/v1/register-entries/?{of}={each.addressee.uuid}").json()
            assert [row["uuid"] for row in found["results"]] == [str(each.uuid)]

    def test_the_api_says_whom_a_recommendation_addresses(
        self, as_inspector: Client, addressed: Recommendation
    ) -> None:
        put_in_print(addressed.finding.inspection)
        told = as_inspector.get(f"/api/v1/recommendations/{addressed.uuid}/").json()
        assert {each["name"] for each in told["addressees"]} == ALL_NAMED
        assert {each["kind"] for each in told["addressees"]} == {"organisation", "policing_body"}
