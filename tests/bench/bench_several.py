"""Many entries of one body changed at once: several from a list, and a whole tracker."""

from collections.abc import Callable
from datetime import timedelta
from statistics import median
from time import perf_counter

import pytest
from django.db import transaction
from django.utils.timezone import localdate, now

from findings.models import Inspection
from forces.models import RoleGrant
from inspection_portal.core.models import AuditEvent, User
from recommendations import actions
from recommendations.models import Recommendation, RegisterEntry, TrackerImport
from recommendations.trackers import Tracker, TrackerRow
from tests.bench.measuring import cost
from tests.bench.rows import without_triggers
from tests.factories import (
    CauseOfConcernFactory,
    ForceFactory,
    InspectedBodyFactory,
    InspectionFactory,
    person,
    put_in_print,
)

FEW, MANY = 20, 200
SHORT, LONG = 500, 5_000
ROUNDS = 3
MAKE_ENTRIES = """
INSERT INTO recommendations_registerentry (
    uuid, version, recommendation_id, body_id, reference, asked, status, position,
    position_reason, published_at
)
SELECT gen_random_uuid(), 1, asked.id, chapter.body_id, 'bench/' || asked.position,
       asked.text, 'being_progressed', 'awaiting_allocation', '', %(published_at)s
FROM recommendations_recommendation AS asked, findings_inspectedbody AS chapter
"""


@pytest.fixture
def lead(transactional_db: None, owner: Callable[..., None]) -> User:
    """Who speaks for a body with 5,000 entries."""
    body = ForceFactory()
    inspection = InspectionFactory()
    InspectedBodyFactory(inspection=inspection, body=body)
    ask(inspection)
    put_in_print(inspection)
    with without_triggers(owner, "recommendations_registerentry"):
        owner(MAKE_ENTRIES, published_at=now() - timedelta(days=30))
    owner("VACUUM ANALYZE")
    return person(RoleGrant.Role.FORCE_LEAD, body)


def ask(inspection: Inspection) -> None:
    concern = CauseOfConcernFactory(chapter=None, inspection=inspection, question_area=None)
    Recommendation.objects.bulk_create(
        Recommendation(
            finding=concern, position=position, text=f"Improve ({position}).", due_kind="none"
        )
        for position in range(1, LONG + 1)
    )


def assign(lead: User, number: int) -> None:
    entries = RegisterEntry.objects.for_list()[:number]
    outcomes = actions.assign_many(
        {each: each.version for each in entries}, owner=lead, by=lead, at=now()
    )
    assert len(outcomes.changed) == number


def bring(lead: User, number: int) -> None:
    """A tracker that says something new of each entry."""
    target = localdate() + timedelta(days=90)
    rows = tuple(
        TrackerRow(
            position + 1,
            reference=f"bench/{position}",
            position="In progress",
            target=target.isoformat(),
            owner=lead.email,
            narrative=f"Half of it is done ({position}).",
        )
        for position in range(1, number + 1)
    )
    tracker = Tracker("tracker.csv", "0" * 64, rows, ())
    kept = actions.keep_tracker(
        tracker=tracker, policy=TrackerImport.Policy.TAKE, by=lead, at=now()
    )
    assert actions.import_tracker(kept, by=lead, at=now()).counts["imported"] == number


def taken(work: Callable[[User, int], None], lead: User, number: int) -> tuple[float, int]:
    """Seconds for each entry, and the lines that it adds to the audit trail."""
    with transaction.atomic():
        before = AuditEvent.objects.count()
        seconds = cost(lambda: work(lead, number), perf_counter)
        lines = AuditEvent.objects.count() - before
        transaction.set_rollback(True)
    return seconds / number, lines


@pytest.mark.parametrize(
    ("name", "work", "numbers"),
    [("several-assigned", assign, (FEW, MANY)), ("tracker-imported", bring, (SHORT, LONG))],
    ids=["several", "tracker"],
)
def test_many(
    lead: User,
    measured: Callable[..., None],
    name: str,
    work: Callable[[User, int], None],
    numbers: tuple[int, int],
) -> None:
    few, many = numbers
    rounds = [(taken(work, lead, few), taken(work, lead, many)) for _ in range(ROUNDS)]
    measured(
        f"{name}-per-entry-{many}-to-{few}",
        limit=1.5,
        measured=median(long[0] / short[0] for short, long in rounds),
    )
    measured(f"{name}-lines-of-the-trail", limit=1, measured=max(long[1] for _, long in rounds))
