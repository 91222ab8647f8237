"""What people do across the apps: look after jobs, read trails, copy from one app to another."""

from inspection_portal.home.actions.copying import cite_check, copy_counts, copy_from_snapshot
from inspection_portal.home.actions.operating import export_trail, read_trail, send_again

__all__ = [
    "cite_check",
    "copy_counts",
    "copy_from_snapshot",
    "export_trail",
    "read_trail",
    "send_again",
]
