"""How many disruptions there are of each kind in each month: kept by the database, so that figures
cost the same however many there are (ADR 0032).
"""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Sum

from disruptions.models.reading import OfBodyQuerySet
from forces.models import Body
from inspection_portal.core.counts import counted

KEY = "body_id, month, category, strand, type, moderation"
FIELDS = "body_id, event_on, category, strand, type, moderation"
COUNTED = counted(
    f"""
    INSERT INTO disruptions_disruptioncount ({KEY}, number)
    SELECT {KEY}, sum(number)
    FROM (
        SELECT *, date_trunc('month', event_on::timestamp)::date AS month
        FROM ({{changed}}) AS rows ({FIELDS}, number)
    ) AS changed
    GROUP BY {KEY} HAVING sum(number) <> 0;
    RETURN NULL;
    """,  # noqa: S608 (no value of anybody's is in it)
    FIELDS,
)


class DisruptionCountQuerySet(OfBodyQuerySet):
    def in_months(self, first: date, last: date) -> Self:
        """Of events from the month of the first day to that of the last."""
        return self.filter(month__range=(first.replace(day=1), last))

    def counted(self) -> Self:
        """Of those that passed moderation, as they were or in a lower category."""
        return self.filter(moderation__in=["moderated", "downgraded"])

    def totals(self, *by: str) -> list[tuple[object, ...]]:
        """Rows of these fields and the number of disruptions, in their order: by body and month,
        say. What comes to nothing is left out.
        """
        summed = self.order_by(*by).values_list(*by).annotate(total=Sum("number"))
        return [row for row in summed if row[-1]]


class DisruptionCount(models.Model):
    """By how many the disruptions of a body, month and kind became more, or fewer.

    `month` is the first day of the month of the event. Triggers add a row for what each statement
    changes and change none: nobody waits for an import that counts too, and the sum is exact in
    every transaction. A sweep folds the rows of a kind into one.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()
    category = models.CharField(max_length=10, blank=True)
    strand = models.CharField(max_length=10, blank=True)
    type = models.CharField(max_length=10)
    moderation = models.CharField(max_length=10)
    number = models.IntegerField()

    objects = DisruptionCountQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["body", "month"], name="disruption_count_by_month")]

    def __str__(self) -> str:
        return f"{self.body}, {self.month:%B %Y}: {self.number:+}"
