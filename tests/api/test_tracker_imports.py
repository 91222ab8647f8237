"""A body's own tracker over the API: uploaded, looked at, and imported."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from inspection_portal.core.models import AuditEvent, User
from recommendations.models import RegisterEntry, TrackerImport
from tests.pages import wrong

URL = "/api/v1/tracker-imports/"
Upload = Callable[..., HttpResponse]


@pytest.fixture
def upload(client: Client, force_lead: User) -> Upload:
    """Sends lines of a CSV file, as the lead of `force` unless somebody else signs in."""
    client.force_login(force_lead)

    def do(*lines: str, policy: str = "take") -> HttpResponse:
        content = "\r\n".join(("Reference,Position,Update", *lines)).encode()
        file = SimpleUploadedFile("tracker.csv", content, "text/csv")
        return client.post(f"{URL}upload/", {"tracker": file, "policy": policy})

    return do


def test_is_shown_first_and_then_imported(
    upload: Upload, client: Client, entry: RegisterEntry
) -> None:
    answer = upload(f"{entry.reference},Pending sign-off,Half are trained.", "x/9,Closed,")
    assert answer.status_code == 200
    shown: dict[str, Any] = answer.json()  # type: ignore[attr-defined]
    (row,) = shown["changing"]
    assert (row["number"], row["reference"]) == (2, entry.reference)
    assert row["changes"][0] == {
        "field": "Position",
        "before": "Awaiting allocation",
        "after": "Pending sign-off",
        "is_kept": False,
    }
    assert "No entry of your body" in shown["rejected"][0]["reasons"][0]
    entry.refresh_from_db()
    assert entry.position == "awaiting_allocation"

    done = client.post(f"{URL}{shown['uuid']}/confirm/", {}, "application/json").json()
    assert done["counts"] == {"imported": 1, "kept": 0, "unchanged": 0, "rejected": 1}
    assert [each["number"] for each in done["rejected"]] == [3]
    entry.refresh_from_db()
    assert entry.position == "pending_sign_off"
    assert AuditEvent.objects.get().verb == "tracker.imported"
    assert client.post(f"{URL}{shown['uuid']}/confirm/", {}, "application/json").status_code == 409


def test_is_listed_and_read_by_its_uploader(
    upload: Upload, client: Client, entry: RegisterEntry, other_force_lead: User
) -> None:
    uuid = upload(f"{entry.reference},In progress,").json()["uuid"]  # type: ignore[attr-defined]
    assert [each["uuid"] for each in client.get(URL).json()["results"]] == [uuid]
    assert len(client.get(f"{URL}{uuid}/").json()["changing"]) == 1
    client.force_login(other_force_lead)
    assert client.get(URL).json()["results"] == []
    assert client.get(f"{URL}{uuid}/").status_code == 404
    assert client.post(f"{URL}{uuid}/confirm/").status_code == 404


def test_what_cannot_be_read_is_refused_in_the_words_of_the_page(
    upload: Upload, client: Client, entry: RegisterEntry, inspector: User
) -> None:
    refused = upload(f"{entry.reference},In progress,", policy="maybe")
    assert "/policy" in wrong(refused)
    empty = client.post(f"{URL}upload/", {"policy": "take"})
    assert wrong(empty) == {"/tracker": "Choose a file"}
    marked = upload(f"{entry.reference},In progress,TOP SECRET")
    assert marked.status_code == 409
    client.force_login(inspector)
    assert upload(f"{entry.reference},In progress,").status_code == 403
    assert not TrackerImport.objects.exists()
