"""Steps of a migration that take many things at once.

Django renders a new model anew together with all that it is related to, and django-pgtrigger does
so for each trigger. A hundred tables, most of them the row history of another, would take minutes.
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState
from pgtrigger.compiler import Trigger
from pgtrigger.migrations import TriggerOperationMixin


class Together(Operation):
    """Take the steps one after another, with all models rendered once before them and once after.

    Each step finds the models as they were before the first, and as they are after the last: a
    table that one of them creates needs nothing added by another.
    """

    category = OperationCategory.MIXED

    def __init__(self, steps: Sequence[Operation]) -> None:
        self.steps = steps

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)
        for step in self.steps:
            step.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for step in self.steps:
            step.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for step in reversed(self.steps):
            step.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(step.describe() for step in self.steps)


class AddTriggers(TriggerOperationMixin, Operation):
    """Install the compiled triggers on the table of the model, and note them in its state.

    The rendered model stays as it is: nothing reads triggers there.
    """

    category = OperationCategory.ADDITION

    def __init__(self, model_name: str, triggers: Sequence[Trigger]) -> None:
        self.model_name = model_name
        self.triggers = triggers

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        options = state.models[app_label, self.model_name].options
        options["triggers"] = [*options.get("triggers", []), *self.triggers]

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        statements = [trigger.install_sql for trigger in self.triggers]
        self._execute(statements, app_label, schema_editor, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        statements = [trigger.uninstall_sql for trigger in self.triggers]
        self._execute(statements, app_label, schema_editor, to_state)

    def describe(self) -> str:
        names = ", ".join(str(trigger.name) for trigger in self.triggers)
        return f"Create triggers {names} on model {self.model_name}"

    def _execute(
        self,
        statements: Sequence[str],
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        state: ProjectState,
    ) -> None:
        model: Any = state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model_trigger(schema_editor, model):
            for statement in statements:
                # A percent sign in it is PostgreSQL's, not a place for a value.
                schema_editor.execute(statement, params=None)
