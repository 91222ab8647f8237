import pytest

from findings.models import InspectedBody
from forces.models import Body
from inspection_portal.core.models import User
from tests.factories import InspectedBodyFactory, InspectionFactory


@pytest.fixture
def chapter(inspector: User, force: Body) -> InspectedBody:
    """`force` in an inspection on whose team the inspector is."""
    inspection = InspectionFactory(team=[inspector])
    chapter: InspectedBody = InspectedBodyFactory(inspection=inspection, body=force)
    return chapter
