"""Extracts of national systems, without their files."""

from datetime import UTC, date, datetime

import factory

from disruptions.models import DataExtract
from inspection_portal.core.models import system_user

TAKEN_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FIRST = [["3", "D", "Event date", "soon", "Type the date as 31/12/2025 or 2025-12-31."]]
COUNTS = {"rows": 4, "refused": 1, "new": 2, "changed": 1, "same": 0, "late": 0, "doubtful": 0}


class DataExtractFactory(factory.django.DjangoModelFactory[DataExtract]):
    """An extract of disruptions that was checked and waits to be confirmed."""

    class Meta:
        model = DataExtract

    kind = DataExtract.Kind.DISRUPTIONS
    name = factory.Sequence(lambda n: f"disruptions {n}.csv")
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    size = 2_000
    taken_on = date(2026, 3, 1)
    uploaded_by = factory.LazyFunction(system_user)
    uploaded_at = moved_at = TAKEN_AT
    state = DataExtract.State.CHECKED
    counts = {**COUNTS, "gone": 1}
    first = FIRST
