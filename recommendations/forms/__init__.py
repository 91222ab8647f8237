"""What people type about recommendations and register entries."""

from recommendations.forms.register import EntryForm, OwnerForm, StatusForm
from recommendations.forms.status import (
    ClosingForm,
    DeclineForm,
    EntryLinkForm,
    ReopeningForm,
    VerifyForm,
)
from recommendations.forms.writing import RecommendationForm, RevisionForm

__all__ = [
    "ClosingForm",
    "DeclineForm",
    "EntryForm",
    "EntryLinkForm",
    "OwnerForm",
    "RecommendationForm",
    "ReopeningForm",
    "RevisionForm",
    "StatusForm",
    "VerifyForm",
]
