"""What is kept of every row: each model has its row history, or a reason to have none."""

import importlib
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import BinaryField, Model

from inspection_portal.celery import app
from inspection_portal.core.history import RowEvent
from inspection_portal.core.recording import RecordedCommand, RecordedTask
from tests.architecture.source import code
from tests.architecture.test_shape import LAYERS

# The words of a password, and files, are never kept twice.
NEVER_KEPT = {"password"}

WITHOUT_HISTORY = {
    "core.AuditEvent": "only ever added to",
    "core.AuditLink": "only ever added to",
    "core.AuditCheck": "only ever added to",
    "findings.JudgmentStep": "only ever added to",
    "disruptions.CheckCount": "a count of rows that have a history; those of past days stand",
    "disruptions.PlanSettings": "only ever added to",
    "disruptions.DataExtract": "how far a job is; what people do with it is in the audit trail",
    "disruptions.DataExtractPiece": "a piece of a file, until its extract has ended",
    "disruptions.DisruptionCount": "counted from the disruptions, which have a history",
    "disruptions.DisruptionStandard": "only ever added to",
    "disruptions.DistinctEvents": "only ever added to",
    "disruptions.FilterSet": "only ever added to",
    "disruptions.Snapshot": "frozen once it is sealed, in the transaction that writes it",
    "disruptions.SnapshotPart": "only ever added to",
    "disruptions.Moderation": "only ever added to",
    "disruptions.PlanShingle": "made from the entries, which have a history",
    "disruptions.PlanToCompare": "a plan that waits to be compared",
    "disruptions.PlanCopy": "what the comparison found, until the next one",
    "recommendations.BodyRules": "only ever added to",
    "recommendations.DueCount": "counted from the entries, which have a history",
    "recommendations.StatusChange": "only ever added to",
    "recommendations.ProgressUpdate": "only ever added to",
    "recommendations.Reminder": "a ledger: each line is written once and goes one way",
    "recommendations.TrackerImport": "an upload that waits a day for its own uploader",
    "core.Attempt": "a line of a log, for as long as its delivery is kept",
    "core.Delivery": "an event and its sending, which no one edits",
    "core.EndpointSecret": "what no copy is to be kept of; the audit trail tells of each",
    "core.Event": "only ever added to, and deleted when nothing is left to deliver",
    "disruptions.PlanError": "what the last count found, until the next one",
    "core.KeptAnswer": "what was answered lately, kept for a day",
    "core.OwnDraft": "what a person has not saved yet is theirs alone",
    "core.Submission": "the mark of a form that was sent, for some days",
    "core.Message": "a message and its sending, which no one edits",
    "core.Sweep": "the last run of a job",
    "findings.Presence": "who has a page open at the moment",
}


def models() -> list[type[Model]]:
    found = apps.get_models(include_auto_created=True)
    return [
        model
        for model in found
        if model._meta.app_label in LAYERS
        and not issubclass(model, RowEvent)
        and not model._meta.proxy
    ]


def history_of(model: type[Model]) -> type[RowEvent] | None:
    tables = {
        event.pgh_tracked_model._meta.db_table: event
        for event in apps.get_models()
        if issubclass(event, RowEvent)
    }
    return tables.get(model._meta.db_table)


def commands() -> list[Path]:
    return [path for path in code("commands") if path.stem != "__init__"]


@pytest.mark.parametrize("model", models(), ids=lambda model: model._meta.label)
def test_every_model_has_a_history_or_a_reason(model: type[Model]) -> None:
    assert (history_of(model) is None) == (model._meta.label in WITHOUT_HISTORY)


def test_reasons_are_of_models_that_exist() -> None:
    assert set(WITHOUT_HISTORY) <= {model._meta.label for model in models()}


@pytest.mark.parametrize("model", models(), ids=lambda model: model._meta.label)
def test_history_holds_no_secret_and_no_file(model: type[Model]) -> None:
    history = history_of(model)
    for field in history._meta.fields if history else ():
        assert field.name not in NEVER_KEPT
        assert not isinstance(field, BinaryField)


@pytest.mark.django_db
def test_every_history_is_closed_to_the_portal() -> None:
    """It adds versions by the triggers; none of its rights or triggers lets it change one."""
    with connection.cursor() as cursor:
        for event in apps.get_models():
            if issubclass(event, RowEvent):
                table = event._meta.db_table
                cursor.execute(
                    "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass"
                    " AND tgname LIKE 'pgtrigger_append_only%%' AND tgenabled = 'O'",
                    [table],
                )
                assert cursor.fetchone() == (1,), table
                cursor.execute("SELECT has_table_privilege(%s, 'TRUNCATE')", [table])
                assert cursor.fetchone() == (False,), table


@pytest.mark.parametrize("path", commands(), ids=lambda path: path.stem)
def test_history_names_the_command(path: Path) -> None:
    module = importlib.import_module(".".join(path.with_suffix("").parts))
    assert issubclass(module.Command, RecordedCommand)


def test_history_names_the_task() -> None:
    ours = [task for name, task in app.tasks.items() if not name.startswith("celery.")]
    assert ours
    for task in ours:
        assert isinstance(task, RecordedTask), task.name
