"""What a load stores, refuses and counts is what slow validators say, row by row."""

from collections.abc import Callable, Iterable, Sequence
from csv import DictWriter
from datetime import date
from io import StringIO
from itertools import islice

import pytest

from disruptions.models import DataExtract, DisruptionCount
from inspection_portal.core.models import User
from inspection_portal.core.tables import Stamp, workbook
from tests.disruptions import plain_threats, plain_validator
from tests.disruptions.extract_files import (
    HEADINGS,
    MORE,
    THREAT_HEADINGS,
    Row,
    more,
    rows,
    threat_rows,
)
from tests.disruptions.test_extracts import AT, TAKEN, refused, run
from tests.factories import (
    DisruptionStandardFactory,
    ForceFactory,
    NeverDisruptionFactory,
    OrganisationFactory,
    ThreatFactory,
    ThreatPhaseFactory,
)

pytestmark = pytest.mark.django_db
Written = Callable[[Sequence[str], Iterable[Row]], bytes]


def as_csv(headings: Sequence[str], table: Iterable[Row]) -> bytes:
    text = StringIO()
    writer = DictWriter(text, headings)
    writer.writeheader()
    writer.writerows(table)
    return text.getvalue().encode()


def as_workbook(headings: Sequence[str], table: Iterable[Row]) -> bytes:
    named = [(heading, 20) for heading in headings]
    cells = [[row[heading] for heading in headings] for row in table]
    return b"".join(workbook("Extract", named, cells, Stamp(TAKEN, "OFFICIAL")))


FORMS = {"june.csv": as_csv, "june.xlsx": as_workbook}
TOLD = ("new", "changed", "older", "same")


@pytest.fixture
def bodies() -> list[str]:
    """Forces with 40 threats; of two of these every other force has one too."""
    forces = [ForceFactory() for _ in range(5)]
    for number in range(40):
        kind = "individual" if number % 7 == 0 else "ocg"
        ThreatFactory(reference=f"OCG {number}", body=forces[number % 5], kind=kind)
    for force in forces[1:]:
        ThreatFactory(reference="OCG 5", body=force)
    ThreatFactory(reference="OCG 6", body=forces[0])
    return [str(force) for force in forces]


@pytest.fixture
def _standards() -> None:
    DisruptionStandardFactory(days_to_record=10)
    every = ["strand", "narrative", "evidence"]
    day = date(2023, 1, 1)
    DisruptionStandardFactory(valid_from=day, threat_kinds=["vulnerability"])
    DisruptionStandardFactory(
        valid_from=day, threat_kinds=["ocg", "individual"], needs_minor=every, days_to_record=15
    )
    NeverDisruptionFactory(name="Visits", phrases="home visit", valid_until=date(2024, 1, 1))


@pytest.mark.usefixtures("_standards")
@pytest.mark.parametrize("name", FORMS)
def test_disruptions(inspector: User, bodies: list[str], name: str) -> None:
    agencies = [*bodies, str(OrganisationFactory(name="A Border Force")), "Border Force Two"]
    OrganisationFactory(name="Border Force Two")

    def table(number: int, seed: int, wrong: float) -> list[Row]:
        made = rows(number, bodies=bodies, threats=40, seed=seed, wrong=wrong)
        return list(more(made, agencies=agencies, seed=seed))

    first = table(300, 5, 0.3)
    first += [dict(row) for row in first[5:9]]
    # A third as it was, a third told otherwise, a third that is new.
    second = [*first[:100], *islice(table(400, 6, 0.2), 100, 400)]
    held: dict[str, plain_validator.Values] = {}
    for content in (first, second):
        extract = load(FORMS[name], (*HEADINGS, *MORE), content, inspector, name)
        verdict = plain_validator.validate(content, AT.date(), held)
        assert refused(extract) == verdict.refused
        assert plain_validator.stored() == verdict.stored
        assert_counted(extract, verdict.counts, *TOLD, "late", "doubtful", "unjudged")
        assert (extract.counts["rows"], extract.counts["refused"]) == (
            len(content),
            len(verdict.refused),
        )
        held = verdict.stored
    assert min(verdict.counts[name] for name in ("new", "changed", "same", "late", "unjudged")) > 9
    assert verdict.counts["doubtful"]
    numbers = DisruptionCount.objects.values_list("numbers", flat=True)
    assert sum(map(sum, numbers)) == len(held)


@pytest.mark.parametrize("name", FORMS)
def test_threats(inspector: User, bodies: list[str], name: str) -> None:
    phases = [ThreatPhaseFactory(name=each).name for each in ("Investigation", "Court")]
    counts = set[str]()
    first: list[Row] = []
    for seed, number in ((1, 150), (2, 60), (3, 60)):
        made = threat_rows(number, bodies=bodies, phases=phases, seed=seed, wrong=0.2)
        content = [*made, *first[:50]]
        first = first or content
        before = plain_threats.held()
        verdict = plain_threats.validate(content, before)
        extract = load(FORMS[name], THREAT_HEADINGS, content, inspector, name, kind="threats")
        assert refused(extract) == verdict.refused
        after = plain_threats.held()
        assert (after.threats, after.assessments) == (verdict.threats, verdict.assessments)
        assert_counted(extract, verdict.counts, *TOLD)
        counts |= set(verdict.counts)
        again = load(FORMS[name], THREAT_HEADINGS, content, inspector, name, kind="threats")
        assert (again.counts["new"], again.counts["changed"]) == (0, 0)
    assert counts >= {"new", "changed", "older"}


def load(
    written: Written,
    headings: Sequence[str],
    content: Iterable[Row],
    by: User,
    name: str,
    *,
    kind: str = "disruptions",
) -> DataExtract:
    return run(written(headings, content), by, kind=kind, name=name)


def assert_counted(extract: DataExtract, counts: dict[str, int], *names: str) -> None:
    assert {name: extract.counts[name] for name in names} == {
        name: counts.get(name, 0) for name in names
    }
