"""What the portal is for, walked in a browser on the demonstration's data."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from inspection_portal.home.demo.sign_ins import HAMPSHIRE_LEAD, INSPECTOR
from tests.journeys.looking import PHONE, assert_sound, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.usefixtures("demonstration")
def test_inspector_edits_a_finding_and_downloads_the_report(
    open_page: Callable[..., Page], worker: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    page = open_page(reverse("account_login"))
    sign_in(page, INSPECTOR)

    assert_sound(page)
    page.get_by_role("link", name="Inspections", exact=True).first.click()
    expect(page.get_by_role("heading", name="Inspections")).to_be_visible()
    assert_sound(page)
    page.get_by_role("link", name=re.compile("2026$")).click()
    expect(page.get_by_role("heading", name="Next steps")).to_be_visible()
    assert_sound(page)
    page.get_by_role("link", name="Surrey Police", exact=True).first.click()
    expect(page.get_by_role("heading", name="Surrey Police", exact=True)).to_be_visible()
    assert_sound(page)
    page.get_by_role("link", name=re.compile("^Edit (?!the introduction)")).first.click()
    assert_sound(page)
    page.get_by_label("Heading").fill("A heading that the journey wrote")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="A heading that the journey wrote")).to_be_visible()

    page.get_by_role("link", name="An inspection of the", exact=False).first.click()
    page.get_by_role("button", name="Preview and PDF").click()
    expect(page.get_by_role("heading", name="A heading that the journey wrote")).to_be_visible()
    assert_sound(page)
    page.get_by_role("button", name="Make the PDF").click()
    ready = page.get_by_role("button", name="Download the PDF")
    expect(ready).to_be_visible(timeout=60_000)
    assert_sound(page)
    with page.expect_download() as downloading:
        ready.click()
    file = tmp_path / "report.pdf"
    downloading.value.save_as(file)
    with pikepdf.open(file) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo["/Title"]).startswith("An inspection of the")


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("javascript", [True, False])
def test_force_lead_sees_on_a_phone_what_to_do_next(
    open_page: Callable[..., Page], javascript: bool
) -> None:
    page = open_page(
        reverse("account_login"),
        viewport={"width": PHONE, "height": 844},
        java_script_enabled=javascript,
    )
    sign_in(page, HAMPSHIRE_LEAD)

    page.goto(reverse("recommendations:register"))
    page.locator("tbody").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="What is asked")).to_be_visible()
    if javascript:
        assert_sound(page)
    expect(page.get_by_text("Hampshire and Isle of Wight Constabulary").first).to_be_visible()
    expect(page.get_by_text("Surrey Police")).to_have_count(0)
