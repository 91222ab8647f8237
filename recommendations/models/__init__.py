from recommendations.deadlines import DueKind
from recommendations.models.calendar import CalendarAddress
from recommendations.models.counts import DueCount
from recommendations.models.lateness import DUE_ORDER, DUE_SOON, Lateness
from recommendations.models.lists import Basis
from recommendations.models.milestone import DeadlineChange, Milestone
from recommendations.models.monitoring import (
    EngageLetter,
    EngageSpell,
    EngageSpellQuerySet,
    MonitoringStage,
    MonitoringTest,
)
from recommendations.models.national import NationalRecommendation, NationalReport
from recommendations.models.progress import (
    Claim,
    EntryFile,
    ProgressUpdate,
    Side,
    UpdateRequest,
)
from recommendations.models.recommendation import Recommendation
from recommendations.models.register import (
    RegisterEntry,
    RegisterEntryQuerySet,
    of_historic,
    of_report,
)
from recommendations.models.reminder import (
    Reminder,
    ReminderPreference,
    ReminderQuerySet,
    ReminderSchedule,
)
from recommendations.models.response import (
    AnswerState,
    Section55Item,
    Section55Response,
    Section55ResponseQuerySet,
    last_day_to_answer,
)
from recommendations.models.rules import BodyRules, BodyRulesQuerySet
from recommendations.models.saved_view import SavedView, SavedViewQuerySet, ViewSubscription
from recommendations.models.status import EntryLink, StatusChange, StatusRequest
from recommendations.models.tracker import TrackerImport

__all__ = [
    "DUE_ORDER",
    "DUE_SOON",
    "AnswerState",
    "Basis",
    "BodyRules",
    "BodyRulesQuerySet",
    "CalendarAddress",
    "Claim",
    "DeadlineChange",
    "DueCount",
    "DueKind",
    "EngageLetter",
    "EngageSpell",
    "EngageSpellQuerySet",
    "EntryFile",
    "EntryLink",
    "Lateness",
    "Milestone",
    "MonitoringStage",
    "MonitoringTest",
    "NationalRecommendation",
    "NationalReport",
    "ProgressUpdate",
    "Recommendation",
    "RegisterEntry",
    "RegisterEntryQuerySet",
    "Reminder",
    "ReminderPreference",
    "ReminderQuerySet",
    "ReminderSchedule",
    "SavedView",
    "SavedViewQuerySet",
    "Section55Item",
    "Section55Response",
    "Section55ResponseQuerySet",
    "Side",
    "StatusChange",
    "StatusRequest",
    "TrackerImport",
    "UpdateRequest",
    "ViewSubscription",
    "last_day_to_answer",
    "of_historic",
    "of_report",
]
