"""PDF to text that can be read as a report: in a child that is bounded in time and memory.

It knows nothing of reports. A tagged PDF is read by its tags; one without them by the size of its
letters and the gaps between its lines.
"""

from inspection_portal.reports.transcribing.failures import Unreadable
from inspection_portal.reports.transcribing.process import transcribe

__all__ = ["Unreadable", "transcribe"]
