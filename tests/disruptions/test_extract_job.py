"""The job of an extract: sent once it is waited for, on a queue of its own, and sent again."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from disruptions import actions, tasks
from disruptions.actions.extracts import JOB
from disruptions.models import DataExtract, Disruption, Threat
from forces.models import Body
from inspection_portal.celery import app
from inspection_portal.core.models import User
from tests.factories import DataExtractFactory

pytestmark = pytest.mark.django_db
HEADINGS = "Ref,Threat,Force,Event date,Record date,Type,Category,Narrative,Moderation"
Commits = Callable[..., AbstractContextManager[Any]]
Sent = list[tuple[str, list[int]]]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """The jobs that were sent: name and arguments."""
    jobs: Sent = []
    monkeypatch.setattr(app, "send_task", lambda name, args: jobs.append((name, args)))
    return jobs


def upload(by: User, at: datetime, *rows: str) -> DataExtract:
    content = "\n".join((HEADINGS, *rows)).encode()
    return actions.receive_extract(
        kind="disruptions",
        name="march.csv",
        pieces=[content],
        taken_on=date(2026, 3, 1),
        by=by,
        at=at,
    )


def test_a_job_checks_what_was_uploaded_and_loads_what_was_confirmed(
    django_capture_on_commit_callbacks: Commits,
    force: Body,
    threat: Threat,
    inspector: User,
    moment: datetime,
    sent: Sent,
) -> None:
    row = f"D1,{threat.reference},{force},2026-01-05,2026-01-06,Lead,Major,A raid.,Moderated"
    with django_capture_on_commit_callbacks(execute=True):
        extract = upload(inspector, moment, row)
    assert sent == [(JOB, [extract.pk])]
    for _ in ("once", "twice"):
        tasks.work_on_extract(extract.pk)
        extract.refresh_from_db()
        assert (extract.state, extract.counts["new"]) == ("checked", 1), extract.refusal
    assert not Disruption.objects.exists()

    with django_capture_on_commit_callbacks(execute=True):
        actions.confirm_extract(extract, by=inspector, at=moment)
    assert sent == [(JOB, [extract.pk])] * 2
    for _ in ("once", "twice"):
        tasks.work_on_extract(extract.pk)
        extract.refresh_from_db()
        assert extract.state == "loaded"
        assert Disruption.objects.get().reference == "D1"


def test_it_has_a_queue_of_its_own() -> None:
    assert tasks.work_on_extract.name == JOB
    assert app.amqp.router.route({}, JOB)["queue"].name == "extracts"


def test_what_was_lost_is_sent_again(
    monkeypatch: pytest.MonkeyPatch, inspector: User, moment: datetime
) -> None:
    long_ago, again = moment - timedelta(hours=1), []
    monkeypatch.setattr(tasks.work_on_extract, "delay", again.append)
    lost = DataExtractFactory(state="uploaded", moved_at=long_ago)
    stopped = upload(inspector, moment)
    DataExtract.objects.filter(pk=stopped.pk).update(state="checking", moved_at=long_ago)
    DataExtractFactory(state="checked")
    tasks.mend_extracts()
    assert sorted(again) == [lost.pk, stopped.pk]
    stopped.refresh_from_db()
    assert stopped.state == "uploaded"


def test_whoever_looks_after_jobs_sees_what_waits(client: Client, operator: User) -> None:
    client.force_login(operator)
    page = client.get(reverse("home:jobs")).content.decode()
    assert "every one that was confirmed is loaded" in page
    DataExtractFactory(state="uploaded", name="canary.csv")
    page = client.get(reverse("home:jobs")).content.decode()
    assert "Disruptions, taken on 1 March 2026" in page
    assert "canary" not in page
