"""A million disruptions whose load is killed in the middle: nothing is there, or everything."""

from collections.abc import Callable
from pathlib import Path

from forces.models import RoleGrant
from inspection_portal.local.postgres import Cluster
from tests.factories import person
from tests.faults.loading import prepared

ROWS = 1_000_000
# Where it is killed: the step, and how much of it is done.
KILLS = (("Reading", 0.5), ("Checking", 0), ("Loading", 0.2), ("Loading", 0.9))


def test_kills(
    transactional_db: None,
    cluster: Cluster,
    tmp_path: Path,
    measured: Callable[..., None],
    seed: int,
) -> None:
    loading = prepared(cluster, tmp_path, person(RoleGrant.Role.INSPECTOR), number=ROWS, seed=seed)
    halves = 0
    for step, done in KILLS:
        disruptions, counted = loading.killed(step, done)
        halves += (disruptions, counted) not in ((0, 0), (loading.good, loading.good))
    disruptions, counted = loading.finished()
    measured("half-loaded-after-a-kill", limit=0, measured=halves)
    measured("missing-after-the-end", limit=0, measured=abs(loading.good - disruptions))
    measured("counted-wrongly-after-the-end", limit=0, measured=abs(loading.good - counted))
