"""What must not stand in a published report is taken out of it, by what was planned alone."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from findings.actions import open_correction
from findings.models import Finding, Inspection, Section
from inspection_portal.core.errors import Changed, RuleBroken
from inspection_portal.core.models import AuditEvent, User
from inspection_portal.reports import actions, document
from inspection_portal.reports.models import Issue
from inspection_portal.reports.redaction import MARK
from recommendations.models import RegisterEntry
from tests.pages import call, shown, signed_in
from tests.reports.redacting import AT, OPENS, WORD, plan_of, redact
from tests.reports.stages import correct


def test_a_replaced_issue_stays_replaced_in_the_database(first: Issue, publisher: User) -> None:
    redact(first, publisher, WORD)
    rows = Issue.objects.filter(pk=first.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(replaced_at=None)


def test_what_is_planned_changes_nothing_and_tells_how_often_where(
    first: Issue, publisher: User
) -> None:
    plan = plan_of(first, publisher, WORD)
    counted = {each.name: each.number for each in plan.counted}
    assert counted["Title page"] == 1
    assert counted["Recommendation 1"] == 1
    assert sum(counted.values()) >= 12
    assert plan.standing == ()
    assert Issue.objects.issued().count() == 1
    assert WORD in Inspection.objects.get().title
    assert not AuditEvent.objects.filter(verb__in=["report.redacted", "correction.closed"]).exists()
    assert not first.inspection.corrections.exists()


def test_only_what_was_planned_is_issued(first: Issue, publisher: User) -> None:
    with pytest.raises(Changed):
        redact(first, publisher, WORD, text_sha256="0" * 64)
    with pytest.raises(Changed):
        redact(first, publisher, WORD, seen_version=0)
    assert Issue.objects.issued().count() == 1


@pytest.mark.parametrize(
    ("alike", "found"),
    [
        ("QUILLFEATHER", "QUILLFEATHER"),
        ("Quill-feather", "Quill-feather"),
        ("Quill feather", "Quill feather"),
        ("Quillfeathers", "Quillfeather"),
        ("Quill\u00adfeather", "Quill\u00adfeather"),
    ],
)
def test_words_that_are_alike_keep_it_back_unless_each_may_stand(
    alike: str, found: str, first: Issue, publisher: User, moderator: User
) -> None:
    open_correction(first.inspection, reason="A name is missing.", by=moderator, at=OPENS)
    Finding.objects.filter(kind="area_for_improvement").update(text=f"So did {alike}.")
    second = correct(Inspection.objects.get(), by=publisher, at=AT)
    (left,) = plan_of(second, publisher, WORD).standing
    assert (left.hit.words, left.label) == (found, "Text")
    with pytest.raises(RuleBroken, match="would still stand"):
        redact(second, publisher, WORD)
    assert redact(second, publisher, WORD, keep=[left.number]).number == 3
    (event,) = AuditEvent.objects.filter(verb="report.redacted")
    assert event.detail["let_stand"] == 1


def test_words_of_earlier_issues_alone_are_closed_with_them(
    first: Issue, publisher: User, moderator: User
) -> None:
    open_correction(first.inspection, reason="It was another.", by=moderator, at=OPENS)
    Section.objects.update(text="Nothing of Sparrowhawk.")
    second = correct(Inspection.objects.get(), by=publisher, at=AT)
    open_correction(first.inspection, reason="Nor that.", by=moderator, at=AT)
    Section.objects.update(text="Nothing.")
    third = correct(Inspection.objects.get(), by=publisher, at=AT)
    plan = plan_of(third, publisher, "Sparrowhawk")
    assert (plan.counted, plan.comparison.changed) == ((), ())
    redact(third, publisher, "Sparrowhawk")
    assert not Issue.objects.filter(pk__in=[first.pk, second.pk, third.pk]).readable().exists()


def test_a_name_that_cannot_be_taken_out_is_told(first: Issue, publisher: User) -> None:
    body = first.inspection.inspected_bodies.get().body
    plan = plan_of(first, publisher, body.name)
    assert {each.label for each in plan.standing} >= {"Name"}


def test_a_passage_is_exact_and_within_emphasis_too(first: Issue, publisher: User) -> None:
    redact(first, publisher, f"Constable {WORD}", keep=range(1, 100))
    assert Inspection.objects.get().regional_introduction == rf"We met \{MARK[:-1]}\] twice."


def test_a_whole_finding_goes_with_its_recommendations(first: Issue, publisher: User) -> None:
    concern = Finding.objects.get(kind="cause_of_concern")
    second = redact(first, publisher, parts=(concern.uuid,))
    told = next(
        each for each in document.from_builtins(second.content).findings() if each.heading == MARK
    )
    assert (told.lead, told.parts, told.text) == ("", (), rf"\{MARK[:-1]}\]")
    assert [each.text for each in told.recommendations] == [MARK]
    assert RegisterEntry.objects.filter(recommendation__finding=concern, asked=MARK).exists()


def test_a_later_correction_does_not_bring_the_words_back(
    first: Issue, publisher: User, moderator: User
) -> None:
    redact(first, publisher, WORD)
    open_correction(first.inspection, reason="A comma.", by=moderator, at=AT)
    third = correct(Inspection.objects.get(), by=publisher, at=AT + timedelta(minutes=1))
    assert WORD not in str(third.content)


def test_no_new_line_of_the_audit_has_the_words(first: Issue, publisher: User) -> None:
    last = AuditEvent.objects.latest("pk").pk
    redact(first, publisher, WORD)
    told = AuditEvent.objects.filter(pk__gt=last)
    assert {"report.redacted", "report.issued", "correction.closed"} == {e.verb for e in told}
    assert not any(WORD in f"{event.object_label}{event.detail}" for event in told)
    (event,) = told.filter(verb="report.redacted")
    assert event.detail["reason"] == "A person could be known by it."


def test_it_is_for_a_publisher_who_had_no_hand_in_the_report(
    first: Issue, publisher: User, inspector: User, moderator: User, auditor: User
) -> None:
    for person in (inspector, moderator, auditor):
        with pytest.raises(PermissionDenied):
            plan_of(first, person, WORD)
    Inspection.objects.get().team.create(user=publisher)
    with pytest.raises(PermissionDenied):
        plan_of(first, publisher, WORD)


@pytest.mark.parametrize(
    ("passages", "refusal"),
    [
        ((), "Nothing is to be removed"),
        (("Nobodysaidthis",), "does not stand in the report"),
        (("…",), "no letter"),
        (tuple(f"{WORD} {n}" for n in range(51)), "at most 50"),
        ((WORD * 300,), "at most 2000"),
    ],
)
def test_what_cannot_be_looked_for_is_refused(
    passages: tuple[str, ...], refusal: str, first: Issue, publisher: User
) -> None:
    with pytest.raises(RuleBroken, match=refusal):
        plan_of(first, publisher, *passages)


def test_the_reason_has_none_of_the_words(first: Issue, publisher: User) -> None:
    with pytest.raises(RuleBroken, match="without them"):
        redact(first, publisher, WORD, reason=f"{WORD} asked for it.")


def test_it_waits_for_an_open_correction_and_is_not_of_what_is_withdrawn(
    first: Issue, publisher: User, moderator: User
) -> None:
    correction = open_correction(first.inspection, reason="A comma.", by=moderator, at=OPENS)
    with pytest.raises(RuleBroken, match="Publish that first"):
        plan_of(first, publisher, WORD)
    type(correction).objects.update(closed_by=publisher, closed_at=AT)
    row = Inspection.objects.get()
    actions.withdraw(row, reason="Wrong.", seen_version=row.version, by=publisher, at=AT)
    with pytest.raises(RuleBroken, match="nothing to redact"):
        plan_of(first, publisher, WORD)


def test_the_page_says_why_not_instead_of_a_form(
    first: Issue, publisher: User, moderator: User
) -> None:
    client, address = signed_in(publisher), reverse("reports:redact", args=[first.inspection.uuid])
    correction = open_correction(first.inspection, reason="A comma.", by=moderator, at=OPENS)
    corrected = shown(client.get(address))
    type(correction).objects.update(closed_by=publisher, closed_at=AT)
    row = Inspection.objects.get()
    actions.withdraw(row, reason="Wrong.", seen_version=row.version, by=publisher, at=AT)
    withdrawn = shown(client.get(address))
    assert ("Publish that first" in corrected, "nothing to redact" in withdrawn) == (True, True)
    assert "Show what would be removed" not in corrected + withdrawn


def test_the_page_shows_the_plan_first_and_then_does_it(first: Issue, publisher: User) -> None:
    client, row = signed_in(publisher), Inspection.objects.get()
    assert "Redact the report" in shown(client.get(reverse("reports:readiness", args=[row.uuid])))
    address = reverse("reports:redact", args=[row.uuid])
    told = {"passages": f"{WORD}\n", "reason": "A person.", "seen_version": row.version}
    page = shown(client.post(address, told))
    assert "What would be done" in page
    assert "Replace the published report" in page
    assert Issue.objects.issued().count() == 1
    agreed = {**told, "text_sha256": plan_of(first, publisher, WORD).text_sha256}
    assert "Confirm that you have looked" in shown(client.post(address, agreed))
    other = shown(client.post(address, {**agreed, "text_sha256": "0" * 64, "confirmed": "on"}))
    assert "What would be done" in other
    done = client.post(address, {**agreed, "confirmed": "on"})
    assert (done.status_code, Issue.objects.issued().count()) == (302, 2)
    assert "does not stand" in shown(
        client.post(address, {**told, "passages": "Nobodysaidthis", "seen_version": 99})
    )


def test_the_api_plans_and_does_it(first: Issue, publisher: User) -> None:
    client, row = signed_in(publisher), Inspection.objects.get()
    address = f"/api/v1/stages/{row.uuid}"
    plan = call(client, f"{address}/plan-redaction/", {"passages": [WORD]}).json()
    assert plan["standing"] == []
    assert {each["name"] for each in plan["counted"]} >= {"Title page", "Recommendation 1"}
    told = {"passages": [WORD], "reason": "A person.", "seen_version": row.version}
    stale = call(client, f"{address}/redact/", {**told, "text_sha256": "0" * 64})
    assert stale.status_code == 412
    sent = {**told, "text_sha256": plan["text_sha256"]}
    done = call(client, f"{address}/redact/", sent)
    assert (done.status_code, done.json()["stage"]) == (200, "published")
    assert WORD not in Inspection.objects.get().title
