"""The pages on which a body says how far it is, claims, and is asked."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from forces.models import Body, Organisation
from inspection_portal.core.models import AuditEvent, User
from recommendations.models import (
    Claim,
    EntryFile,
    ProgressUpdate,
    RegisterEntry,
    UpdateRequest,
)
from tests.factories import (
    ClaimFactory,
    EntryFileFactory,
    OutsideEntryFactory,
    RegisterEntryFactory,
    put_in_print,
)

TODAY = localdate()
FAR = "Half of the people are trained."
NOTE = "The trainer is often ill."


def address(name: str, row: RegisterEntry | Claim | EntryFile) -> str:
    return reverse(f"recommendations:{name}", args=[row.uuid])


def told(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return str(response.content.decode())


def sent(client: Client, url: str, data: dict[str, object]) -> str:
    """The page shown again: where the post is carried out, this fails."""
    response = client.post(url, data)
    assert response.status_code == 200
    return str(response.content.decode())


def in_parts(name: str, day: date) -> dict[str, int]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def a_file(content: bytes = b"Who was trained.") -> SimpleUploadedFile:
    return SimpleUploadedFile("plan.txt", content, "text/plain")


def claimed(**changes: object) -> dict[str, object]:
    filled = {"done": "All are trained.", "seen_version": 1, **in_parts("done_from", TODAY)}
    return filled | {"upload": a_file()} | changes


class TestEntryUpdate:
    def test_a_contributor_writes_and_says_that_it_is_ready(
        self, client: Client, force_contributor: User, entry: RegisterEntry
    ) -> None:
        client.force_login(force_contributor)
        url = address("entry_update", entry)
        html = told(client, url)
        assert "Pending sign-off" in html
        assert "Not accepted" not in html
        filled = {"narrative": FAR, "position": "pending_sign_off", "seen_version": 1}
        assert client.post(url, filled).url == entry.get_absolute_url()
        entry.refresh_from_db()
        assert entry.position == "pending_sign_off"
        assert FAR in told(client, entry.get_absolute_url())

    def test_a_lead_names_whom_it_depends_on(
        self, client: Client, force_lead: User, entry: RegisterEntry, other_force: Body
    ) -> None:
        client.force_login(force_lead)
        url = address("entry_update", entry)
        filled = {"narrative": FAR, "position": "depends", "seen_version": 1}
        assert "Choose whom it depends on" in sent(client, url, filled)
        client.post(url, filled | {"depends_on": other_force.uuid})
        html = told(client, entry.get_absolute_url())
        assert f"Depends on another body: {other_force}" in html

    @pytest.mark.parametrize(
        ("filled", "sentence"),
        [
            ({}, "Say how far it is"),
            ({"position": "not_accepted"}, "Say why it is not accepted"),
            ({"narrative": FAR, "position": "submitted"}, "Select a valid choice"),
            ({"narrative": FAR, "position": "depends", "depends_on": "x"}, "of the list"),
        ],
    )
    def test_it_says_what_is_missing(
        self,
        client: Client,
        force_lead: User,
        entry: RegisterEntry,
        filled: dict[str, str],
        sentence: str,
    ) -> None:
        client.force_login(force_lead)
        url = address("entry_update", entry)
        assert sentence in sent(client, url, {"seen_version": 1} | filled)
        assert not ProgressUpdate.objects.exists()

    def test_a_second_editor_is_told_and_keeps_what_was_typed(
        self, client: Client, force_lead: User, entry: RegisterEntry
    ) -> None:
        RegisterEntry.objects.update(version=2)
        client.force_login(force_lead)
        filled = {"narrative": FAR, "position": "in_progress", "seen_version": 1}
        html = sent(client, address("entry_update", entry), filled)
        assert "has changed since" in html
        assert FAR in html
        assert 'name="seen_version" value="2"' in html

    def test_it_shows_what_is_asked_and_answers_it(
        self, client: Client, force_contributor: User, inspector: User, entry: RegisterEntry
    ) -> None:
        asked = {"words": "How many?", "asked_by": inspector, "asked_at": now()}
        UpdateRequest.objects.create(entry=entry, wanted_by=TODAY, **asked)
        client.force_login(force_contributor)
        url = address("entry_update", entry)
        assert "How many?" in told(client, url)
        client.post(url, {"narrative": FAR, "seen_version": 1})
        assert UpdateRequest.objects.get().answer.narrative == FAR
        assert "Answered on" in told(client, entry.get_absolute_url())

    def test_the_position_stays_while_a_claim_is_open(
        self, client: Client, force_lead: User, entry: RegisterEntry
    ) -> None:
        ClaimFactory(entry=entry)
        client.force_login(force_lead)
        html = told(client, address("entry_update", entry))
        assert 'name="position"' not in html
        assert "with the inspectorate" in html


class TestInternalNotes:
    @pytest.mark.parametrize(
        ("writer", "readers", "others"),
        [
            (
                "force_contributor",
                ["force_lead", "force_contributor"],
                ["inspector", "auditor", "policing_body_person"],
            ),
            (
                "inspector",
                ["inspector", "moderator", "auditor"],
                ["force_lead", "policing_body_person"],
            ),
        ],
    )
    def test_a_note_stays_on_its_side(
        self,
        client: Client,
        request: pytest.FixtureRequest,
        entry: RegisterEntry,
        writer: str,
        readers: list[str],
        others: list[str],
    ) -> None:
        client.force_login(request.getfixturevalue(writer))
        filled = {"narrative": FAR, "internal_note": NOTE, "seen_version": 1}
        client.post(address("entry_update", entry), filled)
        for who in [*readers, *others]:
            client.force_login(request.getfixturevalue(who))
            html = told(client, entry.get_absolute_url())
            assert FAR in html
            assert (NOTE in html) == (who in readers)

    def test_a_line_with_a_note_alone_is_not_there_for_the_other_side(
        self, client: Client, force_lead: User, inspector: User, entry: RegisterEntry
    ) -> None:
        client.force_login(inspector)
        client.post(address("entry_update", entry), {"internal_note": NOTE, "seen_version": 1})
        client.force_login(force_lead)
        assert "From the inspectorate" not in told(client, entry.get_absolute_url())


class TestFiles:
    def test_a_file_is_added_and_taken(
        self, client: Client, force_contributor: User, entry: RegisterEntry
    ) -> None:
        client.force_login(force_contributor)
        filled = {"upload": a_file(), "describes": "The plan"}
        client.post(address("entry_file_add", entry), filled)
        html = told(client, entry.get_absolute_url())
        assert "plan.txt" in html
        assert "The plan" in html
        response = client.get(EntryFile.objects.get().get_absolute_url())
        assert response.content == b"Who was trained."
        assert response["Content-Disposition"] == 'attachment; filename="plan.txt"'
        assert AuditEvent.objects.about(entry)[0].verb == "entry_file.read"

    def test_a_refusal_is_shown(
        self, client: Client, force_contributor: User, entry: RegisterEntry
    ) -> None:
        client.force_login(force_contributor)
        url = address("entry_file_add", entry)
        client.post(url, {"upload": a_file()})
        assert "has the file" in sent(client, url, {"upload": a_file()})
        assert "Choose a file" in sent(client, url, {})

    def test_who_oversees_a_body_sees_no_files(
        self, client: Client, policing_body_person: User, entry: RegisterEntry
    ) -> None:
        claim = ClaimFactory(entry=entry)
        client.force_login(policing_body_person)
        html = told(client, entry.get_absolute_url())
        assert claim.done in html
        file = claim.files.get()
        assert file.name not in html
        assert client.get(file.get_absolute_url()).status_code == 404


class TestEntryClaim:
    def test_a_lead_claims_with_a_file(
        self, client: Client, force_lead: User, entry: RegisterEntry
    ) -> None:
        client.force_login(force_lead)
        url = address("entry_claim", entry)
        assert client.post(url, claimed()).url == entry.get_absolute_url()
        html = told(client, entry.get_absolute_url())
        for words in ("All are trained.", "plan.txt", "Withdraw the claim", "Submitted"):
            assert words in html

    def test_a_lead_chooses_a_file_and_one_of_two_deadlines(
        self, client: Client, force_lead: User, entry: RegisterEntry
    ) -> None:
        file = EntryFileFactory(entry=entry)
        later = {"kind": "date", "words": "by the end", "original_on": date(2026, 9, 30)}
        second = entry.milestones.create(position=2, **later)
        client.force_login(force_lead)
        url = address("entry_claim", entry)
        assert "All that is asked" in told(client, url)
        filled = claimed(shown=[file.uuid], milestone=second.uuid)
        del filled["upload"]
        client.post(url, filled)
        claim = Claim.objects.get()
        assert (claim.milestone, claim.files.get()) == (second, file)

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"upload": ""}, "Show what was done"),
            ({"done": " "}, "Say what was done"),
            (in_parts("done_from", TODAY + timedelta(days=1)), "in the future"),
            (in_parts("done_from", date(2026, 2, 1)), "before the publication"),
            ({"upload": SimpleUploadedFile("plan.exe", b"x")}, "The file must be a"),
            ({"shown": ["00000000-0000-4000-8000-000000000000"]}, "valid choice"),
        ],
    )
    def test_it_says_what_is_wrong(
        self,
        client: Client,
        force_lead: User,
        entry: RegisterEntry,
        changes: dict[str, object],
        sentence: str,
    ) -> None:
        client.force_login(force_lead)
        assert sentence in sent(client, address("entry_claim", entry), claimed(**changes))
        assert not Claim.objects.exists()

    def test_a_second_claim_is_refused_with_a_sentence(
        self, client: Client, force_lead: User, entry: RegisterEntry
    ) -> None:
        ClaimFactory(entry=entry)
        client.force_login(force_lead)
        html = sent(client, address("entry_claim", entry), claimed())
        assert "A claim is with the inspectorate already" in html
        assert "All are trained." in html

    def test_a_contributor_does_not_claim(
        self, client: Client, force_contributor: User, entry: RegisterEntry
    ) -> None:
        client.force_login(force_contributor)
        assert client.get(address("entry_claim", entry)).status_code == 403

    def test_a_lead_withdraws(self, client: Client, force_lead: User, entry: RegisterEntry) -> None:
        claim = ClaimFactory(entry=entry)
        client.force_login(force_lead)
        url = address("claim_withdraw", claim)
        assert claim.done in told(client, url)
        assert client.post(url, {"seen_version": 1}).url == entry.get_absolute_url()
        assert "Claim withdrawn" in told(client, entry.get_absolute_url())
        assert "is withdrawn, so it stays" in sent(client, url, {"seen_version": 2})


class TestVerdicts:
    def test_a_body_reads_a_verdict_and_not_who_gave_it(
        self, client: Client, force_lead: User, inspector: User, entry: RegisterEntry
    ) -> None:
        User.objects.filter(pk=inspector.pk).update(name="Inspector Unnamed")
        given = {"verified_by": inspector, "verified_at": now(), "closed_at": now()}
        notes = {"verdict": "Show the register of training.", "internal_note": NOTE}
        ClaimFactory(entry=entry, state="sent_back", **given, **notes)
        client.force_login(force_lead)
        html = told(client, entry.get_absolute_url())
        for words in ("sent back for more", notes["verdict"], "Claim that it is done"):
            assert words in html
        assert "Unnamed" not in html
        assert NOTE not in html
        client.force_login(inspector)
        html = told(client, entry.get_absolute_url())
        assert "Unnamed" in html
        assert NOTE in html

    def test_what_is_to_be_authorised_a_body_does_not_learn(
        self, client: Client, force_lead: User, inspector: User, entry: RegisterEntry, basis: object
    ) -> None:
        given = {"verified_by": inspector, "verified_at": now(), "basis": basis}
        ClaimFactory(entry=entry, state="verified", verdict="All is well.", **given)
        client.force_login(force_lead)
        html = told(client, entry.get_absolute_url())
        assert "All is well." not in html
        assert "to be authorised" not in html
        client.force_login(inspector)
        assert "All is well." in told(client, entry.get_absolute_url())


class TestAsking:
    def test_an_inspector_asks(
        self, client: Client, inspector: User, force_lead: User, entry: RegisterEntry
    ) -> None:
        client.force_login(inspector)
        url = address("entry_ask", entry)
        filled = {"words": "How many?", **in_parts("wanted_by", TODAY)}
        assert client.post(url, filled).url == entry.get_absolute_url()
        assert "has been asked for" in sent(client, url, filled)
        client.force_login(force_lead)
        html = told(client, entry.get_absolute_url())
        assert "The inspectorate asks for an update by" in html
        assert "How many?" in html

    def test_a_day_that_has_passed_is_refused(
        self, client: Client, inspector: User, entry: RegisterEntry
    ) -> None:
        client.force_login(inspector)
        filled = in_parts("wanted_by", TODAY - timedelta(days=1))
        assert "The day has passed" in sent(client, address("entry_ask", entry), filled)


class TestHandingOver:
    def test_a_lead_hands_over_what_somebody_had_who_left(
        self, client: Client, force_lead: User, force_contributor: User, entry: RegisterEntry
    ) -> None:
        RegisterEntry.objects.update(owner=force_contributor)
        force_contributor.role_grants.update(taken_by=force_lead, taken_at=now())
        client.force_login(force_lead)
        home = told(client, reverse("home:home"))
        assert f"{force_contributor} <span" in home
        url = reverse("recommendations:hand_over")
        assert url in home
        html = told(client, url)
        assert "No longer acts for the body. 1 open entry" in html
        assert entry.asked[:60] in html
        filled = {"owner": force_contributor.uuid, "successor": force_lead.uuid}
        assert client.post(url, filled).url == reverse("recommendations:register")
        entry.refresh_from_db()
        assert entry.owner == force_lead
        assert "Choose who is responsible" not in told(client, entry.get_absolute_url())

    def test_a_refusal_is_shown(
        self, client: Client, force_lead: User, entry: RegisterEntry
    ) -> None:
        RegisterEntry.objects.update(owner=force_lead)
        client.force_login(force_lead)
        filled = {"owner": force_lead.uuid, "successor": force_lead.uuid}
        url = reverse("recommendations:hand_over")
        assert "has these entries already" in sent(client, url, filled)
        assert "Choose whose entries are handed over" in sent(client, url, {})

    def test_who_is_responsible_hands_on(
        self, client: Client, force_lead: User, force_contributor: User, entry: RegisterEntry
    ) -> None:
        RegisterEntry.objects.update(owner=force_contributor)
        client.force_login(force_contributor)
        url = address("entry_assign", entry)
        assert url in told(client, entry.get_absolute_url())
        assert "Nobody yet" not in told(client, url)
        client.post(url, {"owner": force_lead.uuid, "seen_version": 1})
        entry.refresh_from_db()
        assert entry.owner == force_lead


class TestOutsideTheBodies:
    def test_an_entry_of_an_organisation_renders(self, client: Client, inspector: User) -> None:
        office = Organisation.objects.create(name="Home Office", valid_from=date(2020, 1, 1))
        entry = OutsideEntryFactory(organisation=office)
        put_in_print(entry.source.inspection)
        client.force_login(inspector)
        html = told(client, entry.get_absolute_url())
        assert "The inspectorate keeps this for Home Office" in html
        assert address("entry_ask", entry) not in html
        filled = {"narrative": FAR, "position": "in_progress", "seen_version": 1}
        client.post(address("entry_update", entry), filled)
        client.post(address("entry_file_add", entry), {"upload": a_file()})
        html = told(client, entry.get_absolute_url())
        assert FAR in html
        assert "plan.txt" in html

    def test_an_entry_of_a_local_policing_body_renders(
        self, client: Client, policing_body_person: User
    ) -> None:
        office = policing_body_person.role_grants.get().policing_body
        entry = OutsideEntryFactory(policing_body=office)
        put_in_print(entry.source.inspection)
        client.force_login(policing_body_person)
        html = told(client, entry.get_absolute_url())
        for name in ("entry_update", "entry_claim", "entry_assign"):
            assert address(name, entry) in html
            assert client.get(address(name, entry)).status_code == 200


def test_lines_of_the_history_cost_no_queries(
    client: Client,
    force_lead: User,
    inspector: User,
    entry: RegisterEntry,
    assert_queries_do_not_grow: object,
) -> None:
    client.force_login(force_lead)

    def add_row() -> None:
        said = {"narrative": FAR, "at": now()}
        answer = ProgressUpdate.objects.create(entry=entry, side="body", by=force_lead, **said)
        ProgressUpdate.objects.create(entry=entry, side="inspectorate", by=inspector, **said)
        ClaimFactory(entry=entry, state="withdrawn", closed_at=now())
        asked = {"asked_by": inspector, "asked_at": now(), "answer": answer}
        UpdateRequest.objects.create(entry=entry, wanted_by=TODAY, **asked)

    assert_queries_do_not_grow(entry.get_absolute_url(), add_row)


def test_another_bodys_entry_is_not_there(
    client: Client, force_lead: User, other_force: Body
) -> None:
    entry = RegisterEntryFactory(body=other_force)
    claim = ClaimFactory(entry=entry)
    client.force_login(force_lead)
    for name in ("entry_update", "entry_file_add", "entry_claim", "entry_ask"):
        assert client.get(address(name, entry)).status_code == 404
    assert client.get(address("claim_withdraw", claim)).status_code == 404
    assert client.get(claim.files.get().get_absolute_url()).status_code == 404
