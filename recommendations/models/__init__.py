from recommendations.deadlines import DueKind
from recommendations.models.lists import Basis
from recommendations.models.recommendation import Recommendation
from recommendations.models.register import (
    DUE_ORDER,
    DUE_SOON,
    Lateness,
    RegisterEntry,
    RegisterEntryQuerySet,
    StatusChange,
)
from recommendations.models.response import Section55Response, last_day_to_answer

__all__ = [
    "DUE_ORDER",
    "DUE_SOON",
    "Basis",
    "DueKind",
    "Lateness",
    "Recommendation",
    "RegisterEntry",
    "RegisterEntryQuerySet",
    "Section55Response",
    "StatusChange",
    "last_day_to_answer",
]
