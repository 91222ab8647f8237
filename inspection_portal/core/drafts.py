"""What people have typed and not saved, kept for them alone."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from inspection_portal.core import submissions
from inspection_portal.core.models import OwnDraft, User

Typed = Mapping[str, Sequence[str]]


@transaction.atomic
def keep(
    *, user: User, key: str, sitting: UUID, data: Typed, seen_version: int | None, at: datetime
) -> None:
    """Keep what the person has typed so far in one opening of a form.

    What was saved meanwhile is not kept: an answer that was late must not bring it back.
    """
    submissions.hold(sitting)
    if submissions.is_saved(user, sitting):
        return
    OwnDraft.objects.update_or_create(
        user=user,
        key=key,
        sitting=sitting,
        defaults={"data": data, "seen_version": seen_version, "saved_at": at},
    )


def find(user: User, key: str) -> list[OwnDraft]:
    """What the person typed into that form and did not save, the latest first."""
    return list(OwnDraft.objects.visible_to(user).filter(key=key))


def drop(user: User, key: str, sitting: UUID) -> None:
    """Forget what was typed in one opening of a form: it is saved, or not wanted."""
    OwnDraft.objects.filter(user=user, key=key, sitting=sitting).delete()


def drop_all(user: User) -> None:
    """Forget all that a person has typed and not saved: they have left."""
    OwnDraft.objects.filter(user=user).delete()


def drop_left(*, before: datetime) -> None:
    """Forget the drafts of people who have left, and those that nobody has touched since then."""
    OwnDraft.objects.filter(Q(user__is_active=False) | Q(saved_at__lt=before)).delete()
