"""A form is saved once, however often it is sent: a second click makes no second row."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import Submission, User

ResultT = TypeVar("ResultT")

SAVED_BEFORE = (
    "This form was saved before and has other words now. Save again if they should be added too."
)


class SavedBefore(RuleBroken):
    """The same form was saved with other content: the person chose “Back” and wrote on."""

    def __init__(self) -> None:
        super().__init__(SAVED_BEFORE)


@transaction.atomic
def once(
    action: Callable[[], ResultT], *, user: User, key: UUID, digest: str, at: datetime
) -> ResultT:
    """Do `action`, or answer what it made when the same form was sent before.

    Raises SavedBefore where what was sent before read otherwise. What the action refuses counts as
    not sent.
    """
    if not first(user, key, digest=digest, at=at):
        made_before: ResultT = _made_before(user, key, digest)
        return made_before
    result = action()
    if isinstance(result, Model):
        made = {"made_type": result._meta.label_lower, "made_id": result.pk}
        Submission.objects.filter(user=user, key=key).update(**made)
    return result


def first(user: User, key: UUID, *, digest: str, at: datetime) -> bool:
    """Whether this is the first time that the person sends the form, which then counts as saved.

    Call it in the transaction of what the form does: a second one waits for how it ends.
    """
    hold(key)
    values = {"digest": digest, "at": at}
    return Submission.objects.get_or_create(user=user, key=key, defaults=values)[1]


def is_saved(user: User, key: UUID) -> bool:
    return Submission.objects.filter(user=user, key=key).exists()


def hold(key: UUID) -> None:
    """Let nobody else save that form, or keep a draft of it, until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(key)])


def forget(*, before: datetime) -> None:
    """Forget which forms were saved before that moment: nobody sends those again."""
    Submission.objects.filter(at__lt=before).delete()


def _made_before(user: User, key: UUID, digest: str) -> Any:
    earlier = Submission.objects.get(user=user, key=key)
    if earlier.digest != digest:
        raise SavedBefore
    if not earlier.made_type:
        return None
    made = apps.get_model(earlier.made_type)._default_manager.filter(pk=earlier.made_id).first()
    if made is None:
        raise RuleBroken("This form was saved before, and what it made was deleted since.")
    return made
