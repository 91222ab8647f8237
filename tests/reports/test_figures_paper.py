"""Disruptions in figures on paper: the page's numbers and its charts."""

import re
from datetime import date

import pikepdf
import pytest
from django.test import Client
from django.utils.timezone import localdate

from forces.models import Body
from inspection_portal.core.models import AuditEvent, User
from tests.factories import DisruptionFactory
from tests.reports.test_pdf import opened, pages, structure

pytestmark = pytest.mark.django_db
ASKED = {"since": "2025-12", "until": "2026-02"}


def figures_in(content: bytes) -> list[str]:
    """What each chart says to who can't see it."""

    def walk(element: pikepdf.Object) -> list[str]:
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            return []
        own = [str(element.Alt)] if str(element.S) == "/Figure" else []
        return [*own, *(alt for child in element.K for alt in walk(child))]

    with opened(content) as file:
        return [alt for root in file.Root.StructTreeRoot.K for alt in walk(root)]


def test_charts_are_figures_that_say_what_they_show(
    as_inspector: Client, inspector: User, force: Body, other_force: Body
) -> None:
    for body in (force, force, other_force):
        DisruptionFactory(threat__body=body, moderation="moderated", event_on=date(2026, 1, 31))
    DisruptionFactory(threat__body=force, moderation="pending")
    content = as_inspector.get("/reports/disruptions.pdf", ASKED).content
    assert figures_in(content) == [
        "Disruptions by month and category, December 2025 to February 2026: 3 in all, Major 0,"
        " Moderate 3, Minor 0.",
        f"Disruptions by who recorded them: most by {force.name}, 2.",
        "Disruptions by P strand: Pursue 3, Prevent 0, Protect 0, Prepare 0.",
    ]
    assert structure(content).count("/Table") >= 5
    text = " ".join(pages(content))
    for words in (
        "OFFICIAL-SENSITIVE",
        "Recorded by: every force and ROCU",
        "January 2026",
        "As at",
        "3 Lead disruptions",
        "counts three times in it",
        "Those that wait for moderation are told apart",
        "/disruptions/figures/?since=2025-12",
    ):
        assert words in text
    event = AuditEvent.objects.get(verb="disruption_figures.exported", by=inspector)
    assert event.detail["format"] == "pdf"
    assert event.detail["filters"]["since"] == ["2025-12"]


def test_the_address_names_the_months_that_nobody_asked_for(as_inspector: Client) -> None:
    text = " ".join(pages(as_inspector.get("/reports/disruptions.pdf").content))
    until = f"{localdate():%Y-%m}"
    assert re.search(rf"/disruptions/figures/\?since=\d{{4}}-\d\d&until={until}, ", text)


def test_a_lead_takes_only_own_figures(as_lead: Client, force: Body, other_force: Body) -> None:
    DisruptionFactory(threat__body=force, body=other_force, moderation="moderated")
    text = " ".join(pages(as_lead.get("/reports/disruptions.pdf", ASKED).content))
    assert f"Recorded by: {force.name}" in text
    assert other_force.name not in text
    assert "0 Passed moderation" in text
