"""Pages of disruptions: recording one, putting it right, moderating it, lists and standards."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from disruptions.models import DISRUPTION_NOT_YET, Disruption, DisruptionStandard, Threat
from forces.models import Body, RoleGrant
from inspection_portal.core import message_kinds
from inspection_portal.core.models import AuditEvent, Message, User
from tests.factories import (
    DisruptionFactory,
    DisruptionStandardFactory,
    ModerationFactory,
    NeverDisruptionFactory,
    OrganisationFactory,
    ThreatFactory,
    person,
)
from tests.pages import shown, signed_in

pytestmark = pytest.mark.django_db
URL, RECORD = "/disruptions/", "/disruptions/record/"
TYPED = {
    "category": "major",
    "strand": "pursue",
    "type": "lead",
    "narrative": "Two were charged.",
    "evidence": "Charge sheets.",
}


@pytest.fixture(autouse=True)
def _standard() -> None:
    DisruptionStandardFactory()


@pytest.fixture
def as_contributor(force_contributor: User) -> Client:
    return signed_in(force_contributor)


@pytest.fixture
def as_other_lead(other_force_lead: User) -> Client:
    return signed_in(other_force_lead)


@pytest.fixture
def as_administrator(administrator: User) -> Client:
    return signed_in(administrator)


def url(verb: str, of: Disruption) -> str:
    return reverse(f"disruptions:disruption_{verb}", args=[of.uuid])


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}_{part}": str(getattr(on, part)) for part in ("day", "month", "year")}


def found(client: Client, **asked: str) -> list[Disruption]:
    return [line for line, _ in client.get(URL, asked).context["lines"]]


class TestRecording:
    def put(self, client: Client, threat: Threat, **changed: Any) -> HttpResponse:
        said = {"threat": str(threat.uuid), **day("event_on", localdate()), **TYPED}
        return client.post(RECORD, said | changed, follow=True)

    def test_the_form_is_filled_in_and_says_what_the_standards_ask(
        self, as_contributor: Client, threat: Threat
    ) -> None:
        NeverDisruptionFactory()
        page = as_contributor.get(RECORD, {"threat": str(threat.uuid)})
        html = shown(page)
        assert page.context["form"]["event_on"].value() == localdate()
        assert page.context["form"]["type"].value() == "lead"
        for told in (
            "within 28 days of the event",
            "Needs its narrative and evidence.",
            "Those of organised crime groups count.",
            "Never a disruption: Management of registered sex offenders.",
        ):
            assert told in html
        assert "only disruptions of" not in html
        person_alone = ThreatFactory(body=threat.body, kind="individual")
        warned = as_contributor.get(RECORD, {"threat": str(person_alone.uuid)})
        assert "only disruptions of organised crime groups were to be recorded" in shown(warned)

    def test_what_was_done_against_a_closed_threat_is_recorded_too(
        self, as_contributor: Client, threat: Threat
    ) -> None:
        """The link of what is likely missing names such threats."""
        closed = ThreatFactory(body=threat.body, reference="A 1", closed_on=date(2026, 3, 2))
        page = as_contributor.get(RECORD, {"threat": str(closed.uuid)})
        assert "A 1 was closed on 2 March 2026. Check the day of the event" in shown(page)
        offered = page.context["form"].fields["threat"].choices
        assert [label for _, label in offered] == [
            "Choose one",
            str(threat),
            f"{closed}, closed on 2 March 2026",
        ]
        self.put(as_contributor, closed)
        assert Disruption.objects.get().threat == closed

    def test_it_is_recorded_and_told_to_meet_the_standards(
        self, as_contributor: Client, threat: Threat
    ) -> None:
        html = shown(self.put(as_contributor, threat))
        made = Disruption.objects.get()
        assert (made.body, made.lead, made.threat) == (threat.body, threat.body, threat)
        assert "It meets the minimum standards." in html

    def test_what_it_fails_is_told_at_once(self, as_contributor: Client, threat: Threat) -> None:
        html = shown(self.put(as_contributor, threat, evidence=""))
        assert "It fails the minimum standards" in html
        assert "A major disruption needs its evidence. Add it." in html
        assert "Fails 1 rule" in shown(as_contributor.get(URL))

    def test_another_agency_led_it(
        self, as_contributor: Client, threat: Threat, other_force: Body
    ) -> None:
        agency = OrganisationFactory(valid_from=date(2020, 1, 1))
        unsaid = shown(self.put(as_contributor, threat, type="support"))
        assert "Say who led it" in unsaid
        wrong = shown(self.put(as_contributor, threat, led_by=str(other_force.uuid)))
        assert "Choose “Support” above" in wrong
        assert not Disruption.objects.exists()
        own = {"type": "support", "led_by": str(threat.body.uuid)}
        assert "Say which other agency led it" in shown(self.put(as_contributor, threat, **own))
        said = {"type": "support", "led_by": str(agency.uuid)}
        self.put(as_contributor, threat, **said, supporting_bodies=[str(other_force.uuid)])
        made = Disruption.objects.get()
        assert (made.lead, made.supporting) == (agency, [other_force])

    def test_a_day_to_come_is_told_at_its_field(
        self, as_contributor: Client, threat: Threat
    ) -> None:
        to_come = day("event_on", localdate() + timedelta(days=1))
        page = self.put(as_contributor, threat, **to_come)
        assert page.context["form"].errors == {"event_on": [DISRUPTION_NOT_YET]}

    def test_what_was_typed_is_judged_by_its_day(
        self, as_contributor: Client, threat: Threat
    ) -> None:
        """The threat is typed too: it need not be the one of the address."""
        DisruptionStandardFactory(
            valid_from=localdate() - timedelta(days=9),
            days_to_record=3,
            threat_kinds=["ocg", "individual"],
        )
        man = ThreatFactory(body=threat.body, kind="individual")
        before = day("event_on", localdate() - timedelta(days=10))
        told, doubt = "within 28 days of the event", "only disruptions of organised crime groups"
        early = shown(self.put(as_contributor, man, category="", **before))
        assert told in early
        assert doubt in early
        today = shown(self.put(as_contributor, man, category=""))
        assert "within 3 days of the event" in today
        assert doubt not in today

    def test_who_acts_for_two_bodies_says_for_which(
        self, threat: Threat, other_force: Body, client: Client, moment: datetime
    ) -> None:
        both = person(RoleGrant.Role.FORCE_LEAD, threat.body)
        RoleGrant.objects.create(
            user=both,
            role=RoleGrant.Role.FORCE_LEAD,
            body=other_force,
            given_by=both,
            given_at=moment,
        )
        client.force_login(both)
        assert "Choose for which force or ROCU" in shown(self.put(client, threat))
        self.put(client, threat, body=str(other_force.uuid))
        assert Disruption.objects.get().lead_body == other_force

    def test_only_who_records_is_asked(self, as_inspector: Client, as_other_lead: Client) -> None:
        assert as_inspector.get(RECORD).status_code == 403
        assert as_other_lead.get(RECORD).status_code == 200

    def test_a_threat_that_is_not_seen_cannot_be_chosen(
        self, as_other_lead: Client, threat: Threat
    ) -> None:
        self.put(as_other_lead, threat)
        assert not Disruption.objects.exists()


class TestPage:
    def test_it_says_by_what_it_is_judged_and_what_became_of_it(
        self, as_lead: Client, record: Disruption, force_lead: User
    ) -> None:
        ModerationFactory(disruption=record, by=force_lead, reason="Say what changed.")
        html = shown(as_lead.get(record.get_absolute_url()))
        for told in (
            "Minimum standards from 1 January 2020",
            "Made up for tests.",
            "Say what changed.",
            f"by {force_lead}",
            f"by {record.recorded_by}",
        ):
            assert told in html

    def test_one_of_an_extract_was_moderated_there(
        self, as_lead: Client, record: Disruption
    ) -> None:
        """The day is that of the extract that last said something new of it."""
        Disruption.objects.filter(pk=record.pk).update(source="apmis", moderation="moderated")
        html = shown(as_lead.get(record.get_absolute_url()))
        loaded = localdate().strftime("%-d %B %Y")
        assert f"Moderated in APMIS, as the extract says that was loaded on {loaded}." in html
        assert "Nobody has moderated it yet." not in html

    @pytest.mark.parametrize("who", ["inspector", "moderator"])
    def test_its_readers_follow_it_and_its_standard_to_their_trails(
        self, who: str, record: Disruption, request: pytest.FixtureRequest
    ) -> None:
        client = signed_in(request.getfixturevalue(who))
        pages = (record.get_absolute_url(), reverse("disruptions:standards"))
        for page in pages:
            links = re.findall(r'href="(/audit/[^"]+)"', shown(client.get(page)))
            assert len(links) == 1
            trail = shown(client.get(links[0]))
            assert f'href="{page}"' in trail

    def test_people_are_named_to_their_own_body_alone(
        self, as_inspector: Client, as_other_lead: Client, record: Disruption, force_lead: User
    ) -> None:
        ModerationFactory(disruption=record, by=force_lead)
        html = shown(as_inspector.get(record.get_absolute_url()))
        assert str(record.recorded_by) not in html
        assert str(force_lead) not in html
        assert as_other_lead.get(record.get_absolute_url()).status_code == 404

    def test_it_is_told_on_the_page_of_its_threat(
        self, as_lead: Client, record: Disruption
    ) -> None:
        html = shown(as_lead.get(record.threat.get_absolute_url()))
        assert record.get_absolute_url() in html
        assert f"{RECORD}?threat={record.threat.uuid}" in html


class TestEditing:
    def put(self, client: Client, record: Disruption, **changed: Any) -> HttpResponse:
        said = {
            "threat": str(record.threat.uuid),
            "seen_version": record.version,
            **day("event_on", record.event_on),
            **TYPED,
        }
        return client.post(url("edit", record), said | changed, follow=True)

    def test_it_begins_with_what_is_stored_and_saves_what_is_typed(
        self, as_contributor: Client, record: Disruption
    ) -> None:
        partner = OrganisationFactory(valid_from=date(2020, 1, 1), valid_until=date(2020, 2, 1))
        record.supporting_partners.add(partner)
        form = as_contributor.get(url("edit", record)).context["form"]
        assert (form["threat"].value(), form["led_by"].value()) == (str(record.threat.uuid), "")
        assert form["supporting_partners"].value() == [partner.uuid]
        chosen = [str(partner.uuid)]
        shown(self.put(as_contributor, record, category="minor", supporting_partners=chosen))
        record.refresh_from_db()
        assert (record.category, record.lead_body) == ("minor", record.body)
        assert record.supporting == [partner]

    def test_it_asks_what_the_standards_of_the_event_asked(
        self, as_contributor: Client, record: Disruption
    ) -> None:
        DisruptionStandardFactory(valid_from=date(2026, 3, 1), days_to_record=1)
        assert "within 28 days" in shown(as_contributor.get(url("edit", record)))
        assert "within 1 day" in shown(as_contributor.get(RECORD))

    def test_its_own_threat_is_offered_though_it_is_seen_no_more(
        self, force_lead: User, other_force_lead: User, other_force: Body, record: Disruption
    ) -> None:
        record.threat.supporting_bodies.add(other_force)
        theirs = DisruptionFactory(threat=record.threat, body=other_force)
        record.threat.supporting_bodies.remove(other_force)
        client = signed_in(other_force_lead)
        form = client.get(url("edit", theirs)).context["form"]
        assert list(form.fields["threat"].rows) == [str(record.threat.uuid)]
        shown(self.put(client, theirs, narrative="Put right."))
        theirs.refresh_from_db()
        assert (theirs.narrative, theirs.threat) == ("Put right.", record.threat)

    def test_the_second_editor_sees_both(self, as_contributor: Client, record: Disruption) -> None:
        self.put(as_contributor, record, narrative="Written first.")
        html = shown(self.put(as_contributor, record, narrative="Written second."))
        assert "has changed since you read it" in html
        assert "Written first." in html
        assert "Written second." in html

    def test_its_threat_stays_where_it_is_no_longer_shared(
        self, as_contributor: Client, record: Disruption
    ) -> None:
        elsewhere = ThreatFactory()
        Disruption.objects.filter(pk=record.pk).update(threat=elsewhere)
        self.put(as_contributor, record, threat=str(elsewhere.uuid), narrative="Mended.")
        assert Disruption.objects.get().narrative == "Mended."

    def test_a_moderated_one_is_refused_with_a_sentence(
        self, as_contributor: Client, record: Disruption
    ) -> None:
        Disruption.objects.filter(pk=record.pk).update(moderation="moderated")
        assert "so it stays as it is" in shown(self.put(as_contributor, record))
        assert "Edit</a>" not in shown(as_contributor.get(record.get_absolute_url()))


class TestModerating:
    def put(self, client: Client, record: Disruption, **said: Any) -> HttpResponse:
        said.setdefault("seen_version", record.version)
        return client.post(url("moderate", record), said, follow=True)

    def test_downgraded_with_a_reason_and_out_of_the_queue(
        self, as_lead: Client, record: Disruption
    ) -> None:
        DisruptionFactory(threat=record.threat, moderation="moderated")
        for page in (URL, "/"):
            html = shown(as_lead.get(page))
            assert "1 disruption waits for you to moderate" in html
            assert "?moderation=mine" in html
        assert found(as_lead, moderation="mine") == [record]
        unsaid = shown(self.put(as_lead, record, outcome="downgraded"))
        assert "Choose the lower category" in unsaid
        assert "Say why" in unsaid
        said = {"outcome": "downgraded", "to_category": "minor", "reason": "Short-lived."}
        assert "Downgraded from major to minor" in shown(self.put(as_lead, record, **said))
        assert found(as_lead, moderation="mine") == []

    def test_returned_and_sent_again(
        self, as_lead: Client, as_contributor: Client, record: Disruption
    ) -> None:
        self.put(as_lead, record, outcome="returned", reason="Say what changed for the group.")
        record.refresh_from_db()
        DisruptionFactory(threat=record.threat, moderation="returned")
        for page in (URL, "/"):
            html = shown(as_contributor.get(page))
            assert "1 disruption was returned to you to put right" in html
            assert "?moderation=to_mend" in html
        assert found(as_contributor, moderation="to_mend") == [record]
        assert "returned to you" not in shown(as_lead.get("/"))
        page = as_contributor.get(url("resubmit", record))
        assert "Say what changed for the group." in shown(page)
        seen = {"seen_version": record.version}
        again = as_contributor.post(url("resubmit", record), seen, follow=True)
        assert "waits for moderation again" in shown(again)
        record.refresh_from_db()
        assert record.moderation == "pending"

    def test_whoever_recorded_it_is_told_that_it_was_returned_or_refused(
        self, as_lead: Client, record: Disruption, force_contributor: User
    ) -> None:
        told = Message.objects.filter(recipient=force_contributor, kind="disruption.decided")
        for outcome in ("returned", "refused"):
            Disruption.objects.filter(pk=record.pk).update(moderation="pending")
            record.refresh_from_db()
            self.put(as_lead, record, outcome=outcome, reason="Two words of the reason.")
            message = told.latest("pk")
            assert message.subject == f"A disruption that you recorded was {outcome}"
            assert message.link == record.get_absolute_url()
            for closed in ("Two words of the reason", record.reference, record.threat.reference):
                assert closed not in message.subject + message.text
        returned, refused = told.order_by("pk")
        outdated = message_kinds.outdated([returned, refused])
        assert outdated == {returned.pk: "The record no longer stands so."}
        force_contributor.role_grants.all().delete()
        gone = message_kinds.outdated(list(told))
        assert set(gone.values()) == {"They no longer record disruptions of the body."}

    def test_whoever_recorded_it_is_told_that_it_was_opened_again(
        self, as_lead: Client, record: Disruption, force_contributor: User
    ) -> None:
        self.put(as_lead, record, outcome="moderated")
        record.refresh_from_db()
        said = {"seen_version": record.version, "reason": "The unit led it."}
        as_lead.post(url("reopen", record), said)
        message = Message.objects.get(recipient=force_contributor, kind="disruption.decided")
        assert message.subject == "A disruption that you recorded was opened again"
        assert message_kinds.outdated([message]) == {}
        Disruption.objects.filter(pk=record.pk).update(moderation="pending")
        told = {message.pk: "The record no longer stands so."}
        assert message_kinds.outdated([message]) == told

    def test_nobody_is_told_of_what_passed(self, as_lead: Client, record: Disruption) -> None:
        self.put(as_lead, record, outcome="moderated")
        assert Disruption.objects.get().moderation == "moderated"
        assert not Message.objects.filter(kind="disruption.decided").exists()

    def test_a_faulty_one_is_not_passed(self, as_lead: Client, record: Disruption) -> None:
        Disruption.objects.filter(pk=record.pk).update(evidence="")
        assert "Not while it fails the standard." in shown(as_lead.get(url("moderate", record)))
        html = shown(self.put(as_lead, record, outcome="moderated"))
        assert "Return the record or refuse it." in html

    def test_a_late_one_asks_for_a_reason(self, as_lead: Client, record: Disruption) -> None:
        on = date(2026, 3, 20)
        Disruption.objects.filter(pk=record.pk).update(recorded_on=on, entered_at=f"{on}T12:00Z")
        page = shown(as_lead.get(url("moderate", record)))
        assert "say in the narrative why it was recorded late" in page
        assert "It counts all the same. Say why." in page
        unsaid = shown(self.put(as_lead, record, outcome="moderated"))
        assert "If it counts all the same, say why." in unsaid
        said = shown(self.put(as_lead, record, outcome="moderated", reason="It was covert."))
        assert "Your decision is recorded." in said

    def test_nobody_moderates_their_own(self, as_lead: Client, force_lead: User) -> None:
        own = DisruptionFactory(
            threat__body=force_lead.role_grants.get().body, recorded_by=force_lead
        )
        assert "Nobody moderates" in shown(self.put(as_lead, own, outcome="moderated"))
        assert found(as_lead, moderation="mine") == []

    def test_only_a_lead_of_the_body(self, as_contributor: Client, record: Disruption) -> None:
        assert self.put(as_contributor, record, outcome="moderated").status_code == 403


class TestList:
    def test_all_of_a_threat_however_old_and_of_no_other(
        self, as_lead: Client, as_other_lead: Client, force: Body, other_force: Body
    ) -> None:
        threat = ThreatFactory(body=force, reference="OCG 1")
        old = DisruptionFactory(threat=threat, event_on=date(2019, 2, 2))
        DisruptionFactory(threat=ThreatFactory(body=force, reference="OCG 10"))
        link = f"{URL}?threat={threat.uuid}"
        assert link in shown(as_lead.get(threat.get_absolute_url()))
        page = as_lead.get(link)
        assert [line for line, _ in page.context["lines"]] == [old]
        chips = [(chip.label, chip.value, chip.without) for chip in page.context["filter"].chosen]
        assert chips == [("Threat", "OCG 1", "?")]
        for client, uuid in ((as_other_lead, str(threat.uuid)), (as_lead, "nonsense")):
            refused = client.get(URL, {"threat": uuid})
            assert refused.context["lines"] == []
            assert "You see no disruption of that threat" in shown(refused)
        DisruptionFactory(threat=threat, body=other_force)
        assert len(found(as_other_lead, threat=str(threat.uuid))) == 1

    def test_filters_and_order(
        self, as_inspector: Client, record: Disruption, other_force: Body
    ) -> None:
        later = DisruptionFactory(
            threat__body=other_force, event_on=date(2026, 2, 9), strand="protect", reference="Z 1"
        )
        assert found(as_inspector) == [later, record]
        assert found(as_inspector, sort="event") == [record, later]
        assert found(as_inspector, **day("since", date(2026, 2, 3))) == [later]
        assert found(as_inspector, **day("until", date(2026, 2, 8))) == [record]
        assert found(as_inspector, category="major") == [record]
        assert found(as_inspector, strand="protect") == [later]
        assert found(as_inspector, body=str(other_force.uuid)) == [later]
        assert found(as_inspector, moderation="refused") == []
        assert found(as_inspector, words="z 1") == [later]
        assert found(as_inspector, words=record.threat.reference) == [record]
        assert found(as_inspector, body="nonsense") == []
        chips = as_inspector.get(URL, day("since", date(2026, 2, 3))).context["filter"].chosen
        assert [(chip.label, chip.without) for chip in chips] == [("First day", "?")]
        both = day("since", date(2026, 2, 3)) | day("until", date(2026, 2, 2))
        assert "The last day must be" in shown(as_inspector.get(URL, both))

    def test_queries_do_not_grow(
        self, as_inspector: Client, assert_queries_do_not_grow: Any
    ) -> None:
        assert_queries_do_not_grow(URL, DisruptionFactory)

    def test_queries_of_the_home_page_do_not_grow(
        self, as_lead: Client, record: Disruption, assert_queries_do_not_grow: Any
    ) -> None:
        assert_queries_do_not_grow("/", lambda: DisruptionFactory(threat=record.threat))

    def test_files_are_stamped_and_recorded_and_name_nobody(
        self, as_lead: Client, record: Disruption, force_lead: User
    ) -> None:
        Disruption.objects.filter(pk=record.pk).update(evidence="")
        text = as_lead.get(f"{URL}csv/", {"category": "major"}).getvalue().decode()
        heading, line = text.strip().splitlines()
        assert heading.endswith("Fails the standards,As at,Marking")
        assert "needs its evidence" in line
        assert line.endswith(f",{localdate()},OFFICIAL-SENSITIVE")
        assert str(record.recorded_by) not in text
        assert as_lead.get(f"{URL}xlsx/").getvalue().startswith(b"PK")
        events = AuditEvent.objects.filter(verb="disruptions.exported", by=force_lead)
        assert sorted(each.detail["format"] for each in events) == ["csv", "xlsx"]


class TestStandards:
    def test_they_are_read_with_who_set_them(self, as_contributor: Client) -> None:
        html = shown(as_contributor.get("/disruptions/standards/"))
        assert "From 1 January 2020" in html
        assert "Set by" in html
        assert "Add a version" not in html

    def test_an_administrator_adds_one(self, as_administrator: Client) -> None:
        address = "/disruptions/standards/add/"
        form = as_administrator.get(address).context["form"]
        assert form["days_to_record"].value() == 28
        said = {
            "seen_version": 0,
            **day("valid_from", date(2025, 1, 1)),
            "threat_kinds": ["ocg", "individual"],
            "needs_major": ["narrative"],
            "days_to_record": "14",
            "basis": "A letter of the national lead.",
        }
        refused = as_administrator.post(address, said)
        assert "have changed since you read them" in shown(refused)
        assert refused.context["form"]["seen_version"].value() == "1"
        html = shown(as_administrator.post(address, said | {"seen_version": 1}, follow=True))
        assert "Minimum standards from 1 January 2025 are set." in html
        assert DisruptionStandard.objects.count() == 2
