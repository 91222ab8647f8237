"""Checks of threats on the SOC master list: who leads them, and how they were assessed."""

from datetime import date, timedelta

from disruptions.checks.base import Check, Found, Of, Severity, Where, several
from disruptions.checks.facts import Rules, ThreatFacts


def no_plan(threat: ThreatFacts, rules: Rules, on: date) -> Found | None:
    """A threat of which nothing tells since when it is managed has waited for long enough."""
    if threat.has_open_plan:
        return None
    if threat.known_since is None:
        return Found("The threat is managed and has no open plan.")
    days = (on - threat.known_since).days
    if days <= rules.days_to_plan:
        return None
    return Found(
        f"The threat has been managed for {several(days, 'day')} and has no open plan. "
        f"The body allows {rules.days_to_plan}."
    )


def no_lro(threat: ThreatFacts, rules: Rules, on: date) -> Found | None:
    return None if threat.leads(on) else Found("No lead responsible officer is named.")


def lro_investigates(threat: ThreatFacts, rules: Rules, on: date) -> Found | None:
    leads = {post.officer for post in threat.leads(on)}
    both = [
        post
        for post in threat.posts
        if post.role == "sio" and post.holds_on(on) and post.officer in leads
    ]
    return Found("The same officer leads the response and investigates.") if both else None


def lro_untrained(threat: ThreatFacts, rules: Rules, on: date) -> Found | None:
    untrained = [
        post for post in threat.leads(on) if post.trained_on is None or post.trained_on > on
    ]
    if not untrained:
        return None
    return Found(f"{several(len(untrained), 'lead responsible officer')} without training.")


def lro_gone(threat: ThreatFacts, rules: Rules, on: date) -> Found | None:
    gone = [post.left_on for post in threat.leads(on) if post.left_on and post.left_on < on]
    return Found(f"A lead responsible officer left on {min(gone):%-d %B %Y}.") if gone else None


def lro_overloaded(threat: ThreatFacts, rules: Rules, on: date) -> Found | None:
    most = max((post.threats for post in threat.leads(on)), default=0)
    if most <= rules.most_threats:
        return None
    return Found(
        f"A lead responsible officer has {most} threats. The body allows {rules.most_threats}."
    )


def not_assessed(threat: ThreatFacts, rules: Rules, on: date) -> Found | None:
    return None if threat.assessed else Found("Nobody has assessed the threat.")


def assessment_stale(threat: ThreatFacts, rules: Rules, on: date) -> Found | None:
    assessed = threat.assessed
    if assessed is None or assessed.on >= on - timedelta(days=rules.stale_days):
        return None
    return Found(
        f"The latest assessment is of {assessed.on:%-d %B %Y}, "
        f"more than {several(rules.stale_days, 'day')} ago."
    )


def assessment_unmoderated(threat: ThreatFacts, rules: Rules, on: date) -> Found | None:
    if threat.assessed and not threat.assessed.is_moderated:
        return Found("The latest assessment is not moderated.")
    return None


def assessment_operation_only(threat: ThreatFacts, rules: Rules, on: date) -> Found | None:
    if threat.assessed and not threat.assessed.is_whole:
        return Found("The latest assessment is of the operation alone.")
    return None


def is_assessed(threat: ThreatFacts, on: date) -> bool:
    return threat.assessed is not None


def is_led(threat: ThreatFacts, on: date) -> bool:
    return bool(threat.leads(on))


THREAT_CHECKS: tuple[Check[ThreatFacts], ...] = (
    Check(
        id="no_plan",
        title="Managed threat without a plan",
        reason="Fewer than half of a force’s crime groups had a plan, and one investigation ran "
        "for four months without any.",
        mend="Open a 4P plan for the threat, or close the threat if nobody works on it.",
        of=Of.THREAT,
        where=Where.THREAT,
        severity=Severity.ERROR,
        find=no_plan,
    ),
    Check(
        id="no_lro",
        title="No lead responsible officer",
        reason="Threats were left to those who investigate them, and nobody led the response.",
        mend="Name a lead responsible officer for the threat.",
        of=Of.THREAT,
        where=Where.OFFICERS,
        severity=Severity.ERROR,
        find=no_lro,
    ),
    Check(
        id="lro_investigates",
        title="The lead responsible officer also investigates",
        reason="Where one officer did both, the response narrowed to the investigation.",
        mend="Give the investigation or the lead to another officer.",
        of=Of.THREAT,
        where=Where.OFFICERS,
        severity=Severity.WARNING,
        find=lro_investigates,
        applies=is_led,
    ),
    Check(
        id="lro_untrained",
        title="Lead responsible officer without training",
        reason="Officers led the response to threats without having been trained for it.",
        mend="Arrange the training, and enter its day with the officer.",
        of=Of.THREAT,
        where=Where.OFFICERS,
        severity=Severity.WARNING,
        find=lro_untrained,
        applies=is_led,
    ),
    Check(
        id="lro_gone",
        title="Lead responsible officer has left",
        reason="Threats stayed in the name of somebody who had moved on.",
        mend="Name another lead responsible officer.",
        of=Of.THREAT,
        where=Where.OFFICERS,
        severity=Severity.ERROR,
        find=lro_gone,
        applies=is_led,
    ),
    Check(
        id="lro_overloaded",
        title="Lead responsible officer with too many threats",
        reason="A force that limits how many threats one officer leads keeps its plans alive.",
        mend="Give some of the officer’s threats to another.",
        of=Of.THREAT,
        where=Where.OFFICERS,
        severity=Severity.WARNING,
        find=lro_overloaded,
        applies=is_led,
    ),
    Check(
        id="not_assessed",
        title="Threat not assessed",
        reason="Threats were investigated that had never been formally assessed.",
        mend="Have the threat assessed with MoRiLE, and enter the assessment.",
        of=Of.THREAT,
        where=Where.ASSESSMENTS,
        severity=Severity.ERROR,
        find=not_assessed,
    ),
    Check(
        id="assessment_stale",
        title="Assessment out of date",
        reason="Priorities rested on assessments that were no longer true.",
        mend="Have the threat assessed again.",
        of=Of.THREAT,
        where=Where.ASSESSMENTS,
        severity=Severity.WARNING,
        find=assessment_stale,
        applies=is_assessed,
    ),
    Check(
        id="assessment_unmoderated",
        title="Assessment not moderated",
        reason="Only moderated assessments can be compared, and count in a region’s list.",
        mend="Send the assessment to be moderated, and enter when it was.",
        of=Of.THREAT,
        where=Where.ASSESSMENTS,
        severity=Severity.WARNING,
        find=assessment_unmoderated,
        applies=is_assessed,
    ),
    Check(
        id="assessment_operation_only",
        title="Only the operation assessed",
        reason="A region assessed the part of each group that its operation was about, and so "
        "missed the harm of the rest.",
        mend="Have the whole threat assessed.",
        of=Of.THREAT,
        where=Where.ASSESSMENTS,
        severity=Severity.WARNING,
        find=assessment_operation_only,
        applies=is_assessed,
    ),
)
