from recommendations.actions.claims import make_claim, withdraw_claim
from recommendations.actions.files import add_entry_file, take_entry_file
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
    "assign_owner",
    "delete_recommendation",
    "make_claim",
    "move_recommendation",
    "open_accelerated",
    "open_register",
    "recall_register",
    "record_export",
    "record_status",
    "revise_recommendation",
    "take_entry_file",
    "withdraw_claim",
]
