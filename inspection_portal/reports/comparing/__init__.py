"""What differs between two documents of a report: its parts first, then their words."""

from inspection_portal.reports.comparing.comparison import (
    ComparedPart,
    ComparedText,
    Comparison,
    compare,
)

__all__ = ["ComparedPart", "ComparedText", "Comparison", "compare"]
