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


KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": (
        "Your own name for this request, new for each: sent again within 24 hours, it is done once "
        "and answered alike."
    ),
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}
CHANGE_REFUSED = {
    "403": _answer("You may read it, and not change it.", "Problem"),
    "409": _answer("A rule refuses the change, or somebody else was faster.", "Problem"),
    "413": _answer("What was sent is too large.", "Problem"),
    "415": _answer("What was sent is of a kind that is not read here.", "Problem"),
    "422": _answer("Another request was sent with this `Idempotency-Key`.", "Problem"),
}


def describe_refusals(result: dict[str, Any], **kwargs: object) -> dict[str, Any]:
    """Add to every operation the answers to whoever asks for what they can't have."""
    result["components"]["schemas"] |= {
        "Problem": PROBLEM,
        "RefusedParameters": REFUSED_PARAMETERS,
    }
    for path in result["paths"].values():
        for method, operation in path.items():
            parameters = operation.setdefault("parameters", [])
            parameters += [KEY] if method == "post" else []
            operation["responses"] |= CHANGE_REFUSED if method == "post" else {}
            operation["responses"] |= {
                "400": _answer("A parameter is unknown or has no sense.", "RefusedParameters"),
                "401": _answer("Nobody is signed in.", "Problem"),
                "404": _answer("It does not exist, or is not for you to see.", "Problem"),
                "429": _answer("Too much was asked in this minute: see `Retry-After`.", "Problem"),
            }
    return result
