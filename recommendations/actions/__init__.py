from recommendations.actions.answers import (
    Said,
    invite_comments,
    publish_answer,
    write_answer,
)
from recommendations.actions.calendar import make_calendar_address, revoke_calendar_address
from recommendations.actions.claims import make_claim, withdraw_claim
from recommendations.actions.counting import fold_due_counts
from recommendations.actions.deadlines import (
    decide_deadline,
    drop_target,
    record_event,
    request_deadline,
    set_target,
    withdraw_deadline_request,
)
from recommendations.actions.files import add_entry_file, take_entry_file
from recommendations.actions.handing import hand_over
from recommendations.actions.historic import tell_loaded_statuses
from recommendations.actions.linking import link_entries, unlink_entries
from recommendations.actions.many import (
    Outcomes,
    assign_many,
    note_many,
    request_updates,
    set_targets,
)
from recommendations.actions.monitoring import (
    add_engage_letter,
    correct_engage,
    enter_engage,
    leave_engage,
    take_engage_letter,
)
from recommendations.actions.national import (
    address_national,
    announce_national,
    delete_national,
    enter_recommendation,
    enter_report,
    open_national,
    revise_national,
    revise_report,
)
from recommendations.actions.progress import ask, request_update, write_update
from recommendations.actions.redacting import redact_register
from recommendations.actions.register import (
    assign_owner,
    open_accelerated,
    open_register,
    recall_register,
    record_export,
)
from recommendations.actions.reminder_settings import (
    choose_reminders,
    record_notices_export,
    revise_schedule,
)
from recommendations.actions.reminding import sweep
from recommendations.actions.rules import choose_rules
from recommendations.actions.saved_views import (
    delete_view,
    revise_view,
    save_view,
    subscribe,
    tell_of_views,
)
from recommendations.actions.status import (
    Reasons,
    authorise,
    decline,
    record_status,
    request_status,
    withdraw_request,
)
from recommendations.actions.trackers import forget_trackers, import_tracker, keep_tracker
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
    "Outcomes",
    "Reasons",
    "Said",
    "add_engage_letter",
    "add_entry_file",
    "add_recommendation",
    "address_national",
    "announce_national",
    "ask",
    "assign_many",
    "assign_owner",
    "authorise",
    "choose_reminders",
    "choose_rules",
    "correct_engage",
    "decide_deadline",
    "decline",
    "delete_national",
    "delete_recommendation",
    "delete_view",
    "drop_target",
    "enter_engage",
    "enter_recommendation",
    "enter_report",
    "fold_due_counts",
    "forget_trackers",
    "hand_over",
    "import_tracker",
    "invite_comments",
    "keep_tracker",
    "leave_engage",
    "link_entries",
    "make_calendar_address",
    "make_claim",
    "move_recommendation",
    "note_many",
    "open_accelerated",
    "open_national",
    "open_register",
    "publish_answer",
    "recall_register",
    "record_event",
    "record_export",
    "record_notices_export",
    "record_status",
    "redact_register",
    "request_deadline",
    "request_status",
    "request_update",
    "request_updates",
    "revise_national",
    "revise_recommendation",
    "revise_report",
    "revise_schedule",
    "revise_view",
    "revoke_calendar_address",
    "save_view",
    "set_target",
    "set_targets",
    "subscribe",
    "sweep",
    "take_engage_letter",
    "take_entry_file",
    "tell_loaded_statuses",
    "tell_of_views",
    "unlink_entries",
    "verify",
    "withdraw_claim",
    "withdraw_deadline_request",
    "withdraw_request",
    "write_answer",
    "write_update",
]
