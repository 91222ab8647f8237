"""The published report on the south east in the register: who must do what, and by when."""

import io
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from findings.models import Inspection
from inspection_portal.core.models import system_user
from inspection_portal.home.demo.moments import moment
from inspection_portal.home.demo.published import PUBLISHED_ON, TEXT
from inspection_portal.reports import backloading
from inspection_portal.reports.reading import read
from recommendations import queries
from recommendations.models import RegisterEntry, Section55Response

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed" / "south-east-2024.txt"
FIRST, SECOND = date(2025, 3, 1), date(2025, 9, 1)
ALL = 26

REPORTS = [
    pytest.param(TEXT, id="demonstration"),
    pytest.param(
        SEED,
        id="published",
        marks=pytest.mark.skipif(not SEED.exists(), reason="the published report is not here"),
    ),
]


def load(path: Path) -> Inspection:
    call_command("load_reference_data", stdout=io.StringIO())
    return backloading.load(
        read(path.read_bytes(), published_on=PUBLISHED_ON),
        filename=path.name,
        published_on=PUBLISHED_ON,
        by=system_user(),
        at=moment(2024, 8, 30, 9),
    )


def colours(on: date) -> Counter[str]:
    entries = list(RegisterEntry.objects.all())
    in_python = Counter(mark.colour.value for mark in queries.marks(entries, on).values())
    in_sql = Counter(RegisterEntry.objects.with_rag(on, {}).values_list("rag", flat=True))
    assert in_python == in_sql
    return in_python


@pytest.mark.django_db
@pytest.mark.parametrize("path", REPORTS)
def test_every_entry_has_its_date_and_its_colour(path: Path) -> None:
    inspection = load(path)
    entries = RegisterEntry.objects.of(inspection)
    asked = entries.exclude(recommendation=None).order_by("due_on")
    assert list(asked.values_list("due_on", "body__slug")) == [
        (FIRST, "hampshire"),
        (SECOND, "hampshire"),
    ]
    assert entries.filter(recommendation=None, due_on=None).count() == ALL - 2
    assert entries.count() == ALL
    of_regions = entries.filter(finding__chapter=None, recommendation=None)
    assert (of_regions.count(), of_regions.values("finding").distinct().count()) == (10, 2)
    for on, expected in (
        (PUBLISHED_ON, {"green": 2, "grey": 24}),
        (date(2025, 1, 30), {"amber": 1, "green": 1, "grey": 24}),
        (FIRST, {"amber": 1, "green": 1, "grey": 24}),
        (date(2025, 3, 2), {"red": 1, "green": 1, "grey": 24}),
        (date(2025, 8, 31), {"red": 1, "amber": 1, "grey": 24}),
        (date(2025, 9, 2), {"red": 2, "grey": 24}),
    ):
        assert colours(on) == expected, on
    last_days = {answer.due_on for answer in Section55Response.objects.all()}
    assert last_days == {date(2024, 10, 24)}
