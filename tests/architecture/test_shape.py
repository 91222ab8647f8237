"""The shape of the house that import-linter cannot see: what points where, who writes, how big."""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

import pytest
from django.apps import apps
from django.db.models import Model
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("inspection_portal", "forces", "findings", "recommendations", "disruptions")

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

# Red lines, in lines of code: docstrings do not count.
FILE, FUNCTION, ACTION, VIEW, TEMPLATE = 400, 50, 30, 25, 150
# From so many lines on what stands twice becomes a function or a component. Imports may agree.
TWICE = 8

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
}
# Actions by another name, demonstration people, who choose a password by the form, and what writes
# a file and no row.
ALSO_WRITE = {
    "inspection_portal/reports/backloading.py",
    "inspection_portal/home/demo/people.py",
    "inspection_portal/reports/papers/word.py",
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

# A list whose headings link to the page in another order needs the page's own address.
MAY_PASS_THE_PAGE_ON = {"templates/recommendations/register.html"}

# Files that vouch for HTML, each escaping or cleaning it in the same line or the one before.
MAY_VOUCH_FOR_HTML = {
    "inspection_portal/core/gds.py",
    "inspection_portal/reports/prose/rendering.py",
}

# Below these versions there are holes that are published.
FLOORS = (
    "Django>=5.2.19",
    "djangorestframework>=3.18.2",
    "weasyprint>=70.0",
    "django-allauth>=65.14.2",
)

INLINE = {
    "a script": re.compile(r"<script(?![^>]*\ssrc=)", re.I),
    "a style element": re.compile(r"<style[\s>]", re.I),
    "a style attribute": re.compile(r"<[^>]*\sstyle=", re.I),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+=", re.I),
    "a script address": re.compile(r"javascript:", re.I),
}
UNESCAPED = re.compile(r"\|\s*safe(?:seq)?\b|autoescape\s+off")
INCLUDE = re.compile(r"{%\s*include\s+[^%]*%}")


Node = TypeVar("Node", bound=ast.stmt | ast.expr)


@cache
def sources() -> list[Path]:
    """Our code, without migrations and the tools of a machine without services."""
    found = (path.relative_to(ROOT) for name in PACKAGES for path in (ROOT / name).rglob("*.py"))
    left_out = {"migrations", "local"}
    return sorted(path for path in found if not left_out & set(path.parts))


@cache
def templates() -> list[Path]:
    return sorted(path.relative_to(ROOT) for path in (ROOT / "templates").rglob("*.html"))


def code(only: str = "") -> list[Path]:
    """The sources that are the module of that name, or stand in the package of that name."""
    return [path for path in sources() if path.stem == only or only in path.parts]


@cache
def read(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(read(path))


def nodes(path: Path, kind: type[Node]) -> Iterator[Node]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, kind))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    return nodes(path, ast.FunctionDef)


def named(path: Path, names: set[str]) -> Iterator[ast.FunctionDef]:
    return (function for function in functions(path) if function.name in names)


def where(path: Path, node: ast.stmt | ast.expr) -> str:
    return f"{path}:{node.lineno}"


def longest(path: Path) -> int:
    """How many lines a function in that file may have."""
    if path.stem == "views" or "views" in path.parts:
        return VIEW
    return ACTION if path.stem == "actions" or "actions" in path.parts else FUNCTION


def names_in_decorators(function: ast.FunctionDef) -> set[str]:
    return {
        node.id
        for decorator in function.decorator_list
        for node in ast.walk(decorator)
        if isinstance(node, ast.Name)
    }


def size(function: ast.FunctionDef) -> int:
    """The lines of a function from its name to its end, the docstring apart."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return lines
    docstring = function.body[0]
    return lines - ((docstring.end_lineno or 0) - docstring.lineno + 1)


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


def telling(path: Path, text: str) -> list[str]:
    """The lines of a file that say something, without imports."""
    lines = [line.strip() for line in text.splitlines()]
    if path.suffix == ".py":
        for node in ast.parse(text).body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                for number in range(node.lineno, (node.end_lineno or 0) + 1):
                    lines[number - 1] = ""
    return [line for line in lines if re.search(r"\w{2}", line)]


def repeated(texts: Mapping[Path, str]) -> Iterator[tuple[Path, Path, str]]:
    """Files in which the same lines stand, and where those begin."""
    first: dict[tuple[str, ...], tuple[Path, int]] = {}
    for path, text in texts.items():
        lines = telling(path, text)
        for at in range(len(lines) - TWICE + 1):
            there, before = first.setdefault(tuple(lines[at : at + TWICE]), (path, at))
            if (there, before) != (path, at):
                yield there, path, lines[at]


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


def test_files_stay_within_their_length() -> None:
    assert [path for path in sources() if len(read(path).splitlines()) > FILE] == []


def test_functions_stay_within_their_length() -> None:
    assert [
        f"{where(path, function)} {function.name}"
        for path in sources()
        for function in functions(path)
        if size(function) > longest(path)
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


def test_templates_stay_within_their_length() -> None:
    assert [path for path in templates() if len(read(path).splitlines()) > TEMPLATE] == []


def test_templates_have_nothing_inline() -> None:
    assert [
        (path, what)
        for path in templates()
        for what, pattern in INLINE.items()
        if pattern.search(read(path))
    ] == []


def test_templates_escape_everything() -> None:
    assert [path for path in templates() if UNESCAPED.search(read(path))] == []


def test_parts_get_only_what_is_named() -> None:
    assert [
        (path, include)
        for path in templates()
        if path.as_posix() not in MAY_PASS_THE_PAGE_ON
        for include in INCLUDE.findall(read(path))
        if not re.search(r"\sonly\s*%}$", include)
    ] == []


def test_nothing_long_stands_twice() -> None:
    texts = {path: read(path) for path in sources() + templates()}
    assert list(repeated(texts)) == []


@pytest.mark.parametrize("floor", FLOORS)
def test_versions_with_known_holes_are_kept_out(floor: str) -> None:
    wanted = Requirement(floor)
    assert Version(version(wanted.name)) in wanted.specifier


@pytest.mark.parametrize("floor", FLOORS)
def test_the_lock_keeps_them_out_as_well(floor: str) -> None:
    wanted = Requirement(floor)
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pinned = re.search(rf"^{re.escape(wanted.name)}==([\w.]+)", lock, re.M | re.I)
    assert pinned
    assert Version(pinned[1]) in wanted.specifier


def test_the_top_level_is_fixed() -> None:
    """A new package at the top would be a new part of the house: it needs a decision."""
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages == {*PACKAGES, "tests"}


class TestTheTestsThemselves:
    """A planted breach is caught: what is forbidden above is found where it stands."""

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
    def test_writes(self, line: str, caught: bool) -> None:
        call = next(node for node in ast.walk(ast.parse(line)) if isinstance(node, ast.Call))
        assert writes(call) is caught

    @pytest.mark.parametrize(
        "html",
        [
            "<script>alert(1)</script>",
            '<script type="module">',
            "<style>p {}</style>",
            '<p class="x" style="color: red">',
            '<a href="#" onclick="go()">',
            '<a href="javascript:go()">',
        ],
    )
    def test_inline(self, html: str) -> None:
        assert any(pattern.search(html) for pattern in INLINE.values())

    @pytest.mark.parametrize(
        "html", ['<script src="/a.js"></script>', "<p data-on-change>", '<a href="?on=1">']
    )
    def test_not_inline(self, html: str) -> None:
        assert not any(pattern.search(html) for pattern in INLINE.values())

    @pytest.mark.parametrize(("number", "caught"), [(TWICE, True), (TWICE - 1, False)])
    @pytest.mark.parametrize("name", ["one.py", "one.html"])
    def test_repeated(self, name: str, number: int, caught: bool) -> None:
        alike = "\n".join(f"line_{n} = {n}\n" for n in range(number))
        texts = {Path(name): f"before = 1\n{alike}", Path(f"an{name}"): f"{alike}\nafter = 1"}
        assert bool(list(repeated(texts))) is caught

    def test_imports_may_agree(self) -> None:
        text = "from one import (\n" + "".join(f"    name_{n},\n" for n in range(TWICE)) + ")"
        assert list(repeated({Path("one.py"): text, Path("other.py"): text})) == []

    @pytest.mark.parametrize("text", ["{{ x|safe }}", "{{ x | safeseq }}", "{% autoescape off %}"])
    def test_unescaped(self, text: str) -> None:
        assert UNESCAPED.search(text)


def test_parts_that_hold_a_form_are_given_its_token() -> None:
    """Included with `only`, a part has no token of its own, and its button would be refused."""
    assert [
        (path, tag)
        for path in templates()
        for tag, part in re.findall(r'({% include "([^"]+)" [^%]*only %})', read(path))
        if "csrf_token" in read(Path("templates", part)) and "csrf_token=csrf_token" not in tag
    ] == []
