"""What people type about threats, plans, orders and places."""

from disruptions.forms.assessments import AssessmentForm, ModerationForm, ReviseAssessmentForm
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
from disruptions.forms.threats import (
    CloseThreatForm,
    EndResponsibilityForm,
    ResponsibilityForm,
    ReviseThreatForm,
    ThreatForm,
)

__all__ = [
    "AddOrderForm",
    "AddSiteForm",
    "AssessmentForm",
    "BreachForm",
    "CheckForm",
    "CloseThreatForm",
    "DischargeForm",
    "EndResponsibilityForm",
    "EndWorkForm",
    "LeftForm",
    "ManageForm",
    "ModerationForm",
    "MoveSiteForm",
    "OfficerForm",
    "OrderStepForm",
    "OutcomeForm",
    "ProfileForm",
    "ReleaseForm",
    "ResponsibilityForm",
    "ReviseAssessmentForm",
    "ReviseOfficerForm",
    "ReviseOrderForm",
    "ReviseProfileForm",
    "ReviseSiteForm",
    "ReviseThreatForm",
    "ThreatForm",
]
