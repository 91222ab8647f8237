"""The page that shows how far a PDF is."""

from datetime import datetime

from django.test import Client
from django.urls import reverse
from lxml import html

from findings.models import Inspection
from inspection_portal.core.models import User
from inspection_portal.reports import actions


def test_page_of_an_issue_is_headed_by_it(
    client: Client, draft: Inspection, inspector: User, moment: datetime
) -> None:
    issue = actions.make_draft(draft, by=inspector, at=moment)
    client.force_login(inspector)

    page = html.fromstring(client.get(issue.get_absolute_url()).content)

    assert [heading.text_content() for heading in page.iter("h1")] == [str(issue)]


def test_page_that_asks_again_gets_the_progress_alone(
    client: Client, draft: Inspection, inspector: User, moment: datetime
) -> None:
    issue = actions.make_draft(draft, by=inspector, at=moment)
    client.force_login(inspector)

    answer = client.get(issue.get_absolute_url(), headers={"HX-Request": "true"})

    assert "<html" not in answer.content.decode()
    assert html.fromstring(answer.content).get("id") == "progress"


def test_page_of_readiness_names_what_nobody_has_confirmed(
    client: Client, draft: Inspection, moderator: User
) -> None:
    address = reverse("reports:readiness", args=[draft.uuid])
    client.force_login(moderator)
    assert "Nobody has confirmed" not in client.get(address).content.decode()
    draft.findings.update(needs_review=True)
    page = client.get(address).content.decode()
    assert "Nobody has confirmed" in page
    assert draft.findings.get().get_absolute_url() in page
