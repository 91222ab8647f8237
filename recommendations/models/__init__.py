from recommendations.deadlines import DueKind
from recommendations.models.recommendation import Recommendation
from recommendations.models.register import (
    DUE_ORDER,
    DUE_SOON,
    Lateness,
    RegisterEntry,
    RegisterEntryQuerySet,
    StatusChange,
)

__all__ = [
    "DUE_ORDER",
    "DUE_SOON",
    "DueKind",
    "Lateness",
    "Recommendation",
    "RegisterEntry",
    "RegisterEntryQuerySet",
    "StatusChange",
]
