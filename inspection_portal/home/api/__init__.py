"""What belongs to no app alone, for other systems: copies, the trail of what one did, codes,
webhooks.
"""

from inspection_portal.home.api.codes import CodesView
from inspection_portal.home.api.copying import CiteCheckView, CountFiguresView, TraceFiguresView
from inspection_portal.home.api.trail import AuditViewSet
from inspection_portal.home.api.webhooks import DeliveryViewSet, EndpointViewSet, EventTypesView

__all__ = [
    "AuditViewSet",
    "CiteCheckView",
    "CodesView",
    "CountFiguresView",
    "DeliveryViewSet",
    "EndpointViewSet",
    "EventTypesView",
    "TraceFiguresView",
]
