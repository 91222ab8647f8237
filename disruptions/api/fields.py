"""What is sent about rows of bodies."""

import re
from datetime import time
from typing import Any

from django.db.models import Model, QuerySet
from rest_framework import serializers

from forces.models import Body, standing
from inspection_portal.core.fields import CLOCK


class ClockField(serializers.TimeField):
    """A time of the day in London. One that names a zone is refused: it would be misread."""

    default_error_messages = {"invalid": "Give a time like 09:30, as a clock in London shows it."}

    def to_internal_value(self, value: Any) -> time:
        if not (isinstance(value, str) and re.fullmatch(CLOCK, value)):
            self.fail("invalid")
        return super().to_internal_value(value)


class OfBodyField(serializers.SlugRelatedField[Any]):
    """A row of a body that the person acts for, by its UUID."""

    default_error_messages = {"does_not_exist": "Your body has nothing of this identifier."}

    def __init__(self, rows: QuerySet[Any] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", rows)
        super().__init__(slug_field="uuid", **kwargs)

    def get_queryset(self) -> QuerySet[Model]:
        rows: Any = super().get_queryset()
        return rows.filter(body__in=standing(self.context["user"]).bodies)  # type: ignore[no-any-return]


class OwnBodyField(serializers.SlugRelatedField[Body]):
    """A body that the person acts for, by its UUID."""

    default_error_messages = {"does_not_exist": "You act for no body of this identifier."}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", Body.objects.all())
        kwargs.setdefault("help_text", "A force or ROCU that you act for.")
        super().__init__(slug_field="uuid", **kwargs)

    def get_queryset(self) -> QuerySet[Body]:
        return Body.objects.filter(pk__in=standing(self.context["user"]).bodies)
