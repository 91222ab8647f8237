"""Everything that changes threats, plans, orders and places."""

from disruptions.actions.assessments import add_assessment, record_moderation, revise_assessment
from disruptions.actions.checks import (
    Checked,
    count_checks,
    set_plan_settings,
    waive_check,
    withdraw_waiver,
)
from disruptions.actions.copies import compare_plans
from disruptions.actions.counting import fold_disruption_counts
from disruptions.actions.disruptions import (
    edit_disruption,
    moderate_disruption,
    reopen_disruption,
    resubmit_disruption,
)
from disruptions.actions.distinct import tell_apart
from disruptions.actions.doing import add_action, report_action, revise_action
from disruptions.actions.entries import remove_entry, revise_entry, write_entry
from disruptions.actions.extract_files import ExtractFile, take_extract_file
from disruptions.actions.extract_runs import check_extract, load_extract
from disruptions.actions.extracts import (
    RESEND_AFTER,
    cancel_extract,
    confirm_extract,
    import_file,
    mend_extracts,
    receive_extract,
)
from disruptions.actions.filter_sets import add_filter_set
from disruptions.actions.keeping import link_plan, record_review, unlink_plan
from disruptions.actions.kept import record_export
from disruptions.actions.officers import add_officer, record_left, revise_officer
from disruptions.actions.orders import (
    add_order,
    discharge_order,
    manage_order,
    record_breach,
    record_check,
    record_outcome,
    record_release,
    revise_order,
)
from disruptions.actions.plans import (
    close_plan,
    name_writer,
    open_plan,
    put_in_force,
    record_plan_check,
)
from disruptions.actions.profiles import add_profile, revise_profile
from disruptions.actions.recording import record_disruption, record_disruptions
from disruptions.actions.responsibilities import end_responsibility, give_responsibility
from disruptions.actions.sharing import end_access, give_access
from disruptions.actions.sites import add_site, end_work, move_site, revise_site
from disruptions.actions.snapshots import take_snapshot
from disruptions.actions.standards import set_standard
from disruptions.actions.threats import (
    add_threat,
    close_threat,
    reopen_threat,
    revise_threat,
)

__all__ = [
    "RESEND_AFTER",
    "Checked",
    "ExtractFile",
    "add_action",
    "add_assessment",
    "add_filter_set",
    "add_officer",
    "add_order",
    "add_profile",
    "add_site",
    "add_threat",
    "cancel_extract",
    "check_extract",
    "close_plan",
    "close_threat",
    "compare_plans",
    "confirm_extract",
    "count_checks",
    "discharge_order",
    "edit_disruption",
    "end_access",
    "end_responsibility",
    "end_work",
    "fold_disruption_counts",
    "give_access",
    "give_responsibility",
    "import_file",
    "link_plan",
    "load_extract",
    "manage_order",
    "mend_extracts",
    "moderate_disruption",
    "move_site",
    "name_writer",
    "open_plan",
    "put_in_force",
    "receive_extract",
    "record_breach",
    "record_check",
    "record_disruption",
    "record_disruptions",
    "record_export",
    "record_left",
    "record_moderation",
    "record_outcome",
    "record_plan_check",
    "record_release",
    "record_review",
    "remove_entry",
    "reopen_disruption",
    "reopen_threat",
    "report_action",
    "resubmit_disruption",
    "revise_action",
    "revise_assessment",
    "revise_entry",
    "revise_officer",
    "revise_order",
    "revise_profile",
    "revise_site",
    "revise_threat",
    "set_plan_settings",
    "set_standard",
    "take_extract_file",
    "take_snapshot",
    "tell_apart",
    "unlink_plan",
    "waive_check",
    "withdraw_waiver",
    "write_entry",
]
