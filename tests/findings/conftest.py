from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from findings.actions.paragraphs import keep_in_step
from findings.models import Extract, Finding, InspectedBody, Inspection, PrePublicationCheck
from forces.models import Body, Region
from inspection_portal.core.models import User
from tests.factories import (
    FindingFactory,
    GradeScaleFactory,
    InspectedBodyFactory,
    InspectionFactory,
)
from tests.factories.checking import extract_of, give_out


@pytest.fixture
def inspection(region: Region, inspector: User) -> Inspection:
    """A draft with the inspector on its team."""
    return InspectionFactory(region=region, team=[inspector])


@pytest.fixture
def chapter(inspection: Inspection, force: Body) -> InspectedBody:
    return InspectedBodyFactory(inspection=inspection, body=force)


@pytest.fixture
def finding(chapter: InspectedBody) -> Finding:
    return FindingFactory(chapter=chapter)


@pytest.fixture
def scale(db: None) -> object:
    return GradeScaleFactory()


@pytest.fixture
def other_chapter(inspection: Inspection, other_force: Body) -> InspectedBody:
    return InspectedBodyFactory(inspection=inspection, body=other_force)


@pytest.fixture
def today() -> Iterator[datetime]:
    """A moment at which the clock stands still: what may be read follows from the clock."""
    at = datetime(2026, 6, 3, 9, 0, tzinfo=UTC)
    with time_machine.travel(at, tick=False):
        yield at


@pytest.fixture
def check(
    inspection: Inspection,
    finding: Finding,
    other_chapter: InspectedBody,
    inspector: User,
    today: datetime,
) -> PrePublicationCheck:
    """Two forces check the draft from today on: each has one finding, as has the region."""
    keep_in_step(finding)
    FindingFactory(chapter=other_chapter, text="Only the other force reads this.")
    FindingFactory(
        chapter=None,
        inspection=inspection,
        heading="The region shares what it knows",
        text="All of the region reads this.",
    )
    return give_out(inspection, by=inspector, at=today)


@pytest.fixture
def extract(check: PrePublicationCheck, force: Body) -> Extract:
    return extract_of(check, force)


@pytest.fixture
def other_extract(check: PrePublicationCheck, other_force: Body) -> Extract:
    return extract_of(check, other_force)
