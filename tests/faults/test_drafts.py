"""The short form: 20 interleavings of keeping a draft and saving it."""

import pytest

from inspection_portal.core.models import User
from tests.factories import InspectionFactory, SectionFactory
from tests.faults.drafts import lost_in


@pytest.mark.django_db(transaction=True)
def test_a_draft_that_is_kept_late_never_wins(inspector: User) -> None:
    section = SectionFactory(inspection=InspectionFactory(team=[inspector]))
    assert lost_in(20, section=section, writer=inspector, seed=20_240_830) == 0
