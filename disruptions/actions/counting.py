"""The counts of disruptions, kept short."""

from django.db import transaction

from disruptions.models import DisruptionCount
from inspection_portal.core.counts import fold


@transaction.atomic
def fold_disruption_counts() -> None:
    """Make one row of those of a body, month and kind."""
    fold(DisruptionCount)
