"""Tables that people upload, CSV and XLSX, read as text or refused in sentences that help.

What is uploaded is hostile until it has been read: sizes come before parsing, parsing is bounded,
and nothing but `SheetRefused` is raised whatever the bytes are.
"""

from inspection_portal.core.sheets.headings import Column
from inspection_portal.core.sheets.problems import Problem, SheetRefused, shown
from inspection_portal.core.sheets.raw import Limits
from inspection_portal.core.sheets.reading import Row, Sheet, read

__all__ = ["Column", "Limits", "Problem", "Row", "Sheet", "SheetRefused", "read", "shown"]
