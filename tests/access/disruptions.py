"""Disruptions of a force: one that waits for moderation, and one that was returned."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from forces.models import Body
from inspection_portal.core.models import User
from tests.access.progress import OF_THE_BODY, Words
from tests.factories import (
    DisruptionFactory,
    DisruptionStandardFactory,
    ModerationFactory,
    ThreatFactory,
)

# Besides the body: who reads the disruptions of every body.
READERS = OF_THE_BODY | {"off_team", "auditor"}


def disruptions_of(force: Body, people: Mapping[str, User], canaries: Words) -> dict[str, UUID]:
    """What each says and why it was returned is for its readers. The last standard is in force from
    a day on that has no record.
    """

    def words(what: str) -> str:
        return canaries.of_entry(canaries.word(what), READERS)

    threat = ThreatFactory(body=force, reference=words("reference of a disrupted threat"))
    said = {"threat": threat, "recorded_by": people["contributor"]}
    waiting = DisruptionFactory(
        narrative=words("narrative of a disruption"),
        evidence=words("evidence of a disruption"),
        **said,
    )
    returned = DisruptionFactory(
        narrative=words("narrative of a returned disruption"), moderation="returned", **said
    )
    reason = words("reason of a moderation")
    ModerationFactory(disruption=returned, by=people["force_lead"], reason=reason)
    standard = DisruptionStandardFactory(valid_from=date(2020, 1, 1))
    return {
        "disruption": waiting.uuid,
        "returned_disruption": returned.uuid,
        "disruption_standard": standard.uuid,
    }
