"""What people type about recommendations and register entries."""

from recommendations.forms.answers import AnswerForm, InviteForm, PublicationForm
from recommendations.forms.register import EntryForm, OwnerForm, StatusForm
from recommendations.forms.writing import RecommendationForm, RevisionForm

__all__ = [
    "AnswerForm",
    "EntryForm",
    "InviteForm",
    "OwnerForm",
    "PublicationForm",
    "RecommendationForm",
    "RevisionForm",
    "StatusForm",
]
