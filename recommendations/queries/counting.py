"""How many open entries of the whole register fall due when, counted without reading them all."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.db.models import Count

from recommendations.models import DueCount, RegisterEntry

# A body by key, None for addressees outside the bodies.
Whose = int | None


@dataclass
class OpenCounts:
    """The open entries that the whole inspectorate sees at a moment, by body and by month.

    Months come from the counts that the database keeps; what is under embargo, and the days of the
    month that `on` is in, are counted as they stand.
    """

    on: date
    at: datetime
    by_month: Counter[tuple[Whose, date | None]] = field(init=False)

    def __post_init__(self) -> None:
        self.by_month = Counter({(body, month): n for body, month, n in DueCount.objects.totals()})
        embargoed = RegisterEntry.objects.open().filter(published_at__gt=self.at)
        for body, due_on in embargoed.values_list("body", "due_on"):
            self.by_month[body, due_on and due_on.replace(day=1)] -= 1

    @cached_property
    def passed(self) -> Counter[Whose]:
        """By body, what fell due in the month of the day, and before that day."""
        began = self.on.replace(day=1)
        entries = RegisterEntry.objects.published(self.at).open()
        due = entries.filter(due_on__gte=began, due_on__lt=self.on).order_by()
        return Counter(dict(due.values_list("body").annotate(number=Count("pk"))))

    @cached_property
    def open(self) -> Counter[Whose]:
        """By body, what is open."""
        return _sums((body, number) for (body, _), number in self.by_month.items())

    @cached_property
    def overdue(self) -> Counter[Whose]:
        """By body, what fell due before the day."""
        began = self.on.replace(day=1)
        earlier = (
            (body, number)
            for (body, month), number in self.by_month.items()
            if month and month < began
        )
        return _sums(earlier) + self.passed


def _sums(counted: Iterable[tuple[Whose, int]]) -> Counter[Whose]:
    sums: Counter[Whose] = Counter()
    for body, number in counted:
        sums[body] += number
    return sums
