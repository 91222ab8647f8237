"""Checks of open 4P plans as a whole: who wrote them, when, and how they are kept."""

from datetime import date, timedelta

from disruptions.checks.base import Check, Found, Of, Severity, Where, several
from disruptions.checks.facts import PlanFacts, Rules


def no_writer(plan: PlanFacts, rules: Rules, on: date) -> Found | None:
    return Found("Nothing says who wrote the plan.") if plan.writer is None else None


def written_by_investigator(plan: PlanFacts, rules: Rules, on: date) -> Found | None:
    if "sio" in plan.roles_of_the_writer():
        return Found("The senior investigating officer wrote the plan.")
    return None


def written_by_another(plan: PlanFacts, rules: Rules, on: date) -> Found | None:
    if plan.roles_of_the_writer():
        return None
    return Found("Whoever wrote the plan is not a lead responsible officer of the threat.")


def opened_late(plan: PlanFacts, rules: Rules, on: date) -> Found | None:
    started = plan.operation_started_on
    if started is None or plan.opened_on <= started:
        return None
    days = several((plan.opened_on - started).days, "day")
    return Found(f"The plan was opened {days} after the operation began.")


def left_in_draft(plan: PlanFacts, rules: Rules, on: date) -> Found | None:
    days = (on - plan.opened_on).days
    if days <= rules.days_to_plan:
        return None
    return Found(f"The plan has been a draft for {days} days. Nobody works by it yet.")


def old_template(plan: PlanFacts, rules: Rules, on: date) -> Found | None:
    if rules.template_version in ("", plan.template_version):
        return None
    used = f"template {plan.template_version}" if plan.template_version else "no known template"
    return Found(f"The plan is on {used}. The body uses {rules.template_version}.")


def no_supervisor_check(plan: PlanFacts, rules: Rules, on: date) -> Found | None:
    return None if plan.is_checked else Found("No supervisor has recorded a check of the plan.")


def review_overdue(plan: PlanFacts, rules: Rules, on: date) -> Found | None:
    last = max(plan.opened_on, plan.reviewed_on or plan.opened_on)
    if last + timedelta(days=rules.review_days) >= on:
        return None
    said = f"last reviewed on {last:%-d %B %Y}" if plan.reviewed_on else "never reviewed"
    every = several(rules.review_days, "day")
    return Found(f"The plan was {said}. The body reviews every {every}.")


def copied_text(plan: PlanFacts, rules: Rules, on: date) -> Found | None:
    if not plan.copied:
        return None
    most = max(each.share for each in plan.copied)
    return Found(f"{most:.0%} of the plan’s own words stand in an earlier plan too.")


def no_disruption(plan: PlanFacts, rules: Rules, on: date) -> Found | None:
    return None if plan.disruptions else Found("Actions have ended and no disruption is recorded.")


def not_linked(kind: str, words: str) -> "Check[PlanFacts]":
    def find(plan: PlanFacts, rules: Rules, on: date) -> Found | None:
        return None if kind in plan.links else Found(f"The plan is not linked to {words}.")

    applies = {
        "investigation": lambda plan, on: bool(
            plan.operation_started_on and plan.operation_started_on <= on
        ),
        "scpo": lambda plan, on: plan.has_order,
    }.get(kind, lambda plan, on: True)
    return Check(
        id=f"not_linked_{kind}",
        title=f"Not linked to {words}",
        reason="Plans stood alone, so that those who protect victims, investigate or manage an "
        "order worked apart.",
        mend=f"Link {words} by its reference.",
        of=Of.PLAN,
        where=Where.LINKS,
        severity=Severity.WARNING,
        find=find,
        applies=applies,
    )


def is_in_force(plan: PlanFacts, on: date) -> bool:
    return plan.is_in_force


def has_writer(plan: PlanFacts, on: date) -> bool:
    return plan.writer is not None


def has_writer_and_lead(plan: PlanFacts, on: date) -> bool:
    """Where nobody leads the threat, that is the fault."""
    return plan.writer is not None and any(post.role == "lro" for post in plan.posts)


def has_ended_actions(plan: PlanFacts, on: date) -> bool:
    """Only once the portal keeps disruptions: otherwise each plan would fail."""
    return plan.disruptions is not None and any(each.ended_on for each in plan.actions)


PLAN_CHECKS: tuple[Check[PlanFacts], ...] = (
    Check(
        id="no_writer",
        title="Writer not recorded",
        reason="Inspectors could not tell who had written a plan.",
        mend="Enter who wrote the plan.",
        of=Of.PLAN,
        where=Where.PLAN,
        severity=Severity.WARNING,
        find=no_writer,
    ),
    Check(
        id="written_by_investigator",
        title="Written by the senior investigating officer",
        reason="Plans written by those who investigate drift to Pursue.",
        mend="Have a lead responsible officer write the plan anew.",
        of=Of.PLAN,
        where=Where.PLAN,
        severity=Severity.ERROR,
        find=written_by_investigator,
        applies=has_writer,
    ),
    Check(
        id="written_by_another",
        title="Written by another than the lead responsible officer",
        reason="Plans were written by a sergeant for an officer who then did not own them.",
        mend="Have a lead responsible officer write the plan, or name its writer as one.",
        of=Of.PLAN,
        where=Where.PLAN,
        severity=Severity.WARNING,
        find=written_by_another,
        applies=has_writer_and_lead,
    ),
    Check(
        id="opened_late",
        title="Opened after the operation began",
        reason="Plans were completed once the operation was under way, and could not steer it.",
        mend="Say in the next review why, and open the next plan with its operation.",
        of=Of.PLAN,
        where=Where.PLAN,
        severity=Severity.WARNING,
        find=opened_late,
        applies=lambda plan, on: plan.operation_started_on is not None,
    ),
    Check(
        id="old_template",
        title="On an old template",
        reason="Several templates were in use, and some left out what the others ask.",
        mend="Move the plan to the current template.",
        of=Of.PLAN,
        where=Where.PLAN,
        severity=Severity.NOTE,
        find=old_template,
    ),
    Check(
        id="no_supervisor_check",
        title="No supervisor’s check",
        reason="A force said that supervisors check plans, and nothing showed it.",
        mend="Have a supervisor check the plan and record it.",
        of=Of.PLAN,
        where=Where.PLAN,
        severity=Severity.WARNING,
        find=no_supervisor_check,
        applies=is_in_force,
    ),
    Check(
        id="left_in_draft",
        title="Still a draft",
        reason="Fewer than half of the organised crime groups of a force had a plan to work by.",
        mend="Put the plan in force, or close it.",
        of=Of.PLAN,
        where=Where.PLAN,
        severity=Severity.WARNING,
        find=left_in_draft,
        applies=lambda plan, on: not plan.is_in_force,
    ),
    Check(
        id="review_overdue",
        title="Review overdue",
        reason="A lead looked at a plan twice in a year, and months lay between samples.",
        mend="Review the plan and enter what came of it.",
        of=Of.PLAN,
        where=Where.REVIEWS,
        severity=Severity.WARNING,
        find=review_overdue,
        applies=is_in_force,
    ),
    Check(
        id="copied_text",
        title="Text copied from another plan",
        reason="Passages of one plan stood in others, where they did not fit the threat.",
        mend="Compare the passages, and write what is true of this threat.",
        of=Of.PLAN,
        where=Where.COPIES,
        severity=Severity.ERROR,
        find=copied_text,
        applies=lambda plan, on: bool(plan.entries),
    ),
    Check(
        id="no_disruption",
        title="No disruption recorded",
        reason="Those who own plans did not record the disruptions that their actions led to.",
        mend="Record the disruptions. Where there were none, your lead can waive the check.",
        of=Of.PLAN,
        where=Where.PLAN,
        severity=Severity.WARNING,
        find=no_disruption,
        applies=has_ended_actions,
    ),
    not_linked("safeguarding", "a safeguarding plan"),
    not_linked("investigation", "the investigation plan"),
    not_linked("scpo", "the SCPO plan"),
)
