"""What a newcomer finds: two inspections, people of every role, a register with a past."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.utils.timezone import localdate, now
from pytest_django import DjangoDbBlocker, Settings
from time_machine import TimeMachineFixture

from disruptions.models import Snapshot
from disruptions.queries import has_its_hash
from findings.models import Finding, Inspection, Judgment, KeyFigure
from forces.actions import revoke_client
from forces.models import ApiClient, Body, RoleGrant
from inspection_portal.core.dates import months_after
from inspection_portal.core.models import User
from inspection_portal.home.demo.sign_ins import (
    ADMINISTRATOR,
    HAMPSHIRE_LEAD,
    HAMPSHIRE_TRACKER,
    PASSWORD,
    SIGN_INS,
    SURREY_LEAD,
)
from inspection_portal.reports import document, snapshot
from inspection_portal.reports.rendering.charts import charts_of
from recommendations.models import Lateness, NationalReport, RegisterEntry

ROOT = Path(__file__).resolve().parents[2]
COPIED_TEXT = ROOT.parent / "shared" / "tools" / "copied_text.py"
LATE_2026 = date(2026, 11, 23)

Kind = Finding.Kind
Status = RegisterEntry.Status


def seed(**options: bool) -> str:
    out = StringIO()
    call_command("seed_demo", stdout=out, **options)
    return out.getvalue()


def rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


@pytest.fixture(scope="module")
def printed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """What the first run prints; its rows are there for every test of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference_data")
        yield seed()
        transaction.set_rollback(True)


@pytest.fixture
def published(printed: str) -> Inspection:
    return Inspection.objects.get(slug="south-east-2024")


@pytest.fixture
def draft(printed: str) -> Inspection:
    return Inspection.objects.get(slug="south-east-2026")


def test_a_national_report_is_followed_up_everywhere(printed: str) -> None:
    report = NationalReport.objects.get()
    asked = RegisterEntry.objects.filter(national__report=report)
    every, outside = (asked.filter(national__number=number) for number in (1, 2))
    assert every.count() == Body.objects.filter(kind=Body.Kind.FORCE).count()
    assert {str(entry.addressee) for entry in outside} == {"Home Office", "College of Policing"}
    assert {entry.position for entry in every} >= {"not_applicable", "in_progress"}
    assert {entry.status for entry in every} == {
        Status.AWAITING_REVIEW,
        Status.BEING_PROGRESSED,
        Status.COMPLETE,
    }
    assert report.is_demonstration
    assert report.announced_at


def judgments(inspection: Inspection) -> dict[str, str]:
    found = Judgment.objects.filter(inspected_body__inspection=inspection)
    return {j.inspected_body.body.slug: j.grade.key for j in found.for_list()}


def test_a_force_has_something_overdue_that_it_can_claim(printed: str) -> None:
    """What docs/api/walk.md begins with."""
    entry = RegisterEntry.objects.overdue(LATE_2026).filter(claims=None, body=hampshire()).get()
    assert entry.national


def test_every_role_has_a_person_who_can_sign_in_with_the_printed_password(printed: str) -> None:
    for sign_in in SIGN_INS:
        person = User.objects.get(email=sign_in.email)
        assert person.check_password(PASSWORD)
        assert sign_in.email in printed
    held = RoleGrant.objects.filter(user__email__endswith="@demo.example")
    assert set(held.values_list("role", flat=True)) == set(RoleGrant.Role)
    assert PASSWORD in printed


def token_of_the_tracker() -> HttpResponse:
    known = {
        "client_id": HAMPSHIRE_TRACKER.client_id,
        "client_secret": HAMPSHIRE_TRACKER.secret,
        "grant_type": "client_credentials",
    }
    answer: HttpResponse = Client().post("/oauth/token/", known)
    return answer


def test_the_printed_program_gets_in_with_its_scopes_alone(printed: str) -> None:
    assert HAMPSHIRE_TRACKER.client_id in printed
    assert HAMPSHIRE_TRACKER.secret in printed
    told = json.loads(token_of_the_tracker().content)
    assert set(told["scope"].split()) == set(HAMPSHIRE_TRACKER.scopes)
    role = ApiClient.objects.get().role
    assert role
    assert (role.role, role.body) == (RoleGrant.Role.FORCE_LEAD, hampshire())


def hampshire() -> Body:
    return Body.objects.get(slug="hampshire")


@pytest.mark.parametrize("months", [7, 12, 30])
def test_the_program_still_gets_in_when_it_is_seeded_long_after(
    months: int, printed: str, time_machine: TimeMachineFixture
) -> None:
    later = months_after(localdate(), months)
    with transaction.atomic():
        time_machine.move_to(datetime.combine(later, time(12), UTC))
        seed()
        assert token_of_the_tracker().status_code == 200
        assert ApiClient.objects.get().expires_on == months_after(later, 12)
        transaction.set_rollback(True)


def test_the_program_stays_out_once_it_is_revoked(printed: str) -> None:
    with transaction.atomic():
        by = User.objects.get(email=ADMINISTRATOR.email)
        revoke_client(ApiClient.objects.get(), by=by, at=now())
        seed()
        assert token_of_the_tracker().status_code == 401
        transaction.set_rollback(True)


def test_both_inspections_are_marked_as_demonstration(
    published: Inspection, draft: Inspection
) -> None:
    assert published.is_demonstration
    assert published.stage == Inspection.Stage.ISSUED
    assert published.published_on == date(2024, 8, 30)
    assert draft.is_demonstration
    assert draft.stage == Inspection.Stage.DRAFTING


def test_published_inspection_has_the_findings_of_2024(published: Inspection) -> None:
    kinds = Counter(published.findings.values_list("kind", flat=True))
    assert kinds == {
        Kind.AREA_FOR_IMPROVEMENT: 16,
        Kind.NARRATIVE: 44,
        Kind.CAUSE_OF_CONCERN: 1,
        Kind.PROMISING_PRACTICE: 1,
    }
    regional = published.findings.regional().values_list("kind", flat=True)
    assert list(regional) == [Kind.AREA_FOR_IMPROVEMENT, Kind.AREA_FOR_IMPROVEMENT, Kind.NARRATIVE]
    assert not published.findings.filter(needs_review=True).exists()


def test_published_document_tells_the_facts_of_2024(published: Inspection) -> None:
    report = snapshot.take(published, status=document.Status.PUBLISHED, issue=1)
    assert report.demonstration
    assert {body.name: body.grade for body in report.bodies} == {
        "South East Regional Organised Crime Unit": "good",
        "Hampshire and Isle of Wight Constabulary": "inadequate",
        "Surrey Police": "requires_improvement",
        "Sussex Police": "adequate",
        "Thames Valley Police": "requires_improvement",
    }
    recommendations = [each for finding in report.findings() for each in finding.recommendations]
    assert [each.due_on for each in recommendations] == [date(2025, 3, 1), date(2025, 9, 1)]
    assert len(report.regional_findings[0].parts) == 4
    assert [appendix.heading[:10] for appendix in report.appendices] == ["Appendix 1", "Appendix 2"]
    assert report.appendices[0].text.count("\n- ") == 10


def test_every_text_of_the_published_report_is_written(published: Inspection) -> None:
    report = snapshot.take(published, status=document.Status.PUBLISHED, issue=1)
    assert all(finding.text or finding.parts for finding in report.findings())
    assert all(section.text for section in (*report.introduction, *report.appendices))


def test_force_lead_sees_what_is_late_and_what_is_done(published: Inspection) -> None:
    lead = User.objects.get(email=HAMPSHIRE_LEAD.email)
    entries = RegisterEntry.objects.of(published).visible_to(lead)
    standing = Counter(entry.lateness(LATE_2026) for entry in entries)
    assert standing == {Lateness.OVERDUE: 1, Lateness.CLOSED: 2, Lateness.NO_DEADLINE: 4}
    assert entries.filter(owner=lead).exists()
    assert entries.filter(owner=None).exists()


def test_every_body_of_the_region_answers_for_the_regional_findings(published: Inspection) -> None:
    bodies = Counter(RegisterEntry.objects.of(published).values_list("body__slug", flat=True))
    assert bodies == {"serocu": 2, "hampshire": 7, "surrey": 6, "sussex": 5, "thames-valley": 6}


def test_a_force_lead_does_not_see_another_force(published: Inspection) -> None:
    lead = User.objects.get(email=SURREY_LEAD.email)
    seen = RegisterEntry.objects.visible_to(lead)
    assert set(seen.values_list("body__slug", flat=True)) == {"surrey"}


def test_statuses_are_logged_in_the_order_of_time(published: Inspection) -> None:
    entry = RegisterEntry.objects.of(published).asking_for("establish SOC as a priority").get()
    logged = list(entry.status_changes.order_by("at").values_list("status", flat=True))
    assert logged == [Status.BEING_PROGRESSED, Status.COMPLETE]
    assert entry.closed_on == date(2025, 4, 15)


def test_draft_shows_work_in_progress(draft: Inspection) -> None:
    assert draft.findings.filter(needs_review=True).count() == 1
    assert draft.findings.exclude(internal_note="").count() == 4
    assert draft.phases.count() == 2
    concern = draft.findings.get(kind=Kind.CAUSE_OF_CONCERN)
    assert not concern.recommendations.exists()
    assert len(judgments(draft)) == draft.inspected_bodies.count() - 1
    states = Counter(j.state for j in Judgment.objects.filter(inspected_body__inspection=draft))
    assert states == {Judgment.State.PROPOSED: 3, Judgment.State.MODERATED: 1}


def test_stored_rows_hold_every_deferred_constraint(published: Inspection) -> None:
    connection.check_constraints()


def test_second_run_changes_nothing(printed: str) -> None:
    before = rows()
    assert seed() == printed
    assert rows() == before


def test_only_what_is_missing_is_loaded(printed: str) -> None:
    with transaction.atomic():
        User.objects.filter(email=SURREY_LEAD.email).update(name="Renamed since")
        seed()
        assert User.objects.get(email=SURREY_LEAD.email).name == "Renamed since"
        transaction.set_rollback(True)


def test_production_is_refused(settings: Settings) -> None:
    settings.DEVELOPMENT = False
    with pytest.raises(CommandError, match="not a development machine"):
        seed()


def test_production_is_seeded_where_it_is_asked_for(printed: str, settings: Settings) -> None:
    settings.DEVELOPMENT = False
    assert seed(even_in_production=True) == printed


def test_key_figures_lead_to_a_frozen_list(draft: Inspection) -> None:
    held = Snapshot.objects.get()
    traced = KeyFigure.objects.filter(chapter__inspection=draft, snapshot=held.uuid)
    numbers = {row.snapshot_figure: row.value for row in traced}
    every = numbers.pop("")
    assert every == sum(numbers.values())
    assert every > 20
    assert has_its_hash(held)
    printed = {each.sha256 for body in snapshot.draft(draft).bodies for each in body.figures}
    assert printed == {held.sha256}


def test_the_draft_shows_every_chart(draft: Inspection) -> None:
    shown = [chart.kind for chart in charts_of(snapshot.draft(draft))]
    assert shown == ["map", "heat", "disruptions", "plans", "register"]


@pytest.mark.skipif(not COPIED_TEXT.exists(), reason="the published reports are not beside us")
def test_no_sentence_of_a_published_report_is_copied() -> None:
    found = subprocess.run(
        [sys.executable, COPIED_TEXT, ROOT], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout
