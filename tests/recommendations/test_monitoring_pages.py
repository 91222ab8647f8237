"""Pages about the monitoring stages of forces, and what others are told on theirs."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from forces.models import Body
from inspection_portal.core.models import AuditEvent, User
from inspection_portal.reports.papers import gathering, printing
from recommendations.models import EngageSpell
from tests.factories import EngageLetterFactory, EngageSpellFactory, MonitoringTestFactory
from tests.pages import shown

CANARY = "canary-81ac"
ENTERED = date(2026, 2, 3)
SINCE = "in the Engage stage of monitoring since 3 February 2026"
Grows = Callable[[str, Callable[[], object]], None]


@pytest.fixture
def spell(force: Body) -> EngageSpell:
    spell: EngageSpell = EngageSpellFactory(body=force, reasons=[f"Late {CANARY}."])
    return spell


@pytest.fixture
def as_hmi(client: Client, hmi: User) -> Client:
    client.force_login(hmi)
    return client


def url(name: str, of: Body | EngageSpell) -> str:
    return reverse(f"recommendations:{name}", args=[of.uuid])


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}_{part}": str(getattr(on, part)) for part in ("day", "month", "year")}


class TestForms:
    def send(
        self, client: Client, name: str, of: Body | EngageSpell, sent: Mapping[str, Any]
    ) -> HttpResponse:
        response: HttpResponse = client.post(url(name, of), sent)
        return response

    def test_a_force_enters_and_leaves(self, as_hmi: Client, force: Body) -> None:
        MonitoringTestFactory()
        said = {**day("entered_on", ENTERED), "reasons": "Calls are late.\n\nNo plan.\n"}
        response = self.send(as_hmi, "engage_enter", force, {**said, "plan_wanted": "on"})
        assert response.headers["Location"] == url("monitoring_force", force)
        spell = EngageSpell.objects.get()
        assert (spell.reasons, spell.plan_wanted) == (["Calls are late.", "No plan."], True)
        said = {**day("left_on", ENTERED), "reasons_to_leave": "Calls are answered."}
        assert self.send(as_hmi, "engage_leave", spell, {**said, "seen_version": 1})
        spell.refresh_from_db()
        assert (spell.left_on, spell.reasons_to_leave) == (ENTERED, ["Calls are answered."])

    @pytest.mark.parametrize(
        ("sent", "why"),
        [
            ({}, "Enter the day on which it enters the stage"),
            ({"reasons": "  \n "}, "Give at least one reason"),
            ({"reasons": "TOP SECRET: calls."}, "OFFICIAL-SENSITIVE"),
            ({"reasons": "Late.", **day("entered_on", ENTERED)}, "in that time already"),
        ],
    )
    def test_a_refusal_is_shown_and_nothing_is_lost(
        self, as_hmi: Client, spell: EngageSpell, sent: dict[str, str], why: str
    ) -> None:
        page = shown(self.send(as_hmi, "engage_enter", spell.body, sent))
        assert why in page
        assert sent.get("reasons", "").strip() in page
        assert EngageSpell.objects.count() == 1

    def test_a_day_to_come_is_refused(self, as_hmi: Client, spell: EngageSpell) -> None:
        tomorrow = localdate() + timedelta(days=1)
        said = {**day("left_on", tomorrow), "reasons_to_leave": "Better.", "seen_version": 1}
        assert "has not come yet" in shown(self.send(as_hmi, "engage_leave", spell, said))

    def test_a_second_editor_sees_what_the_first_wrote(
        self, as_hmi: Client, spell: EngageSpell
    ) -> None:
        said = {**day("entered_on", ENTERED), "reasons": "Mine.", "seen_version": 1}
        EngageSpell.objects.update(version=2, link="https://example.org/theirs")
        page = shown(self.send(as_hmi, "engage_correct", spell, said))
        assert "has changed since" in page
        assert "https://example.org/theirs" in page
        assert "Mine." in page
        said |= {"seen_version": 2}
        assert self.send(as_hmi, "engage_correct", spell, said).status_code == 302
        spell.refresh_from_db()
        assert (spell.reasons, spell.link) == (["Mine."], "")

    def test_the_end_is_corrected_only_where_there_is_one(
        self, as_hmi: Client, spell: EngageSpell
    ) -> None:
        assert "left_on" not in as_hmi.get(url("engage_correct", spell)).context["form"].fields
        EngageSpell.objects.update(left_on=ENTERED, reasons_to_leave=["Better."])
        said = {**day("entered_on", ENTERED), "reasons": "Late.", "seen_version": 1}
        assert self.send(as_hmi, "engage_correct", spell, said).status_code == 302
        spell.refresh_from_db()
        assert spell.is_open

    def test_a_letter_is_added_and_taken(
        self, as_hmi: Client, spell: EngageSpell, force_lead: User
    ) -> None:
        file = SimpleUploadedFile("letter.txt", b"In Engage.")
        assert self.send(as_hmi, "engage_letter_add", spell, {"upload": file}).status_code == 302
        letter = spell.letters.get()
        as_hmi.force_login(force_lead)
        assert str(letter) in shown(as_hmi.get(spell.get_absolute_url()))
        taken = as_hmi.get(letter.get_absolute_url())
        assert taken.content == b"In Engage."
        assert taken.headers["Content-Disposition"].startswith("attachment")
        assert AuditEvent.objects.about(spell).filter(verb="engage_letter.read").exists()

    def test_a_file_of_another_kind_is_refused(self, as_hmi: Client, spell: EngageSpell) -> None:
        file = SimpleUploadedFile("letter.exe", b"MZ")
        page = shown(self.send(as_hmi, "engage_letter_add", spell, {"upload": file}))
        assert "The file must be a PDF" in page


class TestPages:
    def test_all_forces_on_a_day(
        self, as_inspector: Client, spell: EngageSpell, other_force: Body
    ) -> None:
        address = reverse("recommendations:monitoring")
        for asked, engaged in ((ENTERED, [spell]), (ENTERED - timedelta(days=1), [])):
            response = as_inspector.get(address, day("on", asked))
            assert response.context["stages"].engaged == engaged
            assert str(other_force) in shown(response)
        wrong = {**day("on", ENTERED), "on_day": "31"}
        assert "must be a real date" in shown(as_inspector.get(address, wrong))

    def test_a_force_sees_why(self, as_lead: Client, spell: EngageSpell) -> None:
        page = shown(as_lead.get(spell.get_absolute_url()))
        assert CANARY in page
        assert "In the Engage stage since 3 February 2026" in page
        assert "Correct what is recorded" not in page

    def test_the_page_says_since_when_it_is_back_in_scan(
        self, as_lead: Client, spell: EngageSpell
    ) -> None:
        EngageSpell.objects.update(left_on=ENTERED, reasons_to_leave=["Better."])
        page = shown(as_lead.get(spell.get_absolute_url()))
        assert "In the Scan stage since 3 February 2026" in page
        assert "Better." in page

    @pytest.mark.usefixtures("spell")
    def test_ones_own_force_in_engage_is_told_on_its_pages(
        self, as_lead: Client, force: Body
    ) -> None:
        for address in ("/", "/register/"):
            assert SINCE in shown(as_lead.get(address)), address
        page = shown(as_lead.get(force.get_absolute_url()))
        assert "in the Engage stage since 3 February" in page

    def test_a_summary_says_so(self, spell: EngageSpell, force_lead: User, rocu: Body) -> None:
        def summary(of: Body) -> str:
            paper = gathering.summary_of_body(of, force_lead, on=localdate())
            return printing.html("reports/paper_v1/summary.html", paper)

        assert f"I{SINCE[1:]}" in summary(spell.body)
        assert "Engage" not in summary(rocu)

    def test_queries_do_not_grow(
        self, as_inspector: Client, assert_queries_do_not_grow: Grows
    ) -> None:
        assert_queries_do_not_grow("/monitoring/", EngageSpellFactory)

    def test_nor_with_the_times_of_one_force(
        self, as_inspector: Client, force: Body, assert_queries_do_not_grow: Grows
    ) -> None:
        days = iter(date(2025, month, 1) for month in range(1, 12))

        def add() -> None:
            on = next(days)
            spell = EngageSpellFactory(
                body=force, entered_on=on, left_on=on, reasons_to_leave=["Better."]
            )
            EngageLetterFactory(spell=spell)

        assert_queries_do_not_grow(url("monitoring_force", force), add)


class TestAnotherForce:
    """Nothing of one force in Engage reaches another."""

    CHANNELS = (
        "/",
        "/register/",
        "/register/csv/?status=any",
        "/api/v1/engage-spells/",
        "/messages/",
    )

    @pytest.mark.parametrize("address", CHANNELS)
    def test_no_word_of_it(
        self, client: Client, spell: EngageSpell, other_force_lead: User, address: str
    ) -> None:
        client.force_login(other_force_lead)
        told = client.get(address).getvalue().decode()
        assert CANARY not in told
        assert "Engage stage of monitoring" not in told
        assert str(spell.uuid) not in told

    def test_its_page_is_as_if_it_were_not_there(
        self, client: Client, spell: EngageSpell, other_force_lead: User, rocu: Body
    ) -> None:
        client.force_login(other_force_lead)
        letter = EngageLetterFactory(spell=spell)
        for address in (
            spell.get_absolute_url(),
            letter.get_absolute_url(),
            url("engage_leave", spell),
            url("monitoring_force", rocu),
        ):
            assert client.get(address).status_code == 404, address
        assert client.get("/monitoring/").status_code == 403
        body = shown(client.get(spell.body.get_absolute_url()))
        assert "Engage" not in body
