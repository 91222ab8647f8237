"""What people do across the apps: look after jobs and webhooks, read trails, copy from one app to
another.
"""

from inspection_portal.home.actions.copying import cite_check, copy_counts, copy_from_snapshot
from inspection_portal.home.actions.operating import export_trail, read_trail, send_again
from inspection_portal.home.actions.webhooks import (
    add_endpoint,
    close_endpoint,
    deliver_again,
    disable_endpoint,
    enable_endpoint,
    revise_endpoint,
    rotate_secret,
    send_test,
)

__all__ = [
    "add_endpoint",
    "cite_check",
    "close_endpoint",
    "copy_counts",
    "copy_from_snapshot",
    "deliver_again",
    "disable_endpoint",
    "enable_endpoint",
    "export_trail",
    "read_trail",
    "revise_endpoint",
    "rotate_secret",
    "send_again",
    "send_test",
]
