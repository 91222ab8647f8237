"""The abstract rows that every app builds on."""

import uuid
from collections.abc import Sequence
from datetime import date
from itertools import filterfalse
from typing import Any, ClassVar, Self, TypeAlias, TypeGuard

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import BaseConstraint, CheckConstraint, F, Q
from django.db.models.functions import Lower

Constraints: TypeAlias = list[tuple[type[models.Model], Sequence[BaseConstraint]]]


class Checked(models.Model):
    """A row that is validated against all its check constraints in one query.

    Django asks the database for each of them, in a savepoint of its own: that was a quarter of the
    time of an action.
    """

    class Meta:
        abstract = True

    def get_constraints(self) -> Constraints:
        """Those that the row may break: no check is among them where all hold."""
        by_model: Constraints = super().get_constraints()
        checks = [each for _, among in by_model for each in among if _is_check(each)]
        if not checks or self._breaks(checks):
            return by_model
        return [(model, [*filterfalse(_is_check, among)]) for model, among in by_model]

    def _breaks(self, checks: list[CheckConstraint]) -> bool:
        conditions = (check.condition for check in checks)
        together = CheckConstraint(name="together", condition=Q(*conditions))
        try:
            together.validate(type(self), self)
        except ValidationError:
            return True
        return False


def _is_check(constraint: BaseConstraint) -> TypeGuard[CheckConstraint]:
    return isinstance(constraint, CheckConstraint)


class Identified(Checked):
    """A row that addresses and the API know by a UUID; the integer key stays inside."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class Versioned(Checked):
    """A row that two people may edit: `version` grows with every change."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class ClockTimestamp(models.Func):
    """The moment by the clock of the database, another one for each row of a statement."""

    template = "clock_timestamp()"
    output_field = models.DateTimeField()


class Followed(Checked):
    """A row whose changes other systems follow (`core.following`).

    `changed_at` is when it was last written, whoever wrote it and however: a trigger keeps it.
    `SHOWN_FROM` names columns with other moments that change what others see of the row: that of
    publication, or the last change of the row it is part of.
    """

    SHOWN_FROM: ClassVar[tuple[str, ...]] = ()

    changed_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False, db_index=True)

    class Meta:
        abstract = True


class ListItemQuerySet(models.QuerySet[Any]):
    def in_force(self, on: date) -> Self:
        """The items that may be chosen on that day."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=on), valid_from__lte=on)


class ListItem(Identified, Versioned):
    """One choice of a list that administrators edit, from its first to its last day.

    What was chosen while an item held keeps it: an item ends, it is never deleted.
    """

    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    objects = ListItemQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="%(class)s_name_once",
                violation_error_message="The list has an item of this name already.",
            ),
            models.CheckConstraint(
                name="%(class)s_has_name",
                condition=Q(name__regex=r"\S"),
                violation_error_message="Give the item a name.",
            ),
            models.CheckConstraint(
                name="%(class)s_ends_after_it_starts",
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                violation_error_message="The last day is before the first.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
