"""What is to be mended of one threat, plan, order or local profile, as its page shows it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from disruptions import permissions
from disruptions.checks import Severity
from disruptions.checks.base import several
from disruptions.models import LocalProfile, Plan, PreventionOrder, Threat
from disruptions.queries.checks import Result, check
from disruptions.queries.facts import Scope, of_order, of_plan, of_profile, of_threat
from inspection_portal.core.models import User

Thing = Threat | Plan | PreventionOrder | LocalProfile
# How many are shown at least before the rest is folded away. No error ever is.
SHOWN = 5


@dataclass(frozen=True)
class Mending:
    """What the checks find of a thing on a day, the worst first and what is waived last; with what
    the reader may do about it.
    """

    thing: Thing
    results: Sequence[Result]
    can_mend: bool
    can_waive: bool

    @property
    def first(self) -> Sequence[Result]:
        return self.results[: self._shown]

    @property
    def rest(self) -> Sequence[Result]:
        return self.results[self._shown :]

    @property
    def told(self) -> str:
        """How much is to be mended, as a sentence or two; what is waived is not."""
        found = Counter(each.check.severity for each in self.results if not each.waived)
        numbers = [several(found[each], each.name.lower()) for each in Severity if found[each]]
        if not numbers:
            return "No check finds anything to mend."
        if found[Severity.ERROR]:
            return f"The checks find {_listed(numbers)}."
        are = "is" if found.total() == 1 else "are"
        return f"No check finds an error. {_listed(numbers)} {are} left."

    @property
    def _shown(self) -> int:
        errors = [each.check.severity is Severity.ERROR for each in self.results if not each.waived]
        return max(SHOWN, sum(errors))


def to_mend(thing: Thing, user: User, *, on: date) -> Mending | None:
    """Nothing for those who read the thing and not its checks, and where no check is asked: of a
    closed plan, an order that has ended, a profile that a later one replaces.
    """
    body = thing.threat.body if isinstance(thing, Plan) else thing.body
    if not permissions.can_read_checks(user, body):
        return None
    checked = check(scope_of(thing), on=on)
    if not checked.asked:
        return None
    return Mending(
        thing,
        sorted(checked.results, key=lambda each: each.waived is not None),
        can_mend=permissions.can_keep(user, body),
        can_waive=permissions.can_oversee(user, body),
    )


def scope_of(thing: Thing) -> Scope:
    """What is loaded to ask the checks of it."""
    match thing:
        case Threat():
            return of_threat(thing)
        case Plan():
            return of_plan(thing)
        case PreventionOrder():
            return of_order(thing)
    return of_profile(thing)


def _listed(words: Sequence[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
