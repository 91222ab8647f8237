from recommendations.actions.answers import (
    Said,
    invite_comments,
    publish_answer,
    remind_of_answers,
    write_answer,
)
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
    "Said",
    "add_recommendation",
    "assign_owner",
    "delete_recommendation",
    "invite_comments",
    "move_recommendation",
    "open_accelerated",
    "open_register",
    "publish_answer",
    "recall_register",
    "record_export",
    "record_status",
    "remind_of_answers",
    "revise_recommendation",
    "write_answer",
]
