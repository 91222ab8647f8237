"""What the API promises, and which changes break it (docs/api/versioning.md)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from typing import Any

Schema = Mapping[str, Any]
# Operations by method and path, and schemas by name.
Promises = Mapping[str, Mapping[str, Any]]

KEPT = {
    *("$ref", "type", "enum", "format", "pattern", "items", "properties", "required", "allOf"),
    *("oneOf", "additionalProperties", "minLength", "maxLength", "minimum", "maximum", "minItems"),
    *("maxItems",),
}
UPPER, LOWER = ("maxLength", "maximum", "maxItems"), ("minLength", "minimum", "minItems")


def of(description: Mapping[str, Any]) -> Promises:
    """What a description in OpenAPI promises, without its words: an operation with its parameters,
    what it takes, and what it answers when all is well.
    """
    schemas = description.get("components", {}).get("schemas", {})
    return {
        "operations": {
            f"{method.upper()} {path}": _operation(operation)
            for path, operations in sorted(description["paths"].items())
            for method, operation in sorted(operations.items())
        },
        "schemas": {name: _bare(schema) for name, schema in sorted(schemas.items())},
    }


def written(promises: Promises) -> str:
    """The promises with each in a line."""
    lines = (
        json.dumps([kind, name, promise], sort_keys=True, ensure_ascii=False)
        for kind, named in promises.items()
        for name, promise in named.items()
    )
    return "\n".join(lines) + "\n"


def read(text: str) -> Promises:
    promises: dict[str, dict[str, Any]] = {"operations": {}, "schemas": {}}
    for line in text.splitlines():
        kind, name, promise = json.loads(line)
        promises[kind][name] = promise
    return promises


def broken(before: Promises, after: Promises) -> list[str]:
    """Each promise that is not kept, as a line. A deprecated operation may be gone, and codes may
    be added to what is answered.
    """
    comparison = _Comparison(before["schemas"], after["schemas"])
    return [
        f"{name}: {what}"
        for name, old in before["operations"].items()
        for what in comparison.of_operation(old, after["operations"].get(name))
    ]


def _operation(told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "deprecated": told.get("deprecated", False),
        "parameters": {
            f"{each['in']} {each['name']}": {
                "required": each.get("required", False),
                "schema": _bare(each["schema"]),
            }
            for each in told.get("parameters", [])
        },
        "takes": _contents(told.get("requestBody", {})),
        "answers": _contents(told["responses"].get("200", {})),
    }


def _contents(told: Mapping[str, Any]) -> dict[str, Any]:
    contents = told.get("content", {})
    return {media_type: _bare(each.get("schema", {})) for media_type, each in contents.items()}


def _bare(schema: Any) -> Any:
    """The schema without what only people read."""
    if not isinstance(schema, Mapping):
        return schema
    bare = {name: value for name, value in schema.items() if name in KEPT}
    for name in ("items", "additionalProperties"):
        if name in bare:
            bare[name] = _bare(bare[name])
    for name in bare.keys() & {"allOf", "oneOf"}:
        bare[name] = [_bare(each) for each in bare[name]]
    if "properties" in bare:
        bare["properties"] = {name: _bare(each) for name, each in bare["properties"].items()}
    return bare


class _Comparison:
    """Compares what was promised with what is; each pair of named schemas once, each way."""

    def __init__(self, before: Mapping[str, Schema], after: Mapping[str, Schema]) -> None:
        self._before, self._after = before, after
        self._seen: set[tuple[str, str, bool]] = set()

    def of_operation(self, old: Schema, new: Schema | None) -> Iterator[str]:
        if new is None:
            if not old["deprecated"]:
                yield "it is gone"
            return
        yield from self._of_parameters(old["parameters"], new["parameters"])
        if new["takes"] and not old["takes"]:
            old = {**old, "takes": {each: {"type": "object"} for each in new["takes"]}}
        yield from self._of_contents(old["takes"], new["takes"], is_sent=True)
        yield from self._of_contents(old["answers"], new["answers"], is_sent=False)

    def _of_parameters(self, old: Schema, new: Schema) -> Iterator[str]:
        yield from (f"{name} is gone" for name in old.keys() - new.keys())
        for name, each in new.items():
            before = old.get(name, {"required": False, "schema": None})
            if each["required"] and not before["required"]:
                yield f"{name} is required"
            if before["schema"] is not None:
                yield from self._of(before["schema"], each["schema"], name, is_sent=True)

    def _of_contents(self, old: Schema, new: Schema, *, is_sent: bool) -> Iterator[str]:
        for media_type, schema in old.items():
            what = "content sent" if is_sent else "content answered"
            if media_type in new:
                yield from self._of(schema, new[media_type], what, is_sent=is_sent)
            else:
                yield f"{what} is no longer {media_type}"

    def _of(self, told_before: Schema, told: Schema, at: str, *, is_sent: bool) -> Iterator[str]:
        """What of a schema is broken, at that place in the content."""
        if "$ref" in told_before and "$ref" in told:
            pair = (told_before["$ref"], told["$ref"], is_sent)
            if pair in self._seen:
                return
            self._seen.add(pair)
        old, new = _whole(told_before, self._before), _whole(told, self._after)
        wider, narrower = (new, old) if is_sent else (old, new)
        if not _covers(_types(wider), _types(narrower)):
            yield f"{at} is of another type"
        if _differs(old, new, "format", is_sent=is_sent):
            yield f"{at} is of another format"
        if is_sent:
            yield from (f"{at}: {what}" for what in _narrowed(old, new))
        yield from self._of_properties(old, new, at, is_sent=is_sent)
        for name in ("items", "additionalProperties"):
            inner, now = old.get(name), new.get(name)
            if isinstance(inner, Mapping) and isinstance(now, Mapping):
                yield from self._of(inner, now, f"{at}/*", is_sent=is_sent)

    def _of_properties(self, old: Schema, new: Schema, at: str, *, is_sent: bool) -> Iterator[str]:
        before, after = old.get("properties", {}), new.get("properties", {})
        needed, given = set(old.get("required", ())), set(new.get("required", ()))
        if is_sent:
            yield from (f"{at}/{name} is required" for name in sorted(given - needed))
        else:
            lost = (needed - given) & after.keys()
            yield from (f"{at}/{name} may be left out" for name in sorted(lost))
        for name, schema in before.items():
            if name in after:
                yield from self._of(schema, after[name], f"{at}/{name}", is_sent=is_sent)
            else:
                yield f"{at}/{name} is gone"


def _whole(schema: Schema, named: Mapping[str, Schema]) -> dict[str, Any]:
    """The schema with those that it names or is put together of in it."""
    whole = {name: value for name, value in schema.items() if name not in ("allOf", "oneOf")}
    if reference := whole.pop("$ref", ""):
        whole = {**_whole(named[reference.rpartition("/")[2]], named), **whole}
    for part in schema.get("allOf", ()):
        whole = {**_whole(part, named), **whole}
    if choices := [_whole(each, named) for each in schema.get("oneOf", ())]:
        any_of_them: dict[str, Any] = reduce(_either, choices)
        whole = {**any_of_them, **whole}
    return whole


def _either(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """What holds of what may be the one or the other."""
    both = {**other, **one}
    types = [_types(one), _types(other)]
    both["type"] = sorted(types[0] | types[1]) if all(types) else []
    if "enum" in one and "enum" in other:
        both["enum"] = [*one["enum"], *other["enum"]]
    else:
        both.pop("enum", None)
    return both


def _types(schema: Schema) -> set[str]:
    """The types that it may be of; none where it may be of any."""
    told = schema.get("type", [])
    types = {told} if isinstance(told, str) else set(told)
    if not types and "enum" in schema:
        return {"null" if value is None else "string" for value in schema["enum"]}
    return types


def _covers(wider: set[str], narrower: set[str]) -> bool:
    of_numbers = {"integer"} if "number" in wider else set()
    return not wider or (bool(narrower) and narrower <= wider | of_numbers)


def _differs(old: Schema, new: Schema, name: str, *, is_sent: bool) -> bool:
    """Whether it is another; it may come where it is answered, and go where it is sent."""
    before, after = old.get(name), new.get(name)
    return before != after and (after if is_sent else before) is not None


def _narrowed(old: Schema, new: Schema) -> Iterator[str]:
    """Values that were taken and are not any more."""
    if "enum" in new:
        lost: Iterable[Any] = [each for each in old.get("enum", ()) if each not in new["enum"]]
        yield from (f"{value} is not taken" for value in lost)
        if "enum" not in old:
            yield "only some values are taken"
    if _differs(old, new, "pattern", is_sent=True):
        yield "the pattern is another"
    for name in UPPER:
        if name in new and new[name] < old.get(name, float("inf")):
            yield f"{name} is lower"
    for name in LOWER:
        if name in new and new[name] > old.get(name, float("-inf")):
            yield f"{name} is higher"
