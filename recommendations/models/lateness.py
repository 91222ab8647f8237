"""How an entry of the register stands against its deadline, and the order that this gives."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce

DUE_SOON = timedelta(days=30)
# By deadline, what has none last.
DUE_ORDER = Coalesce("due_on", Value(date.max))


class Lateness(models.TextChoices):
    """How an entry stands against its deadline on a day: computed, never stored (domain §3.3)."""

    OVERDUE = "overdue", "Overdue"
    DUE_SOON = "due_soon", "Due within 30 days"
    ON_TIME = "on_time", "On time"
    NO_DEADLINE = "no_deadline", "No deadline"
    CLOSED = "closed", "Closed"

    @classmethod
    def of(cls, due_on: date | None, *, is_open: bool, on: date) -> Self:
        if not is_open:
            return cls.CLOSED
        if due_on is None:
            return cls.NO_DEADLINE
        if due_on < on:
            return cls.OVERDUE
        return cls.DUE_SOON if due_on <= on + DUE_SOON else cls.ON_TIME
