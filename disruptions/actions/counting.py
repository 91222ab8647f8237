"""The counts of disruptions, kept short."""

from django.db import transaction

from disruptions.models import DisruptionCount
from disruptions.models.counted import TOTAL
from inspection_portal.core.counts import fold


@transaction.atomic
def fold_disruption_counts() -> None:
    """Make one row of those of a body and month; once a night, and after each large import."""
    fold(DisruptionCount, number="numbers", total=TOTAL, some="0 <> ANY (numbers)")
