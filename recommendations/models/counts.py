"""How many open entries fall due in each month: kept by the database, so that a page on the whole
register costs the same however long that is.
"""

from datetime import date

from django.db import models
from django.db.models import Sum

from forces.models import Body


class DueCountQuerySet(models.QuerySet["DueCount"]):
    def totals(self) -> list[tuple[int | None, date | None, int]]:
        """Body by key, first day of the month, and how many open entries are due in it."""
        summed = self.order_by().values_list("body", "month").annotate(total=Sum("number"))
        return [row for row in summed if row[2]]


class DueCount(models.Model):
    """By how many the open entries of a body that fall due in a month became more, or fewer.

    Triggers add a row for what each statement changes, embargoed entries included, and change none:
    nobody waits for anybody else, and the sum is exact in every transaction. A sweep folds the rows
    of a body and month into one. `month` is its first day, None for what has no date; `body` is
    None for addressees outside the bodies.
    """

    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    month = models.DateField(null=True, blank=True)
    number = models.IntegerField()

    objects = DueCountQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.body}, {self.month}: {self.number:+}"
