"""What people type about threats, plans, orders and places."""

from disruptions.forms.assessments import AssessmentForm, ModerationForm, ReviseAssessmentForm
from disruptions.forms.checks import SettingsForm, WaiveForm
from disruptions.forms.disruptions import (
    DisruptionForm,
    EditDisruptionForm,
    ModerateForm,
    RecordDisruptionForm,
    ReopenDisruptionForm,
    ResubmitForm,
)
from disruptions.forms.extracts import ExtractForm
from disruptions.forms.filter_sets import FilterSetForm
from disruptions.forms.officers import LeftForm, OfficerForm, ReviseOfficerForm
from disruptions.forms.orders import (
    AddOrderForm,
    BreachForm,
    CheckForm,
    DischargeForm,
    ManageForm,
    OrderStepForm,
    OutcomeForm,
    ReleaseForm,
    ReviseOrderForm,
)
from disruptions.forms.places import (
    AddSiteForm,
    EndWorkForm,
    MoveSiteForm,
    ProfileForm,
    ReviseProfileForm,
    ReviseSiteForm,
)
from disruptions.forms.plans import (
    CheckPlanForm,
    ClosePlanForm,
    LinkPlanForm,
    OpenPlanForm,
    ReviewForm,
    SharePlanForm,
    WriterForm,
)
from disruptions.forms.recording import TellApartForm
from disruptions.forms.snapshots import TakeSnapshotForm
from disruptions.forms.standards import StandardForm
from disruptions.forms.threats import (
    CloseThreatForm,
    EndResponsibilityForm,
    ResponsibilityForm,
    ReviseThreatForm,
    ThreatForm,
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
    "AddOrderForm",
    "AddSiteForm",
    "AssessmentForm",
    "BreachForm",
    "CheckForm",
    "CheckPlanForm",
    "ClosePlanForm",
    "CloseThreatForm",
    "DischargeForm",
    "DisruptionForm",
    "EditDisruptionForm",
    "EndResponsibilityForm",
    "EndWorkForm",
    "EntryForm",
    "EntryRevisionForm",
    "ExtractForm",
    "FilterSetForm",
    "LeftForm",
    "LinkPlanForm",
    "ManageForm",
    "ModerateForm",
    "ModerationForm",
    "MoveSiteForm",
    "OfficerForm",
    "OpenPlanForm",
    "OrderStepForm",
    "OutcomeForm",
    "ProfileForm",
    "RecordDisruptionForm",
    "ReleaseForm",
    "ReopenDisruptionForm",
    "ReportForm",
    "ResponsibilityForm",
    "ResubmitForm",
    "ReviewForm",
    "ReviseAssessmentForm",
    "ReviseOfficerForm",
    "ReviseOrderForm",
    "ReviseProfileForm",
    "ReviseSiteForm",
    "ReviseThreatForm",
    "SettingsForm",
    "SharePlanForm",
    "StandardForm",
    "TakeSnapshotForm",
    "TellApartForm",
    "ThreatForm",
    "WaiveForm",
    "WriterForm",
    "stored_action",
    "stored_entry",
]
