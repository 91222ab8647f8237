"""What schemathesis does beside its own work, loaded by schemathesis.toml: it names rows that there
are, looks for what is another body's, starts each operation on the same rows, and counts.
"""

import atexit
import io
import json
import os
import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from uuid import uuid4
from zlib import crc32

import requests
import schemathesis
from schemathesis import Case, CheckContext, HookContext, Response

from inspection_portal.local.postgres import Cluster

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
WORD = re.compile(r"canary\d+bird")
HIDDEN = re.compile(f"{UUID.pattern}|{WORD.pattern}")
KEY = re.compile(r"[!-~]{1,255}")
VERSION = re.compile(r'"\d+"')
# One of so many identifiers is of a row that the peer may not see; and so many versions are old.
ONE_IN = 4
# The web server refuses such an address before the portal sees it.
TOO_LONG = 414
# Operations that may change rows before all are put back as they were, which takes a second.
WRITERS = 40
# What stands in an address and has its meaning from an answer before it.
OF_ANSWERS = {"cursor", "fields"}

settings = json.loads(Path(os.environ["FUZZ_SETTINGS"]).read_text())
peer = settings["peer"]
hidden = peer["hidden"]
cluster = Cluster(Path(settings["cluster"]["folder"]), port=settings["cluster"]["port"])
asked: Counter[str] = Counter()
failures: Counter[str] = Counter()
touched: set[str] = set()
written: set[str] = set()


def a_row(pools: tuple[list[str], list[str]], chance: int) -> str | None:
    """The identifier of one of the rows; None where there is none."""
    own, others = pools
    pool = (others if chance % ONE_IN == 0 else own) or own or others
    return pool[chance // ONE_IN % len(pool)] if pool else None


def with_rows(value: Any, name: str, chance: int) -> Any:
    """What is sent, with each identifier in it replaced by that of a row the field may name."""
    if isinstance(value, dict):
        return {key: with_rows(inner, key, chance) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_rows(inner, name, chance + at) for at, inner in enumerate(value)]
    if isinstance(value, str) and UUID.fullmatch(value) and name in peer["fields"]:
        return a_row(peer["fields"][name], chance) or value
    return value


@schemathesis.hook
def before_load_schema(context: HookContext, raw_schema: dict[str, Any]) -> None:
    for path in raw_schema["paths"].values():
        for operation in path.values():
            known = operation["parameters"]
            operation["parameters"] = [each for each in known if each["name"] not in OF_ANSWERS]


@schemathesis.hook
def map_case(context: HookContext, case: Case) -> Case:
    chance = crc32(repr((case.path_parameters, case.query, case.body)).encode())
    resource = case.operation.path.split("/")[3]
    for name, value in (case.path_parameters or {}).items():
        if UUID.fullmatch(str(value)) and (row := a_row(peer["resources"][resource], chance)):
            case.path_parameters[name] = row
    if case.query:
        case.query = with_rows(case.query, "", chance)
    if isinstance(case.body, dict | list):
        case.body = with_rows(case.body, "", chance)
    return case


@schemathesis.hook
def before_call(context: HookContext, case: Case, kwargs: dict[str, Any]) -> None:
    start_afresh(case)
    headers = case.headers or {}
    if KEY.fullmatch(str(headers.get("Idempotency-Key", ""))):
        headers["Idempotency-Key"] = str(uuid4())
    seen = headers.get("If-Match")
    if seen and VERSION.fullmatch(str(seen)) and crc32(case.id.encode()) % ONE_IN:
        headers["If-Match"] = version_of(case, kwargs) or seen


def start_afresh(case: Case) -> None:
    """The rows as they were, where another operation may have changed them."""
    label = case.operation.label
    if len(touched - {label}) >= WRITERS:
        cluster.copy_database(settings["template"], settings["database"])
        touched.clear()
    if case.method not in ("GET", "HEAD", "OPTIONS"):
        touched.add(label)


def version_of(case: Case, kwargs: dict[str, Any]) -> str | None:
    """The version that the row has now, as `ETag` tells it."""
    row = "/".join(case.operation.path.split("/")[:5]).format(**case.path_parameters)
    bearer = {"Authorization": f"Bearer {peer['token']}"}
    return requests.get(f"{settings['url']}{row}/", headers=bearer, timeout=60).headers.get("ETag")


def text_of(content: bytes) -> str:
    """What an answer says; of a workbook or a Word document, all its parts."""
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "".join(text_of(parts.read(name)) for name in parts.namelist())


@schemathesis.check
def no_object_of_another_body(ctx: CheckContext, response: Response, case: Case) -> None:
    asked[f"{response.request.method} {case.operation.path} {response.status_code}"] += 1
    sent = f"{unquote(str(response.request.url))} {response.request.body!r}"
    told = f"{response.headers} {text_of(response.content)}"
    # The generator takes words from wherever it finds them: what it wrote, it may read again.
    written.update(WORD.findall(sent))
    found = {each for each in HIDDEN.findall(told) if each in hidden and each not in sent} - written
    assert not found, (
        f"{peer['name']} is told {sorted({f'{hidden[each]} {each}' for each in found})}"
    )


@schemathesis.hook
def filter_failure(context: HookContext, failure: Any, case: Case, response: Response) -> bool:
    """Counts it, and lets it stand: but for an address longer than the web server takes."""
    if response.status_code == TOO_LONG:
        return False
    failures[f"{type(failure).__name__} {case.operation.label} {response.status_code}"] += 1
    return True


@atexit.register
def write_down() -> None:
    counted = {"asked": asked, "failures": failures}
    Path(settings["counts"]).write_text(json.dumps(counted))
