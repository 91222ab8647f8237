"""Everything that a person can do in an inspection: plan, write, judge, publish, correct."""

from findings.actions.arranging import arrange_finding, mark_finding
from findings.actions.closing import (
    add_closed,
    read_closed,
    remove_closed,
    revise_closed,
)
from findings.actions.evidence import (
    add_evidence,
    add_evidence_file,
    revise_evidence,
    take_evidence_file,
    withdraw_evidence,
)
from findings.actions.figures import UNTRACED, add_key_figure, remove_key_figure, revise_key_figure
from findings.actions.grading import (
    ask_for_blind_grade,
    decline_blind_grade,
    give_blind_grade,
    set_working_grade,
)
from findings.actions.judging import (
    finalise_grade,
    moderate_grade,
    propose_grade,
    record_published_grade,
)
from findings.actions.linking import link_findings, unlink_findings
from findings.actions.planning import (
    add_phase,
    change_team,
    plan,
    remove_phase,
    revise_phase,
    revise_plan,
)
from findings.actions.publishing import close_correction, issue, open_correction
from findings.actions.redacting import Rewriting, open_redaction
from findings.actions.sections import (
    add_section,
    delete_section,
    introduce_area,
    introduce_body,
    introduce_region,
    move_section,
    revise_section,
)
from findings.actions.talking import (
    add_comment,
    answer_comment,
    be_present,
    resolve_comment,
)
from findings.actions.theming import draft_regional_improvement
from findings.actions.tracing import (
    link_evidence,
    unlink_evidence,
)
from findings.actions.writing import (
    add_finding,
    confirm_review,
    delete_finding,
    move_finding,
    place_finding,
    restore_finding,
    revise_finding,
)

__all__ = [
    "UNTRACED",
    "Rewriting",
    "add_closed",
    "add_comment",
    "add_evidence",
    "add_evidence_file",
    "add_finding",
    "add_key_figure",
    "add_phase",
    "add_section",
    "answer_comment",
    "arrange_finding",
    "ask_for_blind_grade",
    "be_present",
    "change_team",
    "close_correction",
    "confirm_review",
    "decline_blind_grade",
    "delete_finding",
    "delete_section",
    "draft_regional_improvement",
    "finalise_grade",
    "give_blind_grade",
    "introduce_area",
    "introduce_body",
    "introduce_region",
    "issue",
    "link_evidence",
    "link_findings",
    "mark_finding",
    "moderate_grade",
    "move_finding",
    "move_section",
    "open_correction",
    "open_redaction",
    "place_finding",
    "plan",
    "propose_grade",
    "read_closed",
    "record_published_grade",
    "remove_closed",
    "remove_key_figure",
    "remove_phase",
    "resolve_comment",
    "restore_finding",
    "revise_closed",
    "revise_evidence",
    "revise_finding",
    "revise_key_figure",
    "revise_phase",
    "revise_plan",
    "revise_section",
    "set_working_grade",
    "take_evidence_file",
    "unlink_evidence",
    "unlink_findings",
    "withdraw_evidence",
]
