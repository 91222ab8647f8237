"""People read their own messages, and an operator looks after those that did not go out."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forces.models import RoleGrant
from inspection_portal.core import message_kinds, outbox
from inspection_portal.core.models import AuditEvent, Message, User, system_user
from inspection_portal.home import actions
from inspection_portal.home.health import readiness
from inspection_portal.reports.actions import make_draft
from inspection_portal.reports.models import Issue
from tests.factories import InspectedBodyFactory, InspectionFactory, person

State = Message.State
MESSAGES, JOBS = reverse("home:messages"), reverse("home:jobs")


@pytest.fixture(autouse=True)
def _kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(message_kinds, "_kinds", {})
    message_kinds.register("test", outdated=message_kinds.never_outdated)


@pytest.fixture
def operator(db: None) -> User:
    return person(RoleGrant.Role.OPERATOR)


@pytest.fixture
def failed_issue(inspector: User) -> Issue:
    inspection = InspectionFactory(team=[inspector], title="What nobody may know of yet")
    InspectedBodyFactory(inspection=inspection)
    issue = make_draft(inspection, by=inspector, at=timezone.now())
    failure = {"state": Issue.State.FAILED, "started_at": timezone.now()}
    Issue.objects.filter(pk=issue.pk).update(failure="It was too long", **failure)
    return issue


def post(to: User, subject: str = "Something happened") -> Message:
    outbox.post(
        to=to,
        kind="test",
        subject=subject,
        text="Read it there.",
        link="/register/",
        key=subject,
        by=system_user(),
        at=timezone.now(),
    )
    return Message.objects.get(recipient=to, subject=subject)


def fail(message: Message) -> None:
    Message.objects.filter(pk=message.pk).update(
        state=State.FAILED, next_attempt_at=None, reason="550 No such person"
    )


def words(client: Client, url: str) -> str:
    return client.get(url, follow=True).content.decode()


def test_a_person_reads_their_own_messages(
    client: Client, inspector: User, moderator: User
) -> None:
    post(inspector, "For the inspector")
    post(moderator, "For the moderator")
    client.force_login(inspector)
    page = words(client, MESSAGES)
    assert "For the inspector" in page
    assert "For the moderator" not in page


def test_an_operator_sees_what_still_gathers(client: Client, operator: User) -> None:
    never = message_kinds.never_outdated
    message_kinds.register("digest", outdated=never, compose=lambda messages: {})
    at = timezone.now()
    with transaction.atomic():
        outbox.open_for_all([operator], kind="digest", key="d", by=system_user(), at=at)
    client.force_login(operator)
    assert "Is put into words when it is sent" in words(client, JOBS)


def test_a_cancelled_message_is_not_shown(client: Client, inspector: User) -> None:
    message = post(inspector)
    Message.objects.filter(pk=message.pk).update(
        state=State.CANCELLED, next_attempt_at=None, reason="It was withdrawn."
    )
    client.force_login(inspector)
    assert "Something happened" not in words(client, MESSAGES)


def test_unread_messages_are_counted_up_to_nine(client: Client, inspector: User) -> None:
    client.force_login(inspector)
    for number, shown in ((2, "Messages (2)"), (12, "Messages (9+)")):
        while Message.objects.count() < number:
            post(inspector, f"Number {Message.objects.count()}")
        assert shown in words(client, reverse("home:gallery"))


def test_messages_are_marked_read(client: Client, inspector: User, moderator: User) -> None:
    first, second, other = post(inspector, "1"), post(inspector, "2"), post(moderator, "3")
    client.force_login(inspector)
    client.post(reverse("home:message_read", args=[first.uuid]))
    assert list(Message.objects.visible_to(inspector).unread()) == [second]
    client.post(reverse("home:messages_read"))
    assert list(Message.objects.unread()) == [other]
    assert "Not read" not in words(client, MESSAGES)


def test_an_operator_sends_a_failed_message_again(client: Client, operator: User) -> None:
    message = post(person(RoleGrant.Role.INSPECTOR))
    fail(message)
    client.force_login(operator)
    assert "550 No such person" in words(client, JOBS)
    client.post(reverse("home:message_send_again", args=[message.uuid]))
    message.refresh_from_db()
    assert message.state == State.DUE
    event = AuditEvent.objects.about(message).get()
    assert (event.verb, event.by) == ("message.sent_again", operator)
    response = client.post(reverse("home:message_send_again", args=[message.uuid]), follow=True)
    assert "not waiting for a decision any more" in response.content.decode()


def test_only_an_operator_sends_again(inspector: User) -> None:
    with pytest.raises(PermissionDenied):
        actions.send_again(post(inspector), by=inspector, at=timezone.now())


def test_an_operator_makes_a_failed_pdf_again(
    client: Client, operator: User, failed_issue: Issue
) -> None:
    client.force_login(operator)
    page = words(client, JOBS)
    assert "It was too long" in page
    assert failed_issue.inspection.title not in page
    client.post(reverse("home:issue_make_again", args=[failed_issue.uuid]))
    failed_issue.refresh_from_db()
    assert failed_issue.state == Issue.State.QUEUED


def test_without_a_mail_server_the_page_shows_what_people_would_get(
    client: Client, operator: User
) -> None:
    post(person(RoleGrant.Role.INSPECTOR))
    client.force_login(operator)
    page = words(client, JOBS)
    assert "No mail server is set" in page
    assert "Read it there." in page


def test_messages_that_wait_for_long_make_the_portal_unready(inspector: User) -> None:
    post(inspector)
    now = timezone.now()
    for minutes, state in ((14, "ok"), (16, "messages wait for more than 15 minutes")):
        moment = now + timedelta(minutes=minutes)
        assert readiness(at=moment, started_at=now).parts["outbox"] == state
