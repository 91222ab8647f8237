"""Pages of inspections and reports that no walk reaches, looked at on the demonstration's data."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from findings.models import Inspection, Judgment
from forces.models import Body
from inspection_portal.core.models import User
from inspection_portal.home.demo.sign_ins import HAMPSHIRE_LEAD, HMI, MODERATOR
from inspection_portal.reports.actions import make_draft
from inspection_portal.reports.models import Issue
from recommendations.models import EngageSpell
from tests.journeys.looking import assert_sound, sign_in

pytestmark = [
    pytest.mark.long,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("demonstration"),
]


def of_drafting(draft: Inspection) -> Iterator[str]:
    chapter = draft.inspected_bodies.earliest("position")
    phase, section = draft.phases.earliest("pk"), draft.sections.earliest("pk")
    judgments = Judgment.objects.filter(inspected_body__inspection=draft)
    for name, row in (
        ("grade_moderate", judgments.filter(state="proposed").earliest("pk")),
        ("grade_finalise", judgments.get(state="moderated")),
        ("phase_revise", phase),
        ("phase_remove", phase),
        ("section_revise", section),
        ("section_delete", section),
        ("region_introduce", draft),
        ("chapter_introduce", chapter),
    ):
        yield reverse(f"findings:{name}", args=[row.uuid])
    yield reverse("findings:area_introduce", args=[chapter.uuid, 1])


def of_reports(draft: Inspection, published: Inspection, at: datetime, by: User) -> Iterator[str]:
    waiting, failed = (make_draft(draft, by=by, at=at) for _ in range(2))
    Issue.objects.filter(pk=failed.pk).update(
        state="failed", started_at=at, failure="It took longer than 120 seconds."
    )
    yield from (waiting.get_absolute_url(), failed.get_absolute_url())
    yield reverse("reports:readiness", args=[draft.uuid])
    yield reverse("reports:move", args=[draft.uuid, "evidence_gathering"])
    yield reverse("reports:preview", args=[published.uuid])
    yield reverse("findings:inspection_correct", args=[published.uuid])


def test_pages_of_a_moderator_are_sound(open_page: Callable[..., Page], moment: datetime) -> None:
    moderator = User.objects.get(email=MODERATOR.email)
    draft = Inspection.objects.get(slug="south-east-2026")
    published = Inspection.objects.get(slug="south-east-2024")
    page = open_page(reverse("home:home"), by=moderator)
    for address in (*of_drafting(draft), *of_reports(draft, published, moment, moderator)):
        page.goto(address)
        assert_sound(page)


def of_monitoring() -> Iterator[str]:
    spell = EngageSpell.objects.get()
    in_scan = Body.objects.get(slug="surrey")
    yield reverse("recommendations:monitoring")
    yield spell.get_absolute_url()
    yield reverse("recommendations:monitoring_force", args=[in_scan.uuid])
    yield reverse("recommendations:engage_enter", args=[in_scan.uuid])
    for verb in ("leave", "correct", "letter_add"):
        yield reverse(f"recommendations:engage_{verb}", args=[spell.uuid])


def test_pages_of_monitoring_are_sound(open_page: Callable[..., Page]) -> None:
    hmi = User.objects.get(email=HMI.email)
    page = open_page(reverse("home:home"), by=hmi)
    for address in of_monitoring():
        page.goto(address)
        assert_sound(page)


def test_what_is_not_there_or_not_allowed_is_said_soundly(
    browser: Browser, live_server: LiveServer
) -> None:
    page = browser.new_context(base_url=live_server.url).new_page()
    page.goto("/nowhere/")
    assert_sound(page)
    page.goto(reverse("account_login"))
    sign_in(page, HAMPSHIRE_LEAD)
    refused = page.goto(reverse("forces:people"))
    assert refused is not None
    assert refused.status == 403
    assert_sound(page)
    page.context.close()
