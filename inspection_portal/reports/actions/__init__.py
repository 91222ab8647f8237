"""Moving an inspection through its stages, publishing its report, and making issues of it."""

from inspection_portal.reports.actions.issuing import make_again, make_draft
from inspection_portal.reports.actions.moving import move, sign_off
from inspection_portal.reports.actions.notices import send_notices
from inspection_portal.reports.actions.publishing import (
    accelerate,
    publish,
    publish_correction,
    recall,
    withdraw,
)

__all__ = [
    "accelerate",
    "make_again",
    "make_draft",
    "move",
    "publish",
    "publish_correction",
    "recall",
    "send_notices",
    "sign_off",
    "withdraw",
]
