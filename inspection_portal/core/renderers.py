"""How answers of the API are written down."""

from typing import Any

import orjson
from rest_framework.renderers import BaseRenderer

CSV, NDJSON = "text/csv", "application/x-ndjson"


def as_json(data: object) -> bytes:
    """The data as JSON in UTF-8; texts that wait for their language are told in that of now."""
    return orjson.dumps(data, default=str, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_UTC_Z)


class JsonRenderer(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, *_: object) -> bytes:
        return b"" if data is None else as_json(data)


class LinesRenderer(JsonRenderer):
    """A list as a row of JSON in each line. What is no list, a refusal, is told as one object."""

    media_type = NDJSON
    format = "ndjson"


class CsvRenderer(JsonRenderer):
    """A list as a table. What is no list, a refusal, is told as JSON."""

    media_type = CSV
    format = "csv"
