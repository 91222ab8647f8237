"""Files of the register: what is filtered, as text and dates, and nothing hidden."""

import csv
import re
import zipfile
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from lxml import etree

from forces.models import Body
from inspection_portal.core import tables
from inspection_portal.core.models import AuditEvent, User
from inspection_portal.core.tables import plain
from recommendations import exports
from recommendations.models import RegisterEntry
from tests.factories import ImprovementEntryFactory, RegisterEntryFactory

CSV, XLSX = (reverse(f"recommendations:register_{name}") for name in ("csv", "xlsx"))
HEADINGS = [*(column.heading for column in exports.COLUMNS), "As at", "Marking"]


def csv_rows(client: Client, **query: str) -> list[dict[str, str]]:
    response = client.get(CSV, query)
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text), strict=True))


def parts_of(client: Client, **query: str) -> dict[str, bytes]:
    """The files that a workbook is made of."""
    response = client.get(XLSX, query)
    archive = zipfile.ZipFile(BytesIO(b"".join(response.streaming_content)))
    return {name: archive.read(name) for name in archive.namelist()}


def xlsx_rows(client: Client, **query: str) -> list[dict[str, str | date]]:
    """Each row by the headings of its columns; numbers, which are all dates, as dates."""
    sheet = etree.fromstring(parts_of(client, **query)["xl/worksheets/sheet1.xml"])
    heading, *rows = [dict(map(_cell, row)) for row in sheet.iterfind(".//{*}row")]
    return [{heading[column]: value for column, value in row.items()} for row in rows]


def _cell(cell: etree._Element) -> tuple[str, str | date]:
    column = cell.get("r", "").rstrip("0123456789")
    if cell.get("t") == "inlineStr":
        return column, "".join(cell.itertext())
    return column, date(1899, 12, 30) + timedelta(days=float("".join(cell.itertext())))


def test_a_csv_says_what_the_list_says(as_lead: Client, force: Body, force_lead: User) -> None:
    entry = RegisterEntryFactory(body=force, owner=force_lead, due_on=date(2020, 5, 1))
    assert csv_rows(as_lead) == [
        {
            "Reference": entry.reference,
            "Addressee": force.name,
            "Kind": "Recommendation",
            "What is asked": entry.asked,
            "Report": entry.source.inspection.title,
            "Published": "2026-02-02",
            "Due": "2020-05-01",
            "Deadline": "Overdue",
            "Own target": "",
            "Colour": "Red",
            "Status": "Awaiting review",
            "Position": "Awaiting allocation",
            "Closed": "",
            "Responsible": force_lead.name,
            "Demonstration data": "No",
            "Historic report": "No",
            "As at": localdate().isoformat(),
            "Marking": "OFFICIAL",
        }
    ]


def test_a_workbook_says_the_same_with_dates_as_dates(as_lead: Client, force: Body) -> None:
    entry = RegisterEntryFactory(body=force)
    (row,) = xlsx_rows(as_lead)
    assert list(row) == [
        name for name in HEADINGS if name not in ("Own target", "Closed", "Responsible")
    ]
    assert (row["What is asked"], row["Status"]) == (entry.asked, "Awaiting review")
    assert (row["Due"], row["Published"]) == (entry.due_on, entry.opened_on)


def test_files_hold_what_is_filtered_in_the_order_of_the_list(as_lead: Client, force: Body) -> None:
    late = RegisterEntryFactory(body=force, due_on=date(2026, 6, 1))
    early = RegisterEntryFactory(body=force, due_on=date(2026, 5, 1))
    ImprovementEntryFactory(body=force)
    for rows in (csv_rows, xlsx_rows):
        found = rows(as_lead, kind="recommendation", sort="-due", page=f"after-{late.uuid}")
        assert [row["What is asked"] for row in found] == [late.asked, early.asked]


def test_a_long_csv_comes_in_pieces(
    as_lead: Client, force: Body, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "CHUNK", 2)
    for _ in range(5):
        ImprovementEntryFactory(body=force)
    pieces = list(as_lead.get(CSV).streaming_content)
    assert [piece.count(b"\r\n") for piece in pieces] == [1, 2, 2, 1]


@pytest.mark.parametrize("url", [CSV, XLSX])
def test_filters_that_make_no_sense_lead_back_to_the_list(as_lead: Client, url: str) -> None:
    response = as_lead.get(url, {"status": "forgotten"})
    assert response.url == f"{reverse('recommendations:register')}?status=forgotten"
    assert not AuditEvent.objects.filter(verb="register.exported").exists()


@pytest.mark.parametrize(("url", "extension"), [(CSV, "csv"), (XLSX, "xlsx")])
def test_taking_a_file_is_audited(
    as_lead: Client, force_lead: User, url: str, extension: str
) -> None:
    response = as_lead.get(url, {"kind": "recommendation"})
    assert f'.{extension}"' in response["Content-Disposition"]
    event = AuditEvent.objects.get(verb="register.exported")
    assert event.by == force_lead
    chosen = {"status": ["open"], "kind": ["recommendation"]}
    assert event.detail == {"format": extension, "filters": chosen}


@pytest.mark.parametrize("url", [CSV, XLSX])
def test_what_is_no_filter_is_not_audited(as_lead: Client, url: str) -> None:
    assert as_lead.get(f"{url}?unknown=%00&words=%00&words=plan").status_code == 200
    event = AuditEvent.objects.get(verb="register.exported")
    assert event.detail["filters"] == {"status": ["open"], "words": ["plan"]}


# Spreadsheets run what looks like a formula


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "  =", "\xa0=", "\t", "\r", "\n", "＝"])
def test_what_looks_like_a_formula_is_made_text(start: str) -> None:
    assert plain(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["By 1 May, train.", "3 - 2 = 1", ""])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


def test_no_formula_reaches_a_file(as_lead: Client, force: Body) -> None:
    attack = '=HYPERLINK("http://example.org")'
    RegisterEntryFactory(body=force, asked=attack)
    assert csv_rows(as_lead)[0]["What is asked"] == f"'{attack}"
    sheet = parts_of(as_lead)["xl/worksheets/sheet1.xml"]
    assert etree.fromstring(sheet).find(".//{*}f") is None
    assert xlsx_rows(as_lead)[0]["What is asked"] == attack


def test_nothing_is_hidden_in_a_workbook(as_lead: Client, force: Body) -> None:
    RegisterEntryFactory(body=force)
    parts = {name: content.decode() for name, content in parts_of(as_lead).items()}
    everything = "".join(parts.values())
    assert [name for name in parts if "worksheets/" in name] == ["xl/worksheets/sheet1.xml"]
    assert not [name for name in parts if re.search("comment|cache|external|custom", name)]
    assert 'hidden="1"' not in everything
    assert "veryHidden" not in everything
    assert "definedName" not in everything
    core = parts["docProps/core.xml"]
    assert re.search("<dc:creator>(.*?)</dc:creator>", core)[1] == ""
    assert re.search("<cp:lastModifiedBy>(.*?)</cp:lastModifiedBy>", core)[1] == ""


def test_the_longest_register_is_read_in_chunks_of_one_query(
    as_lead: Client, force: Body, django_assert_num_queries: object
) -> None:
    for _ in range(3):
        RegisterEntryFactory(body=force)
    rows = exports.rows(RegisterEntry.objects.all(), date(2026, 3, 2))
    with django_assert_num_queries(2):  # the rules that colour entries, and the entries
        assert len(list(rows)) == 3
