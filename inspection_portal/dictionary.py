"""What the fields of the API mean, and what one may hold: dictionary.toml, for its description."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from drf_spectacular.plumbing import get_lib_doc_excludes

from inspection_portal.core.api import In, SeenIn

SOURCE = Path(__file__).with_suffix(".toml")
# The same row as it is told, sent and edited.
FORM = re.compile(r"^(Patched)?(?P<of>.+?)(In|Out)?$")

Said = dict[str, Any]


@cache
def dictionary() -> Mapping[str, Mapping[str, str]]:
    """`words` and `examples` by the name of the field, or by schema and field."""
    return tomllib.loads(SOURCE.read_text(encoding="utf-8"))


def bases() -> list[type]:
    """The classes that say nothing of what is made of them."""
    return [In, SeenIn, *get_lib_doc_excludes()]  # type: ignore[no-untyped-call]


def describe_fields(result: Said, **kwargs: object) -> Said:
    """Say of every field and parameter what it means, and show what a text may look like."""
    for schema, form in result["components"]["schemas"].items():
        for field, said in form.get("properties", {}).items():
            _add(said, "description", _entry("words", schema, field))
            if is_text(said):
                _add(said, "examples", _example(said, _entry("examples", schema, field)))
    for parameter in _parameters(result):
        _add(parameter, "description", _entry("words", "", parameter["name"]))
    return result


def is_text(said: Said) -> bool:
    """Whether the type alone does not show what the field holds; of a list, what its items do."""
    kinds = said.get("type", ())
    if "array" in kinds:
        return is_text(said["items"])
    is_open = "format" not in said and "enum" not in said
    return "string" in kinds and (is_open or said.get("format") == "decimal")


def _entry(table: str, schema: str, field: str) -> str | None:
    known = dictionary()[table]
    told = FORM.fullmatch(schema)
    return known.get(f"{told['of'] if told else ''}.{field}", known.get(field))


def _example(said: Said, example: str | None) -> list[Any] | None:
    if example is None:
        return None
    return [[example]] if "array" in said["type"] else [example]


def _add(said: Said, what: str, value: object) -> None:
    if value is not None:
        said.setdefault(what, value)


def _parameters(result: Said) -> Iterator[Said]:
    for path in result["paths"].values():
        for operation in path.values():
            yield from operation.get("parameters", ())
