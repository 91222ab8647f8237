"""Without Celery everything is written and sent all the same: `manage.py send_due`."""

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import CommandError, call_command

from forces.models import Body
from inspection_portal.core.models import Message, User
from inspection_portal.home import writers
from recommendations import actions, tasks
from recommendations.messages.saved_views import VIEW_TOLD
from tests.factories import RegisterEntryFactory
from tests.factories.recommendations import DUE_ON
from tests.recommendations.reminders import days_before, make_schedule, noon, on

# What beat calls besides: it sends, mends, counts, folds, tidies or looks after the portal itself.
WRITE_NO_MESSAGES = {
    "disruptions.tasks.compare_plans",
    "disruptions.tasks.count_checks",
    "disruptions.tasks.fold_disruption_counts",
    "disruptions.tasks.mend_extracts",
    "forces.tasks.forget_access_tokens",
    "inspection_portal.core.tasks.send_messages",
    "inspection_portal.core.tasks.send_webhooks",
    "inspection_portal.core.tasks.tidy",
    "inspection_portal.home.tasks.heartbeat",
    "inspection_portal.home.tasks.verify_audit",
    "inspection_portal.reports.tasks.mend_issues",
    "recommendations.tasks.fold_due_counts",
    "recommendations.tasks.forget_trackers",
}


def test_it_does_all_that_beat_does_to_write_messages() -> None:
    """A new task of beat is named among the one or the other."""
    called = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    written = {task.name for task in writers.WRITERS}
    assert called == WRITE_NO_MESSAGES | written
    assert not WRITE_NO_MESSAGES & written


@pytest.fixture
def _waiting(force: Body, force_lead: User) -> None:
    """A view that a lead follows, with a deadline of today in it."""
    make_schedule()
    RegisterEntryFactory(body=force)
    at = noon(days_before(DUE_ON, 2))
    view = actions.save_view(name="Ours", query={}, shared_with="", by=force_lead, at=at)
    actions.subscribe(view, rhythm="daily", by=force_lead, at=at)


@pytest.mark.django_db
@pytest.mark.usefixtures("_waiting")
def test_reminders_and_views_are_told() -> None:
    with on(DUE_ON):
        call_command("send_due")
    assert {each.subject.partition(":")[0] for each in mail.outbox} == {
        "Deadlines",
        "Your view “Ours”",
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("_waiting")
def test_one_that_fails_holds_up_no_other_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise ValueError("Nothing can be planned.")

    monkeypatch.setattr(tasks.actions, "sweep", fail)
    with on(DUE_ON), pytest.raises(CommandError, match="sweep_reminders"):
        call_command("send_due")
    assert [each.kind for each in Message.objects.all()] == [VIEW_TOLD]
    assert len(mail.outbox) == 1
