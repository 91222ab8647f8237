"""A local policing body answers a report (Police Act 1996, section 55; domain §3.1)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from findings.models import Inspection
from forces.models import Body, RoleGrant
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, Message, User, system_user
from recommendations import actions, permissions, queries
from recommendations.actions import Said
from recommendations.messages import section_55 as answer_messages
from recommendations.models import (
    AnswerState,
    RegisterEntry,
    Section55Item,
    Section55Response,
)
from tests.factories import (
    AreaForImprovementFactory,
    CauseOfConcernFactory,
    ImprovementEntryFactory,
    InspectedBodyFactory,
    LocalPolicingBodyFactory,
    RecommendationFactory,
    RegisterEntryFactory,
    Section55ResponseFactory,
    person,
    put_in_print,
)
from tests.factories.findings import PUBLISHED_AT
from tests.pages import call, wrong

Role = RoleGrant.Role
REPORTED_ON = PUBLISHED_AT.date()
LAST_DAY = REPORTED_ON + timedelta(days=55)
AT = PUBLISHED_AT + timedelta(days=20)
ON = AT.date()
LINK = "https://example.org/answer"
CANARY = "canary-9d2e"
Grows = Callable[[str, Callable[[], object]], None]


@pytest.fixture
def response(policing_body_person: User, force: Body) -> Section55Response:
    """What the office that oversees `force` owes to a report with one recommendation and one area
    for improvement for it.
    """
    office = force.local_policing_bodies.get()
    made = Section55ResponseFactory(policing_body=office)
    chapter = InspectedBodyFactory(inspection=made.inspection, body=force)
    recommendation = RecommendationFactory(finding=CauseOfConcernFactory(chapter=chapter))
    RegisterEntryFactory(body=force, recommendation=recommendation, reference="report/1")
    area = AreaForImprovementFactory(chapter=chapter)
    ImprovementEntryFactory(body=force, finding=area, reference="report/2")
    put_in_print(made.inspection)
    return Section55Response.objects.for_list().get(pk=made.pk)


@pytest.fixture
def must(response: Section55Response) -> RegisterEntry:
    """The recommendation that must be answered."""
    return RegisterEntry.objects.get(reference="report/1")


def write(response: Section55Response, by: User, at: datetime = AT, **said: Any) -> None:
    usual = {"comments": "", "chief_comments": "", "reply": "", "items": {}}
    seen = {"seen_version": response.version}
    actions.write_answer(response, **{**usual, **seen, **said}, by=by, at=at)


def publish(response: Section55Response, by: User, at: datetime = AT, **said: Any) -> None:
    usual = {"answered_on": at.date(), "link": LINK, "seen_version": response.version}
    actions.publish_answer(response, **{**usual, **said}, by=by, at=at)


def answer_all(response: Section55Response, must: RegisterEntry, by: User) -> None:
    write(response, by, items={must.uuid: Said("taken", "Everybody is trained.")})


class TestState:
    @pytest.mark.parametrize(
        ("fields", "on", "state"),
        [
            ({}, LAST_DAY, AnswerState.NOT_BEGUN),
            ({"begun_at": AT}, LAST_DAY, AnswerState.IN_WORK),
            ({"begun_at": AT}, LAST_DAY + timedelta(days=1), AnswerState.LATE),
            ({}, LAST_DAY + timedelta(days=1), AnswerState.LATE),
            ({"answered_on": LAST_DAY, "link": LINK}, ON, AnswerState.ON_TIME),
            (
                {"answered_on": LAST_DAY + timedelta(days=1), "link": LINK},
                ON,
                AnswerState.PUBLISHED_LATE,
            ),
        ],
    )
    def test_python_and_sql_agree(
        self, response: Section55Response, fields: dict[str, Any], on: date, state: AnswerState
    ) -> None:
        Section55Response.objects.update(**fields)
        response.refresh_from_db()
        assert response.state(on) == state
        rows = Section55Response.objects.all()
        assert [each for each in AnswerState if rows.standing_at(each, on).exists()] == [state]

    def test_nothing_is_owed_to_a_withdrawn_report(
        self, response: Section55Response, policing_body_person: User
    ) -> None:
        Inspection.objects.update(
            withdrawn_at=AT, withdrawn_by=system_user(), withdrawal_reason="Wrong."
        )
        response = Section55Response.objects.for_list().get()
        late = LAST_DAY + timedelta(days=9)
        assert response.state(late) == AnswerState.NOT_OWED
        assert not Section55Response.objects.owed().exists()
        with pytest.raises(RuleBroken, match="withdrawn"):
            write(response, policing_body_person)
        with pytest.raises(RuleBroken, match="withdrawn"):
            publish(response, policing_body_person)


class TestWriting:
    def test_it_is_kept_and_begun(
        self, response: Section55Response, must: RegisterEntry, policing_body_person: User
    ) -> None:
        write(
            response, policing_body_person, comments="We agree.", items={must.uuid: Said("", "x")}
        )
        assert (response.comments, response.begun_at) == ("We agree.", AT)
        assert response.items.get().text == "x"
        write(response, policing_body_person, items={must.uuid: Said("", "")})
        assert not response.items.exists()

    def test_only_the_office_writes(
        self,
        response: Section55Response,
        force_lead: User,
        inspector: User,
        other_force: Body,
    ) -> None:
        stranger = person(Role.POLICING_BODY, LocalPolicingBodyFactory(body=other_force))
        for somebody in (force_lead, inspector, stranger):
            with pytest.raises(PermissionDenied):
                write(response, somebody)
            with pytest.raises(PermissionDenied):
                publish(response, somebody)

    def test_a_second_editor_is_refused(
        self, response: Section55Response, policing_body_person: User
    ) -> None:
        write(response, policing_body_person, comments="First.")
        with pytest.raises(RuleBroken, match="has changed since"):
            write(response, policing_body_person, comments="Second.", seen_version=1)
        response.refresh_from_db()
        assert response.comments == "First."

    def test_what_is_not_asked_is_not_answered(
        self, response: Section55Response, policing_body_person: User, other_force: Body
    ) -> None:
        foreign = RegisterEntryFactory(body=other_force)
        with pytest.raises(RuleBroken, match="does not ask"):
            write(response, policing_body_person, items={foreign.uuid: Said("none", "Not ours.")})
        with pytest.raises(IntegrityError, match="does not ask"), transaction.atomic():
            Section55Item.objects.create(response=response, entry=foreign, text="Not ours.")

    def test_the_trail_does_not_tell_what_is_written(
        self, response: Section55Response, must: RegisterEntry, policing_body_person: User
    ) -> None:
        answer_all(response, must, policing_body_person)
        event = AuditEvent.objects.about(response).get()
        assert (event.verb, event.by, event.detail) == (
            "answer.written",
            policing_body_person,
            {"answered": 1},
        )

    def test_nothing_above_official_sensitive(
        self, response: Section55Response, policing_body_person: User
    ) -> None:
        with pytest.raises(RuleBroken, match="OFFICIAL-SENSITIVE"):
            write(response, policing_body_person, comments="TOP SECRET: do not read.")


class TestInviting:
    def test_the_leads_of_the_force_are_told(
        self, response: Section55Response, policing_body_person: User, force_lead: User
    ) -> None:
        wanted_by = ON + timedelta(days=7)
        actions.invite_comments(
            response,
            comments_wanted_by=wanted_by,
            seen_version=1,
            by=policing_body_person,
            at=AT,
        )
        assert response.comments_wanted_by == wanted_by
        message = Message.objects.get()
        assert (message.recipient, message.link) == (force_lead, response.get_absolute_url())
        assert AuditEvent.objects.about(response).get().verb == "answer.comments_invited"
        assert answer_messages._no_longer_invited([message]) == {}

    @pytest.mark.parametrize(
        ("day", "why"),
        [(ON - timedelta(days=1), "has passed"), (LAST_DAY + timedelta(days=1), "last day to")],
    )
    def test_by_a_day_that_makes_sense(
        self, response: Section55Response, policing_body_person: User, day: date, why: str
    ) -> None:
        with pytest.raises(RuleBroken, match=why):
            actions.invite_comments(
                response, comments_wanted_by=day, seen_version=1, by=policing_body_person, at=AT
            )


class TestPublishing:
    def test_it_is_noted_and_frozen(
        self, response: Section55Response, must: RegisterEntry, policing_body_person: User
    ) -> None:
        answer_all(response, must, policing_body_person)
        publish(response, policing_body_person, sent_to_inspectors_on=ON)
        assert (response.answered_on, response.link) == (ON, LINK)
        assert response.state(ON) == AnswerState.ON_TIME
        with pytest.raises(RuleBroken, match="is published"):
            write(response, policing_body_person, comments="More.")
        for change in (
            lambda: Section55Response.objects.update(comments="More."),
            lambda: Section55Item.objects.update(text="More."),
            lambda: response.items.all().delete(),
        ):
            with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
                change()

    def test_a_mistyped_link_is_mended(
        self, response: Section55Response, must: RegisterEntry, policing_body_person: User
    ) -> None:
        answer_all(response, must, policing_body_person)
        publish(response, policing_body_person)
        publish(response, policing_body_person, link=f"{LINK}-2", sent_to_home_secretary_on=ON)
        verbs = AuditEvent.objects.about(response).values_list("verb", flat=True)
        assert list(verbs)[:2] == ["answer.publication_corrected", "answer.published"]

    def test_every_recommendation_is_answered_first(
        self, response: Section55Response, must: RegisterEntry, policing_body_person: User
    ) -> None:
        for said in ({}, {must.uuid: Said("taken", "")}, {must.uuid: Said("", "Trained.")}):
            write(response, policing_body_person, items=said)
            with pytest.raises(RuleBroken, match="Not answered: report/1"):
                publish(response, policing_body_person)

    @pytest.mark.parametrize(
        ("said", "why"),
        [
            ({"answered_on": REPORTED_ON - timedelta(days=1)}, "before the report"),
            ({"answered_on": ON + timedelta(days=1)}, "has not come yet"),
            ({"sent_to_inspectors_on": ON + timedelta(days=1)}, "has not come yet"),
            ({"link": "somewhere"}, "valid URL"),
            ({"seen_version": 9}, "has changed since"),
        ],
    )
    def test_a_publication_that_cannot_be(
        self,
        response: Section55Response,
        must: RegisterEntry,
        policing_body_person: User,
        said: dict[str, Any],
        why: str,
    ) -> None:
        answer_all(response, must, policing_body_person)
        with pytest.raises(RuleBroken, match=why):
            publish(response, policing_body_person, **said)

    def test_the_database_refuses_a_day_before_the_report(
        self, response: Section55Response
    ) -> None:
        early = REPORTED_ON - timedelta(days=1)
        with pytest.raises(IntegrityError, match="before the report"), transaction.atomic():
            Section55Response.objects.update(answered_on=early, link=LINK)


class TestPages:
    @pytest.fixture(autouse=True)
    def now(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
        for name in ("now", "localdate"):
            value = AT if name == "now" else ON
            monkeypatch.setattr(f"recommendations.views.answers.{name}", lambda value=value: value)

    def test_written_and_published(
        self,
        client: Client,
        response: Section55Response,
        must: RegisterEntry,
        policing_body_person: User,
    ) -> None:
        client.force_login(policing_body_person)
        key = must.uuid.hex
        form = {"comments": "We agree.", f"action_{key}": "none", f"text_{key}": "It costs much."}
        address = reverse("recommendations:answer_write", args=[response.uuid])
        assert client.get(address).status_code == 200
        assert client.post(address, {**form, "seen_version": 1}).status_code == 302
        day = {f"answered_on_{part}": getattr(ON, part) for part in ("day", "month", "year")}
        address = reverse("recommendations:answer_publish", args=[response.uuid])
        sent = client.post(address, {"seen_version": 2, "link": LINK, **day})
        assert sent.status_code == 302
        page = client.get(response.get_absolute_url()).content.decode()
        assert "It costs much." in page
        assert "Published on time" in page

    def test_the_list_offers_its_filters(
        self, client: Client, response: Section55Response, policing_body_person: User
    ) -> None:
        client.force_login(policing_body_person)
        page = client.get(reverse("recommendations:answers")).content.decode()
        assert 'name="state"' in page
        assert 'name="report"' in page

    def test_the_second_editor_sees_both(
        self,
        client: Client,
        response: Section55Response,
        policing_body_person: User,
    ) -> None:
        write(response, policing_body_person, comments="First.")
        client.force_login(policing_body_person)
        address = reverse("recommendations:answer_write", args=[response.uuid])
        page = client.post(address, {"comments": "Second.", "seen_version": 1})
        assert "First." in page.content.decode()
        assert "Second." in page.content.decode()
        assert client.post(address, {"comments": "Both.", "seen_version": 2}).status_code == 302

    def test_a_refusal_is_shown(
        self, client: Client, response: Section55Response, policing_body_person: User
    ) -> None:
        client.force_login(policing_body_person)
        day = {f"answered_on_{part}": getattr(ON, part) for part in ("day", "month", "year")}
        address = reverse("recommendations:answer_publish", args=[response.uuid])
        page = client.post(address, {"seen_version": 1, "link": LINK, **day})
        assert "Answer every recommendation first" in page.content.decode()

    def test_a_draft_is_the_offices_own(
        self,
        client: Client,
        response: Section55Response,
        must: RegisterEntry,
        policing_body_person: User,
        force_lead: User,
        inspector: User,
    ) -> None:
        words = {"comments": CANARY, "chief_comments": CANARY, "reply": CANARY}
        write(response, policing_body_person, **words, items={must.uuid: Said("taken", CANARY)})
        channels = [
            response.get_absolute_url(),
            reverse("recommendations:answers"),
            f"/api/v1/section-55-responses/{response.uuid}/",
            "/api/v1/section-55-responses/",
            "/",
            response.policing_body.body.get_absolute_url(),
            response.inspection.get_absolute_url(),
        ]
        for reader, reads in (
            (policing_body_person, True),
            (force_lead, False),
            (inspector, False),
        ):
            client.force_login(reader)
            told = [CANARY in client.get(each).content.decode() for each in channels]
            assert any(told) is reads, reader
        publish(response, policing_body_person)
        for reader in (force_lead, inspector):
            client.force_login(reader)
            assert CANARY in client.get(channels[0]).content.decode()
            assert CANARY in client.get(channels[2]).content.decode()

    @pytest.mark.parametrize(
        ("query", "found"),
        [("", 1), ("?state=late", 0), ("?state=not_begun", 1), ("?state=any&report=nowhere", 0)],
    )
    def test_the_list_is_filtered(
        self, client: Client, response: Section55Response, inspector: User, query: str, found: int
    ) -> None:
        client.force_login(inspector)
        page = client.get(reverse("recommendations:answers") + query)
        assert len(page.context["page"].rows) == found

    def test_queries_do_not_grow(
        self,
        client: Client,
        response: Section55Response,
        inspector: User,
        assert_queries_do_not_grow: Grows,
    ) -> None:
        client.force_login(inspector)
        assert_queries_do_not_grow(
            reverse("recommendations:answers"),
            lambda: Section55ResponseFactory(inspection=response.inspection),
        )


class TestApi:
    def send(self, client: Client, response: Section55Response, verb: str, **data: Any) -> Any:
        address = f"/api/v1/section-55-responses/{response.uuid}/{verb}"
        return call(client, address, data)

    def test_an_answer_is_written_and_published(
        self,
        client: Client,
        response: Section55Response,
        must: RegisterEntry,
        policing_body_person: User,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("inspection_portal.core.api.now", lambda: AT)
        client.force_login(policing_body_person)
        wanted = {"comments_wanted_by": LAST_DAY.isoformat(), "seen_version": 1}
        assert self.send(client, response, "invite/", **wanted).status_code == 200
        item = {"entry": str(must.uuid), "action": "taken", "text": "Trained."}
        written = self.send(client, response, "", items=[item], seen_version=2).json()
        assert written["items"] == [item]
        said = {"answered_on": ON.isoformat(), "link": LINK, "seen_version": 3}
        published = self.send(client, response, "publish/", **said)
        assert published.json()["state"] == "on_time"

    def test_what_is_left_out_stays_and_an_item_is_said_whole(
        self, client: Client, response: Section55Response, policing_body_person: User
    ) -> None:
        client.force_login(policing_body_person)
        first = self.send(client, response, "", comments="One.", reply="Two.", seen_version=1)
        told = self.send(client, response, "", reply="", seen_version=2).json()
        assert (first.status_code, told["comments"], told["reply"]) == (200, "One.", "")
        refused = self.send(client, response, "", items=[{"text": "A"}], seen_version=3)
        assert list(wrong(refused)) == ["/items/0/action", "/items/0/entry"]

    def test_refusals(
        self,
        client: Client,
        response: Section55Response,
        policing_body_person: User,
        inspector: User,
    ) -> None:
        client.force_login(policing_body_person)
        said = {"answered_on": ON.isoformat(), "link": LINK, "seen_version": 1}
        refused = self.send(client, response, "publish/", **said)
        assert refused.status_code == 409
        assert "Answer every recommendation" in refused.json()["detail"]
        client.force_login(inspector)
        assert self.send(client, response, "publish/", **said).status_code == 403


def test_who_reads_an_answer(
    response: Section55Response, policing_body_person: User, inspector: User
) -> None:
    assert permissions.can_read_answer(policing_body_person, response)
    assert not permissions.can_read_answer(inspector, response)


def test_what_a_correction_took_back_need_not_be_answered(
    response: Section55Response, must: RegisterEntry, policing_body_person: User
) -> None:
    RegisterEntry.objects.filter(pk=must.pk).update(status="superseded", closed_on=ON)
    asked = queries.asked_of(response, policing_body_person)
    assert [each.must for each in asked] == [False, False]
