"""What the portal tells each role, asked for once: most of the time of these tests is asking."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.access.table import Row
from tests.access.world import routes

Clients: TypeAlias = Mapping[str, Client]
MADE_AT = "docProps/core.xml"
PASSING = {"Expires", "RateLimit"}


def address(row: Row, uuid: UUID | None = None) -> str:
    known = {name: uuid for name in routes()[row.name] if name not in row.also}
    return reverse(row.name, kwargs={**known, **row.also})


@dataclass(frozen=True)
class Answer:
    """What is told: the code, the headers but those that tell the second or what was asked before,
    and the content; None for that of a stream, of which nothing was read.
    """

    code: int
    headers: Mapping[str, str]
    content: bytes | None

    @classmethod
    def of(cls, response: HttpResponse) -> "Answer":
        lasting = {name: value for name, value in response.items() if name not in PASSING}
        content = None if response.streaming else response.content
        return cls(response.status_code, lasting, content)

    @classmethod
    def whole(cls, response: HttpResponse) -> "Answer":
        """The answer with its content, streamed or not."""
        answer = cls.of(response)
        if answer.content is None:
            return replace(answer, content=b"".join(response.streaming_content))
        return answer

    @property
    def text(self) -> str:
        """What it says; a workbook with its parts unpacked, but for when it was made."""
        assert self.content is not None
        if not self.content.startswith(b"PK"):
            return self.content.decode(errors="replace")
        with zipfile.ZipFile(io.BytesIO(self.content)) as workbook:
            names = [name for name in workbook.namelist() if name != MADE_AT]
            return "".join(workbook.read(name).decode(errors="replace") for name in names)


def ask(client: Client, method: str, url: str) -> Answer:
    """The answer; whatever the request changed is undone. The API is sent JSON."""
    is_sent = method != "get" and url.startswith("/api/")
    form = {"content_type": "application/json"} if is_sent else {}
    with transaction.atomic():
        answer = Answer.of(getattr(client, method)(url, **form))
        transaction.set_rollback(True)
    return answer


class Answers:
    """Answers by role, method and address, in a world that every test leaves as it was.

    What a crawl was told in passing is not asked for again to see its code.
    """

    def __init__(self, clients: Clients) -> None:
        self._clients = clients
        self._known: dict[tuple[str, str, str], Answer] = {}
        self._read: dict[tuple[str, str], Answer] = {}

    def get(self, role: str, method: str, url: str) -> Answer:
        if method == "get" and (role, url) in self._read:
            return self._read[role, url]
        key = role, method, url
        if key not in self._known:
            self._known[key] = ask(self._clients[role], method, url)
        return self._known[key]

    def read(self, role: str, url: str) -> Answer:
        """All that the role gets there; what that records stays for the rest of the test."""
        if (role, url) not in self._read:
            self._read[role, url] = Answer.whole(self._clients[role].get(url))
        return self._read[role, url]
