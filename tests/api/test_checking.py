"""The pre-publication check is run, and drafts of reports are had, over the API."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from findings.models import BlindGrade, InspectedBody, Inspection, PrePublicationCheck
from forces.models import Body, RoleGrant
from inspection_portal.core.models import AuditEvent, User
from inspection_portal.reports.models import Issue
from tests.factories import (
    FindingFactory,
    InspectedBodyFactory,
    InspectionFactory,
    JudgmentFactory,
    person,
)
from tests.pages import call, signed_in

Post = Callable[..., Any]
IN_CHECK = Inspection.Stage.PRE_PUBLICATION_CHECK


@pytest.fixture
def inspection(inspector: User, force: Body) -> Inspection:
    inspection: Inspection = InspectionFactory(team=[inspector], stage=IN_CHECK)
    chapter = InspectedBodyFactory(inspection=inspection, body=force)
    FindingFactory(chapter=chapter)
    JudgmentFactory(inspected_body=chapter)
    return inspection


@pytest.fixture
def post(client: Client, inspector: User) -> Post:
    client.force_login(inspector)

    def do(name: str, row: Any, /, **sent: object) -> HttpResponse:
        return call(client, reverse(f"api:{name}", args=[row.uuid]), sent)

    return do


def test_a_check_is_opened_extended_and_closed(
    post: Post, inspection: Inspection, force_lead: User
) -> None:
    soon = now() + timedelta(days=10)
    opened = post("check_open", inspection, closes_at=soon)
    assert (opened.status_code, opened.json()["closed_at"]) == (200, None)
    check = PrePublicationCheck.objects.get()
    extracts = signed_in(force_lead).get(reverse("api:extract-list")).json()["results"]
    assert len(extracts) == 1
    earlier = post("check-extend", check, closes_at=soon - timedelta(days=1), reason="Leave.")
    assert earlier.status_code == 409
    later = post("check-extend", check, closes_at=soon + timedelta(days=1), reason="Leave.")
    assert later.status_code == 200
    assert post("check-close", check).json()["closed_at"]
    assert post("check-close", check).status_code == 409
    trail = AuditEvent.objects.about(check).order_by("pk").values_list("verb", flat=True)
    assert list(trail) == ["check.opened", "check.extended", "check.closed"]


def test_a_check_opens_in_its_stage_alone(post: Post, inspection: Inspection) -> None:
    Inspection.objects.filter(pk=inspection.pk).update(stage=Inspection.Stage.DRAFTING)
    refused = post("check_open", inspection, closes_at=now() + timedelta(days=1))
    assert (refused.status_code, "not in the pre-" in refused.json()["detail"]) == (409, True)


def test_who_reads_the_draft_and_does_not_work_on_it_runs_no_check(
    client: Client, post: Post, inspection: Inspection, hmi: User, force_lead: User
) -> None:
    post("check_open", inspection, closes_at=now() + timedelta(days=1))
    check = PrePublicationCheck.objects.get()
    for user, code in ((hmi, 403), (force_lead, 404)):
        client.force_login(user)
        assert post("check_open", inspection).status_code == code
        assert post("check-close", check).status_code == code


def test_a_draft_is_read_and_that_is_recorded(client: Client, inspection: Inspection) -> None:
    url = reverse("api:draft_report", args=[inspection.uuid])
    reader = inspection.team.get().user
    client.force_login(reader)
    told = client.get(url).json()
    assert [body["name"] for body in told["bodies"]] == [str(inspection.inspected_bodies.get())]
    assert AuditEvent.objects.about(inspection).get().verb == "report.read"


def test_grades_of_a_body_to_be_graded_blind_are_kept_from_the_draft(
    client: Client, inspection: Inspection, inspector: User
) -> None:
    Inspection.objects.filter(pk=inspection.pk).update(stage=Inspection.Stage.DRAFTING)
    chapter = inspection.inspected_bodies.get()
    BlindGrade.objects.create(chapter=chapter, by=inspector, asked_at=now())
    client.force_login(inspector)
    told = client.get(reverse("api:draft_report", args=[inspection.uuid])).json()
    assert told["bodies"][0]["grade"] is None


def test_a_draft_is_frozen_and_had_as_a_document(
    client: Client, post: Post, inspection: Inspection
) -> None:
    frozen = post("draft_report_freeze", inspection).json()
    assert (frozen["number"], frozen["state"]) == (1, "queued")
    issue = Issue.objects.get()
    kept = client.get(reverse("api:draftissue-document", args=[issue.uuid]))
    assert kept["ETag"] == f'"{frozen["content_sha256"]}"'
    waiting = client.get(reverse("api:draftissue-pdf", args=[issue.uuid]))
    assert waiting.status_code == 409
    assert post("draftissue-make-again", issue).status_code == 409
    Issue.objects.filter(pk=issue.pk).update(
        state=Issue.State.FAILED, started_at=now(), failure="No room."
    )
    assert post("draftissue-make-again", issue).json()["state"] == "queued"
    trail = AuditEvent.objects.about(inspection).order_by("pk").values_list("verb", flat=True)
    assert list(trail) == ["report.drafted", "report.read", "report.made_again"]


def test_strangers_find_no_draft(
    client: Client, post: Post, inspection: Inspection, force_lead: User
) -> None:
    post("draft_report_freeze", inspection)
    issue = Issue.objects.get()
    client.force_login(force_lead)
    assert client.get(reverse("api:draftissue-list")).json()["results"] == []
    for name, row in (
        ("draft_report", inspection),
        ("draftissue-detail", issue),
        ("draftissue-document", issue),
        ("draftissue-pdf", issue),
    ):
        assert client.get(reverse(f"api:{name}", args=[row.uuid])).status_code == 404, name


class TestBlindGrades:
    @pytest.fixture
    def chapter(self, inspector: User) -> InspectedBody:
        chapter: InspectedBody = InspectedBodyFactory(
            inspection=InspectionFactory(team=[inspector])
        )
        return chapter

    def test_one_is_asked_for_and_declined(
        self, post: Post, chapter: InspectedBody, inspector: User
    ) -> None:
        asked = post("inspectedbody-ask-for-blind-grade", chapter, of=inspector.uuid).json()
        assert (asked["of"], asked["declined_at"]) == (str(inspector.uuid), None)
        assert post("inspectedbody-decline-blind-grade", chapter).json()["declined_at"]
        assert post("inspectedbody-decline-blind-grade", chapter).status_code == 409
        trail = AuditEvent.objects.about(BlindGrade.objects.get()).order_by("pk")
        told = ["blind_grade.asked_for", "blind_grade.declined"]
        assert list(trail.values_list("verb", flat=True)) == told

    def test_it_is_asked_of_the_team_alone(self, post: Post, chapter: InspectedBody) -> None:
        outside = person(RoleGrant.Role.INSPECTOR)
        refused = post("inspectedbody-ask-for-blind-grade", chapter, of=outside.uuid)
        assert (refused.status_code, "not on the team" in refused.json()["detail"]) == (409, True)
        assert not BlindGrade.objects.exists()
