"""The first two beats of what is done about an entry: it is published, open, and held."""

from datetime import datetime

from inspection_portal.core.errors import RuleBroken
from recommendations.models import RegisterEntry


def lock(entry: RegisterEntry) -> RegisterEntry:
    """The stored entry, held until the transaction ends: one change of it at a time.

    Whoever changes a claim or a request of an entry holds the entry first.
    """
    return RegisterEntry.objects.select_for_update(no_key=True).get(pk=entry.pk)


def hold_open(entry: RegisterEntry, *, at: datetime) -> RegisterEntry:
    """The entry, held. Raises RuleBroken where it is not published, or closed."""
    held = lock(entry)
    if held.published_at > at:
        raise RuleBroken(f"{held.reference} is not published yet. Wait for its report.")
    if not held.is_open:
        raise RuleBroken(f"“{held}” is closed, so it stays as it is.")
    return held
