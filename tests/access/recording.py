"""Two disruptions of a force that were told apart, and an action that led to none."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.utils.timezone import localdate

from forces.models import Body
from inspection_portal.core.models import User
from tests.access.disruptions import READERS
from tests.access.progress import Words
from tests.factories import (
    DisruptionFactory,
    DistinctEventsFactory,
    PlanActionFactory,
    PlanFactory,
    ThreatFactory,
)


def recording_of(force: Body, people: Mapping[str, User], canaries: Words) -> dict[str, UUID]:
    """What is said of each is for the readers of the force’s disruptions and plans."""

    def words(what: str) -> str:
        return canaries.of_entry(canaries.word(what), READERS)

    threat = ThreatFactory(body=force, reference=words("reference of a threat with two events"))
    said = {"threat": threat, "recorded_by": people["contributor"], "event_on": date(2026, 1, 20)}
    first, second = (DisruptionFactory(**said) for _ in range(2))
    decision = DistinctEventsFactory(
        first=first,
        second=second,
        reason=words("why two records are of two events"),
        by=people["force_lead"],
    )
    PlanActionFactory(
        plan=PlanFactory(threat=ThreatFactory(body=force)),
        what=words("action that led to no disruption"),
        result=words("result that led to no disruption"),
        ended_on=localdate() - timedelta(days=9),
    )
    return {"distinct_events": decision.uuid}
