"""Who may do what: one table of rights and of the roles that carry them (docs/rights.md).

Which bodies a role in a force, a ROCU or a local policing body reaches is said by the grant of it.
"""

from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256

from django.db.models import TextChoices

from forces.models import RoleGrant, standing
from inspection_portal.core.models import User

Role = RoleGrant.Role


class Right(TextChoices):
    """What can be done, in dotted words; the label says it in plain ones."""

    PEOPLE_MANAGE = "people.manage", "add people, give and take away roles, close accounts"
    CLIENTS_MANAGE = "clients.manage", "let systems use the API, and take that back"
    LISTS_EDIT = "lists.edit", "edit the lists that forms offer"
    REFERENCE_LOAD = "reference.load", "load bodies, regions, grades and question areas"
    AUDIT_READ = "audit.read", "read everything that is recorded, of anybody and anything"
    TRAILS_READ = "trails.read", "read what is recorded of a thing that they may see"
    JOBS_RUN = "jobs.run", "see how the jobs of the portal run, and run them again"
    INSPECTIONS_PLAN = "inspections.plan", "plan inspections"
    DRAFTS_READ_ALL = "drafts.read_all", "read the drafts of every inspection"
    EVIDENCE_WRITE = "evidence.write", "gather evidence and withdraw it"
    TEXT_WRITE = "text.write", "write findings, sections and recommendations"
    GRADES_PROPOSE = "grades.propose", "propose grades"
    GRADES_MODERATE = "grades.moderate", "moderate grades and make them final"
    STAGES_MOVE = "stages.move", "move an inspection from one stage to another"
    CHECK_RUN = "check.run", "open and close the pre-publication check, and decide challenges"
    REPORT_SIGN_OFF = "report.sign_off", "sign a report off"
    REPORT_PUBLISH = (
        "report.publish",
        "publish a report that others wrote and signed off, recall it and withdraw it",
    )
    HISTORIC_LOAD = "historic.load", "read in reports that were published elsewhere, and load them"
    REGISTER_READ_ALL = "register.read_all", "read the whole register"
    REGISTER_READ = "register.read", "read what the register asks of their bodies"
    REGISTER_RECORD_STATUS = (
        "register.record_status",
        "verify claims, and ask for the status of an entry of the register",
    )
    REGISTER_AUTHORISE = (
        "register.authorise",
        "give an entry the status that somebody else asks for",
    )
    DEADLINES_DECIDE = "deadlines.decide", "decide whether a deadline moves"
    NATIONAL_ENTER = "national.enter", "enter the recommendations of national reports"
    MONITORING_DECIDE = "monitoring.decide", "move a force into the Engage stage and out of it"
    ENTRIES_ASSIGN = "entries.assign", "say who in their body is responsible for an entry"
    ENTRIES_UPDATE = "entries.update", "say how far their body is, and show it with files"
    ENTRIES_CLAIM = (
        "entries.claim",
        "claim that an entry is done, ask for more time, and set their body’s own target",
    )
    ANSWERS_WRITE = "answers.write", "answer reports under section 55"
    EXTRACTS_READ = "extracts.read", "read their body’s extract in the pre-publication check"
    CHALLENGES_RAISE = "challenges.raise", "challenge the accuracy of their body’s extract"
    THREATS_READ_ALL = "threats.read_all", "read the threats and plans of every body"
    THREATS_READ = "threats.read", "read the threats and plans of their bodies, or shared with them"
    THREATS_KEEP = (
        "threats.keep",
        "keep their body’s threats, officers, orders, local profiles and sites",
    )
    PLANS_WRITE = "plans.write", "write the 4P plans of their body"
    PLANS_OVERSEE = (
        "plans.oversee",
        "check their body’s plans, share them, waive a check and set how plans are checked",
    )
    ACTIONS_UPDATE = "actions.update", "say how far they are with the actions given to them"
    DISRUPTIONS_RECORD = "disruptions.record", "record disruptions for their body"
    DISRUPTIONS_MODERATE = (
        "disruptions.moderate",
        "moderate disruptions of their body that somebody else recorded, open them again, and say "
        "where two that look like one event are two",
    )
    STANDARDS_SET = (
        "standards.set",
        "set the minimum standards that disruptions are judged by, and the filter sets",
    )
    DATA_LOAD = "data.load", "load extracts of threats and disruptions from national systems"


# What each role is there for.
DUTIES: Mapping[str, str] = {
    Role.INSPECTOR: "Plans inspections, and writes those they are on the team of",
    Role.MODERATOR: "Compares bodies, moderates grades and moves inspections on",
    Role.HMI: "Answers for a report and signs it off",
    Role.PUBLISHER: "Publishes reports that others wrote and signed off",
    Role.AUDITOR: "Reads everything that is recorded of what people did",
    Role.OPERATOR: "Looks after the jobs of the portal, and reads no drafts",
    Role.ADMINISTRATOR: "Looks after people, roles and lists, and reads no drafts",
    Role.FORCE_LEAD: "Speaks for their force, and says who there is responsible for what",
    Role.FORCE_CONTRIBUTOR: "Works on what their force or ROCU must do",
    Role.ROCU_LEAD: "Speaks for their ROCU, and says who there is responsible for what",
    Role.POLICING_BODY: "Oversees a force, and sees what the register asks of it",
    Role.PARTNER: "Works on the actions of 4P plans that are given to their organisation",
}

# Rights in an inspection, and the roles that have them only where they are on its team.
OF_THE_TEAM = frozenset(
    {
        Right.EVIDENCE_WRITE,
        Right.TEXT_WRITE,
        Right.GRADES_PROPOSE,
        Right.STAGES_MOVE,
        Right.CHECK_RUN,
    }
)
BOUND_TO_THEIR_TEAM = frozenset({Role.INSPECTOR})

_WRITERS = frozenset({Role.INSPECTOR, Role.MODERATOR})
_OF_A_BODY = frozenset(RoleGrant.OF_A_BODY)

HOLDERS: Mapping[Right, frozenset[Role]] = {
    Right.PEOPLE_MANAGE: frozenset({Role.ADMINISTRATOR}),
    Right.CLIENTS_MANAGE: frozenset({Role.ADMINISTRATOR}),
    Right.LISTS_EDIT: frozenset({Role.ADMINISTRATOR}),
    Right.REFERENCE_LOAD: frozenset({Role.ADMINISTRATOR}),
    Right.AUDIT_READ: frozenset({Role.AUDITOR}),
    Right.TRAILS_READ: frozenset(
        {*_WRITERS, Role.HMI, Role.PUBLISHER, Role.AUDITOR, Role.ADMINISTRATOR}
    ),
    Right.JOBS_RUN: frozenset({Role.OPERATOR}),
    Right.INSPECTIONS_PLAN: _WRITERS,
    Right.DRAFTS_READ_ALL: frozenset({Role.MODERATOR, Role.HMI, Role.PUBLISHER}),
    Right.EVIDENCE_WRITE: _WRITERS,
    Right.TEXT_WRITE: _WRITERS,
    Right.GRADES_PROPOSE: _WRITERS,
    Right.GRADES_MODERATE: frozenset({Role.MODERATOR}),
    Right.STAGES_MOVE: _WRITERS,
    Right.CHECK_RUN: _WRITERS,
    Right.REPORT_SIGN_OFF: frozenset({Role.HMI}),
    Right.REPORT_PUBLISH: frozenset({Role.PUBLISHER}),
    Right.HISTORIC_LOAD: frozenset({Role.PUBLISHER, Role.ADMINISTRATOR}),
    Right.REGISTER_READ_ALL: frozenset({*_WRITERS, Role.HMI, Role.PUBLISHER, Role.AUDITOR}),
    Right.REGISTER_READ: frozenset({*_OF_A_BODY, Role.POLICING_BODY}),
    Right.REGISTER_RECORD_STATUS: _WRITERS,
    Right.REGISTER_AUTHORISE: frozenset({Role.MODERATOR, Role.HMI}),
    Right.DEADLINES_DECIDE: _WRITERS,
    Right.NATIONAL_ENTER: _WRITERS,
    Right.MONITORING_DECIDE: frozenset({Role.HMI}),
    Right.ENTRIES_ASSIGN: frozenset({*RoleGrant.LEADS, Role.POLICING_BODY}),
    Right.ENTRIES_UPDATE: frozenset({*_OF_A_BODY, Role.POLICING_BODY}),
    Right.ENTRIES_CLAIM: frozenset({*RoleGrant.LEADS, Role.POLICING_BODY}),
    Right.ANSWERS_WRITE: frozenset({Role.POLICING_BODY}),
    Right.EXTRACTS_READ: _OF_A_BODY,
    Right.CHALLENGES_RAISE: frozenset(RoleGrant.LEADS),
    Right.THREATS_READ_ALL: frozenset({*_WRITERS, Role.HMI, Role.AUDITOR}),
    Right.THREATS_READ: _OF_A_BODY,
    Right.THREATS_KEEP: _OF_A_BODY,
    Right.PLANS_WRITE: _OF_A_BODY,
    Right.PLANS_OVERSEE: frozenset(RoleGrant.LEADS),
    Right.ACTIONS_UPDATE: frozenset({*_OF_A_BODY, Role.PARTNER}),
    Right.DISRUPTIONS_RECORD: _OF_A_BODY,
    Right.DISRUPTIONS_MODERATE: frozenset(RoleGrant.LEADS),
    Right.STANDARDS_SET: frozenset({Role.ADMINISTRATOR}),
    Right.DATA_LOAD: _WRITERS,
}


def holds(user: User, right: Right) -> bool:
    """Whether a role that the person holds today carries the right."""
    return not HOLDERS[right].isdisjoint(standing(user).roles)


def holds_beyond_team(user: User, right: Right) -> bool:
    """Whether the person has a right of the team in every inspection, on its team or not."""
    return not (HOLDERS[right] - BOUND_TO_THEIR_TEAM).isdisjoint(standing(user).roles)


def stamp(user: User) -> str:
    """What the user may be taken for today, in 64 characters: another once that has changed."""
    held = {name: sorted(of) for name, of in asdict(standing(user)).items()}
    return sha256(repr(held).encode()).hexdigest()
