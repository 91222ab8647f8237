"""Recommendations and the register, as other systems read and change them."""

from recommendations.api.answers import Section55ResponseViewSet
from recommendations.api.deadlines import (
    BodyRulesViewSet,
    DeadlineChangeViewSet,
    MilestoneViewSet,
)
from recommendations.api.horizon import HorizonView
from recommendations.api.monitoring import EngageLetterViewSet, EngageSpellViewSet
from recommendations.api.national import NationalRecommendationViewSet, NationalReportViewSet
from recommendations.api.people import BodyPeopleView
from recommendations.api.progress import (
    EntryFileViewSet,
    ProgressUpdateViewSet,
    UpdateRequestViewSet,
)
from recommendations.api.register import RegisterEntryViewSet
from recommendations.api.reminders import (
    ChooseRemindersView,
    ReminderPreferenceView,
    ReminderScheduleViewSet,
)
from recommendations.api.saved_views import SavedViewViewSet
from recommendations.api.status import ClaimViewSet, EntryLinkViewSet, StatusRequestViewSet
from recommendations.api.trackers import TrackerImportViewSet
from recommendations.api.writing import AddRecommendationView, RecommendationViewSet

__all__ = [
    "AddRecommendationView",
    "BodyPeopleView",
    "BodyRulesViewSet",
    "ChooseRemindersView",
    "ClaimViewSet",
    "DeadlineChangeViewSet",
    "EngageLetterViewSet",
    "EngageSpellViewSet",
    "EntryFileViewSet",
    "EntryLinkViewSet",
    "HorizonView",
    "MilestoneViewSet",
    "NationalRecommendationViewSet",
    "NationalReportViewSet",
    "ProgressUpdateViewSet",
    "RecommendationViewSet",
    "RegisterEntryViewSet",
    "ReminderPreferenceView",
    "ReminderScheduleViewSet",
    "SavedViewViewSet",
    "Section55ResponseViewSet",
    "StatusRequestViewSet",
    "TrackerImportViewSet",
    "UpdateRequestViewSet",
]
