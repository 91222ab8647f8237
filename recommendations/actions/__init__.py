from recommendations.actions.calendar import make_calendar_address, revoke_calendar_address
from recommendations.actions.claims import make_claim, withdraw_claim
from recommendations.actions.files import add_entry_file, take_entry_file
from recommendations.actions.handing import hand_over
from recommendations.actions.progress import ask, request_update, write_update
from recommendations.actions.register import (
    assign_owner,
    open_accelerated,
    open_register,
    recall_register,
    record_export,
    record_status,
)
from recommendations.actions.writing import (
    add_recommendation,
    delete_recommendation,
    move_recommendation,
    revise_recommendation,
)

__all__ = [
    "add_entry_file",
    "add_recommendation",
    "ask",
    "assign_owner",
    "delete_recommendation",
    "hand_over",
    "make_calendar_address",
    "make_claim",
    "move_recommendation",
    "open_accelerated",
    "open_register",
    "recall_register",
    "record_export",
    "record_status",
    "request_update",
    "revise_recommendation",
    "revoke_calendar_address",
    "take_entry_file",
    "withdraw_claim",
    "write_update",
]
