"""What people type about recommendations and register entries."""

from recommendations.forms.register import EntryForm, OwnerForm, StatusForm
from recommendations.forms.writing import RecommendationForm, RevisionForm

__all__ = ["EntryForm", "OwnerForm", "RecommendationForm", "RevisionForm", "StatusForm"]
