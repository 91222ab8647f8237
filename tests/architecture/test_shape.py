"""The shape of the house that import-linter cannot see: what points where, and who writes."""

import ast

import pytest
from django.apps import apps
from django.db.models import Model

from tests.architecture.source import (
    PACKAGES,
    ROOT,
    code,
    functions,
    named,
    nodes,
    read,
    sources,
    tree,
    where,
)

# The lower an app stands, the smaller its number; the apps of Django stand below all.
LAYERS = {
    "core": 1,
    "forces": 2,
    "findings": 3,
    "recommendations": 4,
    "disruptions": 4,
    "reports": 5,
    "home": 6,
}

# What writes besides actions and tasks: the audit trail, and the tools that actions write with.
TOOLS_OF_ACTIONS = {
    "inspection_portal/core/audit.py",
    "inspection_portal/core/editing.py",
    "inspection_portal/core/reference.py",
    "inspection_portal/core/models/people.py",
    "inspection_portal/core/drafts.py",
    "inspection_portal/core/outbox.py",
    "inspection_portal/core/sending.py",
    "inspection_portal/core/submissions.py",
    "inspection_portal/core/repeating.py",
    "inspection_portal/core/webhooks/sending.py",
    "inspection_portal/core/webhooks/telling.py",
}

# Actions by another name, demonstration people and programs, whose secrets are known, what writes a
# file and no row, and rows that are always rolled back.
ALSO_WRITE = {
    "inspection_portal/reports/backloading.py",
    "inspection_portal/reports/desk.py",
    "inspection_portal/reports/reloading.py",
    "inspection_portal/home/demo/people.py",
    "inspection_portal/home/demo/programs.py",
    "inspection_portal/reports/rendering/word_parts.py",
    "disruptions/scoring/planting.py",
    "disruptions/scoring/records.py",
}
WRITES = {
    "save",
    "delete",
    "create",
    "acreate",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
    "create_user",
}
QUERYSETS = {"objects", "filter", "exclude", "all", "get_queryset", "_default_manager"}
METHODS_SAID = {"require_safe", "require_GET", "require_POST", "require_http_methods"}

# What takes seconds to import, and needs libraries that the rest of the portal does without.
MAY_IMPORT_LATE = {"inspection_portal/reports/rendering/printing.py"}

# Files that vouch for HTML, each escaping or cleaning it in the same line or the one before.
MAY_VOUCH_FOR_HTML = {
    "inspection_portal/core/components.py",
    "inspection_portal/core/gds.py",
    "inspection_portal/reports/prose/rendering.py",
    "inspection_portal/reports/rendering/sections.py",
}


def names_in_decorators(function: ast.FunctionDef) -> set[str]:
    return {
        node.id
        for decorator in function.decorator_list
        for node in ast.walk(decorator)
        if isinstance(node, ast.Name)
    }


def is_view(function: ast.FunctionDef) -> bool:
    """Whether it answers a request, and is not a part of a view that does."""
    answers = isinstance(function.returns, ast.Name) and "Response" in function.returns.id
    return answers and not function.name.startswith("_")


def chain(call: ast.Call) -> list[str]:
    """The names in `Model.objects.filter(…).update(…)`, the last first."""
    names, node = [], call.func
    while isinstance(node, ast.Attribute | ast.Call):
        if isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        else:
            node = node.func
    return names


def writes(call: ast.Call) -> bool:
    names = chain(call)
    if not names:
        return False
    return names[0] in WRITES or (names[0] == "update" and bool(QUERYSETS & set(names[1:])))


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in LAYERS]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_foreign_keys_point_down(model: type[Model]) -> None:
    for field in model._meta.get_fields():
        if field.concrete and field.is_relation:
            label = field.related_model._meta.app_label  # type: ignore[union-attr]
            assert LAYERS.get(label, 0) <= LAYERS[model._meta.app_label], field


def test_only_actions_and_tasks_write() -> None:
    assert [
        where(path, node)
        for path in sources()
        if path.as_posix() not in TOOLS_OF_ACTIONS | ALSO_WRITE
        if path.stem not in ("actions", "tasks") and "actions" not in path.parts
        for node in nodes(path, ast.Call)
        if writes(node)
    ] == []


def test_no_model_hides_work_in_save() -> None:
    hiding = {"save", "delete", "save_base"}
    found = [where(path, node) for path in code("models") for node in named(path, hiding)]
    assert found == []


def test_no_form_saves() -> None:
    assert [where(path, node) for path in code("forms") for node in named(path, {"save"})] == []


def test_there_are_no_signals() -> None:
    assert [
        where(path, node)
        for path in sources()
        for node in nodes(path, ast.ImportFrom)
        if "dispatch" in (node.module or "") or (node.module or "").endswith(".signals")
    ] == []


def test_no_import_hides_in_a_function() -> None:
    assert [
        where(path, node)
        for path in sources()
        if path.as_posix() not in MAY_IMPORT_LATE
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ] == []


def test_every_view_says_which_methods_it_takes() -> None:
    assert [
        f"{where(path, function)} {function.name}"
        for path in code("views")
        if path.stem != "support"
        for function in tree(path).body
        if isinstance(function, ast.FunctionDef) and is_view(function)
        if not METHODS_SAID & names_in_decorators(function)
    ] == []


def test_only_named_files_vouch_for_html() -> None:
    vouching = {path.as_posix() for path in sources() if "mark_safe" in read(path)}
    assert vouching <= MAY_VOUCH_FOR_HTML


def test_the_top_level_is_fixed() -> None:
    """A new package at the top would be a new part of the house: it needs a decision."""
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages == {*PACKAGES, "tests"}


@pytest.mark.parametrize(
    ("line", "caught"),
    [
        ("row.save()", True),
        ("Finding.objects.create(kind=1)", True),
        ("Finding.objects.filter(pk=1).update(kind=1)", True),
        ("Finding.objects.filter(pk=1).delete()", True),
        ("self.get_queryset().update(kind=1)", True),
        ("values.update(kind=1)", False),
        ("Finding.objects.filter(pk=1).exists()", False),
    ],
)
def test_a_planted_write_is_caught(line: str, caught: bool) -> None:
    call = next(node for node in ast.walk(ast.parse(line)) if isinstance(node, ast.Call))
    assert writes(call) is caught
