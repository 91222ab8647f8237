"""How a PDF is made: tried once more, stopped, taken over, and with what was warned of."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import grimp
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from findings.models import Inspection
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from inspection_portal.reports import actions, rendering, tasks
from inspection_portal.reports.models import Issue
from inspection_portal.reports.rendering import (
    Hearing,
    Interrupted,
    RenderingFailed,
    Warned,
    fingerprint,
)
from tests.pages import call

PDF = b"%PDF-1.7 made"
OWN = ("inspection_portal", "forces", "findings", "recommendations", "disruptions")
Print = Callable[[Hearing], bytes]
Printed = Callable[[Print], list[int]]


@pytest.fixture
def issue(draft: Inspection, inspector: User, moment: datetime) -> Issue:
    return actions.make_draft(draft, by=inspector, at=moment)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> Printed:
    """Has PDFs made by a function instead, and tells which were asked for again."""
    again: list[int] = []

    def use(made: Print) -> list[int]:
        monkeypatch.setattr(rendering, "pdf_in_child", lambda *_, hearing: made(hearing))
        monkeypatch.setattr(tasks.make_pdf, "delay", again.append)
        return again

    return use


def failing(failure: Exception) -> Print:
    def fail(hearing: Hearing) -> bytes:
        raise failure

    return fail


def state(issue: Issue) -> tuple[str, int, str]:
    issue.refresh_from_db()
    return issue.state, issue.attempts, issue.failure


def test_what_was_ended_from_outside_is_tried_once_more(issue: Issue, printed: Printed) -> None:
    again = printed(failing(Interrupted("It took too long.")))
    tasks.make_pdf(issue.pk)
    assert (state(issue), again) == (("queued", 1, ""), [issue.pk])
    tasks.make_pdf(issue.pk)
    assert (state(issue), again) == (("failed", 2, "It took too long."), [issue.pk])


def test_what_would_fail_again_is_not_tried_again(issue: Issue, printed: Printed) -> None:
    again = printed(failing(RenderingFailed("It is nested too deeply.")))
    tasks.make_pdf(issue.pk)
    assert (state(issue), again) == (("failed", 1, "It is nested too deeply."), [])


def test_an_abandoned_attempt_is_put_back_in_line(
    issue: Issue, printed: Printed, moment: datetime
) -> None:
    again = printed(failing(AssertionError()))
    Issue.objects.update(state="running", started_at=moment, attempts=1, step="Page 3")
    tasks.mend_issues()
    assert (state(issue), again, issue.step) == (("queued", 1, ""), [issue.pk], "")


def test_what_was_warned_of_is_shown_with_its_place(
    client: Client, inspector: User, issue: Issue, printed: Printed
) -> None:
    def warn(hearing: Hearing) -> bytes:
        hearing.on_warning(Warned("No anchor #x", "“Threats”"))
        raise RenderingFailed("It stopped.")

    printed(warn)
    tasks.make_pdf(issue.pk)
    client.force_login(inspector)
    page = client.get(issue.get_absolute_url()).content.decode()
    assert "It stopped." in page
    assert "In “Threats”: No anchor #x" in page
    told = client.get(reverse("api:draftissue-detail", args=[issue.uuid])).json()
    assert told["warnings"] == [{"text": "No anchor #x", "place": "“Threats”"}]


def test_how_far_it_is_is_told_in_words(
    client: Client, inspector: User, issue: Issue, printed: Printed
) -> None:
    seen: list[str] = []

    def look(hearing: Hearing) -> bytes:
        hearing.on_progress(40, "Page 3 of about 9 is laid out")
        seen.append(client.get(issue.get_absolute_url()).content.decode())
        return PDF

    client.force_login(inspector)
    printed(look)
    tasks.make_pdf(issue.pk)
    assert "Page 3 of about 9 is laid out…" in seen[0]
    assert 'value="40"' in seen[0]
    assert state(issue)[0] == "ready"
    assert issue.step == ""


class TestStopping:
    def test_the_author_stops_it_and_the_attempt_is_dropped(
        self, client: Client, inspector: User, issue: Issue, printed: Printed
    ) -> None:
        address = reverse("reports:stop_making", args=[issue.uuid])
        client.force_login(inspector)

        def stop(hearing: Hearing) -> bytes:
            assert hearing.is_wanted()
            client.post(address)
            assert not hearing.is_wanted()
            return PDF

        again = printed(stop)
        tasks.make_pdf(issue.pk)
        assert state(issue)[0] == "failed"
        assert issue.failure.startswith("It was stopped")
        assert (issue.pdf, again) == (None, [])
        events = AuditEvent.objects.about(issue.inspection)
        assert events.filter(verb="report.stopped", by=inspector).count() == 1
        refused = client.post(address, follow=True).content.decode()
        assert "no longer being made" in refused

    def test_what_waits_is_stopped_over_the_api(
        self, client: Client, inspector: User, issue: Issue
    ) -> None:
        client.force_login(inspector)
        address = reverse("api:draftissue-stop-making", args=[issue.uuid])
        assert call(client, address).json()["state"] == "failed"
        assert call(client, address).status_code == 409

    def test_others_may_not(self, issue: Issue, force_lead: User, moment: datetime) -> None:
        with pytest.raises(PermissionDenied):
            actions.stop_making(issue, by=force_lead, at=moment)

    def test_what_is_made_is_left_alone(
        self, issue: Issue, inspector: User, printed: Printed, moment: datetime
    ) -> None:
        printed(lambda hearing: PDF)
        tasks.make_pdf(issue.pk)
        with pytest.raises(RuleBroken, match="no longer being made"):
            actions.stop_making(issue, by=inspector, at=moment)


class TestTheSameContent:
    @pytest.fixture
    def ready(self, issue: Issue, printed: Printed) -> Issue:
        printed(lambda hearing: PDF)
        tasks.make_pdf(issue.pk)
        printed(failing(AssertionError("It was made twice.")))
        issue.refresh_from_db()
        return issue

    @pytest.fixture
    def twin(self, ready: Issue, moment: datetime) -> Issue:
        """Another issue that says the same."""
        return Issue.objects.create(
            inspection=ready.inspection,
            number=2,
            purpose=ready.purpose,
            template=ready.template,
            content=ready.content,
            content_sha256=ready.content_sha256,
            requested_by=ready.requested_by,
            requested_at=moment,
        )

    def test_is_not_made_twice(self, ready: Issue, twin: Issue) -> None:
        tasks.make_pdf(twin.pk)
        assert state(twin)[0] == "ready"
        assert (bytes(twin.pdf or b""), twin.pdf_sha256) == (PDF, ready.pdf_sha256)

    def test_is_made_again_by_another_edition(
        self, twin: Issue, printed: Printed, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rendering, "edition", lambda: "0" * 64)
        printed(lambda hearing: b"%PDF another")
        tasks.make_pdf(twin.pk)
        assert state(twin)[0] == "ready"
        assert bytes(twin.pdf or b"") == b"%PDF another"

    def test_a_draft_that_says_what_the_last_said_is_that_one(
        self, ready: Issue, inspector: User, moment: datetime
    ) -> None:
        later = moment + timedelta(hours=1)
        draft = ready.inspection
        assert actions.make_draft(draft, by=inspector, at=later) == ready
        draft.findings.update(heading="Another heading")
        assert actions.make_draft(draft, by=inspector, at=later).number == 2


def test_the_edition_is_that_of_all_that_rendering_is_made_of() -> None:
    """But for what bounds the child."""
    modules = grimp.build_graph(*OWN, cache_dir=None)
    told = "inspection_portal.reports.rendering"
    used = modules.find_upstream_modules(told, as_package=True) | modules.find_descendants(told)
    used -= {"inspection_portal.core.children", "inspection_portal.reports.prose"}
    known = {path.relative_to(fingerprint.ROOT) for path in fingerprint._files()}
    assert {Path(*each.split(".")).with_suffix(".py") for each in used} <= known


def test_the_edition_is_that_of_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    before = rendering.edition()
    monkeypatch.setattr("inspection_portal.reports.rendering.fingerprint.version", lambda name: "0")
    assert rendering.edition() == before, "It is worked out once in a process."
    assert rendering.edition.__wrapped__() != before
