from disruptions.api.checks import (
    BodyChecksView,
    CheckCountsView,
    CheckWaiverViewSet,
    PlanSettingsViewSet,
)

__all__ = ["BodyChecksView", "CheckCountsView", "CheckWaiverViewSet", "PlanSettingsViewSet"]
