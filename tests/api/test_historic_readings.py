"""The librarians' desk over the API: a report is uploaded, corrected and loaded."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from findings.models import Inspection
from inspection_portal.core.models import AuditEvent, User
from inspection_portal.reports.models import HistoricReading
from recommendations.models import RegisterEntry
from recommendations.queries import without_status
from tests.pages import signed_in, wrong
from tests.reports.test_desk import TEXT
from tests.reports.test_desk_pages import HEADING

URL = "/api/v1/historic-readings/"


@pytest.fixture
def client(publisher: User) -> Client:
    return signed_in(publisher)


def upload(client: Client, content: str = TEXT) -> Any:
    file = SimpleUploadedFile("london.txt", content.encode())
    return client.post(f"{URL}upload/", {"file": file, "published_on": "2023-05-19"})


def press(client: Client, verb: str, version: int | None = 1, **told: object) -> Any:
    address = f"{URL}{HistoricReading.objects.get().uuid}/{verb}/"
    headers = {} if version is None else {"If-Match": f'"{version}"'}
    return client.post(address, told, content_type="application/json", headers=headers)


def test_a_report_goes_from_its_file_into_the_register(client: Client) -> None:
    call_command("load_reference_data", stdout=io.StringIO())
    made = upload(client).json()
    assert (made["state"], made["to_look_at"], made["can_be_loaded"]) == ("read", 0, True)
    one = f"{URL}{made['uuid']}/"
    assert client.get(f"{one}file/").content == TEXT.encode()
    line = next(each for each in client.get(f"{one}lines/").json() if each["text"] == HEADING)
    assert (line["kind"], line["told"], line["matters"]) == ("narrative", "", [])
    assert (line["is_in_doubt"], line["is_recommended"], line["due"]) == (False, False, None)
    told = {"line": line["number"], "kind": "promising_practice"}
    assert press(client, "tell", **told).json()["version"] == 2
    assert client.get(f"{one}lines/").json()[line["number"] - 1]["told"] == told["kind"]
    loaded = press(client, "load", 2).json()
    inspection = Inspection.objects.get()
    assert (loaded["state"], loaded["inspection"]) == ("loaded", str(inspection.uuid))
    assert client.get(URL).json()["results"] == [client.get(one).json()]
    entry, *_ = without_status(inspection)
    stood = {"entries": [str(entry.uuid)], "status": "complete", "source": "A list"}
    press(client, "statuses", None, **stood, on="2024-03-01")
    assert RegisterEntry.objects.closed().get() == entry
    verbs = AuditEvent.objects.about(HistoricReading.objects.get()).values_list("verb", flat=True)
    assert {each.partition(".")[2] for each in verbs} == {
        "uploaded",
        "taken",
        "corrected",
        "loaded",
    }


def test_what_is_not_as_it_was_read_is_refused(client: Client) -> None:
    upload(client)
    assert press(client, "tell", None, line=1, kind="text").status_code == 428
    assert press(client, "tell", 7, line=1, kind="text").status_code == 412
    assert set(wrong(press(client, "tell", line=0, kind="poem"))) == {"/line", "/kind"}
    assert press(client, "tell", line=9_999, kind="text").status_code == 409
    assert press(client, "statuses", None).status_code == 404
    assert press(client, "date", published_on=None).json()["published_on"] is None
    assert press(client, "load", 2).status_code == 409
    assert press(client, "discard", 2).status_code == 200
    assert not HistoricReading.objects.exists()


def test_a_file_that_is_no_report_is_refused(client: Client, inspector: User) -> None:
    assert upload(client, "\0").status_code == 409
    assert set(wrong(client.post(f"{URL}upload/", {}))) == {"/file"}
    assert upload(signed_in(inspector)).status_code == 403
