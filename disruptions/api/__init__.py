"""Threats, plans, orders and places, as other systems read and change them."""

from disruptions.api.parts import (
    PlanAccessViewSet,
    PlanActionViewSet,
    PlanEntryViewSet,
    PlanLinkViewSet,
    PlanReviewViewSet,
)
from disruptions.api.plans import PlanViewSet

__all__ = [
    "PlanAccessViewSet",
    "PlanActionViewSet",
    "PlanEntryViewSet",
    "PlanLinkViewSet",
    "PlanReviewViewSet",
    "PlanViewSet",
]
