"""Reading JSON strictly (RFC 8259, I-JSON of RFC 7493): what two readers could take for two things
is refused, and named.
"""

import json
import math
import re
from collections.abc import Mapping
from typing import IO, Any

from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.parsers import JSONParser

from inspection_portal.core import uploads
from inspection_portal.core.problem_kinds import Refusal

MOST_BYTES = 1024 * 1024
DEEPEST = 20
LARGEST_INTEGER = 2**53 - 1
# NUL, which the database can't hold, and halves of a pair, which are no characters.
_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")

Path = tuple[str | int, ...]


class TooLarge(Refusal, code="too_large"):
    """What was sent is too large."""


class _Refused:
    """Stands in what was read for what is not taken, until its place is known."""

    def __init__(self, why: str) -> None:
        self.why = why


class StrictJSONParser(JSONParser):
    """The JSON of a request. Raises TooLarge, ParseError for what is no JSON, and ValidationError
    that names the place of what is.
    """

    most_bytes = MOST_BYTES

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        sent = stream.read(self.most_bytes + 1)
        if len(sent) > self.most_bytes:
            raise TooLarge
        return read(sent)


class JSONWithFileParser(StrictJSONParser):
    """JSON with a file in it, which is a third longer in Base64."""

    most_bytes = uploads.LARGEST * 4 // 3 + MOST_BYTES


def read(sent: bytes) -> Any:
    """What a body of JSON says. Raises ParseError and ValidationError."""
    try:
        told = json.loads(
            sent.decode("utf-8"),
            object_pairs_hook=_members,
            parse_int=_integer,
            parse_float=_number,
            parse_constant=lambda name: _Refused(f"{name} is no number in JSON."),
        )
    except UnicodeDecodeError as error:
        raise ParseError("The body is not UTF-8: send JSON in UTF-8.") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ParseError(f"The body is not JSON: {error.msg.lower()} at {where}.") from error
    except RecursionError as error:
        raise _too_deep() from error
    _check(told, ())
    return told


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                members[name] = _Refused("This name is given twice.")
            seen.add(name)
    return members


def _integer(text: str) -> int | _Refused:
    too_long = len(text) > len(str(-LARGEST_INTEGER))
    if too_long or abs(int(text)) > LARGEST_INTEGER:
        return _Refused("This number is too large.")
    return int(text)


def _number(text: str) -> float | _Refused:
    number = float(text)
    return number if math.isfinite(number) else _Refused("This number is too large.")


def _check(told: Any, path: Path) -> None:
    """Raise for the first thing in it that is not taken."""
    if isinstance(told, _Refused):
        raise _at(path, told.why)
    if isinstance(told, str):
        if _NO_CHARACTER.search(told):
            raise _at(path, "There is a character here that is none, such as U+0000.")
    elif isinstance(told, dict | list):
        if len(path) == DEEPEST:
            raise _too_deep()
        for name, inner in told.items() if isinstance(told, dict) else enumerate(told):
            if isinstance(name, str) and _NO_CHARACTER.search(name):
                raise _at(path, "There is a character in a name here that is none.")
            _check(inner, (*path, name))


def _at(path: Path, why: str) -> ValidationError:
    """The refusal as one of a serializer: each name on the way to the place, then why."""
    told: Any = [why]
    for name in reversed(path):
        told = {name: told}
    return ValidationError(told)


def _too_deep() -> ParseError:
    return ParseError(f"The JSON is nested too deeply: at most {DEEPEST} levels are read.")
