"""Drafts, publication and corrections: what is frozen, who may, and what stays as it was."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from findings.actions import open_correction, revise_finding
from findings.models import Finding, Inspection
from inspection_portal.core.dates import ONE_PAST_MIDNIGHT, london
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User, system_user
from inspection_portal.reports import actions, snapshot, tasks
from inspection_portal.reports.models import Issue
from recommendations.models import RegisterEntry
from tests.pages import call
from tests.reports.stages import correct

ON = date(2026, 3, 2)
ON_AT = london(ON, ONE_PAST_MIDNIGHT)
Change = Callable[..., None]


def publish(inspection: Inspection, at: datetime) -> Issue:
    """The report as the portal loads it: how people publish is told in test_publication."""
    inspection.refresh_from_db()
    return actions.publish(
        inspection, publish_at=ON_AT, seen_version=inspection.version, by=system_user(), at=at
    )


def test_a_draft_is_frozen_without_its_internal_notes(
    draft: Inspection, inspector: User, moment: datetime
) -> None:
    issue = actions.make_draft(draft, by=inspector, at=moment)
    assert issue.content["title"] == draft.title
    assert "canary-note" not in str(issue.content)
    assert AuditEvent.objects.about(draft).filter(verb="report.drafted").count() == 1


def test_a_draft_is_not_for_those_who_do_not_work_on_it(
    draft: Inspection, force_lead: User, moment: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        actions.make_draft(draft, by=force_lead, at=moment)


def test_publication_freezes_the_text_and_opens_the_register(
    draft: Inspection, concern: Finding, moment: datetime
) -> None:
    issue = publish(draft, moment)
    draft.refresh_from_db()
    assert (draft.stage, draft.published_on) == ("issued", ON)
    assert (issue.purpose, issue.content["published_on"]) == ("publication", "2026-03-02")
    due = RegisterEntry.objects.values_list("due_on", flat=True).order_by("due_on")
    assert list(due) == [date(2026, 9, 2), None]
    with pytest.raises(IntegrityError, match="only through a correction"), transaction.atomic():
        Finding.objects.update(text="Changed in secret.")


def test_a_cause_of_concern_without_recommendation_is_not_published(
    draft: Inspection, concern: Finding, moment: datetime
) -> None:
    concern.recommendations.all().delete()
    with pytest.raises(RuleBroken, match="recommendation"):
        publish(draft, moment)
    draft.refresh_from_db()
    assert draft.stage == "drafting"
    assert not RegisterEntry.objects.exists()


def test_a_second_editor_of_the_plan_stops_publication(draft: Inspection, moment: datetime) -> None:
    with pytest.raises(RuleBroken, match="has changed since"):
        actions.publish(draft, publish_at=ON_AT, seen_version=99, by=system_user(), at=moment)


def test_the_inspection_is_held_before_its_problems_are_looked_for(
    draft: Inspection, moment: datetime
) -> None:
    with CaptureQueriesContext(connection) as captured:
        publish(draft, moment)
    asked = [query["sql"] for query in captured]
    held = next(place for place, sql in enumerate(asked) if "FOR NO KEY UPDATE" in sql)
    assert not any("cause_of_concern" in sql for sql in asked[:held])
    assert any("cause_of_concern" in sql for sql in asked[held:])


def test_a_correction_is_a_new_issue_and_the_first_stays_as_it_was(
    draft: Inspection, inspector: User, publisher: User, moment: datetime
) -> None:
    first = publish(draft, moment)
    before = first.content
    draft.refresh_from_db()
    open_correction(draft, reason="A figure was wrong.", by=inspector, at=moment)
    finding = draft.findings.get()
    revise_finding(finding, text="Two plans were thin.", seen_version=1, by=inspector, at=moment)
    second = correct(draft, by=publisher, at=moment + timedelta(days=1))
    first.refresh_from_db()
    assert first.content == before
    assert second.number == 2
    assert "Two plans were thin." in str(second.content)
    assert RegisterEntry.objects.count() == 1
    with pytest.raises(RuleBroken, match="can’t become published"):
        correct(draft, by=publisher, at=moment)


def test_the_database_keeps_an_issue_from_being_changed_or_deleted(
    draft: Inspection, inspector: User, moment: datetime
) -> None:
    issue = actions.make_draft(draft, by=inspector, at=moment)
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        Issue.objects.filter(pk=issue.pk).update(content={})
    with pytest.raises(Exception, match="Cannot delete"), transaction.atomic():
        issue.delete()


def test_the_pdf_is_made_once_and_downloaded(
    client: Client, draft: Inspection, inspector: User, moment: datetime
) -> None:
    issue = actions.make_draft(draft, by=inspector, at=moment)
    tasks.make_pdf(issue.pk)
    issue.refresh_from_db()
    assert issue.state == "ready", issue.failure
    made = bytes(issue.pdf or b"")
    tasks.make_pdf(issue.pk)
    client.force_login(inspector)
    response = client.get(reverse("reports:download", args=[issue.uuid]))
    assert response.content == made
    assert response["Content-Type"] == "application/pdf"
    assert "region-2026-draft-1.pdf" in response["Content-Disposition"]
    reading = AuditEvent.objects.about(draft).readings().get()
    assert (reading.verb, reading.by) == ("report_pdf.read", inspector)
    assert reading.detail["reason"] == "Work on the inspection"


def test_an_issue_whose_worker_was_stopped_says_so(
    draft: Inspection, inspector: User, moment: datetime
) -> None:
    issue = actions.make_draft(draft, by=inspector, at=moment)
    Issue.objects.filter(pk=issue.pk).update(state="running", started_at=moment, attempts=2)
    tasks.mend_issues()
    issue.refresh_from_db()
    assert (issue.state, issue.failure) == ("failed", tasks.ABANDONED)


def test_a_draft_and_its_pdf_are_not_there_for_a_force(
    client: Client, draft: Inspection, force_lead: User, inspector: User, moment: datetime
) -> None:
    issue = actions.make_draft(draft, by=inspector, at=moment)
    client.force_login(force_lead)
    missing = client.get(reverse("reports:issue", args=["0" * 8 + "-0000-4000-8000-" + "0" * 12]))
    for name, row in (("preview", draft), ("issue", issue), ("download", issue)):
        response = client.get(reverse(f"reports:{name}", args=[row.uuid]))
        assert (response.status_code, response.content) == (404, missing.content), name


def test_a_published_report_is_there_for_a_force_and_its_drafts_are_not(
    client: Client,
    draft: Inspection,
    force_lead: User,
    inspector: User,
    moment: datetime,
) -> None:
    working_draft = actions.make_draft(draft, by=inspector, at=moment)
    issue = publish(draft, moment)
    client.force_login(force_lead)
    page = client.get(reverse("reports:preview", args=[draft.uuid])).content.decode()
    assert "Plans were thin." in page
    assert "canary-note" not in page
    assert not AuditEvent.objects.about(draft).readings().exists()
    assert client.get(reverse("reports:issue", args=[issue.uuid])).status_code == 200
    assert client.get(reverse("reports:issue", args=[working_draft.uuid])).status_code == 404


def test_while_a_correction_is_open_readers_have_the_published_words(
    client: Client,
    draft: Inspection,
    force_lead: User,
    inspector: User,
    moment: datetime,
) -> None:
    publish(draft, moment)
    draft.refresh_from_db()
    open_correction(draft, reason="A figure was wrong.", by=inspector, at=moment)
    finding = draft.findings.get()
    assert snapshot.changed_since_publication(draft) == []
    revise_finding(finding, text="canary-correction", seen_version=1, by=inspector, at=moment)
    draft.inspected_bodies.update(introduction="Another beginning.")
    assert snapshot.changed_since_publication(draft) == [
        f"{finding.chapter}: introduction",
        f"{finding.chapter}: {finding.heading}",
    ]
    preview = reverse("reports:preview", args=[draft.uuid])
    client.force_login(force_lead)
    seen = client.get(preview).content.decode()
    assert "Plans were thin." in seen
    assert "canary-correction" not in seen
    client.force_login(inspector)
    assert "canary-correction" in client.get(preview).content.decode()
    assert AuditEvent.objects.about(draft).readings().get().by == inspector


class TestACorrectionThatMovesOn:
    """Its findings change after the publisher has read it, and the inspection does not."""

    @pytest.fixture
    def corrected(self, draft: Inspection, inspector: User, moment: datetime) -> Inspection:
        publish(draft, moment)
        draft.refresh_from_db()
        open_correction(draft, reason="A figure was wrong.", by=inspector, at=moment)
        return draft

    @pytest.fixture
    def change(self, corrected: Inspection, inspector: User, moment: datetime) -> Change:
        finding = corrected.findings.get()
        return partial(revise_finding, finding, seen_version=1, by=inspector, at=moment)

    def test_is_refused_over_the_api_until_it_is_read(
        self, client: Client, corrected: Inspection, publisher: User, change: Change
    ) -> None:
        client.force_login(publisher)
        stage = f"/api/v1/stages/{corrected.uuid}/"
        verb = f"{stage}publish-correction/"

        def read() -> dict[str, object]:
            told = client.get(stage).json()
            return {"text_sha256": told["text_sha256"], "seen_version": told["version"]}

        seen = read()
        change(text="Not read.")
        refused = call(client, verb, seen)
        assert (refused.status_code, refused.json()["code"]) == (412, "stale")
        assert "Read it again" in refused.json()["detail"]
        assert call(client, verb, {"text_sha256": read()["text_sha256"]}).status_code == 428
        assert call(client, verb, {"seen_version": seen["seen_version"]}).status_code == 400
        assert call(client, verb, read() | {"seen_version": 99}).status_code == 412
        assert Issue.objects.count() == 1
        published = call(client, verb, read())
        assert published.status_code == 200, published.content
        assert published.json()["text_sha256"] is None
        assert Issue.objects.count() == 2

    def test_is_refused_on_the_page(
        self, client: Client, corrected: Inspection, publisher: User, change: Change
    ) -> None:
        client.force_login(publisher)
        url = reverse("reports:publish_correction", args=[corrected.uuid])
        form = client.get(url).context["form"]
        sent = {name: form[name].value() for name in ("text_sha256", "seen_version")}
        change(text="Not read.")
        page = client.post(url, sent | {"confirmed": "on"})
        assert "has changed since you read it" in page.content.decode()
        assert Issue.objects.count() == 1

    def test_leads_to_the_issue_whose_pdf_is_being_made(
        self, client: Client, corrected: Inspection, publisher: User
    ) -> None:
        client.force_login(publisher)
        url = reverse("reports:publish_correction", args=[corrected.uuid])
        form = client.get(url).context["form"]
        sent = {name: form[name].value() for name in ("text_sha256", "seen_version")}
        done = client.post(url, sent | {"confirmed": "on"})
        assert done["Location"] == Issue.objects.get(number=2).get_absolute_url()


def test_the_page_refuses_a_draft_of_what_is_published(
    client: Client, draft: Inspection, inspector: User, moment: datetime
) -> None:
    publish(draft, moment)
    client.force_login(inspector)
    response = client.post(reverse("reports:make", args=[draft.uuid]), follow=True)
    assert "Download its issue instead." in response.content.decode()
    assert not Issue.objects.filter(purpose="draft").exists()
