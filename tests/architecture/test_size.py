"""How long files, functions and templates may be, and that nothing long stands twice."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from inspection_portal.reports.rendering import LAYOUTS
from tests.architecture.source import functions, read, sources, templates, where

# Red lines, in lines of code: docstrings do not count.
FILE, FUNCTION, ACTION, VIEW, TEMPLATE = 400, 50, 30, 25, 150

# From so many lines on what stands twice becomes a function or a component. Imports may agree.
TWICE = 8


def longest(path: Path) -> int:
    """How many lines a function in that file may have."""
    if path.stem == "views" or "views" in path.parts:
        return VIEW
    return ACTION if path.stem == "actions" or "actions" in path.parts else FUNCTION


def size(function: ast.FunctionDef) -> int:
    """The lines of a function from its name to its end, the docstring apart."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return lines
    docstring = function.body[0]
    return lines - ((docstring.end_lineno or 0) - docstring.lineno + 1)


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


def is_frozen(path: Path) -> bool:
    """Whether it is of a layout of reports that a later one was copied from, which stays as it was
    (ADR 0042).
    """
    return any(layout.removesuffix(".html") in path.as_posix() for layout in LAYOUTS[:-1])


def test_files_stay_within_their_length() -> None:
    assert [path for path in sources() if len(read(path).splitlines()) > FILE] == []


def test_functions_stay_within_their_length() -> None:
    assert [
        f"{where(path, function)} {function.name}"
        for path in sources()
        for function in functions(path)
        if size(function) > longest(path)
    ] == []


def test_templates_stay_within_their_length() -> None:
    assert [path for path in templates() if len(read(path).splitlines()) > TEMPLATE] == []


def test_nothing_long_stands_twice() -> None:
    texts = {path: read(path) for path in sources() + templates() if not is_frozen(path)}
    assert list(repeated(texts)) == []


class TestTheTestsThemselves:
    """A planted breach is caught: what is forbidden above is found where it stands."""

    @pytest.mark.parametrize(("number", "caught"), [(TWICE, True), (TWICE - 1, False)])
    @pytest.mark.parametrize("name", ["one.py", "one.html"])
    def test_repeated(self, name: str, number: int, caught: bool) -> None:
        alike = "\n".join(f"line_{n} = {n}\n" for n in range(number))
        texts = {Path(name): f"before = 1\n{alike}", Path(f"an{name}"): f"{alike}\nafter = 1"}
        assert bool(list(repeated(texts))) is caught

    def test_imports_may_agree(self) -> None:
        text = "from one import (\n" + "".join(f"    name_{n},\n" for n in range(TWICE)) + ")"
        assert list(repeated({Path("one.py"): text, Path("other.py"): text})) == []
