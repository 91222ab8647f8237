"""Checks of what stands in open 4P plans: the four Ps, their entries and their actions."""

from collections.abc import Callable, Iterable
from datetime import date

from disruptions.checks.base import Check, Found, Of, Severity, Where, several
from disruptions.checks.facts import Entry, PlanFacts, Rules, Task

STRANDS = {"pursue": "Pursue", "prevent": "Prevent", "protect": "Protect", "prepare": "Prepare"}
ONLY_PURSUE = frozenset({"pursue"})


def plan_empty(plan: PlanFacts, rules: Rules, on: date) -> Found | None:
    return None if plan.filled() else Found("Nothing stands in the plan.")


def pursue_only(plan: PlanFacts, rules: Rules, on: date) -> Found | None:
    if plan.filled() == ONLY_PURSUE:
        return Found("Nothing stands under Prevent, Protect and Prepare.")
    return None


def strand_empty(strand: str) -> Check[PlanFacts]:
    name = STRANDS[strand]

    def find(plan: PlanFacts, rules: Rules, on: date) -> Found | None:
        return None if strand in plan.filled() else Found(f"Nothing stands under {name}.")

    return Check(
        id=f"{strand}_empty",
        title=f"{name} is empty",
        reason="Plans left out some of the four Ps, and with them the people who could act.",
        mend=f"Add what is done under {name}. If nothing is to be done, your lead can waive it.",
        of=Of.PLAN,
        where=Where.ENTRIES,
        severity=Severity.WARNING,
        find=find,
        applies=lambda plan, on: plan.filled() not in (frozenset(), ONLY_PURSUE),
    )


def entries_undated(plan: PlanFacts, rules: Rules, on: date) -> Found | None:
    return _entries((each for each in plan.entries if each.dated_on is None), "date")


def entries_untimed(plan: PlanFacts, rules: Rules, on: date) -> Found | None:
    """Of those that have a date: an entry without one has the worse fault already."""
    untimed = (each for each in plan.entries if each.dated_on and each.timed_at is None)
    return _entries(untimed, "time")


def actions_that(
    is_wrong: Callable[[Task, date], bool], words: str
) -> Callable[[PlanFacts, Rules, date], Found | None]:
    """Finds the actions that are wrong, and says how many of them are covert."""

    def find(plan: PlanFacts, rules: Rules, on: date) -> Found | None:
        wrong = [each for each in plan.actions if is_wrong(each, on)]
        if not wrong:
            return None
        covert = sum(each.is_covert for each in wrong)
        said = f" ({covert} covert)" if covert else ""
        return Found(
            f"{several(len(wrong), 'action')} {words}{said}.", tuple(each.uuid for each in wrong)
        )

    return find


def is_overdue(action: Task, on: date) -> bool:
    return action.ended_on is None and action.due_on is not None and action.due_on < on


def _entries(wrong: Iterable[Entry], what: str) -> Found | None:
    found = tuple(each.uuid for each in wrong)
    if not found:
        return None
    return Found(f"{several(len(found), 'entry', 'entries')} without a {what}.", found)


def has_entries(plan: PlanFacts, on: date) -> bool:
    return bool(plan.entries)


def has_actions(plan: PlanFacts, on: date) -> bool:
    return bool(plan.actions)


CONTENT_CHECKS: tuple[Check[PlanFacts], ...] = (
    Check(
        id="plan_empty",
        title="The plan is empty",
        reason="A plan that says nothing is no plan.",
        mend="Write what is done under each of the four Ps.",
        of=Of.PLAN,
        where=Where.ENTRIES,
        severity=Severity.ERROR,
        find=plan_empty,
    ),
    Check(
        id="pursue_only",
        title="Only Pursue is filled in",
        reason="Plans were about arrests alone in every force of a region.",
        mend="Add what is done to prevent, to protect and to prepare, with partners.",
        of=Of.PLAN,
        where=Where.ENTRIES,
        severity=Severity.ERROR,
        find=pursue_only,
        applies=lambda plan, on: bool(plan.filled()),
    ),
    *(strand_empty(strand) for strand in STRANDS),
    Check(
        id="entries_undated",
        title="Entries without a date",
        reason="Entries had no date, so that nobody could tell what was done when.",
        mend="Give each entry the day of what it tells.",
        of=Of.PLAN,
        where=Where.ENTRIES,
        severity=Severity.ERROR,
        find=entries_undated,
        applies=has_entries,
    ),
    Check(
        id="entries_untimed",
        title="Entries without a time",
        reason="Entries of one day could not be put in order.",
        mend="Give each entry its time.",
        of=Of.PLAN,
        where=Where.ENTRIES,
        severity=Severity.NOTE,
        find=entries_untimed,
        applies=has_entries,
    ),
    Check(
        id="action_without_owner",
        title="Action without an owner",
        reason="Actions belonged to nobody, covert ones among them.",
        mend="Give each action to an officer or to a partner.",
        of=Of.PLAN,
        where=Where.ACTIONS,
        severity=Severity.ERROR,
        find=actions_that(lambda action, on: not action.has_owner, "without an owner"),
        applies=has_actions,
    ),
    Check(
        id="action_without_due_date",
        title="Open action without a due date",
        reason="Actions had no date by which they were to be done.",
        mend="Give each open action a due date.",
        of=Of.PLAN,
        where=Where.ACTIONS,
        severity=Severity.WARNING,
        find=actions_that(
            lambda action, on: action.ended_on is None and action.due_on is None,
            "open without a due date",
        ),
        applies=has_actions,
    ),
    Check(
        id="action_without_result",
        title="Ended action without a result",
        reason="What actions led to was not recorded, least of all for covert ones.",
        mend="Enter the result of each action that has ended.",
        of=Of.PLAN,
        where=Where.ACTIONS,
        severity=Severity.ERROR,
        find=actions_that(
            lambda action, on: action.ended_on is not None and not action.has_result,
            "ended without a result",
        ),
        applies=has_actions,
    ),
    Check(
        id="action_overdue",
        title="Action overdue",
        reason="Actions went past their date, and nobody asked after them.",
        mend="End the action with its result, or give it another date and say why.",
        of=Of.PLAN,
        where=Where.ACTIONS,
        severity=Severity.WARNING,
        find=actions_that(is_overdue, "overdue"),
        applies=has_actions,
    ),
    Check(
        id="action_out_of_reach",
        title="Action given to somebody who can’t see it",
        reason="Partners and regional staff held actions of plans that they could not open.",
        mend="Give the partner or the body access to its actions.",
        of=Of.PLAN,
        where=Where.ACCESS,
        severity=Severity.ERROR,
        find=actions_that(
            lambda action, on: action.ended_on is None and action.is_shut_out,
            "open, and out of reach of those who have them",
        ),
        applies=has_actions,
    ),
)
