"""Tables that people upload, CSV and XLSX, read as text or refused in sentences that help.

What is uploaded is hostile until it has been read: sizes come before parsing, parsing is bounded,
and nothing but `SheetRefused` is raised whatever the bytes are.
"""

from inspection_portal.core.sheets.headings import Column
from inspection_portal.core.sheets.problems import Problem, SheetRefused, shown
from inspection_portal.core.sheets.raw import Limits
from inspection_portal.core.sheets.reading import EMPTY_UNDER_HEADINGS, Row, Sheet, read
from inspection_portal.core.sheets.streaming import Line, Stream, stream

__all__ = [
    "EMPTY_UNDER_HEADINGS",
    "Column",
    "Limits",
    "Line",
    "Problem",
    "Row",
    "Sheet",
    "SheetRefused",
    "Stream",
    "read",
    "shown",
    "stream",
]
