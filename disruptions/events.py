"""What other systems are told of plans and extracts, by webhooks: that something happened, never
what.
"""

from collections.abc import Iterable
from datetime import datetime

from disruptions.models import DataExtract, Plan
from forces.scopes import Resource, to_read
from inspection_portal.core import webhooks
from inspection_portal.core.webhooks import types

ERROR_FOUND, EXTRACT_LOADED = "plan.error_found", "extract.loaded"


def register_types() -> None:
    types.register(
        ERROR_FOUND,
        words="A check finds an error in a 4P plan that it did not find before",
        scope=to_read(Resource.PLANS),
        may_know=types.whoever_sees(Plan.objects.visible_to),
    )
    types.register(
        EXTRACT_LOADED,
        words="A data extract is loaded",
        scope=to_read(Resource.DATA_EXTRACTS),
        may_know=types.whoever_sees(DataExtract.objects.visible_to),
    )


def errors_found(plans: Iterable[Plan], *, at: datetime) -> None:
    webhooks.tell_all(ERROR_FOUND, plans, route="api:plan-detail", at=at)


def extract_loaded(extract: DataExtract, *, at: datetime) -> None:
    webhooks.tell(EXTRACT_LOADED, extract, route="api:dataextract-detail", at=at)
