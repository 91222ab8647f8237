"""A published report into rows and back: nothing is lost, nothing is loaded twice."""

import io
import json
from datetime import date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from findings.actions import open_correction
from findings.models import Finding, Inspection, Judgment
from forces.models import LocalPolicingBody
from inspection_portal.core.models import AuditEvent, User, system_user
from inspection_portal.reports import document, rendering, snapshot
from inspection_portal.reports.models import Source
from inspection_portal.reports.reading import read
from recommendations.models import Recommendation, RegisterEntry
from tests.reports.stages import correct

DATA = Path(__file__).parent / "data"
LONDON = DATA / "london.txt"
SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"


@pytest.fixture
def reference_data(db: None) -> None:
    call_command("load_reference_data", stdout=io.StringIO())


def backload(path: Path, *options: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("backload", str(path), *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.mark.usefixtures("reference_data")
def test_what_was_read_comes_back_from_the_rows() -> None:
    backload(LONDON, "--published-on", "2023-05-19")
    inspection = Inspection.objects.get(slug="london-2023")
    taken = snapshot.take(inspection, status=document.Status.DRAFT, issue=1)
    read_back = read(LONDON.read_bytes(), published_on=date(2023, 5, 19)).report
    assert taken.regional_findings == read_back.regional_findings
    assert taken.bodies == read_back.bodies
    assert taken.introduction == read_back.introduction
    assert Source.objects.get(inspection=inspection).filename == "london.txt"


@pytest.mark.usefixtures("reference_data")
def test_grades_are_final_and_the_register_is_open() -> None:
    backload(LONDON, "--published-on", "2023-05-19")
    inspection = Inspection.objects.get()
    assert (inspection.stage, inspection.published_on) == ("issued", date(2023, 5, 19))
    assert set(Judgment.objects.values_list("state", flat=True)) == {"final"}
    addressed = Finding.objects.filter(kind=Finding.Kind.AREA_FOR_IMPROVEMENT)
    forces = inspection.inspected_bodies.count()
    expected = sum(1 if finding.chapter_id else forces for finding in addressed)
    assert RegisterEntry.objects.filter(recommendation=None).count() == expected


ACCELERATED = """Accelerated cause of concern
The force leaves warnings unread
We wrote to the commissioner in January.
Recommendation
By 1 March 2023, City of London Police should read every warning.
"""


@pytest.mark.usefixtures("reference_data")
def test_a_deadline_that_passed_before_publication_is_loaded_to_be_confirmed(
    tmp_path: Path, moderator: User, publisher: User, moment: datetime
) -> None:
    accelerated = tmp_path / "accelerated.txt"
    text = LONDON.read_text(encoding="utf-8")
    accelerated.write_text(
        text.replace("Promising practice\n", f"{ACCELERATED}Promising practice\n", 1), "utf-8"
    )
    backload(accelerated, "--published-on", "2023-05-19")
    entry = RegisterEntry.objects.get(finding=None)
    assert (entry.due_on, entry.body.slug) == (date(2023, 3, 1), "city-of-london")
    assert entry.source.needs_review
    inspection = Inspection.objects.get()
    open_correction(inspection, reason="A figure was wrong.", by=moderator, at=moment)
    assert correct(inspection, by=publisher, at=moment).number == 2


@pytest.mark.usefixtures("reference_data")
def test_the_same_source_again_changes_nothing() -> None:
    backload(LONDON, "--published-on", "2023-05-19")
    before = AuditEvent.objects.count(), Finding.objects.count()
    backload(LONDON, "--published-on", "2023-05-19")
    assert (AuditEvent.objects.count(), Finding.objects.count()) == before


@pytest.mark.usefixtures("reference_data")
def test_a_dry_run_writes_nothing_and_prints_json_alone() -> None:
    out, _ = backload(LONDON, "--dry-run", "--json")
    assert json.loads(out)["rocu"] is None
    assert not Inspection.objects.exists()


@pytest.mark.usefixtures("reference_data")
def test_a_report_without_its_date_is_refused() -> None:
    with pytest.raises(CommandError, match="--published-on"):
        backload(LONDON)
    assert not Inspection.objects.exists()


@pytest.mark.usefixtures("reference_data")
def test_a_report_of_unknown_bodies_is_refused_whole() -> None:
    with pytest.raises(CommandError, match="not a region"):
        backload(DATA / "north-coast.txt")
    assert not Inspection.objects.exists()


@pytest.mark.usefixtures("db")
def test_a_file_that_is_not_there_is_one_sentence() -> None:
    with pytest.raises(CommandError, match=r"can't be read: No such file"):
        backload(DATA / "nowhere.txt")


@pytest.mark.skipif(not SEED.is_dir(), reason="the published report is not at hand")
@pytest.mark.usefixtures("reference_data")
def test_the_published_report_reads_as_expected_and_loads_whole() -> None:
    out, _ = backload(SEED / "south-east-2024.txt", "--dry-run", "--json")
    expected = json.loads((SEED / "south-east-2024.expected.json").read_text(encoding="utf-8"))
    assert json.loads(out) == expected
    backload(SEED / "south-east-2024.txt", "--published-on", "2024-08-30")
    assert Recommendation.objects.count() == expected["counts"]["recommendations"]
    assert Finding.objects.filter(needs_review=True).count() == 2
    due = Recommendation.objects.values_list("due_on", flat=True).order_by("due_on")
    assert list(due) == [date(2025, 3, 1), date(2025, 9, 1)]
    assert system_user() == AuditEvent.objects.about(Inspection.objects.get()).first().by  # type: ignore[union-attr]


TWO_DATES = ACCELERATED.replace(
    "By 1 March 2023, City of London Police should read every warning.",
    "City of London Police should immediately read every warning, and complete this no later than "
    "September 2023.",
)


@pytest.mark.usefixtures("reference_data")
def test_two_dates_in_one_recommendation_are_two_milestones(tmp_path: Path) -> None:
    path = tmp_path / "two.txt"
    text = LONDON.read_text(encoding="utf-8")
    path.write_text(
        text.replace("Promising practice\n", f"{TWO_DATES}Promising practice\n", 1), "utf-8"
    )
    backload(path, "--published-on", "2023-05-19")
    entry = RegisterEntry.objects.get(finding=None)
    told = entry.milestones.values_list("kind", "original_on", "words")
    assert list(told) == [
        ("immediate", date(2023, 5, 19), "immediately"),
        ("month", date(2023, 9, 30), "no later than September 2023"),
    ]
    taken = snapshot.take(Inspection.objects.get(), status=document.Status.DRAFT, issue=1)
    assert taken.bodies == read(path.read_bytes(), published_on=date(2023, 5, 19)).report.bodies


def with_addressees(tmp_path: Path, names: str) -> Path:
    """The portal's own HTML of a report whose recommendation names those besides a body."""
    text = LONDON.read_text(encoding="utf-8")
    text = text.replace("Promising practice\n", f"{TWO_DATES}Promising practice\n", 1)
    report = read(text, published_on=date(2023, 5, 19)).report
    named = f'data-recommendation data-addressees="{names}"'
    path = tmp_path / "named.html"
    page = rendering.html(report).replace("data-recommendation\n", f"{named}\n", 1)
    path.write_text(page, "utf-8")
    return path


@pytest.mark.usefixtures("reference_data")
def test_who_is_addressed_outside_the_bodies_has_an_entry(tmp_path: Path) -> None:
    office = LocalPolicingBody.objects.get(body__slug="metropolitan")
    path = with_addressees(tmp_path, f"Home Office|{office}")
    backload(path, "--published-on", "2023-05-19")
    entries = RegisterEntry.objects.exclude(recommendation=None)
    assert {str(entry.addressee) for entry in entries.filter(body=None)} == {
        "Home Office",
        str(office),
    }
    taken = snapshot.take(Inspection.objects.get(), status=document.Status.DRAFT, issue=1)
    assert taken.bodies == read(path.read_bytes(), published_on=date(2023, 5, 19)).report.bodies


@pytest.mark.usefixtures("reference_data")
def test_somebody_unknown_is_refused_and_nothing_is_loaded(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is not on the list of organisations"):
        backload(with_addressees(tmp_path, "Nobody"), "--published-on", "2023-05-19")
    assert not Inspection.objects.exists()
