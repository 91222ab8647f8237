"""The colour of an entry on a day, by the rule set of its body: computed, never stored
(domain §9).

`Rules.mark` is the answer in Python, `Rules.colour` the same in SQL. Both compare dates with two
days that are worked out once: up to the first a date is late, up to the second it is due soon.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol

from django.db import models
from django.db.models import Case, Expression, F, Q, Value, When
from django.db.models.functions import Least

from recommendations.working_days import last_working_day_before, working_days_after

SOON = 30
SOON_IN_WORKING_DAYS = 20


class Colour(models.TextChoices):
    """What stands for how an entry is doing; words stand beside it wherever it is shown."""

    RED = "red", "Red"
    AMBER = "amber", "Amber"
    GREEN = "green", "Green"
    BLUE = "blue", "Blue"
    GREY = "grey", "Grey"
    BLACK = "black", "Black"
    WHITE = "white", "White"


class RuleSet(models.TextChoices):
    """The ways in which bodies colour what is asked of them."""

    DEADLINES = "deadlines", "Deadlines of the inspectorate"
    COMMITTEE = "committee", "Police committee"
    AUDIT = "audit", "Internal audit"
    WORKING_DAYS = "working_days", "Working days"


class Outlook(models.TextChoices):
    """How an entry is doing, before any colour."""

    COMPLETE = "complete", "Complete"
    NOT_NEEDED = "not_needed", "No longer needed"
    WILL_NOT = "will_not", "Will not be done"
    DEPENDS = "depends", "Depends on another body"
    LATE = "late", "Late"
    SOON = "soon", "Due soon"
    ON_TIME = "on_time", "On time"
    UNDATED = "undated", "No date"


@dataclass(frozen=True)
class Mark:
    """A colour, and the words that say the same."""

    colour: Colour
    words: str


class Standing(Protocol):
    """What a colour depends on besides the day: a register entry, or what stands for one."""

    status: str
    position: str
    due_on: date | None
    target_on: date | None


@dataclass(frozen=True)
class Rules:
    """One rule set: the mark of each outlook, and when a date is late and when it is due soon.

    Where `counts_target` is set, the body's own target counts as well, if it is the earlier. Where
    `in_working_days` is set, what falls due on another day falls due on the next working day.
    """

    purpose: str
    marks: Mapping[Outlook, Mark]
    counts_target: bool = False
    in_working_days: bool = False

    def outlook(self, of: Standing, on: date) -> Outlook:
        """How an entry is doing on that day: what is closed or refused needs no date."""
        settled = _SETTLED.get(of.status) or _SAID.get(of.position)
        if settled:
            return settled
        due_on = self._due_on(of)
        if due_on is None:
            return Outlook.UNDATED
        late_through, soon_through = self.days(on)
        if due_on <= late_through:
            return Outlook.LATE
        return Outlook.SOON if due_on <= soon_through else Outlook.ON_TIME

    def mark(self, of: Standing, on: date) -> Mark:
        return self.marks[self.outlook(of, on)]

    def colour(self, on: date) -> Expression:
        """The colour in SQL, of a row of register entries."""
        late_through, soon_through = self.days(on)
        due_on = Least("due_on", "target_on") if self.counts_target else F("due_on")
        when = [
            *((Q(status=status), outlook) for status, outlook in _SETTLED.items()),
            *((Q(position=position), outlook) for position, outlook in _SAID.items()),
            (_at_most(due_on, late_through), Outlook.LATE),
            (_at_most(due_on, soon_through), Outlook.SOON),
            (_at_most(due_on, date.max), Outlook.ON_TIME),
        ]
        return Case(
            *(When(condition, then=self._value(outlook)) for condition, outlook in when),
            default=self._value(Outlook.UNDATED),
            output_field=models.CharField(),
        )

    def days(self, on: date) -> tuple[date, date]:
        """The last day on which a date is late, seen on that day, and the last that is soon."""
        return _days(on, in_working_days=self.in_working_days)

    def _due_on(self, of: Standing) -> date | None:
        dates = [of.due_on, of.target_on if self.counts_target else None]
        return min(filter(None, dates), default=None)

    def _value(self, outlook: Outlook) -> Value:
        return Value(self.marks[outlook].colour.value)


def _at_most(due_on: Expression | F, day: date) -> models.lookups.LessThanOrEqual:
    return models.lookups.LessThanOrEqual(due_on, Value(day))


@lru_cache(maxsize=256)
def _days(on: date, *, in_working_days: bool) -> tuple[date, date]:
    if in_working_days:
        return last_working_day_before(on), working_days_after(on, SOON_IN_WORKING_DAYS)
    return on - timedelta(days=1), on + timedelta(days=SOON)


_SETTLED: Mapping[str, Outlook] = {
    "complete": Outlook.COMPLETE,
    "no_further_action": Outlook.NOT_NEEDED,
    "superseded": Outlook.NOT_NEEDED,
}
_SAID: Mapping[str, Outlook] = {
    "not_accepted": Outlook.WILL_NOT,
    "not_applicable": Outlook.WILL_NOT,
    "depends": Outlook.DEPENDS,
}
_WILL_NOT = Mark(Colour.BLACK, "Will not be done")
_DEPENDS = Mark(Colour.WHITE, "Depends on another body")
_LATE = Mark(Colour.RED, "Overdue")

RULES: Mapping[str, Rules] = {
    RuleSet.DEADLINES: Rules(
        "Red once the inspectorate’s date has passed, amber in the 30 days before it.",
        {
            Outlook.COMPLETE: Mark(Colour.BLUE, "Complete"),
            Outlook.NOT_NEEDED: Mark(Colour.BLUE, "No longer needed"),
            Outlook.WILL_NOT: _WILL_NOT,
            Outlook.DEPENDS: _DEPENDS,
            Outlook.LATE: _LATE,
            Outlook.SOON: Mark(Colour.AMBER, f"Due within {SOON} days"),
            Outlook.ON_TIME: Mark(Colour.GREEN, "On time"),
            Outlook.UNDATED: Mark(Colour.GREY, "No deadline"),
        },
    ),
    RuleSet.COMMITTEE: Rules(
        "Green for what is implemented or has time, amber for what is going on, red for what is "
        "late. Your own target counts where it is earlier.",
        {
            Outlook.COMPLETE: Mark(Colour.GREEN, "Implemented"),
            Outlook.NOT_NEEDED: Mark(Colour.GREEN, "No longer needed"),
            Outlook.WILL_NOT: _WILL_NOT,
            Outlook.DEPENDS: _DEPENDS,
            Outlook.LATE: _LATE,
            Outlook.SOON: Mark(Colour.AMBER, f"Ongoing, due within {SOON} days"),
            Outlook.ON_TIME: Mark(Colour.GREEN, "On time"),
            Outlook.UNDATED: Mark(Colour.AMBER, "Ongoing, no date"),
        },
        counts_target=True,
    ),
    RuleSet.AUDIT: Rules(
        "Red for what is past its target, amber for all else that is outstanding, grey for what "
        "is not adopted. Your own target counts where it is earlier.",
        {
            Outlook.COMPLETE: Mark(Colour.GREEN, "Complete"),
            Outlook.NOT_NEEDED: Mark(Colour.GREEN, "No longer needed"),
            Outlook.WILL_NOT: Mark(Colour.GREY, "Not adopted"),
            Outlook.DEPENDS: _DEPENDS,
            Outlook.LATE: Mark(Colour.RED, "Outstanding, past its target"),
            Outlook.SOON: Mark(Colour.AMBER, f"Outstanding, due within {SOON} days"),
            Outlook.ON_TIME: Mark(Colour.AMBER, "Outstanding"),
            Outlook.UNDATED: Mark(Colour.AMBER, "Outstanding, no date"),
        },
        counts_target=True,
    ),
    RuleSet.WORKING_DAYS: Rules(
        f"As the deadlines, but amber {SOON_IN_WORKING_DAYS} working days before, and a date on a "
        "weekend or bank holiday of England and Wales lasts until the next working day.",
        {
            Outlook.COMPLETE: Mark(Colour.BLUE, "Complete"),
            Outlook.NOT_NEEDED: Mark(Colour.BLUE, "No longer needed"),
            Outlook.WILL_NOT: _WILL_NOT,
            Outlook.DEPENDS: _DEPENDS,
            Outlook.LATE: _LATE,
            Outlook.SOON: Mark(Colour.AMBER, f"Due within {SOON_IN_WORKING_DAYS} working days"),
            Outlook.ON_TIME: Mark(Colour.GREEN, "On time"),
            Outlook.UNDATED: Mark(Colour.GREY, "No deadline"),
        },
        in_working_days=True,
    ),
}


def of(entry: Standing, on: date, rule_set: str = RuleSet.DEADLINES) -> Mark:
    """The mark of an entry on a day by one rule set."""
    return RULES[rule_set].mark(entry, on)


def colours(chosen: Mapping[int, str], on: date) -> Expression:
    """The colour in SQL where bodies, by key, have chosen rule sets; deadlines for all others."""
    cases = [
        When(
            body__in=[body for body, rule_set in chosen.items() if rule_set == each],
            then=RULES[each].colour(on),
        )
        for each in RuleSet
        if each in chosen.values() and each != RuleSet.DEADLINES
    ]
    default = RULES[RuleSet.DEADLINES].colour(on)
    return Case(*cases, default=default, output_field=models.CharField()) if cases else default
