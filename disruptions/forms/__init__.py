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
from disruptions.forms.threats import (
    CloseThreatForm,
    EndResponsibilityForm,
    ResponsibilityForm,
    ReviseThreatForm,
    ThreatForm,
)

__all__ = [
    "AddOrderForm",
    "AssessmentForm",
    "BreachForm",
    "CheckForm",
    "CloseThreatForm",
    "DischargeForm",
    "EndResponsibilityForm",
    "LeftForm",
    "ManageForm",
    "ModerationForm",
    "OfficerForm",
    "OrderStepForm",
    "OutcomeForm",
    "ReleaseForm",
    "ResponsibilityForm",
    "ReviseAssessmentForm",
    "ReviseOfficerForm",
    "ReviseOrderForm",
    "ReviseThreatForm",
    "ThreatForm",
]
