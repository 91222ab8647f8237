"""The counts of what falls due, kept short."""

from django.db import transaction

from inspection_portal.core.counts import fold
from recommendations.models import DueCount


@transaction.atomic
def fold_due_counts() -> None:
    """Make one row of those of a body and month."""
    fold(DueCount)
