"""Moving an inspection through its stages, publishing its report, and making issues of it."""

from inspection_portal.reports.actions.comparing import compare
from inspection_portal.reports.actions.counting import leave_out_counts, print_counts
from inspection_portal.reports.actions.issuing import (
    give_out,
    make_again,
    make_draft,
    read_unpublished,
    stop_making,
    take_document,
    take_pdf,
)
from inspection_portal.reports.actions.moving import move, sign_off
from inspection_portal.reports.actions.notices import send_notices
from inspection_portal.reports.actions.publishing import (
    accelerate,
    publish,
    publish_correction,
    recall,
    withdraw,
)
from inspection_portal.reports.actions.redacting import plan_redaction, redact

__all__ = [
    "accelerate",
    "compare",
    "give_out",
    "leave_out_counts",
    "make_again",
    "make_draft",
    "move",
    "plan_redaction",
    "print_counts",
    "publish",
    "publish_correction",
    "read_unpublished",
    "recall",
    "redact",
    "send_notices",
    "sign_off",
    "stop_making",
    "take_document",
    "take_pdf",
    "withdraw",
]
