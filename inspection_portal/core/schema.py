"""What the description of the API says beyond its models."""

from typing import Any

PROBLEM = {
    "type": "object",
    "properties": {"detail": {"type": "string", "description": "What happened, in a sentence."}},
    "required": ["detail"],
}
REFUSED_PARAMETERS = {
    "type": "object",
    "description": "For each parameter refused, why.",
    "additionalProperties": {"type": "array", "items": {"type": "string"}},
}


def _answer(description: str, schema: str) -> dict[str, Any]:
    content = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    return {"description": description, "content": {"application/json": content}}


CHANGE_REFUSED = {
    "403": _answer("You may read it, and not change it.", "Problem"),
    "409": _answer("A rule refuses the change, or somebody else was faster.", "Problem"),
}


STREAMED = {
    "application/x-ndjson": "Each row as an object, in a line of its own.",
    "text/csv": "A heading, and a line for each row; lists and objects stand in a cell as JSON.",
}


def describe_streams(result: dict[str, Any], **kwargs: object) -> dict[str, Any]:
    """Say of lists what they are as streams."""
    for path in result["paths"].values():
        for operation in path.values():
            content = operation["responses"].get("200", {}).get("content", {})
            for media_type in STREAMED.keys() & content.keys():
                schema = {"type": "string", "description": STREAMED[media_type]}
                content[media_type] = {"schema": schema}
    return result


def describe_refusals(result: dict[str, Any], **kwargs: object) -> dict[str, Any]:
    """Add to every operation the answers to whoever asks for what they can't have."""
    result["components"]["schemas"] |= {
        "Problem": PROBLEM,
        "RefusedParameters": REFUSED_PARAMETERS,
    }
    for path in result["paths"].values():
        for method, operation in path.items():
            operation.setdefault("parameters", [])
            operation["responses"] |= CHANGE_REFUSED if method == "post" else {}
            operation["responses"] |= {
                "400": _answer("A parameter is unknown or has no sense.", "RefusedParameters"),
                "401": _answer("Nobody is signed in.", "Problem"),
                "404": _answer("It does not exist, or is not for you to see.", "Problem"),
            }
    return result
