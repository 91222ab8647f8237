"""The pages of the librarians' desk."""

import io
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from inspection_portal.core.models import User
from inspection_portal.reports import desk, structure
from inspection_portal.reports.models import HistoricReading
from recommendations.queries import without_status
from tests.factories import HistoricReadingFactory
from tests.pages import shown, signed_in
from tests.reports.test_corrections import DOUBTS
from tests.reports.test_desk import ON, TEXT
from tests.reports.texts import chapter, report

HEADING = "The force knows which threats matter"


@pytest.fixture
def client(publisher: User) -> Client:
    return signed_in(publisher)


@pytest.fixture
def row(publisher: User, moment: datetime) -> HistoricReading:
    return desk.upload_historic(
        name="london.txt", content=TEXT.encode(), published_on=ON, by=publisher, at=moment
    )


@pytest.fixture
def reference_data(db: None) -> None:
    call_command("load_reference_data", stdout=io.StringIO())


def url(verb: str, row: HistoricReading) -> str:
    return reverse(f"reports:historic{verb}", args=[row.uuid])


def hand_in(client: Client, name: str, content: bytes) -> str:
    file = SimpleUploadedFile(name, content)
    day = {"published_on_day": "19", "published_on_month": "5", "published_on_year": "2023"}
    answer = client.post(reverse("reports:historic_upload"), {"file": file, **day}, follow=True)
    return shown(answer)


def tell(client: Client, row: HistoricReading, text: str, kind: str, version: int = 1) -> str:
    told = {"place": row.lines.index(text), "kind": kind, "seen_version": version}
    return shown(client.post(url("_tell", row), told, follow=True))


def test_a_report_is_handed_in_and_shown(client: Client, reference_data: None) -> None:
    page = hand_in(client, "london.txt", TEXT.encode())
    assert "3 bodies of London" in page
    assert "British Transport Police</bdi>: Outstanding" in page
    assert "2 areas for improvement" in page
    assert "1 promising practice" in page
    assert "Every line is placed, and none is in doubt." in page
    assert "london.txt" in shown(client.get(reverse("reports:historic_readings")))
    assert HistoricReading.objects.get().published_on == ON


def test_a_file_that_is_no_report_is_refused_on_the_form(client: Client) -> None:
    page = hand_in(client, "london.docx", b"PK")
    assert "The file must be a PDF, text file (TXT) or web page (HTML)." in page
    assert not HistoricReading.objects.exists()


def test_markup_in_a_line_is_shown_as_text(client: Client) -> None:
    page = hand_in(client, "a.txt", b"A report\n<script>alert(1)</script>")
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_a_line_is_corrected_by_a_press(client: Client, row: HistoricReading) -> None:
    page = tell(client, row, HEADING, "promising_practice")
    assert "The report is read again with what you said of the line." in page
    assert "Settled" in page
    row.refresh_from_db()
    assert row.corrections == [[row.lines.index(HEADING), HEADING, "promising_practice"]]


def test_a_choice_that_is_none_is_refused(client: Client, row: HistoricReading) -> None:
    assert "Choose what the line is" in tell(client, row, HEADING, "poem")


def test_a_second_editor_is_told(client: Client, row: HistoricReading) -> None:
    tell(client, row, HEADING, "promising_practice")
    assert "has changed since you read it" in tell(client, row, HEADING, "narrative")


def test_what_must_be_looked_at_stands_first_and_leads_to_its_line(
    client: Client, row: HistoricReading
) -> None:
    page = tell(client, row, "Resources and skills", "understanding")
    place = row.lines.index("Resources and skills")
    assert "1 line to look at" in page
    assert page.index(f'#line-{place + 1}">Line {place + 1}') < page.index('id="lines"')
    assert "Keeps it from loading" in page
    assert "Load the report" not in page


def test_a_doubtful_line_is_marked_and_one_press_clears_it(
    client: Client, reference_data: None, publisher: User, moment: datetime
) -> None:
    content = DOUBTS.replace("north-coast", "south-west").encode()
    row = desk.upload_historic(
        name="doubts.txt", content=content, published_on=None, by=publisher, at=moment
    )
    page = shown(client.get(url("", row)))
    assert "4 lines to look at" in page
    assert page.count("Right as it is") == page.count('<details class="app-line__kinds" open') == 4
    place, line = row.lines.index("Where they sit"), "app-line--matters"
    assert line in page.split(f'id="line-{place + 1}"')[0].rpartition("<li")[2]
    told = {"place": place, "kind": "text", "seen_version": 1}
    answer = client.post(url("_tell", row), told)
    first = row.lines.index("The force should call back") + 1
    assert answer["Location"].endswith(f"#line-{first}")
    page = shown(client.get(url("", row)))
    assert "3 lines to look at" in page
    assert line not in page.split(f'id="line-{place + 1}"')[0].rpartition("<li")[2]


FORMER = report(
    chapter(
        "Hampshire Constabulary",
        "Cause of concern",
        "Warnings lie unread",
        "Nobody reads at weekends.",
        "Recommendations",
        "By December 2024, the force should read daily.",
        "The chief constable should say who reads.",
    ),
    chapter("Mercia Moors Constabulary", "It plans", "It does."),
).replace("north-coast", "south-east")


def test_what_loading_will_make_of_names_grades_and_deadlines_is_shown(
    client: Client, reference_data: None
) -> None:
    text = FORMER.replace("\n", "\nContents\nRegional findings\n", 1)
    page = hand_in(client, "former.txt", text.encode())
    row = HistoricReading.objects.get()
    assert "Hampshire Constabulary</bdi> (now Hampshire and Isle of Wight Constabulary)" in page
    assert "“Mercia Moors Constabulary” is not a body of the portal" in page
    assert f"Line {row.lines.index('Mercia Moors Constabulary') + 1}: " in page
    assert "Load the report" not in page
    whole = "".join(shown(client.get(f"{url('', row)}?part={n}")) for n in (1, 2, 3))
    assert "Due 31 December 2024" in whole
    assert "No deadline" in whole
    assert row.found["kinds"]["1"] == "ignored"


def test_a_line_that_reading_leaves_out_is_kept_where_a_person_says_so(
    client: Client, row: HistoricReading, publisher: User, moment: datetime
) -> None:
    text = TEXT.replace("\n", "\nPage 3\nShare this page\n", 1)
    other = desk.upload_historic(
        name="other.txt", content=text.encode(), published_on=ON, by=publisher, at=moment
    )
    assert other.found["kinds"]["1"] == "ignored"
    tell(client, other, "Page 3", "section")
    other.refresh_from_db()
    assert "1" not in other.found["kinds"]


def test_a_long_report_is_shown_in_parts(client: Client, row: HistoricReading) -> None:
    long = HistoricReadingFactory(text="\n".join(f"Sentence {n}." for n in range(500)))
    page = shown(client.get(f"{url('', long)}?part=3"))
    assert "Sentence 125." in page
    assert "Sentence 30." not in page
    assert "Part 3 of 9" in page
    assert "Part 9 of 9" in shown(client.get(f"{url('', long)}?part=9999"))
    parts = structure.on_the_desk(row, part=1).parts
    assert [part.heading for part in parts[:3]] == [
        "Beginning",
        "Regional findings",
        "Metropolitan Police Service",
    ]


def test_a_pdf_that_is_read_asks_again_by_itself(client: Client) -> None:
    row = HistoricReadingFactory(state="waiting", text="", found={})
    assert "hx-get" in shown(client.get(url("", row)))
    assert "progress" in shown(client.get(url("", row), headers={"HX-Request": "true"}))
    HistoricReading.objects.update(state="failed", failure="The PDF is encrypted.")
    answer = client.get(url("", row), headers={"HX-Request": "true"})
    assert answer["HX-Refresh"] == "true"
    assert "The PDF is encrypted." in shown(client.get(url("", row)))


def test_the_day_is_given(client: Client, row: HistoricReading) -> None:
    told = {"published_on_day": "", "seen_version": 1}
    page = shown(client.post(url("_date", row), told, follow=True))
    assert "Not known yet" in page
    assert "Load the report" not in page


def test_the_report_is_loaded_and_loaded_again(client: Client, row: HistoricReading) -> None:
    call_command("load_reference_data", stdout=io.StringIO())
    page = shown(client.post(url("_load", row), {"seen_version": 1}, follow=True))
    assert "The report is loaded." in page
    assert "Loaded as" in page
    assert "Discard" not in page
    assert "Load it again" in tell(client, row, HEADING, "promising_practice", version=2)


def test_a_second_file_of_a_loaded_report_says_what_loading_it_does(
    client: Client, reference_data: None, row: HistoricReading
) -> None:
    client.post(url("_load", row), {"seen_version": 1})
    better = TEXT.replace("It scores them each month.", "It scores them each week.")
    page = hand_in(client, "better.txt", better.encode())
    assert "The report of this region and day is loaded already, from another file" in page
    assert "Bring the loaded report up to it" in page
    other = HistoricReading.objects.get(name="better.txt")
    client.post(url("_load", other), {"seen_version": 1})
    row.refresh_from_db()
    other.refresh_from_db()
    assert other.inspection == row.inspection


def test_a_report_that_cannot_be_loaded_says_why(client: Client, row: HistoricReading) -> None:
    page = shown(client.post(url("_load", row), {"seen_version": 1}, follow=True))
    assert "“London” is not a region of the portal." in page


def test_a_report_is_discarded(client: Client, row: HistoricReading) -> None:
    assert "Discard this report?" in shown(client.get(url("_discard", row)))
    page = shown(client.post(url("_discard", row), {"seen_version": 1}, follow=True))
    assert "The report is off the desk." in page
    assert not HistoricReading.objects.exists()


def test_the_file_is_taken_as_it_was_handed_in(client: Client, row: HistoricReading) -> None:
    answer = client.get(url("_file", row))
    assert answer.content == TEXT.encode()
    assert "attachment" in answer["Content-Disposition"]


def test_the_list_does_not_ask_row_by_row(client: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    HistoricReadingFactory.create_batch(5)
    with django_assert_max_num_queries(14):
        shown(client.get(reverse("reports:historic_readings")))


def test_the_desk_is_for_librarians(inspector: User, publisher: User) -> None:
    assert "Old reports" in shown(signed_in(publisher).get(reverse("findings:inspections")))
    assert "Old reports" not in shown(signed_in(inspector).get(reverse("findings:inspections")))


def test_how_entries_stood_is_told_once(client: Client, row: HistoricReading) -> None:
    call_command("load_reference_data", stdout=io.StringIO())
    assert client.get(url("_statuses", row)).status_code == 404
    client.post(url("_load", row), {"seen_version": 1})
    row.refresh_from_db()
    first, *others = without_status(row.inspection)  # type: ignore[arg-type]
    page = shown(client.get(url("_statuses", row)))
    assert page.count("Not known") == 1 + len(others)
    day = {"on_day": "1", "on_month": "3", "on_year": "2024"}
    nothing = shown(client.post(url("_statuses", row), {**day, "source": "A list"}))
    assert "Choose the status of at least one entry." in nothing
    told = {**day, "source": "A list of ours", str(first.uuid): "complete"}
    page = shown(client.post(url("_statuses", row), told, follow=True))
    assert "The register says how its entries stood." in page
    history = shown(client.get(first.get_absolute_url()))
    assert "So it stood on 1 March 2024, as is known from elsewhere." in history
    assert "Source: A list of ours" in history
    assert shown(client.get(url("_statuses", row))).count("Not known") == len(others)
    at_last = {str(entry.uuid): "complete" for entry in others}
    client.post(url("_statuses", row), {**day, "source": "A list", **at_last})
    page = shown(client.get(url("_statuses", row)))
    assert "every entry of this report has a status" in page
    assert "Where the statuses are known from" not in page
