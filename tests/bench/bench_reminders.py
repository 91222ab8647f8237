"""The sweep of reminders over a hundred thousand open entries.

The rows are made by the database itself, and each round is rolled back, so that all begin alike.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from statistics import median
from time import perf_counter

import pytest
from django.db import connection, transaction
from django.utils.timezone import localdate

from findings.models import Inspection
from forces.models import RoleGrant
from inspection_portal.core.dates import london
from inspection_portal.core.models import Sweep, system_user
from recommendations.actions import sweep
from recommendations.actions.reminding import plan
from recommendations.models import Milestone, Recommendation
from tests.bench.measuring import cost
from tests.bench.rows import without_triggers
from tests.factories import (
    CauseOfConcernFactory,
    ForceFactory,
    InspectedBodyFactory,
    InspectionFactory,
    RegionFactory,
    person,
    put_in_print,
)
from tests.recommendations.reminders import make_schedule

BODIES, RECOMMENDATIONS = 50, 2_000
ENTRIES = BODIES * RECOMMENDATIONS
DAYS = [-90, -60, -30, -14, -7, -1, 0, 7, 14, 21, 28, 42, 56, 84, 112, 168, 224, 280, 364]
ROUNDS = 5
LEDGER = "entry_id, milestone_id, due_on, days, recipient_id, role, state, reason, planned_at"
# From a hundred days late to a thousand ahead; each body's contributor owns four of five.
MAKE_ENTRIES = """
INSERT INTO recommendations_registerentry (
    uuid, version, recommendation_id, body_id, reference, asked, status, position,
    position_reason, published_at, due_on, owner_id
)
SELECT gen_random_uuid(), 1, asked.id, chapter.body_id, asked.id || '/' || chapter.body_id,
       asked.text, 'being_progressed', 'in_progress', '', %(today)s::date - interval '400 days',
       %(today)s::date - 100 + ((asked.id * 7919 + chapter.body_id * 104729) %% 1100)::int,
       CASE WHEN asked.position %% 5 > 0 THEN role.user_id END
FROM recommendations_recommendation AS asked, findings_inspectedbody AS chapter
JOIN forces_rolegrant AS role
  ON role.body_id = chapter.body_id AND role.role = 'force_contributor'
"""
MAKE_MILESTONES = """
INSERT INTO recommendations_milestone (uuid, version, entry_id, position, kind, words, original_on)
SELECT gen_random_uuid(), 1, id, 1, 'date', '', due_on FROM recommendations_registerentry
"""
COPY = "{to} SELECT {columns} FROM {rows}"


@pytest.fixture
def today(transactional_db: None, owner: Callable[..., None]) -> date:
    """The day on which a register of that length is looked at."""
    today, region = localdate(), RegionFactory()
    bodies = [ForceFactory(region=region) for _ in range(BODIES)]
    inspection = InspectionFactory()
    for body in bodies:
        InspectedBodyFactory(inspection=inspection, body=body)
        person(RoleGrant.Role.FORCE_LEAD, body)
        person(RoleGrant.Role.FORCE_CONTRIBUTOR, body)
    ask(inspection)
    make_schedule(days=DAYS, leads_from=-90)
    with without_triggers(owner, "recommendations_registerentry", "recommendations_milestone"):
        owner(MAKE_ENTRIES, today=today)
        owner(MAKE_MILESTONES)
    put_in_print(inspection)
    owner("VACUUM ANALYZE")
    return today


def ask(inspection: Inspection) -> None:
    concern = CauseOfConcernFactory(chapter=None, inspection=inspection, question_area=None)
    Recommendation.objects.bulk_create(
        Recommendation(
            finding=concern,
            position=position,
            text=f"Improve ({position}).",
            due_kind="date",
            due_on=date(2026, 5, 1),
        )
        for position in range(1, RECOMMENDATIONS + 1)
    )


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def taken(work: Callable[[], object]) -> float:
    """Seconds of the work, which leaves nothing behind."""
    with undone():
        return cost(work, perf_counter)


def copy(*, to: str, rows: str) -> str:
    """The statement that copies the ledger's columns."""
    return COPY.format(to=to, columns=LEDGER, rows=rows)


def insert_bare() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            copy(to=f"INSERT INTO recommendations_reminder ({LEDGER})", rows="bench_rows")
        )


def scan(today: date) -> int:
    """What a program does that looks at each entry: is today one of its days?"""
    days = set(DAYS)
    unmet = Milestone.objects.unmet().of_the_inspectorate().select_related("entry")
    return sum((today - each.current_on).days in days for each in unmet.iterator())


def test_reminders(today: date, owner: Callable[..., None], measured: Callable[..., None]) -> None:
    """A sweep of the whole register in one night, and the plan of the day that follows it."""
    night, midnight = london(today - timedelta(days=1), time(5, 20)), london(today, time(0, 20))

    def look_at_all() -> int:
        Sweep.objects.all().delete()
        return sweep(by=system_user(), at=night).planned

    def sweep_the_day() -> int:
        return sweep(by=system_user(), at=midnight).planned

    assert look_at_all() > ENTRIES
    owner(copy(to="CREATE TABLE bench_rows AS", rows="recommendations_reminder"))
    owner("UPDATE bench_rows SET state = 'planned' WHERE state = 'attached'")
    owner("GRANT SELECT ON bench_rows TO soc_app")
    owner("VACUUM ANALYZE")
    with undone():
        assert 0 < sweep_the_day() < ENTRIES / 20
    with undone():
        left = look_at_all()
    daily = [
        (
            taken(lambda: plan(at=midnight, since=localdate(night))),
            taken(sweep_the_day),
            taken(lambda: scan(today)),
        )
        for _ in range(ROUNDS)
    ]
    again = median(taken(look_at_all) for _ in range(ROUNDS))
    owner("TRUNCATE recommendations_reminder")
    owner("VACUUM ANALYZE")
    whole = [(taken(look_at_all), taken(insert_bare)) for _ in range(ROUNDS)]

    measured(
        "reminders-sweep-100000-to-bare-insert",
        limit=3,
        measured=median(sweeping / bare for sweeping, bare in whole),
    )
    measured(
        "reminders-sweep-again-to-first",
        limit=0.5,
        measured=again / median(sweeping for sweeping, _ in whole),
    )
    measured("reminders-planned-by-second-sweep", limit=0, measured=left)
    measured(
        "reminders-daily-plan-to-python-scan",
        limit=1 / 50,
        measured=median(planning / scanning for planning, _, scanning in daily),
    )
    measured(
        "reminders-daily-sweep-with-messages-to-python-scan",
        limit=1 / 20,
        measured=median(sweeping / scanning for _, sweeping, scanning in daily),
    )
