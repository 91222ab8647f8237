"""A person's messages and the operator's page, looked at wide and on a phone."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from forces.models import RoleGrant
from inspection_portal.core import message_kinds, outbox
from inspection_portal.core.models import Message, system_user
from tests.access.world import AT
from tests.factories import person
from tests.journeys.looking import assert_sound

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_messages_are_read_and_sent_again(
    open_page: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(message_kinds, "_kinds", {})
    message_kinds.register("test", outdated=message_kinds.never_outdated)
    operator = person(RoleGrant.Role.OPERATOR)
    for number in range(2):
        outbox.post(
            to=operator,
            kind="test",
            subject=f"Report {number} is published",
            text="Read it in the portal. What it asks of your force is in the register.",
            link="/register/",
            key=f"test {number}",
            by=system_user(),
            at=AT,
        )
    failed = Message.objects.filter(subject__startswith="Report 0")
    failed.update(
        state="failed",
        next_attempt_at=None,
        reason="550 5.1.1 <person.7@example.org>: recipient address rejected: no such person here",
    )
    page = open_page(reverse("home:messages"), by=operator)
    assert_sound(page)
    page.get_by_role("button", name="Mark as read “Report 1").click()
    expect(page.get_by_role("link", name="Messages (1)")).to_be_visible()
    page.get_by_role("link", name="Jobs").click()
    assert_sound(page)
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_role("alert")).to_contain_text("The message is sent again.")
