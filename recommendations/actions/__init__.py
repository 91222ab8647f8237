from recommendations.actions.linking import link_entries, unlink_entries
from recommendations.actions.register import (
    assign_owner,
    open_accelerated,
    open_register,
    recall_register,
    record_export,
)
from recommendations.actions.status import (
    Reasons,
    authorise,
    decline,
    record_status,
    request_status,
    withdraw_request,
)
from recommendations.actions.verifying import Found, Outcome, verify
from recommendations.actions.writing import (
    add_recommendation,
    delete_recommendation,
    move_recommendation,
    revise_recommendation,
)

__all__ = [
    "Found",
    "Outcome",
    "Reasons",
    "add_recommendation",
    "assign_owner",
    "authorise",
    "decline",
    "delete_recommendation",
    "link_entries",
    "move_recommendation",
    "open_accelerated",
    "open_register",
    "recall_register",
    "record_export",
    "record_status",
    "request_status",
    "revise_recommendation",
    "unlink_entries",
    "verify",
    "withdraw_request",
]
