"""How many disruptions there are of each kind in each month: kept by the database, so that figures
cost the same however many there are (ADR 0032).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import product
from typing import Any, NamedTuple, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Aggregate, F, Value

from disruptions.models.plan import STRANDS
from disruptions.models.reading import OfBodyQuerySet
from forces.models import Body
from inspection_portal.core.counts import counted


class Kind(NamedTuple):
    """What disruptions are counted by, beside their body and month. An extract may lack a category
    or a strand: "". Those that wait for moderation are told apart from those that passed it.
    """

    category: str
    strand: str
    type: str
    waits: bool


CATEGORIES = ("major", "moderate", "minor", "")
TYPES = ("lead", "support", "coordinate")
# In the order of the numbers of a row, of which the first has place 1.
KINDS = tuple(map(Kind._make, product(CATEGORIES, (*STRANDS, ""), TYPES, (False, True))))


def _place(field: str, values: Iterable[str]) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"(array_position(ARRAY[{listed}], {field}::text) - 1)"


PLACE = (
    f"1 + ((moderation = 'pending')::int + 2 * ({_place('type', TYPES)}"
    f" + 3 * ({_place('strand', (*STRANDS, ''))} + 5 * {_place('category', CATEGORIES)})))"
)
EACH = ", ".join(
    f"coalesce(sum(number) FILTER (WHERE place = {place}), 0)" for place in range(1, len(KINDS) + 1)
)
FIELDS = "body_id, event_on, category, strand, type, moderation"
COUNTED = counted(
    f"""
    INSERT INTO disruptions_disruptioncount (body_id, month, numbers)
    SELECT body_id, month, ARRAY[{EACH}]
    FROM (
        SELECT
            body_id, date_trunc('month', event_on::timestamp)::date AS month,
            {PLACE} AS place, sum(number) AS number
        FROM ({{changed}}) AS rows ({FIELDS}, number)
        WHERE moderation IN ('moderated', 'downgraded', 'pending')
        GROUP BY 1, 2, 3 HAVING sum(number) <> 0
    ) AS changed
    GROUP BY body_id, month;
    RETURN NULL;
    """,  # noqa: S608 (no value of anybody's is in it)
    FIELDS,
)
# What folds the rows of a body and month into one.
TOTAL = f"ARRAY[{', '.join(f'sum(numbers[{place}])' for place in range(1, len(KINDS) + 1))}]"


class SumOfEach(Aggregate):
    """The sums of the numbers of these kinds, in their order."""

    def __init__(self, numbers: str, kinds: Sequence[Kind]) -> None:
        sums = (f"SUM(%(expressions)s[{KINDS.index(kind) + 1}])" for kind in kinds)
        each = ArrayField(models.IntegerField())
        super().__init__(numbers, output_field=each, template=f"ARRAY[{', '.join(sums)}]")


class DisruptionCountQuerySet(OfBodyQuerySet):
    def between(self, since: date | None, until: date | None) -> Self:
        """Of events from the month of the first day to that of the last, where they are given."""
        rows = self.filter(month__gte=since.replace(day=1)) if since else self
        return rows.filter(month__lte=until) if until else rows

    def totals(self, kinds: Sequence[Kind] = KINDS) -> Any:
        """How many there are of these kinds by body, and by month: rows of a body's key or None, a
        month or None, and the numbers in the order of the kinds. All are of one moment.
        """
        numbers = SumOfEach("numbers", kinds)
        rows = self.order_by()
        of_bodies = rows.values_list("body", Value(None, models.DateField()))
        of_months = rows.values_list(Value(None, models.BigIntegerField()), F("month"))
        return of_bodies.annotate(total=numbers).union(of_months.annotate(total=numbers), all=True)


class DisruptionCount(models.Model):
    """By how many the disruptions of a body and month became more, or fewer, kind by kind.

    `month` is the first day of the month of the event; `numbers` are in the order of `KINDS`, so
    that a body and month take one row however many kinds occur. What was returned or refused is not
    counted. Triggers add rows for what each statement changes and change none: nobody waits for an
    import that counts too, and the sum is exact in every transaction. A sweep folds the rows of a
    body and month into one.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()
    numbers = ArrayField(models.IntegerField(), size=len(KINDS))

    objects = DisruptionCountQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["month", "body"], name="disruption_count_by_month")]

    def __str__(self) -> str:
        return f"{self.body}, {self.month:%B %Y}: {sum(self.numbers):+}"
