"""What people do with threats and plans."""

from disruptions.actions.doing import add_action, report_action, revise_action
from disruptions.actions.entries import remove_entry, revise_entry, write_entry
from disruptions.actions.keeping import link_plan, record_review, unlink_plan
from disruptions.actions.plans import (
    close_plan,
    name_writer,
    open_plan,
    put_in_force,
    record_check,
)
from disruptions.actions.sharing import end_access, give_access

__all__ = [
    "add_action",
    "close_plan",
    "end_access",
    "give_access",
    "link_plan",
    "name_writer",
    "open_plan",
    "put_in_force",
    "record_check",
    "record_review",
    "remove_entry",
    "report_action",
    "revise_action",
    "revise_entry",
    "unlink_plan",
    "write_entry",
]
