"""Filter sets and snapshots: of a force, with words of its list, and of another body alone."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from disruptions.actions import take_snapshot
from forces.models import Body
from inspection_portal.core.models import User
from tests.access.disruptions import READERS
from tests.access.progress import Words
from tests.factories import DisruptionFactory, FilterSetFactory, ThreatFactory
from tests.factories.disruptions import GIVEN_AT

AFTER = {"column": "record_date", "test": "after", "values": ["2021-06-01"], "blank_kept": None}


def snapshot_of(force: Body, people: Mapping[str, User], canaries: Words) -> dict[str, UUID]:
    """A list with a reference that is for the body’s own people and who reads all threats."""

    def words(what: str) -> str:
        return canaries.of_entry(canaries.word(what), READERS)

    threat = ThreatFactory(body=force, reference=words("reference of a threat in a snapshot"))
    DisruptionFactory(
        threat=threat,
        reference=words("reference of a disruption in a snapshot"),
        recorded_on=date(2026, 2, 2),
        recorded_by=people["contributor"],
    )
    filter_set = FilterSetFactory(rules=[AFTER])
    snapshot = take_snapshot(
        filter_set=filter_set, bodies=[force], by=people["moderator"], at=GIVEN_AT
    )
    return {"filter_set": filter_set.uuid, "snapshot": snapshot.uuid}
