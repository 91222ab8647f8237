"""Of which time and body a person asks what may be recorded twice, or is likely missing."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django.http import QueryDict

from disruptions import queries
from forces.models import Body
from inspection_portal.core.dates import months_after
from inspection_portal.core.fields import PARTS
from inspection_portal.core.listing import DayFilter, ListFilter, PeriodForm, choice
from inspection_portal.core.models import User


def last_year(on: date) -> dict[str, date]:
    """The twelve months until that day."""
    return {"since": months_after(on, -12), "until": on}


class RecordingFilter(ListFilter):
    """A body, and a first and last day: the last twelve months where the address names none."""

    since = DayFilter(label="First day", method="leave")
    until = DayFilter(label="Last day", method="leave")
    body = choice("Body", method="leave")

    class Meta:
        form = PeriodForm

    def __init__(self, data: QueryDict, *, user: User, on: date) -> None:
        self.on, self.user = on, user
        given = data.copy()
        for name, day in self.begins_as.items():
            if not any(given.get(f"{name}_{part}") for part in PARTS):
                for part in PARTS:
                    given[f"{name}_{part}"] = str(getattr(day, part))
        super().__init__(given, Body.objects.none())
        self._offer("body", queries.body_choices(user))

    @property
    def begins_as(self) -> Mapping[str, date]:
        return last_year(self.on)

    @property
    def asked(self) -> dict[str, Any]:
        """The period and the body, as the queries take them."""
        chosen = self.form.cleaned_data
        body = Body.objects.get(uuid=chosen["body"]) if chosen.get("body") else None
        return {"since": chosen["since"], "until": chosen["until"], "body": body}


class DoubleCountFilter(RecordingFilter):
    @cached_property
    def in_order(self) -> queries.DoubleCounts:
        """What is looked for; nothing where the address makes no sense."""
        if not self.is_valid():
            return queries.DoubleCounts(())
        return queries.possible_double_counts(self.user, **self.asked)


class GapFilter(RecordingFilter):
    @cached_property
    def in_order(self) -> queries.Missing:
        """What is looked for; nothing where the address makes no sense."""
        if not self.is_valid():
            return queries.Missing((), (), ())
        return queries.likely_missing(self.user, **self.asked)
