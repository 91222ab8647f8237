"""Another date is asked for by the body, and decided by the inspectorate (domain §3.3, §9)."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from inspection_portal.core import message_kinds
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, Message, User
from recommendations import actions, queries
from recommendations.messages import answers
from recommendations.models import DeadlineChange, Milestone, RegisterEntry
from tests.factories import person
from tests.factories.recommendations import DUE_ON
from tests.pages import call

LATER, EARLIER, LATEST = date(2026, 9, 30), date(2026, 4, 1), date(2026, 12, 31)
WHY = "The supplier is late."
AGREED, REFUSED = "agreed", "refused"


@pytest.fixture
def milestone(entry: RegisterEntry) -> Milestone:
    return entry.milestones.get()


def ask(
    milestone: Milestone,
    by: User,
    at: datetime,
    to_on: date = LATER,
    *,
    reason: str = WHY,
    seen: int | None = None,
) -> DeadlineChange:
    version = milestone.version if seen is None else seen
    return actions.request_deadline(
        milestone, to_on=to_on, reason=reason, seen_version=version, by=by, at=at
    )


def decide(change: DeadlineChange, decision: str, by: User, at: datetime, **more: object) -> None:
    sent = {"reason": "No.", "seen_version": change.version} | more
    actions.decide_deadline(change, decision=decision, **sent, by=by, at=at)


def due_on(entry: RegisterEntry) -> date | None:
    return RegisterEntry.objects.get(pk=entry.pk).due_on


@pytest.mark.parametrize("to_on", [LATER, EARLIER])
def test_what_is_asked_for_counts_once_it_is_agreed(
    milestone: Milestone, force_lead: User, inspector: User, moment: datetime, to_on: date
) -> None:
    change = ask(milestone, force_lead, moment, to_on)
    assert (change.from_on, change.to_on, change.reason) == (DUE_ON, to_on, WHY)
    assert due_on(milestone.entry) == DUE_ON
    decide(change, AGREED, inspector, moment)
    milestone.refresh_from_db()
    assert (milestone.original_on, milestone.agreed_on, milestone.current_on) == (
        DUE_ON,
        to_on,
        to_on,
    )
    assert due_on(milestone.entry) == to_on


def test_moves_are_counted_and_refusals_are_not(
    milestone: Milestone, force_lead: User, inspector: User, moment: datetime
) -> None:
    for to_on, decision in ((LATER, AGREED), (LATEST, REFUSED), (LATEST, AGREED)):
        milestone.refresh_from_db()
        decide(ask(milestone, force_lead, moment, to_on), decision, inspector, moment)
    (counted,) = Milestone.objects.with_moves()
    assert (counted.moves, counted.current_on, counted.original_on) == (2, LATEST, DUE_ON)


def test_a_refused_date_changes_nothing(
    milestone: Milestone, force_lead: User, inspector: User, moment: datetime
) -> None:
    change = ask(milestone, force_lead, moment)
    decide(change, REFUSED, inspector, moment, reason="The risk is too great.")
    assert (change.decision, change.decision_reason) == (REFUSED, "The risk is too great.")
    assert (change.decided_by, change.decided_at) == (inspector, moment)
    assert due_on(milestone.entry) == DUE_ON


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": " "}, "Say why the date should move"),
        ({"to_on": DUE_ON}, "That is the date already"),
        ({"to_on": date(2024, 1, 1)}, "was published on"),
        ({"to_on": date(2026, 3, 1)}, "has passed"),
        ({"seen": 7}, "has changed since"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(
    milestone: Milestone,
    force_lead: User,
    moment: datetime,
    changes: dict[str, object],
    sentence: str,
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        ask(milestone, force_lead, moment, **changes)  # type: ignore[arg-type]
    assert not DeadlineChange.objects.exists()


def test_one_date_is_asked_for_at_a_time(
    milestone: Milestone, force_lead: User, moment: datetime
) -> None:
    change = ask(milestone, force_lead, moment)
    with pytest.raises(RuleBroken, match="not decided yet"):
        ask(milestone, force_lead, moment, LATEST)
    actions.withdraw_deadline_request(change, seen_version=change.version, by=force_lead, at=moment)
    assert ask(milestone, force_lead, moment, LATEST).is_waiting


def test_a_closed_entry_and_a_met_date_stay(
    milestone: Milestone, force_lead: User, moment: datetime
) -> None:
    Milestone.objects.update(met_on=moment.date())
    milestone.refresh_from_db()
    with pytest.raises(RuleBroken, match="is met"):
        ask(milestone, force_lead, moment)
    RegisterEntry.objects.update(status="complete", closed_on=moment.date())
    with pytest.raises(RuleBroken, match="is closed"):
        ask(Milestone.objects.get(), force_lead, moment)


def test_only_the_lead_of_the_addressee_asks(
    milestone: Milestone,
    force_contributor: User,
    other_force_lead: User,
    policing_body_person: User,
    inspector: User,
    moment: datetime,
) -> None:
    for somebody in (force_contributor, other_force_lead, policing_body_person, inspector):
        with pytest.raises(PermissionDenied):
            ask(milestone, somebody, moment)


def test_only_the_inspectorate_decides(
    milestone: Milestone, force_lead: User, hmi: User, administrator: User, moment: datetime
) -> None:
    change = ask(milestone, force_lead, moment)
    for somebody in (force_lead, hmi, administrator):
        with pytest.raises(PermissionDenied):
            decide(change, AGREED, somebody, moment)


def test_nobody_decides_on_what_they_asked_for(milestone: Milestone, moment: datetime) -> None:
    both = person("force_lead", milestone.entry.body)
    both.role_grants.create(role="inspector", given_by=both, given_at=moment)
    change = ask(milestone, both, moment)
    with pytest.raises(RuleBroken, match="somebody else must decide"):
        decide(change, AGREED, both, moment)
    decided = {"decision": AGREED, "decided_by": both, "decided_at": moment}
    refused = pytest.raises(IntegrityError, match="by_a_second_person")
    with refused, transaction.atomic():
        DeadlineChange.objects.update(**decided)


def test_refusing_needs_a_reason(
    milestone: Milestone, force_lead: User, inspector: User, moment: datetime
) -> None:
    change = ask(milestone, force_lead, moment)
    with pytest.raises(RuleBroken, match="Say why the date stays"):
        decide(change, REFUSED, inspector, moment, reason=" ")


def test_a_date_that_changed_meanwhile_is_not_agreed(
    milestone: Milestone, force_lead: User, inspector: User, moment: datetime
) -> None:
    change = ask(milestone, force_lead, moment)
    Milestone.objects.update(agreed_on=LATEST)
    with pytest.raises(RuleBroken, match="has changed since this was asked for"):
        decide(change, AGREED, inspector, moment)
    decide(change, REFUSED, inspector, moment)
    assert due_on(milestone.entry) == LATEST


def test_second_editor_is_refused_not_overwritten(
    milestone: Milestone, force_lead: User, inspector: User, moderator: User, moment: datetime
) -> None:
    change = ask(milestone, force_lead, moment)
    read_before = DeadlineChange.objects.get(pk=change.pk)
    decide(change, AGREED, inspector, moment)
    with pytest.raises(RuleBroken, match="agreed already"):
        decide(change, REFUSED, moderator, moment)
    with pytest.raises(RuleBroken, match="has changed since"):
        decide(read_before, REFUSED, moderator, moment)
    with pytest.raises(RuleBroken, match="agreed already"):
        actions.withdraw_deadline_request(
            change, seen_version=change.version, by=force_lead, at=moment
        )
    assert due_on(milestone.entry) == LATER


def test_each_step_is_audited_on_the_entry(
    milestone: Milestone, force_lead: User, inspector: User, moment: datetime
) -> None:
    decide(ask(milestone, force_lead, moment), REFUSED, inspector, moment, reason="Too late.")
    milestone.refresh_from_db()
    change = ask(milestone, force_lead, moment)
    actions.withdraw_deadline_request(change, seen_version=1, by=force_lead, at=moment)
    told = AuditEvent.objects.about(milestone.entry).order_by("pk").values_list("verb", "by")
    assert list(told) == [
        ("entry.deadline_requested", force_lead.pk),
        ("entry.deadline_refused", inspector.pk),
        ("entry.deadline_requested", force_lead.pk),
        ("entry.deadline_withdrawn", force_lead.pk),
    ]
    event = AuditEvent.objects.get(verb="entry.deadline_refused")
    assert event.detail == {"due_on": [str(DUE_ON), str(LATER)], "reason": "Too late."}


def test_the_leads_and_the_owner_are_told_once(
    milestone: Milestone,
    force_lead: User,
    force_contributor: User,
    other_force_lead: User,
    inspector: User,
    moment: datetime,
) -> None:
    RegisterEntry.objects.update(owner=force_contributor)
    decide(ask(milestone, force_lead, moment), AGREED, inspector, moment)
    told = Message.objects.filter(kind="entry.deadline_decided")
    assert {each.recipient for each in told} == {force_lead, force_contributor}
    for each in told:
        assert milestone.entry.asked not in f"{each.subject} {each.text}"
        assert inspector.name not in f"{each.subject} {each.text}"


def test_who_has_left_the_body_is_told_nothing(
    milestone: Milestone, force_lead: User, inspector: User, moment: datetime
) -> None:
    decide(ask(milestone, force_lead, moment), AGREED, inspector, moment)
    message = Message.objects.get(recipient=force_lead)
    assert message_kinds.outdated([message]) == {}
    force_lead.role_grants.update(taken_by=inspector, taken_at=moment)
    again = Message.objects.get(pk=message.pk)
    assert message_kinds.outdated([again]) == {message.pk: answers.NOT_OF_THE_ADDRESSEE}


def test_the_pages_ask_and_decide(
    client: Client, milestone: Milestone, force_lead: User, inspector: User
) -> None:
    client.force_login(force_lead)
    page = reverse("recommendations:entry_deadline_request", args=[milestone.uuid])
    form = {"to_on_day": "30", "to_on_month": "9", "to_on_year": "2099", "reason": WHY}
    shown = client.post(page, form | {"seen_version": 5}).content.decode()
    assert "has changed since you read it" in shown
    assert WHY in shown
    assert client.post(page, form | {"seen_version": 1}).status_code == 302
    change = DeadlineChange.objects.get()
    entry_page = milestone.entry.get_absolute_url()
    assert "30 September 2099 is asked for" in client.get(entry_page).content.decode()
    client.force_login(inspector)
    decide_page = reverse("recommendations:entry_deadline_decide", args=[change.uuid])
    assert decide_page in client.get(reverse("recommendations:register_deadlines")).content.decode()
    answer = {"decision": REFUSED, "reason": "", "seen_version": 1}
    assert "Say why the date stays as it is" in client.post(decide_page, answer).content.decode()
    assert client.post(decide_page, answer | {"decision": AGREED}).status_code == 302
    shown = client.get(entry_page).content.decode()
    assert "moved once" in shown
    assert inspector.name in shown


def test_a_body_is_told_that_the_inspectorate_decided_and_not_who(
    client: Client, milestone: Milestone, force_lead: User, inspector: User, moment: datetime
) -> None:
    User.objects.filter(pk=inspector.pk).update(name="Inspector Unnamed")
    decide(ask(milestone, force_lead, moment), AGREED, inspector, moment)
    client.force_login(force_lead)
    shown = client.get(milestone.entry.get_absolute_url()).content.decode()
    assert "by the inspectorate" in shown
    assert "Unnamed" not in shown


def test_a_request_is_withdrawn_by_a_button(
    client: Client, milestone: Milestone, force_lead: User, moment: datetime
) -> None:
    change = ask(milestone, force_lead, moment)
    client.force_login(force_lead)
    page = reverse("recommendations:entry_deadline_withdraw", args=[change.uuid])
    shown = client.post(page, {"seen_version": 9}, follow=True).content.decode()
    assert "has changed since" in shown
    client.post(page, {"seen_version": 1})
    change.refresh_from_db()
    assert change.decision == "withdrawn"


def test_the_api_asks_decides_and_says_409(
    client: Client, milestone: Milestone, force_lead: User, inspector: User
) -> None:
    client.force_login(force_lead)
    ask_at = reverse("api:milestone-request-deadline", args=[milestone.uuid])
    sent = {"to_on": "2099-09-30", "reason": WHY, "seen_version": 1}
    answer = call(client, ask_at, sent)
    assert (answer.status_code, answer.json()["from_on"]) == (200, str(DUE_ON))
    again = call(client, ask_at, sent | {"seen_version": 2})
    assert (again.status_code, "not decided yet" in again.json()["detail"]) == (409, True)
    client.force_login(inspector)
    uuid = answer.json()["uuid"]
    decide_at = reverse("api:deadlinechange-decide", args=[uuid])
    sent = {"decision": AGREED, "seen_version": 1}
    decided = call(client, decide_at, sent)
    assert (decided.status_code, decided.json()["decision"]) == (200, AGREED)
    client.force_login(force_lead)
    withdraw_at = reverse("api:deadlinechange-withdraw", args=[uuid])
    late = call(client, withdraw_at, {"seen_version": 2})
    assert late.status_code == 409
    shown = client.get(reverse("api:milestone-detail", args=[milestone.uuid])).json()
    assert (shown["original_on"], shown["current_on"]) == (str(DUE_ON), "2099-09-30")


def test_waiting_requests_come_oldest_first(
    milestone: Milestone, force_lead: User, other_force_lead: User, moment: datetime
) -> None:
    change = ask(milestone, force_lead, moment)
    assert list(queries.waiting_changes(force_lead)) == [change]
    assert list(queries.waiting_changes(other_force_lead)) == []
