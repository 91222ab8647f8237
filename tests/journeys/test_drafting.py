"""Two inspectors at one text: they order the board by keys and by hand, meet in one finding, and
lose nothing.
"""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from findings.models import Finding, InspectedBody
from inspection_portal.core.models import User
from tests.factories import (
    FindingFactory,
    InspectedBodyFactory,
    InspectionFactory,
    QuestionAreaFactory,
)
from tests.journeys.looking import assert_sound

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "It plans.\n\nIt acts.\n\nIt looks back."


@pytest.fixture
def chapter(inspector: User) -> InspectedBody:
    for position in (1, 2, 3):
        QuestionAreaFactory(position=position)
    chapter: InspectedBody = InspectedBodyFactory(inspection=InspectionFactory(team=[inspector]))
    for heading in ("The force plans", "The force acts"):
        FindingFactory(chapter=chapter, heading=heading, text=TEXT)
    return chapter


def in_order(chapter: InspectedBody) -> list[tuple[str, int]]:
    return list(chapter.findings.values_list("heading", "question_area__position"))


def test_cards_are_moved_by_keys_and_by_hand(
    open_page: Callable[..., Page], inspector: User, chapter: InspectedBody
) -> None:
    page = open_page(reverse("findings:board", args=[chapter.uuid]), by=inspector)
    assert_sound(page)
    card = page.locator("[data-card]", has_text="The force acts")
    card.locator("summary").press("Enter")
    card.get_by_role("button", name="Up").press("Enter")
    expect(page.locator("[data-card] h3").first).to_have_text("The force acts")
    expect(page.locator("[data-board-said]")).to_have_text("“The force acts” is moved.")
    expect(page.locator("[data-card]").first.get_by_role("button", name="Down")).to_be_focused()
    columns = page.locator("[data-column]")
    page.locator("[data-card]", has_text="The force plans").drag_to(columns.nth(2))
    expect(columns.nth(2).locator("[data-card]")).to_have_count(1)
    assert in_order(chapter) == [("The force acts", 1), ("The force plans", 3)]


def test_two_people_meet_in_one_finding_and_both_texts_are_kept(
    open_page: Callable[..., Page],
    client: Client,
    inspector: User,
    moderator: User,
    chapter: InspectedBody,
) -> None:
    finding = chapter.findings.first()
    assert finding
    url = reverse("findings:finding_revise", args=[finding.uuid])
    first = open_page(url, by=inspector)
    client.cookies.clear()  # To sign the second person in would end the session of the first.
    second = open_page(url, by=moderator)
    expect(second.get_by_text(f"{inspector} has this open to write too.")).to_be_visible()
    for page, words in ((first, "It plans well."), (second, "It plans late.")):
        text = TEXT.replace("It plans.", words)
        text = text.replace("back.", "back often.") if page is first else text
        page.get_by_label("Text", exact=True).fill(text)
    first.get_by_role("button", name="Save").click()
    expect(first.get_by_text("The finding is saved.")).to_be_visible()
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_role("heading", name=f"{inspector} saved a change")).to_be_visible()
    assert_sound(second)
    second.get_by_label("Take theirs").check()
    second.get_by_role("button", name="Bring both together").click()
    both = "It plans well.\n\nIt acts.\n\nIt looks back often."
    expect(second.get_by_label("Text", exact=True)).to_have_value(both)
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_text("The finding is saved.")).to_be_visible()
    assert Finding.objects.get(pk=finding.pk).text == both
    second.goto(reverse("findings:finding_history", args=[finding.uuid]))
    assert_sound(second)
