from disruptions.forms.plans import (
    CheckPlanForm,
    ClosePlanForm,
    LinkPlanForm,
    OpenPlanForm,
    ReviewForm,
    SharePlanForm,
    WriterForm,
)
from disruptions.forms.writing import (
    ActionForm,
    ActionRevisionForm,
    EntryForm,
    EntryRevisionForm,
    ReportForm,
    stored_action,
    stored_entry,
)

__all__ = [
    "ActionForm",
    "ActionRevisionForm",
    "CheckPlanForm",
    "ClosePlanForm",
    "EntryForm",
    "EntryRevisionForm",
    "LinkPlanForm",
    "OpenPlanForm",
    "ReportForm",
    "ReviewForm",
    "SharePlanForm",
    "WriterForm",
    "stored_action",
    "stored_entry",
]
