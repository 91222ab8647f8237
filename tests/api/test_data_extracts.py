"""Extracts of national systems over the API: uploaded, checked, confirmed or cancelled."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from disruptions import tasks
from disruptions.models import DataExtract, Disruption
from forces.models import Body
from inspection_portal.core.models import User
from tests.factories import DataExtractFactory, ThreatFactory
from tests.pages import wrong

pytestmark = pytest.mark.django_db
URL = "/api/v1/data-extracts/"
HEADINGS = "Ref,Threat,Force,Event date,Record date,Type,Category,Narrative,Moderation"


def upload(client: Client, *rows: str, **told: str) -> Any:
    file = SimpleUploadedFile("march.csv", "\n".join((HEADINGS, *rows)).encode())
    form = {"kind": "disruptions", "taken_on": "2026-03-01", **told}
    return client.post(f"{URL}upload/", {**form, "file": file})


def press(client: Client, address: str) -> Any:
    return client.post(address, content_type="application/json")


def test_is_checked_and_loaded_once_it_is_confirmed(as_inspector: Client, force: Body) -> None:
    threat = ThreatFactory(body=force)
    good = f"D1,{threat.reference},{force},2026-01-05,2026-01-06,Lead,Major,A raid.,Moderated"
    made = upload(as_inspector, good, good.replace("2026-01-05", "soon")).json()
    assert (made["state"], made["counts"], made["first"]) == ("uploaded", {}, [])
    one = f"{URL}{made['uuid']}/"
    assert as_inspector.get(f"{one}refused/").status_code == 409
    assert press(as_inspector, f"{one}confirm/").status_code == 409
    extract = DataExtract.objects.get()
    tasks.work_on_extract(extract.pk)
    checked = as_inspector.get(one).json()
    assert (checked["state"], checked["counts"]["new"]) == ("checked", 1)
    [refused] = checked["first"]
    assert (refused["row"], refused["column"], refused["value"]) == (3, "D", "soon")
    lines = b"".join(as_inspector.get(f"{one}refused/").streaming_content).splitlines()
    assert lines[1].startswith(b"3,D,Event date,soon,")
    assert press(as_inspector, f"{one}confirm/").json()["state"] == "confirmed"
    tasks.work_on_extract(extract.pk)
    assert as_inspector.get(URL).json()["results"][0]["state"] == "loaded"
    assert Disruption.objects.get().reference == "D1"
    answer = press(as_inspector, f"{one}cancel/")
    assert (answer.status_code, answer.json()["detail"]) == (
        *(409, "Extract “march.csv” is loaded already."),
    )


def test_what_is_sent_wrongly_is_refused(as_inspector: Client) -> None:
    empty = as_inspector.post(f"{URL}upload/", {})
    assert set(wrong(empty)) == {"/kind", "/file", "/taken_on"}
    assert upload(as_inspector, taken_on="2090-03-01").status_code == 409
    assert upload(as_inspector, kind="plans").status_code == 400
    assert not DataExtract.objects.exists()


def test_is_for_those_who_load_extracts(client: Client, force_lead: User) -> None:
    extract = DataExtractFactory()
    client.force_login(force_lead)
    assert client.get(URL).json()["results"] == []
    assert upload(client).status_code == 403
    assert press(client, f"{URL}{extract.uuid}/cancel/").status_code == 404
