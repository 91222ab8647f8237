"""Words of drafts and internal notes are nowhere to be read by those they are not for."""

import io
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.conftest import Clients
from tests.access.table import TABLE
from tests.access.test_table import address
from tests.access.world import STATES, World
from tests.factories import (
    CauseOfConcernFactory,
    FindingFactory,
    InspectedBodyFactory,
    InspectionFactory,
    JudgmentFactory,
    RecommendationFactory,
)

OUTSIDERS = (
    "off_team",
    "operator",
    "administrator",
    "force_lead",
    "other_lead",
    "contributor",
    "policing_body",
)
TRAILS = ("audit", "history", "readers")
LINK = re.compile(r'href="([^"#]+)')
CANARY = re.compile(r"canary\d+bird")
# Where a body reads what it is given to check.
GIVEN_OUT = re.compile(r"/(extracts|challenges)/")
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"')


def everything_asked_for(world: World) -> Iterator[str]:
    """Every address that can be got, with every object in it."""
    for row in TABLE:
        for state in STATES if row.get else ():
            uuid = world.objects[state].get(row.of)
            if uuid or not row.of:
                yield address(row, uuid)
        if row.get and row.of in world.in_check:
            yield address(row, world.in_check[row.of])
    kinds = ("finding", "judgment", "section", "recommendation", "inspectedbody", "evidence")
    for kind in (*kinds, "workinggrade", "blindgrade"):
        app = "recommendations" if kind == "recommendation" else "findings"
        own = "chapter" if kind == "inspectedbody" else kind
        for state in STATES:
            of = f"{app}.{kind}", world.objects[state][own]
            yield from (reverse(f"home:{page}", args=of) for page in TRAILS)
    for state in STATES:
        yield reverse("reports:issue", args=[world.objects[state]["draft_issue"]])


def text_of(content: bytes) -> str:
    """What an answer says; a workbook with all its parts unpacked."""
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as workbook:
        return "".join(workbook.read(name).decode() for name in workbook.namelist())


def crawl(client: Client, first: list[str]) -> dict[str, str]:
    """Everything that can be got from there by following links, each address once.

    The links of the gallery are samples, most of them to itself.
    """
    waiting, read = list(dict.fromkeys(first)), {}
    while waiting:
        url = waiting.pop()
        if url in read:
            continue
        response = client.get(url)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        read[url] = f"{response.headers}\n{text_of(body)}"
        leads_on = response.status_code == 200 and url != reverse("home:gallery")
        for link in LINK.findall(read[url]) if leads_on else ():
            found = urljoin(url, link.replace("&amp;", "&"))
            parts = urlsplit(found)
            if not parts.scheme and not parts.path.startswith(("/static/", "/accounts/")):
                waiting.append(found)
    return read


def test_the_team_reads_every_canary(world: World, clients: Clients) -> None:
    """The crawl would find what leaks: for the team it finds all there is."""
    read = crawl(clients["on_team"], [*everything_asked_for(world)])
    seen = {canary for page in read.values() for canary in CANARY.findall(page)}
    missed = {world.canaries.secret[canary] for canary in world.canaries.secret.keys() - seen}
    assert missed == set()
    assert seen.isdisjoint(world.canaries.closed), "A closed passage is read with a reason only."


@pytest.mark.parametrize("role", OUTSIDERS)
def test_no_outsider_reads_a_canary(role: str, world: World, clients: Clients) -> None:
    read = crawl(clients[role], [*everything_asked_for(world)])
    known = world.canaries.secret | world.canaries.closed
    leaks = {
        (url, known[canary])
        for url, page in read.items()
        for canary in CANARY.findall(page)
        if not (GIVEN_OUT.search(url) and role in world.canaries.given.get(canary, ()))
    }
    assert leaks == set()
    assert len(read) > len(TABLE)


@pytest.mark.parametrize("role", ["force_lead", "contributor"])
def test_a_body_reads_all_of_its_own_extract(role: str, world: World, clients: Clients) -> None:
    read = crawl(clients[role], [reverse("home:home")])
    seen = {canary for page in read.values() for canary in CANARY.findall(page)}
    given = world.canaries.given
    missed = {world.canaries.secret[word] for word in given if role in given[word]} - {
        world.canaries.secret[word] for word in seen
    }
    assert missed == set()


@pytest.mark.parametrize("role", OUTSIDERS)
def test_drafts_leave_no_trace(role: str, world: World, clients: Clients) -> None:
    """Totals, pages and lists stay the same when ten more drafts are written."""

    def lists() -> dict[str, str]:
        urls = [address(row) for row in TABLE if row.get and not row.of]
        pages = {url: clients[role].get(url) for url in urls if "health" not in url}
        return {
            url: CHANGING.sub("", text_of(page.content))
            for url, page in pages.items()
            if not page.streaming and not url.endswith("/xlsx/")
        }

    before = lists()
    for _ in range(10):
        inspection = InspectionFactory(region=world.force.memberships.get().region)
        chapter = InspectedBodyFactory(inspection=inspection, body=world.force)
        RecommendationFactory(finding=CauseOfConcernFactory(chapter=chapter))
        FindingFactory(chapter=chapter)
        JudgmentFactory(inspected_body=chapter)
    assert lists() == before
