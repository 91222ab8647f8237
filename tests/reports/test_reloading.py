"""A report that was loaded is read again: nothing is loaded twice, and entries stay as they are."""

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from findings.actions import open_correction, plan
from findings.models import Finding, Inspection
from findings.queries import last_grades
from forces.models import Body, Region
from inspection_portal.core.models import AuditEvent, User, system_user
from inspection_portal.reports import backloading, rendering
from inspection_portal.reports.document import DueKind, FindingKind, Recommendation
from inspection_portal.reports.models import Source
from inspection_portal.reports.reading import read
from recommendations.models import RegisterEntry, Section55Response
from tests.reports.five import FOUR_STEPS, NO_UNIT
from tests.reports.sample import areas, finding
from tests.reports.stages import correct
from tests.reports.test_backloading import ACCELERATED

LONDON = Path(__file__).parent / "data" / "london.txt"
ON = date(2023, 5, 19)


@pytest.fixture
def reference_data(db: None) -> None:
    call_command("load_reference_data", stdout=io.StringIO())


def load(text: str, moment: datetime, *, filename: str = "london.txt") -> Inspection:
    return backloading.load(
        read(text, published_on=ON),
        filename=filename,
        published_on=ON,
        by=system_user(),
        at=moment,
    )


def moment_on(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


@pytest.fixture
def text() -> str:
    return LONDON.read_text(encoding="utf-8")


@pytest.fixture
def loaded(reference_data: None, text: str, moment: datetime) -> Inspection:
    return load(text, moment)


def an_improvement(inspection: Inspection) -> Finding:
    return inspection.findings.filter(kind=Finding.Kind.AREA_FOR_IMPROVEMENT).order_by("pk")[0]


def test_a_better_reading_is_a_new_issue_of_the_same_inspection(
    loaded: Inspection, text: str, moment: datetime
) -> None:
    before = an_improvement(loaded)
    entries = list(RegisterEntry.objects.order_by("pk").values_list("pk", "uuid"))
    assert load(text.replace(before.heading, "The force should count again"), moment) == loaded
    after = Finding.objects.get(pk=before.pk)
    assert after.heading == "The force should count again"
    assert list(RegisterEntry.objects.order_by("pk").values_list("pk", "uuid")) == entries
    assert Inspection.objects.count() == 1
    assert [each.number for each in loaded.issues.published().order_by("number")] == [1, 2]
    assert Source.objects.get().issue == 2
    assert not loaded.corrections.open().exists()
    assert AuditEvent.objects.about(loaded).filter(verb="inspection.reloaded").count() == 1


def test_the_better_reading_again_changes_nothing(
    loaded: Inspection, text: str, moment: datetime
) -> None:
    better = text.replace(an_improvement(loaded).heading, "The force should count again")
    load(better, moment)
    events = AuditEvent.objects.count()
    load(better, moment)
    assert AuditEvent.objects.count() == events
    assert loaded.issues.published().count() == 2


def test_a_finding_that_is_none_leaves_the_register(
    loaded: Inspection, text: str, moment: datetime
) -> None:
    finding = an_improvement(loaded)
    lines = text.split("\n")
    place = lines.index(finding.heading)
    assert lines[place - 1].startswith("Area")
    load("\n".join([*lines[: place - 1], *lines[place:]]), moment)
    finding.refresh_from_db()
    assert finding.kind == Finding.Kind.NARRATIVE
    assert not RegisterEntry.objects.open().filter(finding=finding).exists()
    assert RegisterEntry.objects.filter(finding=finding).exists()


def test_what_people_corrected_since_stays(
    loaded: Inspection, text: str, moderator: User, publisher: User, moment: datetime
) -> None:
    open_correction(loaded, reason="A figure was wrong.", by=moderator, at=moment)
    correct(loaded, by=publisher, at=moment)
    with pytest.raises(backloading.RuleBroken, match="was corrected here"):
        load(text.replace(an_improvement(loaded).heading, "The force should count"), moment)
    assert loaded.issues.published().count() == 2


def test_another_grade_is_for_a_person(loaded: Inspection, text: str, moment: datetime) -> None:
    sentence = next(n for n in text.split("\n") if n.endswith("organised crime.") and " is " in n)
    other = sentence.replace(" is good ", " is adequate ").replace(
        " is outstanding ", " is adequate "
    )
    other = sentence.replace(" is adequate ", " is good ") if other == sentence else other
    with pytest.raises(backloading.RuleBroken, match="another grade"):
        load(text.replace(sentence, other), moment)
    assert loaded.issues.published().count() == 1


@pytest.mark.usefixtures("reference_data")
def test_the_same_report_from_another_file_is_the_same_inspection(
    moment: datetime, tmp_path: Path
) -> None:
    for name, content in (
        ("a.html", rendering.html(NO_UNIT).encode()),
        ("b.pdf", rendering.pdf(NO_UNIT)),
    ):
        (tmp_path / name).write_bytes(content)
        call_command("backload", str(tmp_path / name), stdout=io.StringIO(), stderr=io.StringIO())
    assert Inspection.objects.get().issues.count() == 1
    assert Source.objects.get().filename == "a.html"


@pytest.mark.usefixtures("reference_data")
def test_an_old_report_is_graded_on_the_scale_of_its_day(moment: datetime) -> None:
    inspection = backloading.load(
        read(rendering.pdf(FOUR_STEPS)),
        filename="2017.pdf",
        published_on=date(2017, 3, 2),
        by=system_user(),
        at=moment,
    )
    assert inspection.scale.name == "Four grades"
    assert inspection.published_on == date(2017, 3, 2)
    entry = RegisterEntry.objects.get()
    assert entry.published_at.date() == date(2017, 3, 2)


@pytest.mark.parametrize(("days", "asked"), [(55, True), (56, False)])
def test_answers_are_asked_for_only_while_they_are_due(
    reference_data: None, text: str, days: int, asked: bool
) -> None:
    """Of a report that is loaded on the last day, or on the next (domain §3.1)."""
    load(text, moment_on(ON + timedelta(days=days)))
    assert Section55Response.objects.exists() is asked


@pytest.mark.usefixtures("reference_data")
def test_the_register_and_earlier_grades_reach_back(
    moment: datetime, inspector: User, client: Client
) -> None:
    old = backloading.load(
        read(rendering.pdf(FOUR_STEPS)),
        filename="2017.pdf",
        published_on=date(2017, 3, 2),
        by=system_user(),
        at=moment,
    )
    client.force_login(inspector)
    page = client.get(reverse("recommendations:register"), {"q": "share what it reads"})
    assert "The unit should share what it reads" in page.content.decode()
    wiltshire = Body.objects.named("Wiltshire Police")
    new = plan(
        region=old.region,
        title="The next inspection",
        slug="south-west-next",
        bodies=[wiltshire],
        team=[],
        by=inspector,
        at=moment,
    )
    (last,) = last_grades(new.inspected_bodies.all()).values()
    assert (last.grade.label, last.inspection) == ("Good", old)


@pytest.mark.usefixtures("reference_data")
def test_a_body_is_known_by_its_former_name(moment: datetime) -> None:
    former = "North East Regional Specialist Operations Unit"
    assert Body.objects.named(former).slug == "nerocu"
    title = "An inspection of the north-east regional response to serious and organised crime"
    chapter = f"{former}\n{former} is good at tackling serious and organised crime.\n"
    area = "Understanding SOC and setting priorities to tackle it\nThe unit reads\nIt reads.\n"
    inspection = backloading.load(
        read(f"{title}\nRegional findings\n{chapter}{area}", published_on=date(2022, 5, 3)),
        filename="north-east.txt",
        published_on=date(2022, 5, 3),
        by=system_user(),
        at=moment,
    )
    assert inspection.region == Region.objects.get(name="North East")
    assert inspection.inspected_bodies.get().body.slug == "nerocu"


def backload(*paths: Path) -> tuple[str, CommandError | None]:
    out = io.StringIO()
    try:
        call_command("backload", *map(str, paths), stdout=out, stderr=io.StringIO())
    except CommandError as error:
        return out.getvalue(), error
    return out.getvalue(), None


@pytest.mark.usefixtures("reference_data")
def test_a_folder_is_loaded_but_for_what_is_bad(tmp_path: Path) -> None:
    (tmp_path / "older").mkdir()
    (tmp_path / "older" / "2017-03-02 south west.pdf").write_bytes(rendering.pdf(FOUR_STEPS))
    (tmp_path / "2023-05-19 london.txt").write_bytes(LONDON.read_bytes())
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 cut")
    (tmp_path / "notes.docx").write_bytes(b"not a report")
    out, error = backload(tmp_path)
    assert "2 of 3 reports loaded." in out
    assert "bad.pdf: The PDF is damaged" in out
    assert error is not None
    assert error.returncode == 1
    assert set(Inspection.objects.values_list("slug", flat=True)) == {
        "london-2023",
        "south-west-2017",
    }


@pytest.mark.usefixtures("reference_data")
def test_a_folder_without_doubts_ends_well(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(rendering.pdf(FOUR_STEPS))
    (tmp_path / "b.html").write_text(rendering.html(NO_UNIT), "utf-8")
    out, error = backload(tmp_path)
    assert (error, "2 of 2 reports loaded." in out) == (None, True)


@pytest.mark.usefixtures("reference_data")
def test_a_doubtful_line_is_told_with_its_file_and_a_status_of_its_own(tmp_path: Path) -> None:
    text = LONDON.read_text("utf-8")
    text = text.replace("Promising practice\n", f"{ACCELERATED}Promising practice\n", 1)
    (tmp_path / "2023-05-19 london.txt").write_text(text, "utf-8")
    (tmp_path / "2017-03-02.pdf").write_bytes(rendering.pdf(FOUR_STEPS))
    out, error = backload(tmp_path)
    assert error is not None
    assert error.returncode == 3
    assert re.search(r"2023-05-19 london\.txt, line \d+, “\w.+”: ", out)
    assert "; 0 reports are not loaded" in str(error)


@pytest.mark.usefixtures("reference_data")
def test_a_dry_run_tells_what_loading_would_be_refused_for(tmp_path: Path) -> None:
    text = LONDON.read_text("utf-8").replace("City of London Police", "Moorgate Police")
    (tmp_path / "london.txt").write_text(text, "utf-8")
    out = io.StringIO()
    with pytest.raises(CommandError, match=r"2 matters .+; 0 reports are not read") as told:
        call_command("backload", str(tmp_path), "--dry-run", stdout=out, stderr=io.StringIO())
    assert told.value.returncode == 3
    assert "london.txt: The report does not say when it was published." in out.getvalue()
    assert "london.txt: “Moorgate Police” is not a body of the portal" in out.getvalue()


@pytest.mark.usefixtures("reference_data")
def test_a_doubt_in_a_pdf_is_told_with_its_page(tmp_path: Path) -> None:
    concern = replace(
        finding(FindingKind.CAUSE_OF_CONCERN, "Warnings lie unread", "They wait."),
        recommendations=(
            Recommendation("By Easter 2018, the force should read.", DueKind.NONE, None),
        ),
    )
    body = replace(FOUR_STEPS.bodies[1], areas=areas((concern,), (), ()))
    report = replace(FOUR_STEPS, bodies=(FOUR_STEPS.bodies[0], body))
    (tmp_path / "a.pdf").write_bytes(rendering.pdf(report))
    out, error = backload(tmp_path)
    assert error is not None
    assert re.search(r"a\.pdf, page \d+, “.*By Easter 2018, the force should read\.”: ", out)


@pytest.mark.usefixtures("db")
def test_a_day_is_not_given_to_a_whole_folder(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="one report alone"):
        call_command("backload", str(tmp_path), "--published-on", "2023-05-19")
