"""Threats, plans, orders and places, as other systems read and change them."""

from disruptions.api.assessments import AssessmentViewSet
from disruptions.api.checks import (
    BodyChecksView,
    BodyCountsView,
    CheckCountsView,
    CheckWaiverViewSet,
    PlanSettingsViewSet,
)
from disruptions.api.disruptions import DisruptionStandardViewSet, DisruptionViewSet
from disruptions.api.extracts import DataExtractViewSet
from disruptions.api.figures import DisruptionFiguresView
from disruptions.api.filter_sets import FilterSetViewSet
from disruptions.api.officers import OfficerViewSet
from disruptions.api.orders import OrderBreachViewSet, PreventionOrderViewSet
from disruptions.api.parts import (
    PlanAccessViewSet,
    PlanActionViewSet,
    PlanEntryViewSet,
    PlanLinkViewSet,
    PlanReviewViewSet,
)
from disruptions.api.places import LocalProfileViewSet, SiteViewSet
from disruptions.api.plans import PlanViewSet
from disruptions.api.recording import DistinctEventsViewSet, DoubleCountsView, GapsView
from disruptions.api.results import CheckResultsView
from disruptions.api.snapshots import SnapshotViewSet
from disruptions.api.threats import ThreatViewSet

__all__ = [
    "AssessmentViewSet",
    "BodyChecksView",
    "BodyCountsView",
    "CheckCountsView",
    "CheckResultsView",
    "CheckWaiverViewSet",
    "DataExtractViewSet",
    "DisruptionFiguresView",
    "DisruptionStandardViewSet",
    "DisruptionViewSet",
    "DistinctEventsViewSet",
    "DoubleCountsView",
    "FilterSetViewSet",
    "GapsView",
    "LocalProfileViewSet",
    "OfficerViewSet",
    "OrderBreachViewSet",
    "PlanAccessViewSet",
    "PlanActionViewSet",
    "PlanEntryViewSet",
    "PlanLinkViewSet",
    "PlanReviewViewSet",
    "PlanSettingsViewSet",
    "PlanViewSet",
    "PreventionOrderViewSet",
    "SiteViewSet",
    "SnapshotViewSet",
    "ThreatViewSet",
]
