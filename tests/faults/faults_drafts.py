"""200 random interleavings of keeping a draft and saving it."""

from collections.abc import Callable

import pytest

from inspection_portal.core.models import User
from tests.factories import InspectionFactory, SectionFactory
from tests.faults.drafts import lost_in


@pytest.mark.django_db(transaction=True)
def test_drafts(inspector: User, measured: Callable[..., None], seed: int) -> None:
    section = SectionFactory(inspection=InspectionFactory(team=[inspector]))
    wrong = lost_in(200, section=section, writer=inspector, seed=seed)
    measured("texts lost in 200 races of a draft with a save", limit=0, measured=wrong)
