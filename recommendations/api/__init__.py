"""Recommendations and the register, as other systems read and change them."""

from recommendations.api.answers import Section55ResponseViewSet
from recommendations.api.deadlines import (
    BodyRulesViewSet,
    DeadlineChangeViewSet,
    MilestoneViewSet,
)
from recommendations.api.horizon import HorizonView
from recommendations.api.monitoring import EngageSpellViewSet
from recommendations.api.progress import (
    EntryFileViewSet,
    ProgressUpdateViewSet,
    UpdateRequestViewSet,
)
from recommendations.api.register import RegisterEntryViewSet
from recommendations.api.reminders import ChooseRemindersView, ReminderPreferenceView
from recommendations.api.status import ClaimViewSet, EntryLinkViewSet, StatusRequestViewSet
from recommendations.api.writing import RecommendationViewSet

__all__ = [
    "BodyRulesViewSet",
    "ChooseRemindersView",
    "ClaimViewSet",
    "DeadlineChangeViewSet",
    "EngageSpellViewSet",
    "EntryFileViewSet",
    "EntryLinkViewSet",
    "HorizonView",
    "MilestoneViewSet",
    "ProgressUpdateViewSet",
    "RecommendationViewSet",
    "RegisterEntryViewSet",
    "ReminderPreferenceView",
    "Section55ResponseViewSet",
    "StatusRequestViewSet",
    "UpdateRequestViewSet",
]
