"""The pages on which a lead uploads a tracker, looks at what it would do, and imports it."""

import csv
from collections.abc import Iterable
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from forces.models import Body
from inspection_portal.core.models import User
from inspection_portal.core.sheets import Limits
from recommendations.models import ProgressUpdate, RegisterEntry, TrackerImport
from recommendations.queries.trackers import UNKNOWN
from tests.factories import RegisterEntryFactory

UPLOAD = reverse("recommendations:tracker_import")
HEADINGS = ("Reference", "Position", "Target date", "Owner’s e-mail address", "Update")
DAY = localdate() + timedelta(days=40)


def a_csv(*rows: Iterable[str], headings: Iterable[str] = HEADINGS) -> bytes:
    text = StringIO()
    csv.writer(text).writerows([headings, *rows])
    return text.getvalue().encode()


def post(client: Client, content: bytes, name: str = "tracker.csv", policy: str = "take") -> str:
    """The form shown again: where the file is taken, this fails."""
    file = SimpleUploadedFile(name, content)
    response = client.post(UPLOAD, {"tracker": file, "policy": policy})
    assert response.status_code == 200
    assert not TrackerImport.objects.exists()
    return str(response.content.decode())


def upload(client: Client, content: bytes, name: str = "tracker.csv", policy: str = "take") -> str:
    """The preview."""
    file = SimpleUploadedFile(name, content)
    response = client.post(UPLOAD, {"tracker": file, "policy": policy}, follow=True)
    assert response.redirect_chain
    return str(response.content.decode())


def confirm(client: Client) -> str:
    kept = TrackerImport.objects.get()
    address = reverse("recommendations:tracker_confirm", args=[kept.uuid])
    return str(client.post(address, follow=True).content.decode())


def rejected(client: Client) -> list[dict[str, str]]:
    kept = TrackerImport.objects.get()
    response = client.get(reverse("recommendations:tracker_rejected", args=[kept.uuid]))
    return list(csv.DictReader(StringIO(response.content.decode("utf-8-sig")), strict=True))


def test_a_tracker_is_looked_at_and_imported(
    as_lead: Client, entry: RegisterEntry, force_contributor: User
) -> None:
    row = (entry.reference, "ongoing", f"{DAY:%d/%m/%Y}", force_contributor.email, "Half of it.")
    page = upload(as_lead, a_csv(row))
    assert "Awaiting allocation → In progress" in page
    assert f"Nobody → {force_contributor.name}" in page
    assert "Half of it." in page
    assert "Import 1 row<" in page
    assert not ProgressUpdate.objects.exists()
    done = confirm(as_lead)
    assert "The tracker is imported." in done
    assert "What was imported" in done
    entry.refresh_from_db()
    assert (entry.position, entry.target_on, entry.owner) == (
        *("in_progress", DAY),
        force_contributor,
    )


def test_confirming_twice_says_so_and_does_nothing(as_lead: Client, entry: RegisterEntry) -> None:
    upload(as_lead, a_csv((entry.reference, "", "", "", "Half of it.")))
    confirm(as_lead)
    assert "Upload it again where rows are left." in confirm(as_lead)
    assert ProgressUpdate.objects.count() == 1


def test_the_portals_own_files_can_be_imported(
    as_lead: Client, force: Body, force_lead: User
) -> None:
    kept = {"position": "depends", "depends_on_body": RegisterEntryFactory().body}
    RegisterEntryFactory(body=force, owner=force_lead, position="in_progress")
    RegisterEntryFactory(body=force, **kept)
    RegisterEntryFactory(body=force, status="complete", closed_on="2026-03-01")
    for kind in ("csv", "xlsx"):
        response = as_lead.get(reverse(f"recommendations:register_{kind}"), {"status": "any"})
        page = upload(as_lead, b"".join(response.streaming_content), f"register.{kind}")
        assert "There is nothing to import." in page
        assert "What can’t be imported" not in page
        assert "The column “Status” was not read" in page
        assert len(TrackerImport.objects.get().rows) == 3
        TrackerImport.objects.all().delete()


def test_rejected_rows_are_a_file_to_mend(as_lead: Client, entry: RegisterEntry) -> None:
    bad = (entry.reference, "", "soon", "", "=1+1")
    page = upload(as_lead, a_csv(bad, ("", "", "", "", "Whose?")))
    assert "Type the date as 31/12/2025 or 2025-12-31." in page
    first, second = rejected(as_lead)
    assert (first["Row"], first["Reference"], first["Update"]) == ("2", entry.reference, "'=1+1")
    assert "Type the date" in first["Why it was rejected"]
    assert second["Why it was rejected"] == "Type the reference."
    mended = [first[name].replace("soon", DAY.isoformat()) for name in first]
    TrackerImport.objects.all().delete()
    upload(as_lead, a_csv(mended, headings=first))
    confirm(as_lead)
    assert ProgressUpdate.objects.get().narrative == "=1+1"


def test_what_is_left_after_the_import_is_a_file_too(as_lead: Client, entry: RegisterEntry) -> None:
    upload(as_lead, a_csv((entry.reference, "", "", "", "Half."), ("report/none", "", "", "", "x")))
    assert "report/none" in confirm(as_lead)
    (row,) = rejected(as_lead)
    assert (row["Row"], row["Why it was rejected"]) == ("3", UNKNOWN)


def test_another_bodys_reference_is_told_from_no_unknown_one(
    as_lead: Client, other_force: Body
) -> None:
    """The canary: page and file say the same of both, and nothing of the entry."""
    theirs = RegisterEntryFactory(body=other_force)
    told = []
    for reference in (theirs.reference, theirs.reference[:-1] + "x"):
        page = upload(as_lead, a_csv((reference, "Closed", "", "", "Half.")))
        kept = TrackerImport.objects.get()
        (row,) = rejected(as_lead)
        assert theirs.asked not in page
        same = (page.split("<main")[1].split("</main>")[0], str(row))
        told.append([text.replace(reference, "…").replace(str(kept.uuid), "…") for text in same])
        kept.delete()
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("tracker.csv", b"", "The file is empty"),
        ("tracker.csv", b"\xef\xbb\xbf", "The file is empty"),
        ("tracker.csv", a_csv(), "There are no rows under the headings"),
        ("tracker.csv", b"x" * (Limits().bytes + 1), "The file is larger than 5 MB"),
        ("tracker.csv", b"Reference\n" + b"a/1\n" * 5001, "more than 5,000 rows"),
        ("tracker.csv", b"Reference,Update\na/1,\x93x\x94\n", "The file is not UTF-8"),
        ("tracker.csv", b"Reference,Update\na/1,x\0y\n", "has a forbidden character"),
        ("tracker.csv", b'Reference,Update\na/1,"x\n', "is never closed"),
        ("tracker.csv", b"Entry,Update\na/1,x\n", "There is no column “Reference”"),
        ("tracker.csv", b"Reference,Ref\na/1,x\n", "both mean “Reference”"),
        ("tracker.xlsx", b"Reference\na/1\n", "The file is not a workbook"),
        ("tracker.xls", b"Reference\na/1\n", "a workbook of the old form"),
        ("tracker.pdf", b"%PDF-1.7", "neither a workbook nor CSV"),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence(
    as_lead: Client, name: str, content: bytes, told: str
) -> None:
    assert told in post(as_lead, content, name)


def a_book(*cells: str, hidden: bool = False) -> bytes:
    """A workbook with a row of those cells; the sheet before it may be hidden."""
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        if hidden:
            book.add_worksheet("Old").hide()
        sheet = book.add_worksheet("Tracker")
        sheet.activate()
        sheet.set_first_sheet()
        sheet.merge_range("F1:H1", "Signed off by all of them")
        sheet.write_row(0, 0, HEADINGS)
        for place, cell in enumerate(cells):
            (sheet.write_formula if cell.startswith("=") else sheet.write_string)(1, place, cell)
    return file.getvalue()


def test_formulas_are_named_and_refused(as_lead: Client, entry: RegisterEntry) -> None:
    page = post(as_lead, a_book(entry.reference, "=1+1"), "tracker.xlsx")
    assert "Row 2, column B (Position): This holds a formula." in page


def test_what_is_not_read_is_said(as_lead: Client, entry: RegisterEntry) -> None:
    page = upload(as_lead, a_book(entry.reference, "Closed", hidden=True), "tracker.xlsx")
    assert "Not read: “Old” (hidden)." in page
    assert "Columns that are not known were not read: F (“Signed off by all of them”)." in page


def test_a_file_and_a_rule_are_asked_for(as_lead: Client) -> None:
    page = str(as_lead.post(UPLOAD, {}).content.decode())
    assert "Choose a file" in page
    assert "Choose what counts where the two differ" in page


def test_markup_is_shown_as_text(as_lead: Client, entry: RegisterEntry) -> None:
    payload = "<script>alert(1)</script>"
    page = upload(as_lead, a_csv((entry.reference, payload, "", "", payload), (payload,) * 5))
    assert payload not in page
    assert "&lt;script&gt;alert(1)" in page


def test_an_upload_is_gone_after_a_day(as_lead: Client, entry: RegisterEntry) -> None:
    upload(as_lead, a_csv((entry.reference, "", "", "", "Half.")))
    kept = TrackerImport.objects.get()
    TrackerImport.objects.update(uploaded_at=now() - timedelta(days=1))
    assert as_lead.get(kept.get_absolute_url()).status_code == 404


def test_the_register_leads_leads_to_it(
    client: Client, force_lead: User, force_contributor: User
) -> None:
    register = reverse("recommendations:register")
    for person, shown in ((force_lead, True), (force_contributor, False)):
        client.force_login(person)
        assert (UPLOAD in client.get(register).content.decode()) == shown
