from recommendations.actions.calendar import make_calendar_address, revoke_calendar_address
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
    "add_recommendation",
    "assign_owner",
    "delete_recommendation",
    "make_calendar_address",
    "move_recommendation",
    "open_accelerated",
    "open_register",
    "recall_register",
    "record_export",
    "record_status",
    "revise_recommendation",
    "revoke_calendar_address",
]
