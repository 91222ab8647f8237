"""A threat, its plan and an order of a force, with what their checks are waived for."""

from datetime import date, timedelta
from uuid import UUID

from django.utils.timezone import localdate

from forces.models import Body
from tests.access.progress import OF_THE_BODY, Words
from tests.factories import (
    CheckCountFactory,
    CheckWaiverFactory,
    LocalProfileFactory,
    PlanEntryFactory,
    PlanFactory,
    PlanSettingsFactory,
    PreventionOrderFactory,
)

# Besides the body: who reads the threats of every body.
READERS = OF_THE_BODY | {"off_team", "auditor"}


def quality_of(force: Body, canaries: Words) -> dict[str, UUID]:
    """Each says a secret word wherever a page or the API shows it."""

    def words(what: str) -> str:
        return canaries.of_entry(canaries.word(what), READERS)

    plan = PlanFactory(threat__body=force, threat__reference=words("reference of a threat"))
    PlanEntryFactory(plan=plan, text=words("entry of a plan that is compared"))
    order = PreventionOrderFactory(body=force, reference=words("reference of an order"))
    LocalProfileFactory(
        body=force, area=words("area of a local profile"), refresh_on=date(2025, 12, 1)
    )
    waiver = CheckWaiverFactory(
        plan=plan, reason=words("reason of a waiver"), until=localdate() + timedelta(days=90)
    )
    settings = PlanSettingsFactory(body=force, template_version=words("template of a body"))
    CheckCountFactory(body=force)
    return {
        "checked_threat": plan.threat.uuid,
        "checked_plan": plan.uuid,
        "checked_order": order.uuid,
        "check_waiver": waiver.uuid,
        "plan_settings": settings.uuid,
    }
