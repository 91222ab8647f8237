"""What was promised of the API is kept, and what would break it is told apart from what adds."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from inspection_portal.core import promises

DOCS = Path(__file__).resolve().parents[2] / "docs" / "api"
Change = Callable[[SimpleNamespace], object]
ROW, OTHER = "#/components/schemas/Row", "#/components/schemas/Other"


def described() -> dict[str, Any]:
    """A description of one list, and of one verb that takes and answers a row."""
    row: dict[str, Any] = {
        "type": "object",
        "properties": {
            "name": {"type": "string", "maxLength": 20, "description": "What it is called."},
            "kind": {"enum": ["a", "b"], "type": "string"},
            "count": {"type": ["integer", "null"], "minimum": 0},
            "parts": {"type": "array", "items": {"$ref": ROW}},
        },
        "required": ["name"],
    }
    sent = deepcopy(row)
    sent["properties"]["parts"]["items"]["$ref"] = "#/components/schemas/Sent"
    content = {"application/json": {"schema": {"$ref": ROW}}}
    region = {"name": "region", "in": "query", "schema": {"type": "string", "format": "uuid"}}
    return {
        "components": {"schemas": {"Row": row, "Sent": sent}},
        "paths": {
            "/rows/": {
                "get": {"parameters": [region], "responses": {"200": {"content": content}}},
                "post": {
                    "requestBody": {
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Sent"}}
                        }
                    },
                    "responses": {"200": {}},
                },
            }
        },
    }


def told(change: Change) -> list[str]:
    """What breaks by a change of the operations and of the schemas that they name."""
    after = described()
    operations, schemas = after["paths"]["/rows/"], after["components"]["schemas"]
    named = {"answered": schemas["Row"], "sent": schemas["Sent"]}
    change(SimpleNamespace(paths=after["paths"], operations=operations, **operations, **named))
    return promises.broken(promises.of(described()), promises.of(after))


@pytest.mark.parametrize(
    ("change", "breaks"),
    [
        (lambda it: it.paths.clear(), "GET /rows/: it is gone"),
        (lambda it: it.operations.pop("post"), "POST /rows/: it is gone"),
        (lambda it: it.get["parameters"].clear(), "GET /rows/: query region is gone"),
        (
            lambda it: it.get["parameters"][0].update(required=True),
            "GET /rows/: query region is required",
        ),
        (
            lambda it: it.get["parameters"].append(
                {"name": "x", "in": "query", "required": True, "schema": {}}
            ),
            "GET /rows/: query x is required",
        ),
        (
            lambda it: it.get["parameters"][0]["schema"].update(format="date"),
            "GET /rows/: query region is of another format",
        ),
        (
            lambda it: it.get["responses"]["200"]["content"].clear(),
            "GET /rows/: content answered is no longer application/json",
        ),
        (
            lambda it: it.answered["properties"].pop("kind"),
            "GET /rows/: content answered/kind is gone",
        ),
        (
            lambda it: it.answered["required"].clear(),
            "GET /rows/: content answered/name may be left out",
        ),
        (
            lambda it: it.answered["properties"]["name"].update(type=["string", "null"]),
            "GET /rows/: content answered/name is of another type",
        ),
        (
            lambda it: it.answered["properties"]["count"].update(type="number"),
            "GET /rows/: content answered/count is of another type",
        ),
        (
            lambda it: it.answered["properties"]["parts"].update(items={"type": "string"}),
            "GET /rows/: content answered/parts/* is of another type",
        ),
        (lambda it: it.sent["properties"].pop("kind"), "POST /rows/: content sent/kind is gone"),
        (
            lambda it: it.sent["required"].append("kind"),
            "POST /rows/: content sent/kind is required",
        ),
        (
            lambda it: it.sent["properties"]["count"].update(type="integer"),
            "POST /rows/: content sent/count is of another type",
        ),
        (
            lambda it: it.sent["properties"]["name"].update(maxLength=10),
            "POST /rows/: content sent/name: maxLength is lower",
        ),
        (
            lambda it: it.sent["properties"]["count"].update(minimum=1),
            "POST /rows/: content sent/count: minimum is higher",
        ),
        (
            lambda it: it.sent["properties"]["name"].update(pattern="^x"),
            "POST /rows/: content sent/name: the pattern is another",
        ),
        (
            lambda it: it.sent["properties"]["kind"]["enum"].remove("b"),
            "POST /rows/: content sent/kind: b is not taken",
        ),
        (
            lambda it: it.sent["properties"]["name"].update(enum=["a"]),
            "POST /rows/: content sent/name: only some values are taken",
        ),
    ],
)
def test_what_breaks_a_program_is_named(change: Change, breaks: str) -> None:
    assert breaks in told(change)


@pytest.mark.parametrize(
    "change",
    [
        lambda it: None,
        lambda it: it.paths.update({"/more/": {"get": {"responses": {}}}}),
        lambda it: it.get["parameters"].append({"name": "x", "in": "query", "schema": {}}),
        lambda it: it.get.update(deprecated=True),
        lambda it: it.answered["properties"].update(more={"type": "string"}),
        lambda it: it.answered["required"].append("kind"),
        lambda it: it.answered["properties"]["kind"]["enum"].append("c"),
        lambda it: it.answered["properties"]["count"].update(type="integer"),
        lambda it: it.answered["properties"]["name"].update(description="Other words."),
        lambda it: it.sent["properties"].update(more={"type": "string"}),
        lambda it: it.sent["required"].clear(),
        lambda it: it.sent["properties"]["kind"]["enum"].append("c"),
        lambda it: it.sent["properties"]["count"].update(type=["number", "null"]),
        lambda it: it.sent["properties"]["name"].update(maxLength=30),
        lambda it: it.sent["properties"]["count"].pop("minimum"),
    ],
)
def test_what_only_adds_breaks_nothing(change: Change) -> None:
    assert told(change) == []


def test_what_was_deprecated_may_be_gone() -> None:
    before, after = described(), described()
    before["paths"]["/rows/"]["get"]["deprecated"] = True
    del after["paths"]["/rows/"]["get"]
    assert promises.broken(promises.of(before), promises.of(after)) == []


def test_a_schema_may_be_put_together_otherwise() -> None:
    after = described()
    named = {"type": "string", "enum": ["a"]}
    after["components"]["schemas"] |= {"Kind": named, "Other": {"enum": ["b"]}}
    kind = {"oneOf": [{"$ref": "#/components/schemas/Kind"}, {"allOf": [{"$ref": OTHER}]}]}
    for name in ("Row", "Sent"):
        after["components"]["schemas"][name]["properties"]["kind"] = kind
    assert promises.broken(promises.of(described()), promises.of(after)) == []


def test_what_is_written_is_read_again() -> None:
    made = promises.of(described())
    assert promises.read(promises.written(made)) == made


def test_what_was_promised_is_kept() -> None:
    """A change that breaks it is for a next version of the API: see docs/api/versioning.md."""
    promised = promises.read((DOCS / "promised.ndjson").read_text(encoding="utf-8"))
    now = yaml.safe_load((DOCS / "openapi.yaml").read_text(encoding="utf-8"))
    assert promises.broken(promised, promises.of(now)) == []
