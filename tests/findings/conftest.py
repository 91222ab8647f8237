import pytest

from findings.models import Finding, InspectedBody, Inspection
from forces.models import Body, Region
from inspection_portal.core.models import User
from tests.factories import (
    FindingFactory,
    GradeScaleFactory,
    InspectedBodyFactory,
    InspectionFactory,
)


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
