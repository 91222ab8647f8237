"""The project’s own code and templates, as text and as syntax trees."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("inspection_portal", "forces", "findings", "recommendations", "disruptions")
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
