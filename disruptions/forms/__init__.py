"""What people type about threats, plans, orders and places."""

from disruptions.forms.assessments import AssessmentForm, ModerationForm, ReviseAssessmentForm
from disruptions.forms.officers import LeftForm, OfficerForm, ReviseOfficerForm
from disruptions.forms.threats import (
    CloseThreatForm,
    EndResponsibilityForm,
    ResponsibilityForm,
    ReviseThreatForm,
    ThreatForm,
)

__all__ = [
    "AssessmentForm",
    "CloseThreatForm",
    "EndResponsibilityForm",
    "LeftForm",
    "ModerationForm",
    "OfficerForm",
    "ResponsibilityForm",
    "ReviseAssessmentForm",
    "ReviseOfficerForm",
    "ReviseThreatForm",
    "ThreatForm",
]
