"""The pages on which an extract is uploaded, looked at, confirmed or cancelled."""

import gzip
import re
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from disruptions import tasks
from disruptions.models import DataExtract, Disruption, Threat
from forces.models import Body
from inspection_portal.core.models import AuditEvent, User
from tests.factories import DataExtractFactory

pytestmark = pytest.mark.django_db
LIST, UPLOAD = reverse("disruptions:extracts"), reverse("disruptions:extract_upload")
HEADINGS = "Ref,Threat,Force,Event date,Record date,Type,Category,Narrative,Moderation"
DAY = {"taken_on_day": "1", "taken_on_month": "3", "taken_on_year": "2026"}


def upload(client: Client, *rows: str, name: str = "march.csv", **typed: str) -> str:
    file = SimpleUploadedFile(name, "\n".join((HEADINGS, *rows)).encode())
    told = {"kind": "disruptions", "file": file, **DAY, **typed}
    return str(client.post(UPLOAD, told, follow=True).content.decode())


def page_of(client: Client, extract: DataExtract) -> str:
    return str(client.get(extract.get_absolute_url()).content.decode())


def press(client: Client, extract: DataExtract, verb: str) -> str:
    address = reverse(f"disruptions:extract_{verb}", args=[extract.uuid])
    return str(client.post(address, follow=True).content.decode())


def test_an_extract_is_looked_at_and_loaded(
    as_inspector: Client, force: Body, threat: Threat, inspector: User
) -> None:
    good = f"D1,{threat.reference},{force},2026-01-05,2026-01-06,Lead,Major,A raid.,Moderated"
    bad = f"D2,{threat.reference},{force},soon,2026-01-06,Lead,Major,A raid.,Moderated"
    page = upload(as_inspector, good, bad)
    assert "Waiting to be checked…" in page
    extract = DataExtract.objects.get()
    tasks.work_on_extract(extract.pk)
    preview = page_of(as_inspector, extract)
    assert "Load 1 row<" in preview
    assert "Event date" in preview
    assert "Type the date as 31/12/2025 or 2025-12-31." in preview
    assert not Disruption.objects.exists()

    refused = reverse("disruptions:extract_refused", args=[extract.uuid])
    lines = b"".join(as_inspector.get(refused).streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "Row,Column,Heading,Value,Reason,As at,Marking"
    assert lines[1].startswith("3,D,Event date,soon,")

    assert "You have confirmed the extract." in press(as_inspector, extract, "confirm")
    tasks.work_on_extract(extract.pk)
    assert "Loaded on" in page_of(as_inspector, extract)
    assert Disruption.objects.get().reference == "D1"
    told = [event.verb for event in AuditEvent.objects.about(extract).order_by("at", "pk")]
    assert {"data_extract.uploaded", "data_extract.exported", "data_extract.loaded"} <= set(told)
    assert "nothing to confirm" in press(as_inspector, extract, "confirm")


def test_a_cancelled_extract_is_not_loaded(as_inspector: Client) -> None:
    extract = DataExtractFactory()
    assert "and nothing was loaded" in press(as_inspector, extract, "cancel")
    assert "there is nothing to confirm" in press(as_inspector, extract, "confirm")
    assert "is cancelled already" in press(as_inspector, extract, "cancel")
    extract.refresh_from_db()
    assert extract.state == "cancelled"


def test_whoever_stops_a_load_is_told_that_they_asked(as_inspector: Client) -> None:
    extract = DataExtractFactory(state="loading", step="Waiting")
    page = press(as_inspector, extract, "cancel")
    assert "You have asked to stop it." in page
    assert "It is being stopped" in page
    waiting = DataExtractFactory(state="loading", step="Waiting")
    assert "Being loaded: another extract is loaded first…" in page_of(as_inspector, waiting)


def test_what_a_command_checked_is_loaded_by_it(as_inspector: Client) -> None:
    extract = DataExtractFactory()
    page = page_of(as_inspector, extract)
    assert "which keeps no file" in page
    assert "Load 3 rows" not in page
    assert "is not here. Upload it." in press(as_inspector, extract, "confirm")


def test_what_is_typed_wrongly_is_told(as_inspector: Client) -> None:
    page = upload(as_inspector, kind="", taken_on_day="31", taken_on_month="2")
    assert "Choose what is in the file" in page
    assert "Day the extract was taken must be a real date" in page
    assert "That day has not come yet." in upload(as_inspector, taken_on_year="2090")
    page = upload(as_inspector, name="TOP SECRET.csv")
    assert "error-summary" in page
    assert "Choose a file" in str(as_inspector.post(UPLOAD, {}).content.decode())
    assert not DataExtract.objects.exists()


def test_the_day_it_was_taken_is_typed_and_not_guessed(as_inspector: Client) -> None:
    """An old file sent without a thought would count as newer than what is here."""
    page = as_inspector.get(UPLOAD).content.decode()
    assert 'name="taken_on_day"' in page
    assert "Not the day on which you upload it." in page
    assert not re.search(r'name="taken_on_(day|month|year)"[^>]* value="\d', page)
    blank = upload(as_inspector, taken_on_day="", taken_on_month="", taken_on_year="")
    assert "error-summary" in blank
    assert not DataExtract.objects.exists()


def test_what_cannot_be_shown_is_not_told_as_nothing(as_inspector: Client) -> None:
    refusal = ["3", "D", "Event date", "", "This holds a formula. Copy the cell and paste its"]
    page = page_of(as_inspector, DataExtractFactory(first=[refusal]))
    assert "This holds a formula" in page
    assert "Nothing</span>" not in page


def test_a_file_that_cannot_be_read_says_why(as_inspector: Client) -> None:
    upload(as_inspector)
    extract = DataExtract.objects.get()
    tasks.work_on_extract(extract.pk)
    page = page_of(as_inspector, extract)
    extract.refresh_from_db()
    assert f"Nothing was loaded. {extract.refusal}" in page
    assert "Upload another file" in page
    assert f'href="{UPLOAD}"' in page
    refused = reverse("disruptions:extract_refused", args=[extract.uuid])
    answer = as_inspector.get(refused, follow=True)
    assert "is not checked, so there is no such file" in answer.content.decode()


def test_what_was_loaded_before_is_told(as_inspector: Client, inspector: User) -> None:
    ended = {"confirmed_by": inspector, "ended_at": datetime(2026, 4, 2, 9, tzinfo=UTC)}
    loaded = DataExtractFactory(state="loaded", taken_on=date(2026, 3, 2), **ended)
    extract = DataExtractFactory(sha256=loaded.sha256)
    page = page_of(as_inspector, extract)
    assert f"This very file was loaded on 2 April 2026 at 10:00am by {inspector}" in page
    assert "A later extract was loaded already" in page
    other = DataExtractFactory(kind="threats", sha256=loaded.sha256)
    assert "This very file" not in page_of(as_inspector, other)
    assert "later extract" not in page_of(as_inspector, other)


def test_the_bar_asks_again_until_the_job_is_done(as_inspector: Client) -> None:
    extract = DataExtractFactory(state="loading", step="Loading", done=30, total=40, counts={})
    asked = {"headers": {"HX-Request": "true"}}
    bar = as_inspector.get(extract.get_absolute_url(), **asked).content.decode()
    assert "Being loaded, 75%…" in bar
    assert "<h1" not in bar
    DataExtract.objects.update(state="loaded")
    assert as_inspector.get(extract.get_absolute_url(), **asked)["HX-Refresh"] == "true"


def test_differences_are_a_file(as_inspector: Client) -> None:
    packed = gzip.compress(b"Reference,What\r\nD1,changed\r\n")
    extract = DataExtractFactory(differences=packed, counts={"changed": 1, "new": 0})
    address = reverse("disruptions:extract_differences", args=[extract.uuid])
    assert address in page_of(as_inspector, extract)
    answer = as_inspector.get(address)
    assert b"".join(answer.streaming_content) == gzip.decompress(packed)
    assert "disruptions-2026-03-01-differences.csv" in answer["Content-Disposition"]


def test_the_list_tells_how_far_each_is(as_inspector: Client, assert_queries_do_not_grow) -> None:
    assert "No extract was uploaded yet" in as_inspector.get(LIST).content.decode()
    DataExtractFactory(state="uploaded", counts={})
    page = as_inspector.get(LIST).content.decode()
    assert "Waiting to be checked" in page
    assert "–" in page
    assert_queries_do_not_grow(LIST, DataExtractFactory)


def test_it_is_led_to_by_those_who_may(
    as_inspector: Client, client: Client, force_lead: User
) -> None:
    disruptions = reverse("disruptions:disruptions")
    assert LIST in as_inspector.get(disruptions).content.decode()
    client.force_login(force_lead)
    assert LIST not in client.get(disruptions).content.decode()
    assert client.get(LIST).status_code == 403
    assert client.get(DataExtractFactory().get_absolute_url()).status_code == 404
