"""The demonstration's extracts: one that is loaded, and one that waits to be confirmed."""

from datetime import datetime

import pytest

from disruptions.actions.reference import load_reference
from disruptions.models import DataExtract, Disruption
from inspection_portal.core.models import User, system_user
from inspection_portal.home.demo import data_extracts
from inspection_portal.home.demo.sign_ins import INSPECTOR, MODERATOR
from tests.factories import ForceFactory, RocuFactory, ThreatFactory


@pytest.mark.django_db
def test_extracts_are_told_once_with_rows_to_mend(
    inspector: User, moderator: User, moment: datetime
) -> None:
    load_reference(by=system_user(), at=moment)
    surrey, serocu = ForceFactory(slug="surrey"), RocuFactory(slug="serocu")
    for reference, body in (("S/OCG/04", surrey), ("S/OCG/09", surrey), ("SE/OCG/26", serocu)):
        ThreatFactory(body=body, reference=reference)
    for _ in ("once", "twice"):
        data_extracts.tell({INSPECTOR: inspector, MODERATOR: moderator}, at=moment.replace(2027))
    waiting, loaded = DataExtract.objects.all()
    assert (loaded.state, waiting.state) == ("loaded", "checked")
    told = ("new", "changed", "same", "refused", "late", "gone")
    assert [loaded.counts[name] for name in told] == [3, 0, 0, 2, 0, 0]
    assert [waiting.counts[name] for name in told] == [2, 1, 2, 1, 1, 0]
    assert Disruption.objects.count() == 3
