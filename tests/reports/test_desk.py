"""The librarians' desk: a published report is uploaded, its lines corrected, and then loaded."""

import io
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils.timezone import localdate

from findings.models import Finding, Inspection
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from inspection_portal.reports import desk, rendering, tasks
from inspection_portal.reports.models import HistoricReading, Source
from inspection_portal.reports.reading import LineKind
from recommendations import exports
from recommendations.actions import tell_loaded_statuses
from recommendations.models import RegisterEntry
from recommendations.queries import without_status
from tests.factories import RegisterEntryFactory, put_in_print
from tests.pages import shown, signed_in
from tests.reports.five import NO_UNIT
from tests.reports.test_reading_pdf import page_with

LONDON = Path(__file__).parent / "data" / "london.txt"
TEXT = LONDON.read_text(encoding="utf-8")
ON = date(2023, 5, 19)
Upload = Callable[..., HistoricReading]
Status = RegisterEntry.Status


@pytest.fixture
def upload(publisher: User, moment: datetime) -> Upload:
    def hand_in(content: str | bytes, name: str = "london.txt") -> HistoricReading:
        told = content.encode() if isinstance(content, str) else content
        return desk.upload_historic(
            name=name, content=told, published_on=ON, by=publisher, at=moment
        )

    return hand_in


@pytest.fixture
def entry(db: None) -> RegisterEntry:
    """An open entry of a report that was made here."""
    entry: RegisterEntry = RegisterEntryFactory()
    put_in_print(entry.source.inspection)  # type: ignore[union-attr]
    return entry


@pytest.fixture
def reference_data(db: None) -> None:
    call_command("load_reference_data", stdout=io.StringIO())


def tell(row: HistoricReading, text: str, kind: LineKind | None, by: User, at: datetime) -> None:
    desk.tell_line(
        row,
        place=row.lines.index(text),
        kind=kind,
        seen_version=row.version,
        by=by,
        at=at,
    )
    row.refresh_from_db()


def load(row: HistoricReading, by: User, at: datetime) -> Inspection:
    row.refresh_from_db()
    return desk.load_historic(row, seen_version=row.version, by=by, at=at)


def verbs(row: HistoricReading) -> list[str]:
    return list(AuditEvent.objects.about(row).order_by("pk").values_list("verb", flat=True))


def test_text_is_read_at_once(upload: Upload) -> None:
    row = upload(TEXT)
    assert row.state == "read"
    assert row.can_be_loaded
    assert row.found["region"] == "London"
    assert row.found["counts"]["area_for_improvement"] == 2
    place = row.lines.index("British Transport Police")
    assert row.found["kinds"][str(place)] == "body"
    assert row.lines[0] == row.title


def test_a_pdf_is_read_by_a_job(upload: Upload) -> None:
    row = upload(rendering.pdf(NO_UNIT, "reports/inspection_v1.html"), "london.pdf")
    assert row.state == "waiting"
    tasks.read_pdf(row.pk)
    row.refresh_from_db()
    assert row.state == "read"
    assert row.title == NO_UNIT.title
    bodies = [int(place) for place, kind in row.found["kinds"].items() if kind == "body"]
    assert [row.lines[place] for place in bodies] == [body.name for body in NO_UNIT.bodies]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (page_with(b""), "The PDF holds pictures of pages and no text."),
        (page_with(b"", encryption=pikepdf.Encryption(owner="o", user="u")), "is encrypted."),
        (b"%PDF-1.7 and no more", "The PDF is damaged or cut short."),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why(upload: Upload, content: bytes, reason: str) -> None:
    row = upload(content, "old.pdf")
    tasks.read_pdf(row.pk)
    row.refresh_from_db()
    assert row.state == "failed"
    assert reason in row.failure


def test_a_reader_that_was_stopped_is_not_waited_for(upload: Upload, moment: datetime) -> None:
    row = upload(page_with(b""), "old.pdf")
    HistoricReading.objects.filter(pk=row.pk).update(state="reading", moved_at=moment)
    tasks.mend_issues()
    row.refresh_from_db()
    assert row.failure == tasks.READING_ABANDONED


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("report.docx", b"PK", "The file must be a PDF, text file (TXT) or web page (HTML)."),
        ("report.pdf", b"no PDF", "The file is not a PDF although its name says so."),
        ("report.txt", b"\x00\x01", "The file is not a text file (TXT) although its name says so."),
        ("report.txt", b"", "The file is empty."),
        ("report.txt", b" \n", "the file is empty; choose the text of a report."),
        ("report.txt", "Zürich".encode("cp1252"), "the file is not UTF-8 text; save it as UTF-8"),
        ("report.txt", b"a" * (desk.LARGEST_TEXT + 1), "The text is larger than 2 MB."),
        ("report.txt", b"TOP SECRET\nA report", "TOP SECRET"),
    ],
)
@pytest.mark.django_db
def test_a_file_that_is_no_report_is_refused(
    upload: Upload, name: str, content: bytes, reason: str
) -> None:
    with pytest.raises(RuleBroken, match=re.escape(reason)):
        upload(content, name)
    assert not HistoricReading.objects.exists()


def test_the_same_file_again_is_refused(upload: Upload) -> None:
    upload(TEXT)
    with pytest.raises(RuleBroken, match="on the desk already"):
        upload(TEXT, "copy.txt")


def test_a_line_is_what_a_person_says(upload: Upload, publisher: User, moment: datetime) -> None:
    row = upload(TEXT)
    heading = "The force knows which threats matter"
    tell(row, heading, LineKind.PROMISING_PRACTICE, publisher, moment)
    assert row.found["counts"]["promising_practice"] == 2
    assert row.corrections == [[row.lines.index(heading), heading, "promising_practice"]]
    tell(row, heading, None, publisher, moment)
    assert row.found["counts"]["promising_practice"] == 1
    assert row.corrections == []
    assert verbs(row) == ["historic_reading.uploaded", *["historic_reading.corrected"] * 2]


def test_a_line_that_is_not_placed_keeps_the_report_from_loading(
    upload: Upload, reference_data: None, publisher: User, moment: datetime
) -> None:
    row = upload(TEXT)
    tell(row, "Resources and skills", LineKind.UNDERSTANDING, publisher, moment)
    (place, sentence) = row.found["problems"][0]
    assert row.lines[place] == "Resources and skills"
    assert "stands twice" in sentence
    assert row.found["kinds"]
    with pytest.raises(RuleBroken, match="1 of its lines can’t be placed"):
        load(row, publisher, moment)


def test_a_grade_of_another_scale_is_kept_as_text(
    upload: Upload, publisher: User, moment: datetime
) -> None:
    judgment = "The Metropolitan Police Service is good at tackling serious and organised crime."
    other = judgment.replace("good", "fair")
    assert judgment in TEXT
    row = upload(TEXT.replace(judgment, other))
    assert "say that this line is text" in row.found["problems"][0][1]
    tell(row, other, LineKind.TEXT, publisher, moment)
    assert row.can_be_loaded
    assert row.found["bodies"][0] == ["Metropolitan Police Service", None]


def test_a_person_loads_what_the_portal_writes(
    upload: Upload, reference_data: None, publisher: User, moment: datetime
) -> None:
    row = upload(TEXT)
    inspection = load(row, publisher, moment)
    row.refresh_from_db()
    assert row.state == "loaded"
    assert row.inspection == inspection
    assert inspection.publish_at is not None
    assert inspection.inspected_bodies.count() == 3
    assert Source.objects.get().sha256 == row.sha256
    event = AuditEvent.objects.about(row).get(verb="historic_reading.loaded")
    assert event.by == publisher
    with pytest.raises(RuleBroken, match="is loaded as it stands"):
        load(row, publisher, moment)


def test_what_is_loaded_says_that_it_is_historic(
    upload: Upload, reference_data: None, publisher: User, moment: datetime
) -> None:
    inspection = load(upload(TEXT), publisher, moment)
    entries = RegisterEntry.objects.of(inspection)
    assert inspection.is_historic
    assert all(entry.is_historic for entry in entries)
    historic = [column.heading for column in exports.COLUMNS].index("Historic report")
    assert {row[historic] for row in exports.rows(entries, ON)} == {"Yes"}
    client = signed_in(publisher)
    published = reverse("publications:whole", args=[inspection.issues.get().uuid])
    for address in (inspection.get_absolute_url(), entries[0].get_absolute_url(), published):
        assert "ublished elsewhere and loaded here" in shown(client.get(address))
    told = client.get(f"/api/v1/register-entries/{entries[0].uuid}/").json()
    assert told["is_historic"] is True


def test_entries_stand_as_they_did_when_they_were_loaded(
    upload: Upload, reference_data: None, publisher: User, moment: datetime
) -> None:
    inspection = load(upload(TEXT), publisher, moment)
    complete, progressed, *others = without_status(inspection)
    told = {
        "statuses": {complete: Status.COMPLETE, progressed: Status.BEING_PROGRESSED},
        "source": "The register as published",
        "on": date(2024, 3, 1),
    }
    tell_loaded_statuses(inspection, **told, by=publisher, at=moment)
    complete.refresh_from_db()
    assert (complete.status, complete.closed_on) == (Status.COMPLETE, date(2024, 3, 1))
    change = complete.status_changes.get()
    assert (localdate(change.at), change.by) == (date(2024, 3, 1), publisher)
    assert change.narrative == (
        "So it stood on 1 March 2024, as is known from elsewhere. Source: The register as published"
    )
    assert list(without_status(inspection)) == others
    with pytest.raises(RuleBroken, match="has a status that was given here"):
        tell_loaded_statuses(inspection, **told, by=publisher, at=moment)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"source": " "}, "Say where the statuses are known from."),
        ({"on": date(2022, 1, 1)}, "The report was published on 19 May 2023."),
        ({"on": date(2030, 1, 1)}, "The day has not come yet."),
        ({"statuses": {}}, "Choose the status of at least one entry."),
        ({"source": "TOP SECRET list"}, "TOP SECRET"),
    ],
)
def test_a_status_at_load_that_nobody_can_check_is_refused(
    upload: Upload,
    reference_data: None,
    publisher: User,
    moment: datetime,
    wrong: dict[str, Any],
    reason: str,
) -> None:
    inspection = load(upload(TEXT), publisher, moment)
    entry, *_ = without_status(inspection)
    told = {"statuses": {entry: Status.COMPLETE}, "source": "A list", "on": date(2024, 3, 1)}
    with pytest.raises(RuleBroken, match=reason):
        tell_loaded_statuses(inspection, **{**told, **wrong}, by=publisher, at=moment)
    assert not entry.status_changes.exists()


def test_a_status_at_load_is_for_loaded_reports_and_who_loads_them(
    entry: RegisterEntry, inspector: User, publisher: User, moment: datetime
) -> None:
    inspection = entry.source.inspection  # type: ignore[union-attr]
    told = {"statuses": {entry: Status.COMPLETE}, "source": "A list", "on": localdate(moment)}
    with pytest.raises(PermissionDenied):
        tell_loaded_statuses(inspection, **told, by=inspector, at=moment)
    assert not without_status(inspection).exists()


def test_a_better_reading_updates_what_is_loaded(
    upload: Upload, reference_data: None, publisher: User, moment: datetime
) -> None:
    row = upload(TEXT)
    inspection = load(row, publisher, moment)
    row.refresh_from_db()
    heading = "The force knows which threats matter"
    tell(row, heading, LineKind.PROMISING_PRACTICE, publisher, moment)
    assert (row.state, row.inspection) == ("read", inspection)
    assert load(row, publisher, moment) == inspection
    assert Inspection.objects.count() == 1
    assert inspection.findings.get(heading=heading).kind == Finding.Kind.PROMISING_PRACTICE
    assert [each.number for each in inspection.issues.published().order_by("number")] == [1, 2]


def test_the_day_is_needed_and_given(
    upload: Upload, reference_data: None, publisher: User, moment: datetime
) -> None:
    row = upload(TEXT)
    who = {"by": publisher, "at": moment}
    desk.date_historic(row, published_on=None, seen_version=row.version, **who)
    with pytest.raises(RuleBroken, match="Give the day of publication first"):
        load(row, publisher, moment)
    row.refresh_from_db()
    desk.date_historic(row, published_on=ON, seen_version=row.version, **who)
    assert load(row, publisher, moment).publish_at.date() <= ON  # type: ignore[union-attr]


def test_what_is_not_loaded_is_discarded(upload: Upload, publisher: User, moment: datetime) -> None:
    row = upload(TEXT)
    desk.discard_historic(row, seen_version=row.version, by=publisher, at=moment)
    assert not HistoricReading.objects.exists()
    assert AuditEvent.objects.filter(verb="historic_reading.discarded").exists()


def test_the_source_of_a_loaded_report_stays(
    upload: Upload, reference_data: None, publisher: User, moment: datetime
) -> None:
    row = upload(TEXT)
    load(row, publisher, moment)
    row.refresh_from_db()
    with pytest.raises(RuleBroken, match="stays with it"):
        desk.discard_historic(row, seen_version=row.version, by=publisher, at=moment)


def test_second_editor_is_refused_not_overwritten(
    upload: Upload, publisher: User, moment: datetime
) -> None:
    row = upload(TEXT)
    seen = HistoricReading.objects.get(pk=row.pk)
    heading = "The force knows which threats matter"
    tell(row, heading, LineKind.PROMISING_PRACTICE, publisher, moment)
    with pytest.raises(RuleBroken, match="has changed since you read it"):
        tell(seen, heading, LineKind.NARRATIVE, publisher, moment)
    row.refresh_from_db()
    assert row.corrections[0][2] == "promising_practice"


def test_a_line_that_is_not_there_is_refused(
    upload: Upload, publisher: User, moment: datetime
) -> None:
    row = upload(TEXT)
    with pytest.raises(RuleBroken, match="no such line"):
        desk.tell_line(
            row, place=9_999, kind=None, seen_version=row.version, by=publisher, at=moment
        )


def test_only_who_loads_published_reports_has_the_desk(
    upload: Upload, administrator: User, inspector: User, moment: datetime
) -> None:
    row = upload(TEXT)
    seen = HistoricReading.objects
    assert seen.visible_to(administrator).get() == row
    assert not seen.visible_to(inspector).exists()
    who = {"by": inspector, "at": moment + timedelta(hours=1)}
    for refused in (
        lambda: desk.upload_historic(name="a.txt", content=b"A report", **who),
        lambda: desk.tell_line(row, place=0, kind=None, seen_version=1, **who),
        lambda: desk.date_historic(row, published_on=ON, seen_version=1, **who),
        lambda: desk.load_historic(row, seen_version=1, **who),
        lambda: desk.discard_historic(row, seen_version=1, **who),
        lambda: desk.take_historic(row, **who),
    ):
        with pytest.raises(PermissionDenied):
            refused()


def test_taking_the_file_is_recorded(upload: Upload, publisher: User, moment: datetime) -> None:
    row = upload(TEXT)
    assert desk.take_historic(row, by=publisher, at=moment) == TEXT.encode()
    assert verbs(row)[-1] == "historic_reading.taken"
